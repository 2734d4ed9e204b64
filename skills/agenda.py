"""The agenda: a person's open reminders in order, and which of them is meant."""

import re
from datetime import timedelta
from typing import Any

from rapidfuzz import fuzz

from skills.turn import Option, Refused, Turn, Unclear, ref
from skills.wording import moment
from storage.crm import Crm
from storage.folding import fold
from storage.people import Person
from storage.reminders import Reminder

ENOUGH = 0.6  # of the words said are in the reminder
SAME_WORD = 80  # rapidfuzz ratio: a slip of the pen
LISTED = 8
LATELY = timedelta(days=1)
FILLERS = {
    "the", "a", "my", "to", "about", "for", "of", "on", "one", "that", "this", "it", "reminder", "reminders", "task",
    "todo", "with", "please",
}  # fmt: skip
PLACES = {
    word: place
    for place, words in enumerate(
        ("first one", "second two", "third three", "fourth four", "fifth five", "sixth six", "seventh seven"), 1
    )
    for word in words.split()
}
PLACE = re.compile(r"(?:(?:the|reminder|task|todo|number|no|nr) )*(?:(\d+)(?:st|nd|rd|th)?|([a-z]+))(?: one)?")


def numbered(turn: Turn) -> list[tuple[int, Reminder]]:
    """The speaker's open reminders with their numbers, the next one first; then those told in the place of others."""
    return list(enumerate(open_reminders(turn.crm, turn.speaker), 1))


def open_reminders(crm: Crm, person: Person) -> list[Reminder]:
    """A person's open reminders, the next one first; then those told in the place of others."""
    own = crm.reminders.open_of(person)
    covered = crm.reminders.by_ids(crm.absences.covered_by(person, "reminder"))
    return [*own, *(each for each in covered if each.is_open and each not in own)]


def found(turn: Turn, spoken: Any, slot: str, *, or_set: bool = False) -> Reminder:
    """The open reminder meant by words, a number or a reference.

    Nothing said means the one told last; with `or_set` the one set last, if that was later. Raises Unclear when
    several fit and Refused, listing them, when none does.
    """
    waiting = [reminder for _, reminder in numbered(turn)]
    if not waiting:
        raise Refused("You have no open reminders. Say “remind me tomorrow at 9 to …” to set one.")
    if isinstance(spoken, dict):
        meant = [each for each in waiting if each.id == spoken.get("id")]
    elif words := _words(spoken):
        meant = _at_place(fold(str(spoken)), waiting) or _alike(words, waiting)
    else:
        meant = _told_last(turn, waiting, or_set) or waiting
    if not meant:
        listed = "; ".join(f"{place}. {each.about}" for place, each in numbered(turn)[:LISTED])
        raise Refused(f"I find no reminder “{_said(spoken)}”. Open are: {listed}.")
    if len(meant) > 1:
        raise Unclear("Which reminder do you mean?", slot, [_option(turn, each) for each in meant[:LISTED]])
    return meant[0]


def _words(spoken: Any) -> list[str]:
    said = fold(str(spoken or ""))
    kept = [word for word in said.split() if word not in FILLERS]
    return kept or (said.split() if said in PLACES or said.endswith(" one") else [])


def _at_place(said: str, waiting: list[Reminder]) -> list[Reminder]:
    match = PLACE.fullmatch(said)
    if not match:
        return []
    if match[2] == "last":
        return waiting[-1:]
    place = int(match[1] or PLACES.get(match[2], 0))
    return waiting[place - 1 : place] if place else []


def _alike(words: list[str], waiting: list[Reminder]) -> list[Reminder]:
    """Those that share the most of the words, misspelt or not."""
    shares = [(_share(words, _text(each)), each) for each in waiting]
    best = max(share for share, _ in shares)
    return [each for share, each in shares if share == best >= ENOUGH]


def _share(words: list[str], text: list[str]) -> float:
    """The share of the words that stand in the text."""
    return sum(any(fuzz.ratio(word, each) >= SAME_WORD for each in text) for word in words) / len(words)


def _text(reminder: Reminder) -> list[str]:
    return fold(f"{reminder.about} {reminder.customer.name if reminder.customer else ''}").split()


def _told_last(turn: Turn, waiting: list[Reminder], or_set: bool) -> list[Reminder]:
    ats = [(each.told_at or (each.created_at if or_set else None), each.id, each) for each in waiting]
    told = [(at, id, each) for at, id, each in ats if at and turn.now - at < LATELY]
    return [each for _, _, each in sorted(told, key=lambda each: each[:2])[-1:]]


def _option(turn: Turn, reminder: Reminder) -> Option:
    return Option(f"{reminder.about}, {moment(reminder.due_at, turn.now)}", ref(reminder))


def _said(spoken: Any) -> str:
    return str(spoken.get("name", "") if isinstance(spoken, dict) else spoken)
