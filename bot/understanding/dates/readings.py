"""What the grammars of dates and times hand to each other: a value and where reading goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Literal

Lean = Literal["future", "past"]
EVERY = frozenset({"every", "each"})


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The speaker's now, and whether "on Tuesday" means the coming one or the last."""

    now: datetime
    lean: Lean

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def backwards(self) -> bool:
        return self.lean == "past"


@dataclass(frozen=True, slots=True)
class When:
    """A day, with a time if one was said; not `exact` where the words only come near it ("next week")."""

    day: date
    next: int
    time: time | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day; `sure` where morning or afternoon was said; `day` where the words fix it ("tonight").

    `zone` is the time zone said with it, else it is the speaker's. Said without a day, one that has passed `rolls` over
    to the next day; the end of the day does not.
    """

    time: time
    next: int
    exact: bool = True
    sure: bool = True
    day: date | None = None
    rolls: bool = True
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date
    next: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Like a span, but either side may be open (None)."""

    first: date | None
    last: date | None
    next: int


@dataclass(frozen=True, slots=True)
class Frequency:
    """An RRULE and where reading goes on; `hour` where "every morning" says one, `part` its part of the day."""

    rule: str
    next: int
    hour: Hour | None = None
    part: str = ""


def rule_of(name: str, interval: int, *parts: str) -> str:
    """An RRULE of that frequency."""
    every = [f"INTERVAL={interval}"] if interval != 1 else []
    return ";".join([f"FREQ={name}", *every, *parts])
