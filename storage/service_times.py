"""Service times: how soon a case gets its first reply and is solved, by its priority, and when somebody works."""

from datetime import date, time
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from storage.fields import PRIORITIES, Field
from storage.record import Record

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

USUAL = {"urgent": (60, 240), "high": (240, 1440), "normal": (1440, 4320), "low": (2880, 7200)}
"""Minutes to the first reply and to the solution where a workspace has said nothing."""


class ServiceTime(Record):
    """What is promised for a priority, in minutes of business time; of one team, or of all where it is None."""

    __tablename__ = "service_times"
    kind = "service time"
    FIELDS: ClassVar = (
        Field("priority", "choice", choices=PRIORITIES),
        Field("first_reply", "number"),
        Field("resolution", "number"),
        Field("team"),
    )

    priority: Mapped[str]
    first_reply: Mapped[int]
    resolution: Mapped[int]
    team: Mapped[str | None]

    @property
    def label(self) -> str:
        return f"service times of {self.priority} cases{_of(self.team)}"


class WorkingHours(Record):
    """When work is done on a day of the week, on the clocks of `zone`; of one team, or of all where it is None.

    `starts` and `ends` are `HH:MM`, the end up to `24:00`; a weekday is its English name.
    """

    __tablename__ = "working_hours"
    kind = "working hours"
    FIELDS: ClassVar = (
        Field("team"),
        Field("weekday", "choice", choices=WEEKDAYS),
        Field("starts"),
        Field("ends"),
        Field("zone"),
    )

    team: Mapped[str | None]
    weekday: Mapped[str]
    starts: Mapped[str]
    ends: Mapped[str]
    zone: Mapped[str] = mapped_column(default="UTC")

    @property
    def label(self) -> str:
        return f"working hours on {self.weekday}{_of(self.team)}"


class Holiday(Record):
    """A day on which no work is done, by the clocks of `zone`; of one team, or of all where it is None."""

    __tablename__ = "holidays"
    kind = "holiday"
    FIELDS: ClassVar = (Field("day", "date"), Field("name"), Field("team"), Field("zone"))

    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str | None]
    team: Mapped[str | None]
    zone: Mapped[str] = mapped_column(default="UTC")

    @property
    def label(self) -> str:
        return f"holiday on {self.day.isoformat()}{_of(self.team)}"


def minute_of(clock: str) -> int:
    """The minute of the day that `HH:MM` is, up to `24:00`."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def clock_of(at: time) -> str:
    """A time of day as it is kept: `HH:MM`."""
    return f"{at:%H:%M}"


def _of(team: str | None) -> str:
    return f" of {team}" if team else ""
