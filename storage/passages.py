"""Passages: the words of the history, their vectors, and the tasks that bring them into the index."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.record import Record, Row, Textual

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


class IndexTask(Row):
    """A passage whose current revision the index may not have yet; deleted once that revision is in."""

    __tablename__ = "index_tasks"

    passage_id: Mapped[int] = mapped_column(ForeignKey("passages.id"), primary_key=True)
    revision: Mapped[int]


def record_passages(session: Session, _: object) -> None:
    """Keep the passages of the records that this flush wrote. Listens to the session's `after_flush`."""
    for record in [*session.new, *session.dirty]:
        if isinstance(record, Record) and isinstance(record, Textual):
            _keep(session, record, record.passage())


def _keep(session: Session, record: Record, text: str) -> None:
    found = session.execute(
        select(Passage.id, Passage.revision).where(Passage.kind == record.kind, Passage.record_id == record.id)
    ).one_or_none()
    row = _row(record, text)
    if found is None:
        passage_id = session.execute(insert(Passage).values(**row, revision=1).returning(Passage.id)).scalar_one()
        revision = 1
    else:
        passage_id, revision = found.id, found.revision + 1
        session.execute(update(Passage).where(Passage.id == passage_id).values(**row, revision=revision))
    session.execute(delete(IndexTask).where(IndexTask.passage_id == passage_id))
    session.execute(insert(IndexTask).values(passage_id=passage_id, revision=revision))


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
