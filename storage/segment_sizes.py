"""Segment sizes: how many customers a segment had on a day, and who they were."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.campaigns import Segment
from storage.record import Row

MOST_KEPT = 5000
"""Members up to whom it is kept who they were."""


class SegmentSize(Row):
    """One segment on one day. `members` are the ids of its customers; None where there were too many to keep."""

    __tablename__ = "segment_sizes"
    __table_args__ = (UniqueConstraint("segment_id", "day", name="segment_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"))
    day: Mapped[date]
    size: Mapped[int]
    members: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))


def keep_size(session: Session, segment: Segment, day: date, members: Sequence[int]) -> None:
    """Write down who belongs to a segment on a day, over what was written on that day before."""
    kept = list(members) if len(members) <= MOST_KEPT else None
    row = {"segment_id": segment.id, "day": day, "size": len(members), "members": kept}
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    fresh = {"size": row["size"], "members": row["members"]}
    session.execute(
        insert(SegmentSize).values(**row).on_conflict_do_update(index_elements=["segment_id", "day"], set_=fresh)
    )


def size_on(session: Session, segment: Segment, day: date) -> SegmentSize | None:
    """The newest row of a segment that is not younger than the day; the oldest there is where all are younger."""
    mine = select(SegmentSize).where(SegmentSize.segment_id == segment.id)
    before = mine.where(SegmentSize.day <= day).order_by(SegmentSize.day.desc()).limit(1)
    return session.scalars(before).first() or session.scalars(mine.order_by(SegmentSize.day).limit(1)).first()


def without_size(session: Session, day: date) -> list[Segment]:
    """The segments that have no row for the day."""
    kept = select(SegmentSize.segment_id).where(SegmentSize.day == day)
    return list(session.scalars(select(Segment).where(Segment.id.not_in(kept)).order_by(Segment.id)))
