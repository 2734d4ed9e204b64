"""The arithmetic of the calendar: weeks that start on Monday, month ends, quarters."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none or it is out of living memory (1900-2200)."""
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return date(year, month, day)


def month_length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def add_days(day: date, count: int) -> date | None:
    """The day `count` days on, or None beyond the years 1900-2200."""
    ordinal = day.toordinal() + count
    if not date(1900, 1, 1).toordinal() <= ordinal <= date(2200, 12, 31).toordinal():
        return None
    return date.fromordinal(ordinal)


def add_months(day: date, count: int) -> date | None:
    """The same day `count` months on, or that month's last day; None beyond the years 1900-2200."""
    if not 1900 <= day.year + (day.month - 1 + count) // 12 <= 2200:
        return None
    return day + relativedelta(months=count)


def add_working_days(day: date, count: int) -> date | None:
    """The day `count` working days (Monday to Friday) on."""
    step, left = (1 if count > 0 else -1), min(abs(count), 3000)
    found: date | None = day
    while left and found:
        found = add_days(found, step)
        left -= found is not None and found.weekday() < 5
    return found


def unit_span(day: date, unit: str) -> tuple[date, date]:
    """First and last day of the week, month, quarter, half or year that holds the day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = MONTHS_IN[unit]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return first, first + relativedelta(months=months, days=-1)


def next_span(day: date, unit: str, count: int) -> tuple[date, date] | None:
    """The span `count` weeks, months, quarters or years after the one that holds the day."""
    first = unit_span(day, unit)[0]
    moved = add_days(first, 7 * count) if unit == "week" else add_months(first, MONTHS_IN[unit] * count)
    return unit_span(moved, unit) if moved else None


def nth_weekday(first: date, last: date, nth: int, weekday: int) -> date | None:
    """The nth such weekday (-1: the last one) between two days."""
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found <= last else None


def years_span(first: int, count: int) -> tuple[date, date] | None:
    """First and last day of so many years, or None beyond the years 1900-2200."""
    start, end = day_of(first, 1, 1), day_of(first + count - 1, 12, 31)
    return (start, end) if start and end else None
