"""Undo: a turn's changes taken back, each by a change of its own."""

from sqlalchemy import select

from storage.changes import Change, original
from storage.crm import NOUNS, Crm
from storage.merging import split
from storage.people import Person
from storage.record import Record


def last_turn(crm: Crm) -> str | None:
    """The actor's last turn that wrote something, is no undo and was not undone; None when there is none."""
    undone = select(Change.undoes).where(Change.undoes.is_not(None))
    mine = Change.by_id == (crm.actor.id if crm.actor else None)
    newest = select(Change.turn).where(mine, Change.undoes.is_(None), Change.turn.not_in(undone))
    return crm.session.scalars(newest.order_by(Change.id.desc()).limit(1)).first()


def changes_of(crm: Crm, turn: str) -> list[Change]:
    """What the turn wrote, in the order written."""
    return list(crm.session.scalars(select(Change).where(Change.turn == turn).order_by(Change.id)))


def own_changes_of(crm: Crm, turn: str) -> list[Change]:
    """What the turn wrote beside undoing another one, in the order written; all of it where it only undid."""
    changes = changes_of(crm, turn)
    return [change for change in changes if change.undoes is None] or changes


def stands(crm: Crm, turn: str) -> bool:
    """Whether the turn wrote something that was not taken back."""
    undone = select(Change.id).where(Change.undoes == turn).limit(1)
    return bool(changes_of(crm, turn)) and crm.session.scalars(undone).first() is None


def changes_to(crm: Crm, record: Record, limit: int = 20) -> list[Change]:
    """What was written to a record, newest first."""
    of_record = select(Change).where(Change.kind == record.kind, Change.record_id == record.id)
    return list(crm.session.scalars(of_record.order_by(Change.id.desc()).limit(limit)))


def changed_since(crm: Crm, turn: str) -> list[Change]:
    """What others have written since over what the turn wrote: taking the turn back would lose it."""
    return [later for change in own_changes_of(crm, turn) for later in _over(crm, change)]


def _over(crm: Crm, change: Change) -> list[Change]:
    same = (Change.kind == change.kind, Change.record_id == change.record_id)
    later = select(Change).where(*same, Change.id > change.id, Change.turn != change.turn)
    others = [each for each in crm.session.scalars(later) if each.by_id != change.by_id]
    return [each for each in others if change.action == "created" or set(each.after or {}) & set(change.before or {})]


def take_back(crm: Crm, turn: str) -> list[Record]:
    """Undo what the turn wrote itself, last change first, and return the records that it touched."""
    crm.session.info["undoes"] = turn
    try:
        return [_take_back(crm, change) for change in reversed(own_changes_of(crm, turn))]
    finally:
        crm.session.info.pop("undoes")


def _take_back(crm: Crm, change: Change) -> Record:
    wanted = select(NOUNS[change.kind]).where(NOUNS[change.kind].id == change.record_id)
    record: Record = crm.session.scalars(wanted, execution_options={"deleted_too": True}).one()
    if change.action == "merged":
        split(crm, change)
    if change.action == "created":
        record.deleted_at = crm.now
    for name, value in (change.before or {}).items():
        setattr(record, name, original(record, name, value))
    crm.session.flush()
    return record


def changes_by(crm: Crm, person: Person, limit: int = 20) -> list[Change]:
    """What a person has written, newest first."""
    of_person = select(Change).where(Change.by_id == person.id)
    return list(crm.session.scalars(of_person.order_by(Change.id.desc()).limit(limit)))
