"""The clock of the workspace, which a visitor can turn forward."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.workspace.moments import Clock, wall_clock
from bot.workspace.wire import ImpossibleError

MORNING = time(9, 5)
"""When the morning is far enough on for what comes at its beginning."""
FURTHEST = timedelta(days=366 * 2)


class Turning:
    """Real time and what was turned forward; called, it tells the time."""

    def __init__(self, wall: Clock = wall_clock) -> None:
        self.wall = wall
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        """The time in the workspace."""
        return self.wall() + self.ahead

    def turn(self, to: str, zone: str) -> timedelta:
        """Turn forward to a moment on somebody's clock; returns by how much. Raises ImpossibleError."""
        now = self()
        by = moment(to, now.astimezone(ZoneInfo(zone))) - now
        if by <= timedelta(0):
            raise ImpossibleError("The clock goes forward only; “Reset demo” brings it back to now.")
        if self.ahead + by > FURTHEST:
            raise ImpossibleError("The clock does not go further than two years.")
        self.ahead += by
        return by


def moment(to: str, now: datetime) -> datetime:
    """What is meant: in an hour, tomorrow morning, Monday morning, or a moment in ISO 8601. Raises ImpossibleError."""
    if to == "in an hour":
        return now + timedelta(hours=1)
    if to == "tomorrow morning":
        return morning(now, 1)
    if to == "monday morning":
        return morning(now, 7 - now.weekday())
    try:
        told = datetime.fromisoformat(to)
    except ValueError:
        raise ImpossibleError("Say when: in an hour, tomorrow morning, Monday morning, or a date and time.") from None
    return told if told.tzinfo else told.replace(tzinfo=now.tzinfo)


def morning(now: datetime, days: int) -> datetime:
    """The morning of a day to come, on the same clock."""
    return datetime.combine(now.date() + timedelta(days=days), MORNING, now.tzinfo).astimezone(UTC)
