"""Days with their month: "11 Dec", "December 11th, 2026", "11.12.2026", "2026-Dec-11", "May twenty one"."""

from collections.abc import Iterator
from datetime import date

from bot.understanding.amounts.numbers import ONES, ORDINALS, TENS, read_ordinal, read_small
from bot.understanding.dates.calendar import day_of
from bot.understanding.dates.figures import LEADS, SEPARATORS, Parts, read_dashes, read_figures
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.spans import read_month
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import four_figures, read_year

SPELLED = frozenset({*ONES, *TENS, *ORDINALS})
Day = tuple[int, int, bool]  # day, next index, whether it is a number alone


@remembered
def read_numerals(line: Line, index: int, view: Viewpoint) -> When | None:
    """The day of the month written at `index` with its month, if the calendar has it."""
    for day, month, year, after in spelled_dates(line, index, view):
        found = day_of(year, month, day) if year else _nearest_year(day, month, view)
        if found:
            return When(found, after)
    return None


def spelled_dates(line: Line, index: int, view: Viewpoint) -> Iterator[Parts]:
    """Day, month and year (if said) as written at `index`, whether or not the calendar has such a day."""
    for rule in (read_figures, read_dashes, _year_first, _day_month, _month_day):
        parts = rule(line, index, view)
        if parts:
            yield parts


def _nearest_year(day: int, month: int, view: Viewpoint) -> date | None:
    years = range(view.today.year - 8, view.today.year + 9)
    days = [found for year in years if (found := day_of(year, month, day))]
    if view.backwards:
        return max((found for found in days if found <= view.today), default=None)
    return min((found for found in days if found >= view.today), default=None)


def _year_first(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "2026-Dec-11", "2026/11/Dec", "2026 December 11"."""
    if not four_figures(line, index):
        return None
    start = index + 1 + (line.word(index + 1) in SEPARATORS)
    month = read_month(line, start)
    number = start if not month else month[1] + (line.word(month[1]) in SEPARATORS)
    day = _day(line, number)
    if day and not month:
        month = read_month(line, day[1] + (line.word(day[1]) in SEPARATORS))
        return (day[0], month[0], int(line.word(index)), month[1]) if month and start > index + 1 else None
    return (day[0], month[0], int(line.word(index)), day[1]) if day and month and line.closed(day[1]) else None


def _day(line: Line, index: int) -> Day | None:
    """A day of the month in figures, as an ordinal or in words."""
    if line.kind(index) == "number":
        return (int(line.word(index)), index + 1, True) if len(line.word(index)) <= 2 else None
    if line.kind(index) != "ordinal" and line.word(index) not in SPELLED:
        return None
    if ordinal := read_ordinal(line, index):
        return ordinal[0], ordinal[1], False
    small = read_small(line, index)
    return (small[0], small[1], True) if small and 1 <= small[0] <= 31 else None


def _day_month(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "11 Dec", "11th of December 2026", "the eleventh of December", "3-Dec-2026", "16. Nov. 2016"."""
    day = _day(line, index)
    if not day or line.word(index - 1) in ("$", "€", "£"):
        return None
    after = day[1] + 1 if line.word(day[1]) == "day" and line.word(day[1] + 1) == "of" else day[1]
    dot = line.word(after) == "." and day[2] and line.glued(after - 1) and line.kind(index) == "number"
    if (
        line.word(after) == "of"
        or (line.word(after) in SEPARATORS and line.glued(after - 1) and line.glued(after))
        or dot
    ):
        after += 1
    month = read_month(line, after) or _shared_month(line, day, index)
    if not month or not _dated(line, index, after, day[2]):
        return None
    stopped = line.word(month[1]) == "." and line.glued(month[1] - 1) and line.kind(month[1] + 1) == "number"
    tail = month[1] + 1 if stopped else month[1]
    year = read_year(line, tail, view)
    if dot and not year and line.word(index - 1) not in LEADS:
        return None
    return day[0], month[0], year[0] if year else None, year[1] if year else month[1]


def _shared_month(line: Line, day: Day, index: int) -> tuple[int, int] | None:
    """The month of the first day in "on 18 and 19 June", which stands behind the second."""
    if line.word(index - 1) not in ("on", "at", "for", "the") or line.word(day[1]) not in ("and", "or", "&"):
        return None
    second = _day(line, day[1] + 1)
    month = read_month(line, second[1] + (line.word(second[1]) == "of")) if second else None
    return (month[0], day[1]) if month else None


def _month_day(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "December 11", "Dec. 11th, 2026", "December the 11th", "Sep-23-2020", "October, 1st", "May twenty one"."""
    month = read_month(line, index)
    if not month:
        return None
    after = month[1] + 1 if line.word(month[1]) in ("the", "-", "/") else month[1]
    after += line.word(after) == "," and line.kind(after + 1) == "ordinal" and line.closed(after + 2)
    day = _day(line, after)
    if not day or not _dated(line, index, index, day[2]) or (day[2] and line.word(day[1]) in ("%", "am", "pm")):
        return None
    year = read_year(line, day[1], view)
    spelled = day[2] and (line.kind(after) == "word" or line.glued(index))  # "Oct2" before a noun is a name
    if spelled and not (year or line.closed(day[1])):
        return None
    return day[0], month[0], year[0] if year else None, year[1] if year else day[1]


def _dated(line: Line, index: int, month: int, lone: bool) -> bool:
    """Whether "may" or "march" in small letters is a month here and no verb."""
    if line.word(month) not in ("may", "march") or line.capital(month) or not lone:
        return True
    if line.kind(index) == "word" and index != month:
        return False  # "one may ask"
    return line.bare or index == 0 or line.word(index - 1) in LEADS
