"""The conversation itself: taking back, looking back, and what can be done."""

from collections.abc import Iterable
from typing import Annotated

from rapidfuzz import fuzz

from skills.dossier import dossier
from skills.erasing import BEYOND, fates, outcome
from skills.examples import example_of
from skills.figures import measure_words, measures_about
from skills.journal import told
from skills.reply import Lines, Reply, Table
from skills.skill import Skill, all_skills, skill
from skills.slots import AnyRecord, ContactName, Slot
from skills.turn import Turn
from skills.undoing import facts_of, undone
from skills.wording import count_of, moment
from storage.erasure import erase
from storage.folding import fold
from storage.measures import formula_of
from storage.undo import changes_by, changes_to, erased_last, last_turn

Topic = Annotated[str, Slot("text", "What would you like to know about?")]

RELATED = 60  # token_set_ratio of a topic and what a skill is about


@skill()
def undo(turn: Turn) -> Reply:
    """Take back your last change, whatever it was; said again, the one before."""
    last, erased = last_turn(turn.crm), erased_last(turn.crm)
    if last is None:
        gone = "Whom you erased is gone for good. " if erased else ""
        return Reply(f"{gone}There is nothing{' else' if gone else ''} of yours to take back.")
    if erased:
        turn.confirm(
            "Whom you erased is gone for good. Shall I take back what you did before that?", facts_of(turn, last)
        )
    return undone(turn, last)


@skill()
def show_changes(turn: Turn, record: AnyRecord | None = None) -> Reply:
    """Show who changed what and when: of one record, or your own last changes."""
    changes = changes_to(turn.crm, record) if record else changes_by(turn.crm, turn.speaker)
    turn.remember(record)
    if not changes:
        return Reply(f"Nobody has changed {record.label} yet." if record else "You have changed nothing yet.")
    rows = tuple(told(turn, change) for change in changes)
    table = Table(("when", "who", "what", "before → after"), rows)
    if record is None:
        return Reply("These are your last changes, newest first.", (table,), note="Say “undo” to take back the last.")
    first = changes[0]
    who = first.by.name if first.by else "Rapport"
    return Reply(f"{record.label} was last changed by {who}, {moment(first.at, turn.now)}.", (table,))


@skill()
def export_person(turn: Turn, contact: ContactName) -> Reply:
    """Export all that is held about a person, as a file."""
    counted, file = dossier(turn, contact)
    turn.remember(contact)
    records = ", ".join(count_of(number, kind) for kind, number in counted.items())
    beside = f", and beside their record {records}" if records else ""
    said = f"All that I hold about {contact.name} is in {file.name}{beside}."
    return Reply(said, files=(file,), note="It holds personal data, of others too: read it before you hand it on.")


@skill(confirm=True)
def erase_person(turn: Turn, contact: ContactName) -> Reply:
    """Erase a person everywhere and for good, in history and search too; it asks first."""
    where = f" of {contact.customer.name}" if contact.customer else ""
    question = f"Erase {contact.name}{where} everywhere? This is for good: “undo” will not bring anything back."
    turn.confirm(question, fates(turn, contact))
    told = erase(turn.crm, contact)
    return Reply(f"Erased that contact{where} for good.", (outcome(told),), note=BEYOND)


@skill()
def help(turn: Turn, topic: Topic | None = None) -> Reply:
    """Show what the assistant can do, all of it or about a topic."""
    every = list(all_skills().values())
    if not topic:
        return _overview(every)
    if measures := measures_about(topic):
        return _formulas(measures)
    related = _related(topic, every)
    if not related:
        overview = _overview(every)
        return Reply(f"I have nothing about “{topic}”. This is what I can do:", overview.parts, note=overview.note)
    lines = tuple(_line(each) for each in related)
    return Reply(f"About {topic}:", (Lines("", lines),), note="Write it in your own words; these are only examples.")


def _formulas(measures: list[str]) -> Reply:
    lines = tuple(f"{measure_words(name).capitalize()}: {formula_of(name)}" for name in measures)
    if len(lines) == 1:
        return Reply(lines[0], note="Ask for it in your own words, of a time, by a field or of some records only.")
    return Reply("This is how I compute them:", (Lines("", lines),))


def _overview(every: Iterable[Skill]) -> Reply:
    areas: dict[str, list[Skill]] = {}
    for each in every:
        areas.setdefault(each.area, []).append(each)
    lines = tuple(f"{area.capitalize()}: “{_example(skills)}”" for area, skills in areas.items())
    said = "I keep your customer records. Tell me what happened, or ask, in your own words. For example:"
    return Reply(said, (Lines("", lines),), note="Say “help reminders”, or any other topic, for more.")


def _example(skills: list[Skill]) -> str:
    return next((example for each in skills if (example := example_of(each.name))), skills[0].summary)


def _line(each: Skill) -> str:
    example = example_of(each.name)
    return f"{each.summary} “{example}”" if example else each.summary


def _related(topic: str, every: list[Skill]) -> list[Skill]:
    """The skills of the area called so, or those whose name and summary have its words, the nearest first."""
    words = fold(topic)
    area = [each for each in every if words.rstrip("s") == each.area.rstrip("s")]
    scored = [(fuzz.token_set_ratio(words, fold(f"{each.name} {each.summary}")), each) for each in every]
    near = sorted((each for each in scored if each[0] >= RELATED), key=lambda each: -each[0])
    return area or [each for _, each in near[:5]]
