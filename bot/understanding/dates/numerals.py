"""Days of the month in figures: "11 Dec", "December 11th, 2026", "11.12.2026", "12/11/2026", "the 15th"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_months, day_of
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.spans import read_month, read_span, read_year
from bot.understanding.dates.spelling import WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line

LEADS = vocabulary("on by until till before since after from due for to around and between starting the , (") | set(
    WEEKDAYS
)
Parts = tuple[int, int, int | None, int]  # day, month, year, next index


def read_numerals(line: Line, index: int, view: Viewpoint) -> When | None:
    """The day of the month written at `index`, if the calendar has it."""
    for day, month, year, after in spelled_dates(line, index, view):
        found = day_of(year, month, day) if year else _nearest_year(day, month, view)
        if found:
            return When(found, after)
    return _lone_day(line, index, view)


def spelled_dates(line: Line, index: int, view: Viewpoint) -> Iterator[Parts]:
    """Day, month and year (if said) as written at `index`, whether or not the calendar has such a day."""
    for rule in (_figures, _day_month, _month_day):
        parts = rule(line, index, view)
        if parts:
            yield parts


def _nearest_year(day: int, month: int, view: Viewpoint) -> date | None:
    years = range(view.today.year - 8, view.today.year + 9)
    days = [found for year in years if (found := day_of(year, month, day))]
    if view.backwards:
        return max((found for found in days if found <= view.today), default=None)
    return min((found for found in days if found >= view.today), default=None)


def _figures(line: Line, index: int, view: Viewpoint) -> Parts | None:
    kind = line.kind(index)
    led = line.bare or line.word(index - 1) in LEADS
    if kind not in ("iso", "date") and not (kind in ("slash", "dots") and led):
        return None
    numbers = [int(part) for part in re.findall(r"\d+", line.word(index))]
    after = index + 1
    if kind == "iso":
        return numbers[2], numbers[1], numbers[0], after
    day, month = numbers[:2] if "." in line.word(index) else reversed(numbers[:2])
    if month > 12 >= day:
        day, month = month, day
    year = (numbers[2] if numbers[2] > 99 else 2000 + numbers[2]) if kind == "date" else None
    return day, month, year, after


def _day_month(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "11 Dec", "11th of December 2026", "the eleventh of December", "3-Dec-2026"."""
    lone = line.kind(index) == "number" and len(line.word(index)) <= 2
    day = (int(line.word(index)), index + 1) if lone else read_ordinal(line, index)
    if not day or line.word(index - 1) in ("$", "€", "£"):
        return None
    after = day[1] + 1 if line.word(day[1]) == "day" and line.word(day[1] + 1) == "of" else day[1]
    if line.word(after) == "of" or (line.word(after) in ("-", "/") and line.glued(after - 1) and line.glued(after)):
        after += 1
    month = read_month(line, after)
    if not month or not _dated(line, index, after, lone):
        return None
    tail = month[1] + 1 if line.word(month[1]) in ("-", "/") and line.kind(month[1] + 1) == "number" else month[1]
    year = read_year(line, tail, view)
    return day[0], month[0], year[0] if year else None, year[1] if year else month[1]


def _month_day(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "December 11", "Dec. 11th, 2026", "December the 11th"."""
    month = read_month(line, index)
    if not month:
        return None
    after = month[1] + 1 if line.word(month[1]) in ("the", "-", "/") else month[1]
    lone = line.kind(after) == "number" and len(line.word(after)) <= 2
    day = (int(line.word(after)), after + 1) if lone else read_ordinal(line, after)
    if not day or not _dated(line, index, index, lone) or (lone and line.word(day[1]) in ("%", "am", "pm")):
        return None
    year = read_year(line, day[1], view)
    return day[0], month[0], year[0] if year else None, year[1] if year else day[1]


def _dated(line: Line, index: int, month: int, lone: bool) -> bool:
    """Whether "may" or "march" in small letters is a month here and no verb."""
    if line.word(month) not in ("may", "march") or line.capital(month) or not lone:
        return True
    return line.bare or index == 0 or line.word(index - 1) in LEADS


def _lone_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "the 15th", "the 1st of next month", "first of the month"."""
    day = read_ordinal(line, index)
    if not day or day[0] > 31:
        return None
    of = day[1] + 1 if line.word(day[1]) == "day" else day[1]
    span = read_span(line, of + 1, view) if line.word(of) == "of" else None
    if span:
        month_long = 27 <= (span.last - span.first).days <= 30
        found = day_of(span.first.year, span.first.month, day[0]) if month_long else None
        return _this_month(line, When(found, span.next), view) if found else None
    if line.kind(index) != "ordinal" or not _free(line, index, day[1]):
        return None
    return _coming(day, view)


def read_lone_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """A day of the month that needs no month, as behind a weekday: "Friday the 11th"."""
    day = read_ordinal(line, index)
    return _coming(day, view) if day and 1 <= day[0] <= 31 else None


def _coming(day: tuple[int, int], view: Viewpoint) -> When | None:
    """The next such day of a month, or looking back the last."""
    months = (add_months(view.today.replace(day=1), step) for step in _steps(view))
    days = (day_of(first.year, first.month, day[0]) for first in months if first)
    fitting = (found for found in days if found and _ahead(found, view))
    near = next(fitting, None)
    return When(near, day[1]) if near else None


def _this_month(line: Line, found: When, view: Viewpoint) -> When:
    """ "the 1st of the month" said later in the month is the coming one."""
    coming = add_months(found.day, 1)
    passed = line.word(found.next - 2) == "the" and found.day < view.today and not view.backwards
    return When(coming, found.next) if passed and coming else found


def _free(line: Line, index: int, after: int) -> bool:
    """Whether a day alone is meant, and not the 15th floor."""
    return line.closed(after) and (line.bare or line.word(index - 1) in LEADS)


def _steps(view: Viewpoint) -> range:
    return range(0, -4, -1) if view.backwards else range(0, 4)


def _ahead(day: date, view: Viewpoint) -> bool:
    return day <= view.today if view.backwards else day >= view.today
