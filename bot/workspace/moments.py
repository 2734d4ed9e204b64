"""Time and identity in the workspace: ids that count up, and message timestamps that never repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class Ids:
    """Ids as Slack writes them (a letter or two and ten digits), counted up so that runs are alike."""

    def __init__(self) -> None:
        self.last: Counter[str] = Counter()

    def next(self, prefix: str) -> str:
        """The next id with this prefix: `U0000000001`."""
        self.last[prefix] += 1
        return f"{prefix}{self.last[prefix]:010d}"

    def skip(self, some: int) -> None:
        """Leave out the next ids of every sort, which may have been given away before a sudden end."""
        for prefix in self.last:
            self.last[prefix] += some


class Stamps:
    """Message timestamps: seconds since 1970 with six decimals, unique and increasing though the clock may stand."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.last = 0

    def next(self) -> str:
        """A timestamp later than every one before it: `1763800000.000100`."""
        now = int(self.clock().timestamp() * 1_000_000)
        self.last = max(now, self.last + 1)
        return f"{self.last // 1_000_000}.{self.last % 1_000_000:06d}"

    def seconds(self) -> int:
        """The clock's time in whole seconds since 1970."""
        return int(self.clock().timestamp())
