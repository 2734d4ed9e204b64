"""Merges: the lasting memory of which record went into which, so that they can be parted at any time later."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.changes import Change
from storage.record import Record, Row


class Merge(Row):
    """One record that went into another of its kind, and what it brought.

    `moved` are the ids of what pointed to it, by `noun.column`; `filled` are the gaps of the kept record that it
    filled, `differing` what both had, the kept one's value first. `newest` are the last ids that there were by noun.
    A merge stands until it was `parted_at`.
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index("merges_of_kept", "kind", "kept_id"),
        Index("merges_of_merged", "kind", "merged_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    kept_id: Mapped[int]
    merged_id: Mapped[int]
    moved: Mapped[dict[str, Any]]
    filled: Mapped[dict[str, Any]]
    differing: Mapped[dict[str, Any]]
    newest: Mapped[dict[str, Any]]
    parted_at: Mapped[datetime | None]


AT_ONCE = 500
STANDS = Merge.parted_at.is_(None)


def standing(session: Session, kind: str, *, into: Iterable[int] = (), of: Iterable[int] = ()) -> list[Merge]:
    """The merges that stand, into these records or of these, oldest first."""
    either = or_(Merge.kept_id.in_(list(into)), Merge.merged_id.in_(list(of)))
    return list(session.scalars(select(Merge).where(STANDS, Merge.kind == kind, either).order_by(Merge.id)))


def merges_in(session: Session, record: Record) -> list[Merge]:
    """All that went into a record, straight or by way of others, oldest first."""
    found: dict[int, Merge] = {}
    near = standing(session, record.kind, into=[record.id])
    while near:
        found |= {each.id: each for each in near}
        near = [
            each for each in standing(session, record.kind, into=[m.merged_id for m in near]) if each.id not in found
        ]
    return [found[id] for id in sorted(found)]


def line_of(session: Session, kind: str, id: int) -> list[int]:
    """The record and those that it went into, one after the other; the last one holds its things now."""
    line = [id]
    while (further := standing(session, kind, of=[line[-1]])) and further[-1].kept_id not in line:
        line.append(further[-1].kept_id)
    return line


def path_of(merges: Sequence[Merge], key: str, id: int, holder: int) -> list[Merge]:
    """The merges by which a record that points, by the column `key`, came to its holder; the last one first."""
    path, place = [], holder
    for each in sorted(merges, key=lambda merge: -merge.id):
        if each.kept_id == place and id in each.moved.get(key, ()):
            path.append(each)
            place = each.merged_id
    return path


def put_since(session: Session, key: str, ids: Sequence[int], last: int | None) -> set[int]:
    """Those of the records that somebody let point elsewhere, by the column `key`, after that change."""
    kind, _, column = key.partition(".")
    undone = select(Change.undoes).where(Change.undoes.is_not(None))
    since = (Change.id > (last or 0), Change.undoes.is_(None), Change.turn.not_in(undone))
    put: set[int] = set()
    for first in range(0, len(ids) if last is not None else 0, AT_ONCE):
        of_these = (Change.kind == kind, Change.record_id.in_(ids[first : first + AT_ONCE]))
        for change in session.scalars(select(Change).where(*since, *of_these, Change.action == "updated")):
            put |= {change.record_id} if column in (change.after or {}) else set()
    return put


def merges_by(session: Session, person_id: int) -> list[Merge]:
    """The merges of a person that stand, oldest first."""
    return list(session.scalars(select(Merge).where(STANDS, Merge.by_id == person_id).order_by(Merge.id)))


def standing_of_all(session: Session) -> list[Merge]:
    """All the merges that stand, oldest first."""
    return list(session.scalars(select(Merge).where(STANDS).order_by(Merge.id)))
