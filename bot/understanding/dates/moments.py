"""Moments: the days and times a sentence speaks of, in the speaker's time zone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.understanding.dates.calendar import day_of, month_length
from bot.understanding.dates.dayparts import shifted
from bot.understanding.dates.days import read_day
from bot.understanding.dates.hours import PARTS
from bot.understanding.dates.numerals import spelled_dates
from bot.understanding.dates.readings import Hour, Lean, Viewpoint, When
from bot.understanding.dates.recurrences import repeated
from bot.understanding.dates.signals import promising
from bot.understanding.dates.spelling import MONTHS, vocabulary
from bot.understanding.dates.times import read_hour
from bot.understanding.dates.tokens import Line, line_of
from bot.understanding.dates.years import four_figures

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
    for index in range(len(line)):
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
        reading = None if index in taken or not hopeful[index] else _read(line, index, seen)
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


def _read(line: Line, index: int, view: Viewpoint) -> When | None:
    """The longer of a day with its time behind it and a time with its day behind it, in the speaker's time zone."""
    by_day, by_hour = _day_first(line, index, view), _hour_first(line, index, view)
    if by_day and by_hour:
        return by_day if by_day.next >= by_hour.next else by_hour
    return by_day or by_hour


def _day_first(line: Line, index: int, view: Viewpoint) -> When | None:
    found = read_day(line, index, view)
    if not found or found.time:
        return found
    after = found.next
    while line.word(after) in (",", "-", "T", "t", "'s") and after < found.next + 2:
        after += 1
    after += line.word(after) == "for" and line.kind(after + 1) == "clock"
    hour = read_hour(line, after, view, attached=True)
    if not hour or (hour.day and hour.day != found.day):
        return found
    return _joined(_with_year(line, found, hour.next), hour, view)


def _with_year(line: Line, found: When, index: int) -> When:
    """ "Wed Oct 26 15:50 2016": the year stands behind the time."""
    said = line.word(found.next - 1)
    if not four_figures(line, index) or (len(said) == 4 and said.isdecimal()) or not line.closed(index + 1):
        return replace(found, next=index)
    year = int(line.word(index))
    return replace(found, day=day_of(year, found.day.month, found.day.day) or found.day, next=index + 1)


def _hour_first(line: Line, index: int, view: Viewpoint) -> When | None:
    hour = read_hour(line, index, view)
    if not hour:
        return _part_of_day(line, index, view)
    after = hour.next
    while line.word(after) in (",", "on", "of", "by") and after < hour.next + 2:
        after += 1
    found = None if hour.day else read_day(line, after + (line.word(after) == "the"), view)
    if not found or found.time:
        return _today(hour, view)
    part = line.word(found.next)
    if part in PARTS and not hour.sure:
        return _joined(replace(found, next=found.next + 1), shifted(hour, part, found.next + 1, None), view)
    return _joined(found, hour, view)


def _part_of_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "the morning of the 15th"."""
    if line.word(index) not in ("morning", "afternoon", "evening") or line.word(index + 1) not in ("of", "on"):
        return None
    hour = read_hour(line, index, view, attached=True)
    found = read_day(line, index + 2 + (line.word(index + 2) == "the"), view)
    return _joined(found, hour, view) if hour and found and not found.time else None


def _joined(found: When, hour: Hour, view: Viewpoint) -> When:
    """The day at that hour; one without "am" or "pm" that has passed today is in the afternoon."""
    clock, day = hour.time, found.day
    late = day == view.today and not view.backwards and clock < view.now.time().replace(fold=0)
    if late and not hour.sure and clock.hour < 12:
        clock = clock.replace(hour=clock.hour + 12)
    return _local(When(day, found.next, clock, hour.exact and found.exact), hour.zone, view)


def _today(hour: Hour, view: Viewpoint) -> When:
    """A time alone: the coming one, or looking back the last one."""
    seen = Viewpoint(view.now.astimezone(hour.zone), view.lean) if hour.zone else view
    today, now = seen.today, seen.now.time().replace(fold=0)
    day = hour.day or today
    if not hour.day and hour.rolls:
        if view.backwards and hour.time > now:
            day = today - timedelta(days=1)
        elif not view.backwards and hour.time <= now:
            day = today + timedelta(days=1)
    return _local(When(day, hour.next, hour.time, hour.exact), hour.zone, view)


def _local(found: When, zone: tzinfo | None, view: Viewpoint) -> When:
    """The same moment on the speaker's clock, where another zone was said."""
    if not zone or not found.time:
        return found
    moment = datetime.combine(found.day, found.time, zone).astimezone(view.now.tzinfo)
    return replace(found, day=moment.date(), time=moment.time().replace(fold=0))
