"""Moments: the days and times a sentence speaks of, in the speaker's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.understanding.dates.calendar import month_length
from bot.understanding.dates.joining import read_when
from bot.understanding.dates.numerals import spelled_dates
from bot.understanding.dates.readings import Lean, Viewpoint, When
from bot.understanding.dates.recurrences import repeated
from bot.understanding.dates.signals import promising
from bot.understanding.dates.spelling import MONTHS, vocabulary
from bot.understanding.dates.tokens import Line, line_of

LEADING = vocabulary("on by at until till before after from since for around to starting due the over latest in later")
TRAILING = ("at the latest", "at latest", "latest", "sharp", "exactly", "or so", "or earlier", "or sooner")
START_OF_DAY = time(9)
FILLERS = vocabulary("then please maybe lets let's say sure ok okay how about make it no yes um hmm well so")


@dataclass(frozen=True)
class Moment:
    """A day, and a time of day where one was said; not `exact` where the words only come near it ("Friday morning").

    `start` and `end` are the offsets of its words in the text, a leading preposition included.
    """

    start: int
    end: int
    text: str
    day: date
    time: time | None = None
    exact: bool = True

    def value(self) -> str:
        """ISO 8601: the date alone, or with its local time to the minute."""
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.time:%H:%M}"

    def at(self, zone: ZoneInfo) -> datetime:
        """The instant in that zone: 09:00 where no time was said; a time the clocks skip moves an hour forward."""
        local = datetime.combine(self.day, self.time or START_OF_DAY, zone)
        return local.astimezone(UTC).astimezone(zone)


def find_moments(text: str, now: datetime, lean: Lean = "future") -> list[Moment]:
    """The moments in the text, in order; what recurs ("every Monday at 9") is none."""
    return _moments(line_of(text), Viewpoint(now, lean))


def read_moment_answer(text: str, now: datetime, lean: Lean = "future") -> Moment | None:
    """The moment a bare answer to "when?" names: "10", "tues at ten", "monday then", "eod"."""
    line = Line(text, bare=True)
    start = 0
    while line.word(start) in FILLERS or (start and line.kind(start) == "mark" and line.word(start) != "@"):
        start += 1
    offset = max(line.token(start).start, 0)
    found = _moments(Line(text[offset:], bare=True), Viewpoint(now, lean))
    if not found:
        return None
    first = found[0]
    return Moment(first.start + offset, first.end + offset, first.text, first.day, first.time, first.exact)


def impossible(text: str, now: datetime) -> str | None:
    """A kind sentence about a day the calendar does not have, such as 31 February."""
    line, view = line_of(text), Viewpoint(now, "future")
    for index in (index for index, hopeful in enumerate(promising(line)) if hopeful):
        for day, month, year, _ in spelled_dates(line, index, view):
            if 1 <= month <= 12 and 1 <= day <= 31 and (wrong := _beyond(day, month, year, view)):
                return wrong
    return None


def _beyond(day: int, month: int, year: int | None, view: Viewpoint) -> str | None:
    if not year and day <= month_length(2000, month):
        return None
    year = year or view.today.year + (month < view.today.month)
    if not 1900 <= year <= 2200 or day <= month_length(year, month):
        return None
    name, length = MONTHS[month - 1].capitalize(), month_length(year, month)
    suffix = "st" if length == 31 else "th"
    return f"There is no {day} {name}; {name} {year} ends on the {length}{suffix}."


def _moments(line: Line, view: Viewpoint) -> list[Moment]:
    taken = repeated(line, view)
    found: list[Moment] = []
    hopeful = promising(line)
    index = floor = 0
    while index < len(line):
        seen = Viewpoint(view.now, "past") if line.word(index - 1) == "since" else view
        reading = None if index in taken or not hopeful[index] else read_when(line, index, seen)
        if not reading:
            index += 1
            continue
        found.append(_placed(line, index, floor, reading))
        index = floor = reading.next
    return found


def _placed(line: Line, index: int, floor: int, reading: When) -> Moment:
    while index > floor and line.word(index - 1) in LEADING:
        index -= 1
    last = reading.next
    for words in TRAILING:
        last = line.reads(last, words) or last
    start, end = line.token(index).start, line.token(last - 1).end
    return Moment(start, end, line.text[start:end], reading.day, reading.time, reading.exact)
