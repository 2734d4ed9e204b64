"""Business time: the hours in which a clock runs, and spans of time counted in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
"""Two moments in UTC, the second not included."""

DAY = timedelta(days=1)
FARTHEST = timedelta(hours=15)  # no zone is farther from UTC
LONGEST = 3660  # days after which a clock that never runs is given up


@dataclass(frozen=True, order=True)
class Opening:
    """Open on a day of the week (0 is Monday) from minute `first` to before minute `last`, on the clocks of `zone`."""

    weekday: int
    first: int
    last: int
    zone: str


@dataclass(frozen=True)
class BusinessTime:
    """When somebody works. Without openings it is always; holidays are days on the clocks of the openings."""

    openings: tuple[Opening, ...] = ()
    holidays: frozenset[date] = frozenset()

    def after(self, start: datetime, span: timedelta) -> datetime:
        """The moment at which the span is used up by a clock that runs from `start`; `start` for none at all."""
        if span <= timedelta(0):
            return start
        left = span
        for opens, closes in self._spans(start) if self.openings else ():
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= closes - begins
        return start + span

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of the time from `start` to `end` a clock runs; nothing where the end comes first."""
        if end <= start:
            return timedelta(0)
        if not self.openings:
            return end - start
        used = timedelta(0)
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            used += min(closes, end) - max(opens, start)
        return used

    def is_open(self, at: datetime) -> bool:
        """Whether the clock runs at that moment."""
        return not self.openings or any(opens <= at < closes for opens, closes in self._on(at.astimezone(UTC).date()))

    def _spans(self, start: datetime) -> Iterator[Span]:
        """The open spans that end after `start`, in order, cut at each midnight of UTC."""
        first = start.astimezone(UTC).date()
        for ahead in range(LONGEST):
            yield from (span for span in self._on(first + ahead * DAY) if span[1] > start)

    def _on(self, day: date) -> list[Span]:
        """The open spans of a day of UTC, those that meet as one."""
        begins = datetime.combine(day, time(), UTC)
        near = [(opening, day + apart * DAY) for opening in self.openings for apart in (-1, 0, 1)]
        open_days = [(each, on) for each, on in near if each.weekday == on.weekday() and on not in self.holidays]
        pieces = sorted(piece for each, on in open_days for piece in _pieces(each, on))
        merged: list[Span] = []
        for opens, closes in ((max(opens, begins), min(closes, begins + DAY)) for opens, closes in pieces):
            if merged and opens <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
            elif opens < closes:
                merged.append((opens, closes))
        return merged


@lru_cache(1 << 12)
def _pieces(opening: Opening, day: date) -> tuple[Span, ...]:
    """The spans in which clocks show the opening's minutes of that day: two where a clock change parts them."""
    midnight = datetime.combine(day, time(), UTC)
    first, last = (midnight + timedelta(minutes=minutes) for minutes in (opening.first, opening.last))
    cut = ((max(first - apart, begins), min(last - apart, ends)) for begins, ends, apart in _halves(opening.zone, day))
    return tuple((begins, ends) for begins, ends in cut if begins < ends)


@lru_cache(1 << 12)
def _halves(zone: str, day: date) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The time around a day, parted where the zone changes its clocks, each part with its distance from UTC."""
    begins = datetime.combine(day, time(), UTC) - FARTHEST
    ends = begins + DAY + 2 * FARTHEST
    before, after = _apart(zone, begins), _apart(zone, ends)
    if before == after:
        return ((begins, ends, before),)
    early, late = 0, (ends - begins) // timedelta(minutes=1)
    while late - early > 1:
        middle = (early + late) // 2
        same = _apart(zone, begins + timedelta(minutes=middle)) == before
        early, late = (middle, late) if same else (early, middle)
    change = begins + timedelta(minutes=late)
    return ((begins, change, before), (change, ends, after))


def _apart(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
