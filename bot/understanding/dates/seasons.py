"""Seasons: "this summer", "last autumn", "spring 2027", whole months as meteorologists count them in the north."""

from datetime import date

from bot.understanding.dates.calendar import add_days, add_months
from bot.understanding.dates.readings import Span, Viewpoint
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import STEPS, read_year

FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
LEADS = frozenset({"in", "by", "during", "until", "till", "since", "over", "before", "after"})
VERBS = frozenset({"fall", "spring"})


def read_season(line: Line, index: int, view: Viewpoint) -> Span | None:
    """The season named at `index`; a winter belongs to the year it begins in."""
    step = STEPS.get(line.word(index))
    start = index if step is None else index + 1
    month = FIRST_MONTHS.get(line.word(start))
    year = read_year(line, start + 1, view) if month else None
    led = line.word(index - 1) in LEADS and line.word(start) not in VERBS
    if not month or not (step is not None or year or led) or not (year or line.closed(start + 1)):
        return None
    plain = step if line.word(index) != "the" else None
    first = date(year[0] if year else _year_of(month, plain, view), month, 1)
    last = add_months(first, 3)
    end = add_days(last, -1) if last else None
    return Span(first, end, year[1] if year else start + 1) if end else None


def _year_of(month: int, step: int | None, view: Viewpoint) -> int:
    """The year the season begins in: this year's by "this", else the coming one, or looking back the latest begun."""
    today = view.today
    year = today.year - (month == 12 and today.month < 3)
    begun = today >= date(year, month, 1)
    over = today >= (add_months(date(year, month, 1), 3) or today)
    if step == 0:
        return year
    if step == 1:
        return year + begun
    if step == -1:
        return year if over else year - 1
    if view.backwards:
        return year if begun else year - 1
    return year + over
