"""Undo: a turn's changes taken back, each by a change of its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from storage.changes import Change, original
from storage.crm import NOUNS, Crm
from storage.lines import HEADERS, Line
from storage.merging import MERGED, UNMERGED, rejoin, split
from storage.people import Person
from storage.record import Record

Touched = tuple[str, int]
"""A record's kind and id."""

AT_ONCE = 500
STANDING = Change.after.is_not(None)


def last_turn(crm: Crm) -> str | None:
    """The actor's last turn that wrote something, is no undo and was not undone; None when there is none.

    What was erased cannot be undone, and is passed over.
    """
    undone = select(Change.undoes).where(Change.undoes.is_not(None))
    mine = Change.by_id == (crm.actor.id if crm.actor else None)
    newest = select(Change.turn).where(mine, Change.undoes.is_(None), STANDING, Change.turn.not_in(undone))
    return crm.session.scalars(newest.order_by(Change.id.desc()).limit(1)).first()


def erased_last(crm: Crm) -> bool:
    """Whether the last thing that the actor wrote was to erase somebody."""
    mine = select(Change).where(Change.by_id == (crm.actor.id if crm.actor else None))
    last = crm.session.scalars(mine.order_by(Change.id.desc()).limit(1)).first()
    return last is not None and last.action == "deleted" and last.after is None


def changes_of(crm: Crm, turn: str) -> list[Change]:
    """What the turn wrote, in the order written."""
    return list(crm.session.scalars(select(Change).where(Change.turn == turn).order_by(Change.id)))


def is_automatic(change: Change) -> bool:
    """Whether the change only follows from others of its turn."""
    return change.action == "updated" and set(change.before or {}) <= NOUNS[change.kind].AUTOMATIC


def own_changes_of(crm: Crm, turn: str) -> list[Change]:
    """What the turn wrote beside undoing another one, in the order written; all of it where it only undid.

    Without what was erased since.
    """
    changes = [change for change in changes_of(crm, turn) if change.after is not None]
    return [change for change in changes if change.undoes is None] or changes


def of_lines(crm: Crm, turn: str) -> list[Record]:
    """The quotes, orders and deals whose lines the turn wrote."""
    lines = (crm.session.get(Line, each.record_id) for each in changes_of(crm, turn) if each.kind == Line.kind)
    return list(dict.fromkeys(line.header for line in lines if line and line.header))


def told_changes(changes: Sequence[Change]) -> list[Change]:
    """Those worth telling, once each: lines go with their quote, order or deal, and what became of a new record."""
    new = {(change.kind, change.record_id) for change in changes if change.action == "created"}
    first = [each for each in changes if each.action != "updated" or (each.kind, each.record_id) not in new]
    headers = [change for change in first if change.kind in HEADERS]
    return [change for change in first if change.kind != Line.kind] if headers else first


def stands(crm: Crm, turn: str) -> bool:
    """Whether the turn wrote something that was not taken back."""
    undone = select(Change.id).where(Change.undoes == turn).limit(1)
    return bool(own_changes_of(crm, turn)) and crm.session.scalars(undone).first() is None


def changes_to(crm: Crm, record: Record, limit: int = 20) -> list[Change]:
    """What was written to a record, newest first."""
    of_record = select(Change).where(Change.kind == record.kind, Change.record_id == record.id)
    return list(crm.session.scalars(of_record.order_by(Change.id.desc()).limit(limit)))


def changed_since(crm: Crm, turn: str) -> list[Change]:
    """What others have written since over what the turn wrote: taking the turn back would lose it."""
    own = own_changes_of(crm, turn)
    later: dict[Touched, list[Change]] = defaultdict(list)
    for kind, ids in _touched(own):
        of_these = (Change.kind == kind, Change.record_id.in_(ids), Change.id > own[0].id, Change.turn != turn)
        for each in crm.session.scalars(select(Change).where(*of_these).order_by(Change.id)):
            later[kind, each.record_id].append(each)
    return [each for change in own for each in later[change.kind, change.record_id] if _is_over(each, change)]


def _touched(changes: Sequence[Change]) -> Iterator[tuple[str, list[int]]]:
    """The ids of the records that were changed, so many of a kind at a time as one query may name."""
    for kind in dict.fromkeys(change.kind for change in changes):
        ids = list(dict.fromkeys(change.record_id for change in changes if change.kind == kind))
        yield from ((kind, ids[first : first + AT_ONCE]) for first in range(0, len(ids), AT_ONCE))


def _is_over(later: Change, change: Change) -> bool:
    """Whether somebody else wrote over the change."""
    if later.id <= change.id or later.by_id == change.by_id:
        return False
    return change.action == "created" or bool(set(later.after or {}) & set(change.before or {}))


def take_back(crm: Crm, turn: str) -> list[Record]:
    """Undo what the turn wrote itself, last change first, and return the records that it touched."""
    changes = own_changes_of(crm, turn)
    records = _records(crm, changes)
    crm.session.info["undoes"] = turn
    try:
        for change in reversed(changes):
            _take_back(crm, change, records[change.kind, change.record_id])
        crm.session.flush()
    finally:
        crm.session.info.pop("undoes")
    return [records[change.kind, change.record_id] for change in reversed(changes)]


def set_back(crm: Crm, changes: Sequence[Change]) -> int:
    """Set back what these changes of a turn wrote, and return how many records they were."""
    records = _records(crm, changes)
    for change in changes:
        _take_back(crm, change, records[change.kind, change.record_id])
    crm.session.flush()
    return len(records)


def _records(crm: Crm, changes: Sequence[Change]) -> dict[Touched, Record]:
    """The records that were changed, deleted ones too."""
    found: dict[Touched, Record] = {}
    for kind, ids in _touched(changes):
        noun = NOUNS[kind]
        wanted = select(noun).where(noun.id.in_(ids))
        for record in crm.session.scalars(wanted, execution_options={"deleted_too": True}):
            found[kind, record.id] = record
    return found


def _take_back(crm: Crm, change: Change, record: Record) -> None:
    """Set the record back; what a merge or an unmerge moved is put back by queries, and so in its turn."""
    if change.action in (MERGED, UNMERGED):
        crm.session.flush()
        (split if change.action == MERGED else rejoin)(crm, change)
    if change.action == "created":
        record.deleted_at = crm.now
    for name in change.before or {}:
        setattr(record, name, _earlier(record, change, name))
    if change.action in (MERGED, UNMERGED):
        crm.session.flush()


def _earlier(record: Record, change: Change, name: str) -> Any:
    """What the column holds without the change."""
    before, after = ((side or {}).get(name) for side in (change.before, change.after))
    now = getattr(record, name)
    if name in record.COUNTED and None not in (before, after, now):
        return now + before - after
    return original(record, name, before)


def changes_by(crm: Crm, person: Person, limit: int = 20) -> list[Change]:
    """What a person has written, newest first; what is said of lines is said of what they belong to."""
    of_person = select(Change).where(Change.by_id == person.id, Change.kind != Line.kind)
    return list(crm.session.scalars(of_person.order_by(Change.id.desc()).limit(limit)))
