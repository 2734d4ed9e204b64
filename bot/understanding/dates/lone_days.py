"""Days of the month without a month: "the 15th", "the 1st of next month", "on the 27", "Friday the 11th"."""

from datetime import date

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_months, day_of
from bot.understanding.dates.figures import LEADS
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.spans import read_span
from bot.understanding.dates.tokens import Line

PREPOSITIONS = frozenset({"on", "by", "until", "till", "before", "after", "since", "for", "from"})


def read_lone_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """A day of the month by its number alone, or of a month that is this, the next or the last."""
    day = read_ordinal(line, index)
    if not day:
        return _bare_number(line, index, view)
    if day[0] > 31:
        return None
    of = day[1] + 1 if line.word(day[1]) == "day" else day[1]
    span = read_span(line, of + 1, view) if line.word(of) == "of" else None
    if span:
        month_long = 27 <= (span.last - span.first).days <= 30
        found = day_of(span.first.year, span.first.month, day[0]) if month_long else None
        return _this_month(line, When(found, span.next), view) if found else None
    return coming_day(day, view) if line.kind(index) == "ordinal" and _free(line, index, day[1]) else None


def coming_day(day: tuple[int, int], view: Viewpoint, weekday: int | None = None) -> When | None:
    """The next such day of a month, or looking back the last; with a weekday the nearest month's where both agree."""
    months = (add_months(view.today.replace(day=1), step) for step in _steps(view, weekday))
    days = (day_of(first.year, first.month, day[0]) for first in months if first)
    fitting = (found for found in days if found and _fits(found, view, weekday))
    near = next(fitting, None)
    return When(near, day[1]) if near else None


def _bare_number(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "on the 27", and with a time of day beside it "on 15 at 8"."""
    if line.kind(index) != "number" or not 1 <= int(line.word(index)[:3]) <= 31:
        return None
    named = line.word(index - 1) == "the" and line.word(index - 2) in PREPOSITIONS
    timed = line.word(index - 1) == "on" and (_timed(line, index + 1) or _timed(line, index - 2))
    free = line.closed(index + 1) and line.word(index + 1) not in ("-", "–", "/", "to", "and", "or", "'s", "of")
    return coming_day((int(line.word(index)), index + 1), view) if (named or timed) and free else None


def _timed(line: Line, index: int) -> bool:
    """Whether a time of day stands here, or behind "at" or a comma."""
    start = index + (line.word(index) in ("at", ","))
    return (
        line.kind(start) == "clock" or line.word(start + 1) in ("am", "pm") or line.word(start) in ("am", "pm", "noon")
    )


def _this_month(line: Line, found: When, view: Viewpoint) -> When:
    """ "the 1st of the month" said later in the month is the coming one."""
    coming = add_months(found.day, 1)
    passed = line.word(found.next - 2) == "the" and found.day < view.today and not view.backwards
    return When(coming, found.next) if passed and coming else found


def _free(line: Line, index: int, after: int) -> bool:
    """Whether a day alone is meant, and not the 15th floor."""
    timed = line.word(index - 1) == "at" and line.word(after) == "at"
    return line.closed(after) and (line.bare or timed or line.word(index - 1) in LEADS)


def _steps(view: Viewpoint, weekday: int | None) -> range:
    length = 4 if weekday is None else 14
    return range(0, -length, -1) if view.backwards else range(0, length)


def _fits(day: date, view: Viewpoint, weekday: int | None) -> bool:
    if weekday is not None and day.weekday() != weekday:
        return False
    this_month = weekday is not None and (day.year, day.month) == (view.today.year, view.today.month)
    return this_month or (day <= view.today if view.backwards else day >= view.today)
