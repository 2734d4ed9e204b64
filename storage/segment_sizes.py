"""Segment sizes: how many customers a segment had on a day, and who they were."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, select
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
    members: Mapped[list[Any] | None] = mapped_column(JSON)


def keep_size(session: Session, segment: Segment, day: date, members: Sequence[int]) -> SegmentSize:
    """Write down who belongs to a segment on a day, over what was written on that day before."""
    kept = session.scalars(select(SegmentSize).where(SegmentSize.segment_id == segment.id, SegmentSize.day == day))
    row = kept.first() or SegmentSize(segment_id=segment.id, day=day)
    row.size, row.members = len(members), list(members) if len(members) <= MOST_KEPT else None
    session.add(row)
    session.flush()
    return row


def size_on(session: Session, segment: Segment, day: date) -> SegmentSize | None:
    """The newest row of a segment that is not younger than the day; the oldest there is where all are younger."""
    mine = select(SegmentSize).where(SegmentSize.segment_id == segment.id)
    before = mine.where(SegmentSize.day <= day).order_by(SegmentSize.day.desc()).limit(1)
    return session.scalars(before).first() or session.scalars(mine.order_by(SegmentSize.day).limit(1)).first()


def is_kept(session: Session, segment: Segment, day: date) -> bool:
    """Whether there is a row of a segment for the day."""
    mine = select(SegmentSize.id).where(SegmentSize.segment_id == segment.id, SegmentSize.day == day)
    return session.scalars(mine).first() is not None
