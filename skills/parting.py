"""Parting: what was merged stands by itself again, however long ago it was and whatever came since."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

from rapidfuzz import fuzz

from skills.cards import listed
from skills.merge_notes import called
from skills.reply import Lines, Reply
from skills.skill import skill
from skills.slots import Slot
from skills.turn import Option, Refused, Turn, Unclear
from skills.wording import count_of, day
from storage.crm import NOUNS
from storage.fills import record_of
from storage.folding import fold
from storage.merges import Merge, merges_by, merges_in, standing_of_all
from storage.merging import Parted, foreseen, unmerge
from storage.pointers import Moved
from storage.record import Record

Whole = Annotated[Record | str, Slot("record", "Which one shall be parted again?", "any", open=True)]
Part = Annotated[str, Slot("text", "Which one shall stand by itself again?")]
NEAR = 88
UNTOLD = ("passage", "suggestion", "distinction", "link")


@skill(confirm=True)
def unmerge_records(turn: Turn, record: Whole | None = None, part: Part | None = None) -> Reply:
    """Take two records apart that were merged, even long ago; each gets back what was its own."""
    made = _chosen(turn, record, part)
    merged, found = _merged(turn, made), foreseen(turn.crm, made)
    kept = record_of(turn.crm, made.kind, found.holder)
    assert kept is not None
    question = f"Shall {merged.label} stand by itself again, apart from {kept.label}?"
    turn.confirm(question, list(_facts(turn, made, merged, kept, found)))
    before = set(made.filled)
    found = unmerge(turn.crm, made)
    turn.remember(*(each for each in (kept, merged) if each.deleted_at is None))
    lines = list(_told(merged, kept, found, sorted(before)))
    with_it = _counted(found.back) or "nothing else"
    return Reply(f"{merged.label} stands by itself again, with {with_it}.", (Lines("", tuple(lines)),) if lines else ())


def _chosen(turn: Turn, record: Record | str | None, part: str | None) -> Merge:
    """The merge that is meant: of what was named, else the speaker's last. Raises Unclear, Refused."""
    if record is None and part is None:
        return _last(turn)
    made = merges_in(turn.crm.session, record) if isinstance(record, Record) else standing_of_all(turn.crm.session)
    if isinstance(record, Record) and not made:
        raise Refused(f"Nothing was merged into {record.label}, or it was parted again already.")
    named = _named(turn, made, [word for word in (part, record if isinstance(record, str) else "") if word])
    if len(named) == 1 or (len(made) == 1 and isinstance(record, Record)):
        return (named or made)[0]
    if not named and not isinstance(record, Record):
        raise Refused(f"Nothing called “{part or record}” was merged into another. Say “show changes” to see what was.")
    raise Unclear("Which one shall stand by itself again?", "part", _options(turn, named or made))


def _last(turn: Turn) -> Merge:
    mine = merges_by(turn.crm.session, turn.speaker.id)
    if not mine:
        raise Refused("You have merged nothing that could be parted. Say which one, as in “unmerge Acme”.")
    return mine[-1]


def _named(turn: Turn, made: Sequence[Merge], words: Sequence[str]) -> list[Merge]:
    """Those whose merged record is named by the words, or in the message."""
    numbered = [each for each in made if f"merge {each.id}" in words]
    told = {each.id: fold(_merged(turn, each).label) for each in made}
    near = [each for each in made if any(fuzz.ratio(told[each.id], fold(word)) >= NEAR for word in words)]
    said = f" {fold(turn.text)} "
    within = sorted((each for each in made if f" {told[each.id]} " in said), key=lambda each: -len(told[each.id]))
    longest = [each for each in within if len(told[each.id]) == len(told[within[0].id])]
    return numbered or near or longest


def _options(turn: Turn, made: Sequence[Merge]) -> list[Option]:
    return [Option(f"{_merged(turn, each).label}, {_on(turn, each.at)}", f"merge {each.id}") for each in made[-8:]]


def _on(turn: Turn, at: datetime) -> str:
    return f"merged {day(at.astimezone(turn.now.tzinfo).date(), turn.now.date())}"


def _merged(turn: Turn, made: Merge) -> Record:
    record = record_of(turn.crm, made.kind, made.merged_id)
    assert record is not None
    return record


def _facts(turn: Turn, made: Merge, merged: Record, kept: Record, found: Parted) -> Iterator[tuple[str, str]]:
    yield "merged", f"{_on(turn, made.at).removeprefix('merged ')}{_by(turn, made)}"
    yield f"back to {merged.label}", _counted(found.back) or "nothing else"
    if found.along:
        yield "goes along, being with them", _counted(found.along)
    if found.stays:
        yield f"stays with {kept.label}, added since", _counted(found.stays)


def _by(turn: Turn, made: Merge) -> str:
    person = turn.crm.people.get(made.by_id) if made.by_id else None
    return f" by {person.name}" if person else ""


def _told(merged: Record, kept: Record, found: Parted, emptied: Sequence[str]) -> Iterator[str]:
    if found.along:
        yield f"Went along, for it is with what is theirs: {_counted(found.along)}."
    if found.stays:
        yield f"Stays with {kept.label}, for it was added since: {_counted(found.stays)}."
    if emptied:
        names = listed([called(name) for name in emptied])
        yield f"{kept.label} no longer has the {names} that came from there, unless it was changed since."
    if kept.deleted_at:
        yield f"{kept.label} itself was deleted meanwhile and stays so."


def _counted(moved: Moved) -> str:
    kinds = {key.partition(".")[0]: len(ids) for key, ids in moved.items()}
    return listed([count_of(number, kind) for kind, number in kinds.items() if kind in NOUNS and kind not in UNTOLD])
