"""Ranges: "from A to B", "between A and B", "3-7 December", "next week between Wednesday and Friday"."""

from datetime import date, datetime, time

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_days, add_months, day_of
from bot.understanding.dates.days import read_day
from bot.understanding.dates.durations import read_duration
from bot.understanding.dates.extents import JOINTS, read_extent
from bot.understanding.dates.lone_days import read_lone_day
from bot.understanding.dates.numerals import read_numerals
from bot.understanding.dates.readings import Lean, Span, Stretch, Viewpoint, When
from bot.understanding.dates.spans import read_month, read_span
from bot.understanding.dates.spelling import MONTHS
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import read_year

BEGINNINGS = ("starting", "beginning", "from")


def read_range(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "from A to B", "between A and B", "A to B": both belong to it."""
    lead = line.word(index) if line.word(index) in JOINTS else ""
    start = index + 1 if lead else index
    joints = JOINTS[lead or "from"]
    days = _days_of_month(line, start, joints, view)
    first = None if days else read_extent(line, start, view)
    if not first or line.word(first.next) not in joints:
        return days
    second = read_extent(line, first.next + 1, view) or _same_month(line, first.next + 1, first)
    return _joined(line, start, (first, second), view) if second else None


def _joined(line: Line, start: int, ends: tuple[Span, Span], view: Viewpoint) -> Stretch | None:
    """From one end to the other: a year said with one holds for both, and the second comes after the first."""
    first, second = ends
    if _dated(line, second.next) and not _dated(line, first.next) and _yearless(line, start, first.next):
        first = read_extent(line, start, _seen_from(second.last, view, "past")) or first
    elif second.last < first.first:
        second = read_extent(line, first.next + 1, _seen_from(first.first, view, "future")) or second
    return Stretch(first.first, second.last, second.next) if first.first <= second.last else None


def _dated(line: Line, after: int) -> bool:
    """Whether the words before `after` end in a year."""
    word = line.word(after - 1)
    return (len(word) == 4 and word.isdecimal()) or line.kind(after - 1) in ("iso", "date")


def _yearless(line: Line, start: int, after: int) -> bool:
    """Whether the words name a month without saying which year's."""
    if line.word(start) in ("next", "last", "this"):
        return False
    return line.kind(start) == "slash" or any(line.word(index) in MONTHS for index in range(start, after))


def _seen_from(day: date, view: Viewpoint, lean: Lean) -> Viewpoint:
    return Viewpoint(datetime.combine(day, time(), view.now.tzinfo), lean)


def _days_of_month(line: Line, index: int, joints: tuple[str, ...], view: Viewpoint) -> Stretch | None:
    """ "3-7 December", "the 1st to the 15th of June", "4 to 22 this month"."""
    first = _number(line, index)
    if not first or line.word(first[1]) not in joints:
        return None
    after = first[1] + 1
    the = after + (line.word(after) == "the")
    last = read_numerals(line, the, view) or read_lone_day(line, the, view) or _day_within(line, after, view)
    day = day_of(last.day.year, last.day.month, first[0]) if last else None
    return Stretch(day, last.day, last.next) if last and day and day <= last.day else None


def _day_within(line: Line, index: int, view: Viewpoint) -> When | None:
    """The second day of "4 to 22 this month"."""
    number = _number(line, index)
    start = number[1] + (line.word(number[1]) in ("of", "in", ",")) if number else 0
    span = read_span(line, start, view) if number else None
    month_long = span and 27 <= (span.last - span.first).days <= 30
    day = day_of(span.first.year, span.first.month, number[0]) if number and span and month_long else None
    return When(day, span.next) if day and span else None


def _number(line: Line, index: int) -> tuple[int, int] | None:
    """A day of the month by its number alone."""
    index += line.word(index) == "the"
    if line.kind(index) == "number":
        return (int(line.word(index)), index + 1) if len(line.word(index)) <= 2 else None
    return read_ordinal(line, index)


def _same_month(line: Line, index: int, first: Span) -> Span | None:
    """The second day of "Dec 3-7", which may lie in the next month: "from April 27th to the 3rd"."""
    last = _number(line, index)
    if not last or first.first != first.last or not line.closed(last[1]):
        return None
    day = day_of(first.first.year, first.first.month, last[0])
    if day and day <= first.first and line.kind(last[1] - 1) != "number":
        day = add_months(day, 1)
    return Span(day, day, last[1]) if day and day > first.first else None


def read_month_days(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "November between 19 and 20"."""
    month = read_month(line, index)
    joints = JOINTS.get(line.word(month[1])) if month else None
    first = _number(line, month[1] + 1) if month and joints else None
    last = _number(line, first[1] + 1) if first and joints and line.word(first[1]) in joints else None
    if not month or not first or not last:
        return None
    year = read_year(line, last[1], view)
    span = read_span(line, index, view)
    named = year[0] if year else span.first.year if span else 0
    days = [day_of(named, month[0], number[0]) for number in (first, last)]
    return (
        Stretch(days[0], days[1], year[1] if year else last[1]) if days[0] and days[1] and days[0] <= days[1] else None
    )


def read_within_span(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "next week between Wednesday and Friday"."""
    span = read_span(line, index, view)
    start = span.next + (line.word(span.next) == ",") if span else 0
    before = add_days(span.first, -1) if span else None
    if not span or not before or line.word(start) not in JOINTS:
        return None
    found = read_range(line, start, _seen_from(before, view, "future"))
    inside = found and found.first and found.last and span.first <= found.first and found.last <= span.last
    return found if inside else None


def read_starting(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "3 days starting next Monday", "for a week from tomorrow"."""
    led = line.word(index) == "for"
    duration = read_duration(line, index + led)
    start = duration.next + (line.word(duration.next) == ",") if duration else 0
    if not duration or duration.clocked or line.word(start) not in BEGINNINGS[: 3 if led else 2]:
        return None
    start += 1 + (line.word(start + 1) in ("from", "on", "with"))
    day = read_day(line, start + (line.word(start) == "the"), view)
    far = duration.from_day(day.day, 1) if day else None
    return Stretch(day.day, add_days(far, -1), day.next) if day and far and far > day.day else None
