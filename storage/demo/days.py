"""Days as the sources write them: weeks before the anchor and a weekday, "3 Fri" or, after it, "-2 Mon"."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ANCHOR = date(2026, 11, 20)
"""The newest day in the files, a Friday."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(written: str) -> date:
    """The date of "3 Fri": the Friday three weeks before the anchor's week."""
    weeks, weekday = written.split()
    monday = ANCHOR - timedelta(days=ANCHOR.weekday())
    return monday + timedelta(days=WEEKDAYS.index(weekday), weeks=-int(weeks))


def moment(written: str, zone: str) -> datetime:
    """The moment of "3 Fri 14:30" by the clocks of `zone`, in UTC."""
    weeks, weekday, clock = written.split()
    local = datetime.combine(day(f"{weeks} {weekday}"), time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC)
