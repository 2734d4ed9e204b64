"""What the grammars of dates and times hand to each other: a value and where reading goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Lean = Literal["future", "past"]


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

    Said without a day, one that has passed `rolls` over to the next day; the end of the day does not.
    """

    time: time
    next: int
    exact: bool = True
    sure: bool = True
    day: date | None = None
    rolls: bool = True


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
