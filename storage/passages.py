"""Passages: the words of the history, their vectors, and the tasks that bring them into the index."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Table, UniqueConstraint, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.record import Record, Row, Textual

AT_ONCE = 500
"""So many passages one query may name."""
FORGET = -1
"""The `embedded` of the empty passage that an erasure leaves: what the index held is not to stay in its files."""


class Passage(Row):
    """One record's words. `vector` is fp16 bytes made by `model` for `revision`; it lags until indexed."""

    __tablename__ = "passages"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    customer_id: Mapped[int | None] = mapped_column(index=True)
    contact_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[datetime]
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    live: Mapped[bool] = mapped_column(default=True)
    model: Mapped[str | None]
    embedded: Mapped[int | None]
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)


assert isinstance(Passage.__table__, Table)
PASSAGES = Passage.__table__


class IndexTask(Row):
    """A passage whose current revision the index may not have yet; deleted once that revision is in."""

    __tablename__ = "index_tasks"

    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id"), primary_key=True)
    revision: Mapped[int]


def record_passages(session: Session, _: object) -> None:
    """Keep the passages of the records that this flush wrote. Listens to the session's `after_flush`."""
    written = [
        each for each in (*session.new, *session.dirty) if isinstance(each, Record) and isinstance(each, Textual)
    ]
    if written:
        _keep(session, [_row(each, each.passage()) for each in written])


def index_again(session: Session, chosen: Any) -> None:
    """Have the passages that meet the criterion indexed once more, in their next revision."""
    session.execute(update(Passage).where(chosen).values(revision=Passage.revision + 1))
    session.execute(delete(IndexTask).where(IndexTask.passage_id.in_(select(Passage.id).where(chosen))))
    tasks = select(Passage.id, Passage.revision).where(chosen)
    session.execute(insert(IndexTask).from_select(["passage_id", "revision"], tasks))


def _keep(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write them all at once, each new or in its next revision, and a task for each to bring it into the index."""
    kept = _kept(session, rows)
    new = [{**row, "revision": 1} for row in rows if (row["kind"], row["record_id"]) not in kept]
    tasks = []
    if new:
        added = session.scalars(insert(Passage).returning(Passage.id, sort_by_parameter_order=True), new)
        tasks = [{"passage_id": id, "revision": 1} for id in added]
    changed = []
    for row in rows:
        if found := kept.get((row["kind"], row["record_id"])):
            changed.append({**row, "place": found[0], "revision": found[1] + 1})
            tasks.append({"passage_id": found[0], "revision": found[1] + 1})
    if changed:
        session.connection().execute(update(PASSAGES).where(PASSAGES.c.id == bindparam("place")), changed)
        for first in range(0, len(changed), AT_ONCE):
            ids = [each["place"] for each in changed[first : first + AT_ONCE]]
            session.execute(delete(IndexTask).where(IndexTask.passage_id.in_(ids)))
    session.execute(insert(IndexTask), tasks)


def _kept(session: Session, rows: list[dict[str, Any]]) -> dict[tuple[str, int], tuple[int, int]]:
    """Id and revision of the passages there are already, by kind and id of their records."""
    kept: dict[tuple[str, int], tuple[int, int]] = {}
    for kind in {row["kind"] for row in rows}:
        ids = [row["record_id"] for row in rows if row["kind"] == kind]
        for first in range(0, len(ids), AT_ONCE):
            these = (Passage.kind == kind, Passage.record_id.in_(ids[first : first + AT_ONCE]))
            wanted = select(Passage.record_id, Passage.id, Passage.revision).where(*these)
            kept |= {(kind, record_id): (id, revision) for record_id, id, revision in session.execute(wanted)}
    return kept


def _row(record: Record, text: str) -> dict[str, Any]:
    moments = (getattr(record, name, None) for name in ("happened_at", "opened_at", "at", "given_at", "created_at"))
    return {
        "kind": record.kind,
        "record_id": record.id,
        "customer_id": getattr(record, "customer_id", None),
        "contact_id": getattr(record, "contact_id", None),
        "at": next(moment for moment in moments if moment),
        "text": text,
        "live": record.deleted_at is None,
    }
