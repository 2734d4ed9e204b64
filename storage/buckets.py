"""Days, weeks, months, quarters and years to group by."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

UNITS = ("day", "week", "month", "quarter", "year")
QUARTER_HOUR = 900
"""Seconds. Local midnight falls on a quarter of an hour in every time zone, so moments are grouped so in SQL."""
YEARS = range(1970, 2038)


@cache
def has_whole_hours(zone: ZoneInfo) -> bool:
    """Whether the zone's clock never was between the hours of UTC, summer and winter, since 1970."""
    days = (datetime(year, month, 1, tzinfo=zone) for year in YEARS for month in (1, 7))
    return all((day.utcoffset() or timedelta()) % timedelta(hours=1) == timedelta() for day in days)


def local_day(moment: str | int, zone: ZoneInfo) -> date:
    """The day in a zone that a moment belongs to: `2026-11-24 09` in UTC, or the seconds since 1970."""
    if isinstance(moment, str):
        return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(zone).date()
    return datetime.fromtimestamp(int(moment), UTC).astimezone(zone).date()


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
