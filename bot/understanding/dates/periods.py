"""Periods: the spans of days a sentence speaks of, as "last month" or "between 1 May and 15 June"."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.dates.readings import Lean, Viewpoint
from bot.understanding.dates.recurrences import repeated
from bot.understanding.dates.signals import promising
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.stretches import read_stretch
from bot.understanding.dates.tokens import line_of

LEADING = vocabulary("in during for of over throughout within on the whole all at from")


@dataclass(frozen=True)
class Period:
    """From the `first` day to the `last`, both included; None where that side is open ("before June").

    `start` and `end` are the offsets of its words in the text, a leading preposition included.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None


def find_periods(text: str, now: datetime, lean: Lean = "past") -> list[Period]:
    """The periods in the text, in order; a single day is one too. A month without a year is the latest begun one."""
    line, view = line_of(text), Viewpoint(now, lean)
    taken = repeated(line, view)
    found: list[Period] = []
    hopeful = promising(line)
    index = floor = 0
    while index < len(line):
        stretch = None if index in taken or not hopeful[index] else read_stretch(line, index, view)
        if not stretch:
            index += 1
            continue
        first = index
        while first > floor and line.word(first - 1) in LEADING and line.word(first) not in ("in", "for"):
            first -= 1
        start, end = line.token(first).start, line.token(stretch.next - 1).end
        found.append(Period(start, end, text[start:end], stretch.first, stretch.last))
        index = floor = stretch.next
    return found
