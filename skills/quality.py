"""Clean data: what is missing, stale, wrong or there twice, and what of it is put right on a word."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from skills.joining import told_apart
from skills.reply import Button, Lines, Reply
from skills.skill import skill
from skills.slots import Entity, PersonName, Slot
from skills.turn import Refused, Turn, ref
from skills.wording import count_of, percent, plural
from storage.likeness.twins import twins
from storage.merging import MERGEABLE, merge
from storage.people import Person
from storage.pointers import pointing
from storage.quality import CHECKED, Problem, is_certain, problems
from storage.record import Record
from storage.repairs import AT_MOST, FIXES, Proposal, proposals, repair

Fix = Annotated[
    Literal["countries", "phones", "emails", "spelling", "missing_countries", "duplicates"],
    Slot("choice", "What should I put right: countries, phones, e-mails, spelling or duplicates?", choices=FIXES),
]
SHOWN = 12
FACTS = 10
EXAMPLES = 3
BUTTONS = 5
WORDS = {
    "countries": "bring countries into one form", "phones": "bring phone numbers into one form",
    "emails": "clean e-mail addresses", "spelling": "mend capitals and spaces",
    "missing_countries": "fill in countries that the phone or the web address tells", "duplicates": "merge",
}  # fmt: skip


@skill()
def check_data(turn: Turn, entity: Entity | None = None, owner: PersonName | None = None) -> Reply:
    """Check how clean the records are: what is missing, stale, wrong or there twice, and what can be fixed at once."""
    if entity and entity not in CHECKED:
        raise Refused(f"I check customers, contacts, leads and deals, not {plural(entity)}.")
    kinds = (entity,) if entity else CHECKED
    found = [problem for kind in kinds for problem in problems(turn.crm, kind, owner)]
    whose = "" if owner is None else " of yours" if owner == turn.speaker else f" of {owner.name}'s"
    what = (plural(entity) if entity else "customers, contacts, leads and deals") + whose
    if not found:
        return Reply(f"All {what} are clean: nothing is missing, stale, wrong or there twice.")
    return _told(turn, what, found, owner)


def _told(turn: Turn, what: str, found: Sequence[Problem], owner: Person | None) -> Reply:
    """The problems, those first that can be fixed, with a button for each fix."""
    ordered = sorted(found, key=lambda problem: (not problem.fix, -problem.count))[:SHOWN]
    turn.show("", [], fixes=[_slots(each, owner) for each in ordered])
    lines = tuple(_line(place, each) for place, each in enumerate(ordered, 1))
    fixable = [place for place, each in enumerate(ordered, 1) if each.fix][:BUTTONS]
    buttons = tuple(Button(f"Fix {place}", f"fix {place}") for place in fixable)
    more = f", the {len(ordered)} that weigh most" if len(found) > len(ordered) else ""
    note = (
        f"Say “fix {fixable[0]}” and I show you what would change." if fixable else "None of it can be fixed by itself."
    )
    return Reply(
        f"{count_of(len(found), 'thing')} to look at in {what}{more}:", (Lines("", lines),), buttons, note=note
    )


def _slots(problem: Problem, owner: Person | None) -> dict[str, Any]:
    told = {"entity": problem.kind} | ({"fix": problem.fix} if problem.fix else {})
    return told | ({"owner": ref(owner)} if owner else {})


def _line(place: int, problem: Problem) -> str:
    names = ", ".join(list(dict.fromkeys(problem.names))[:EXAMPLES])
    names += " …" if len(set(problem.names)) > EXAMPLES else ""
    fix = f" Fix: {WORDS[problem.fix]} ({problem.fixable:,})." if problem.fix else ""
    if problem.what == "may be there twice":
        return f"{place}. {count_of(problem.count, 'pair')} of {plural(problem.kind)} may be the same: {names}.{fix}"
    share = percent(round(100 * problem.count / problem.of)) if problem.of else "0 %"
    whom = f"{problem.count:,} of {count_of(problem.of, problem.kind)} ({share})"
    return f"{place}. {whom} {_agreeing(problem)}: {names}.{fix}"


def _agreeing(problem: Problem) -> str:
    """What is wrong, as it is said of one or of several."""
    if problem.count != 1:
        return problem.what
    verb, _, rest = problem.what.partition(" ")
    return f"{ {'have': 'has', 'were': 'was', 'are': 'is'}.get(verb, verb) } {rest}"


@skill(confirm=True)
def fix_data(
    turn: Turn, fix: Fix | None = None, entity: Entity | None = None, owner: PersonName | None = None
) -> Reply:
    """Put right what can be put right safely: countries, phones, e-mails, spelling, sure duplicates; it asks first."""
    if fix is None:
        raise Refused(
            "That takes somebody who knows them. I can fix countries, phones, e-mails, spelling and duplicates."
        )
    kinds = [kind for kind in MERGEABLE if entity in (None, kind)]
    if not kinds:
        raise Refused(f"I can fix customers, contacts and leads, not {plural(entity or '')}.")
    if fix == "duplicates":
        return _merged(turn, kinds, owner)
    wanted = [each for kind in kinds for each in proposals(turn.crm, fix, kind, owner)]
    if not wanted:
        return Reply(f"There is nothing left to do: I looked to {WORDS[fix]}.")
    told = wanted[:AT_MOST]
    turn.confirm(f"Shall I {WORDS[fix]}? {count_of(len(told), 'value')} would change.", *_shown(told))
    changed = repair(turn.crm, told)
    more = f" {len(wanted) - len(told):,} are left; say it again." if len(wanted) > len(told) else ""
    return Reply(f"Done: {count_of(len(changed), 'record')} changed.{more}", note="Say “undo” to have it as it was.")


def _shown(told: Sequence[Proposal]) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """How many more there are than are shown, and what would become of those."""
    changes = [(each.name, str(each.before or "nothing"), str(each.after)) for each in told[:FACTS]]
    return [("", f"and {len(told) - FACTS:,} more")] if len(told) > FACTS else [], changes


def _merged(turn: Turn, kinds: Sequence[str], owner: Person | None) -> Reply:
    """Merge the pairs that are next to certain; each record is merged once, so that nothing goes in circles."""
    pairs = [pair for kind in kinds for pair in _certain(turn, kind, owner)]
    if not pairs:
        return Reply("No duplicates are sure enough to be merged unseen. Say “find duplicates” to look at the others.")
    facts = [(f"{other} goes into", one) for one, other in (told_apart(*pair) for pair in pairs[:FACTS])]
    more = [("", f"and {len(pairs) - FACTS} more")] if len(pairs) > FACTS else []
    turn.confirm(f"Shall I merge {count_of(len(pairs), 'pair')} that are next to certain?", [*facts, *more])
    for keep, merged in pairs:
        merge(turn.crm, keep, merged)
    return Reply(f"Merged {count_of(len(pairs), 'pair')}.", note="Say “undo” to have them apart again.")


def _certain(turn: Turn, kind: str, owner: Person | None) -> list[tuple[Record, Record]]:
    taken: set[int] = set()
    found = []
    for pair in twins(turn.crm, kind):
        both = turn.crm.of(kind).by_ids([pair.one, pair.other])
        if not is_certain(pair) or taken & {pair.one, pair.other} or not _is_theirs(both, owner):
            continue
        taken |= {pair.one, pair.other}
        one, other = sorted(both, key=lambda each: (-_weight(turn, each), each.id))
        found.append((one, other))
    return found


def _is_theirs(both: Sequence[Any], owner: Person | None) -> bool:
    return owner is None or any(getattr(getattr(each, "customer", each), "owner", None) == owner for each in both)


def _weight(turn: Turn, record: Record) -> int:
    return sum(map(len, pointing(turn.crm, record.kind, record.id).values()))
