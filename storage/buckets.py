"""Days, weeks, months, quarters and years to group by."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

UNITS = ("day", "week", "month", "quarter", "year")
QUARTER_HOUR = 900
"""Seconds. Local midnight falls on a quarter of an hour in every time zone, so moments are grouped so in SQL."""


def local_day(quarter_hour: int, zone: ZoneInfo) -> date:
    """The day in a zone that the quarter of an hour, counted since 1970, belongs to."""
    return datetime.fromtimestamp(quarter_hour * QUARTER_HOUR, UTC).astimezone(zone).date()


def first_of(day: date, unit: str) -> date:
    """The first day of the day's week, month, quarter or year; weeks start on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def label(first: date, unit: str) -> str:
    """`2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4` or `2026`."""
    if unit == "week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return {"day": first.isoformat(), "month": f"{first:%Y-%m}", "year": str(first.year)}[unit]


def following(first: date, last: date, unit: str) -> Iterator[date]:
    """The first days of all the units from `first` to `last`, gaps included."""
    longest = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[unit]
    while first <= last:
        yield first
        first = first_of(first + timedelta(days=longest), unit)
