"""Campaigns, segments and goals: what marketing and management plan."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money
from storage.fields import Field
from storage.people import Person
from storage.record import Named, Record


class Campaign(Named):
    """A planned effort to reach customers or leads."""

    __tablename__ = "campaigns"
    kind = "campaign"
    FIELDS: ClassVar = (
        Field("name"),
        Field("channel"),
        Field("status", "choice", choices=("planned", "running", "finished")),
        Field("segment"),
        Field("budget", "money"),
        Field("starts_on", "date"),
        Field("ends_on", "date"),
    )

    channel: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="planned")
    segment: Mapped[str | None]
    budget: Mapped[Decimal | None] = mapped_column(Money)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class Segment(Named):
    """A saved question over customers, always current."""

    __tablename__ = "segments"
    kind = "segment"
    FIELDS: ClassVar = (Field("name"), Field("filters"))

    filters: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Goal(Record):
    """A figure to reach within a period; `target` is in the unit of the metric.

    What counts towards it meets the `filters`.
    """

    __tablename__ = "goals"
    kind = "goal"
    FIELDS: ClassVar = (
        Field("metric"),
        Field("entity"),
        Field("target", "money"),
        Field("starts_on", "date"),
        Field("ends_on", "date"),
        Field("owner", "record", of="person"),
        Field("filters"),
    )

    metric: Mapped[str]
    entity: Mapped[str | None]
    target: Mapped[Decimal] = mapped_column(Money)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    filters: Mapped[list[Any]] = mapped_column(JSON, default=list)

    owner: Mapped[Person | None] = relationship()

    def is_open_on(self, day: date) -> bool:
        """Whether a day is within the goal's time."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or self.ends_on >= day)

    @property
    def label(self) -> str:
        measure, _, field = self.metric.partition(":")
        figure = f"{self.target:,.2f}".removesuffix(".00")
        what = " of ".join(filter(None, (field or (measure != "count" and measure) or "", self.entity or "")))
        return f"goal of {figure} ({what.replace('_', ' ')})"
