"""Days and moments as people and other programs write them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from storage.exchange.figures import Unreadable

MIDNIGHTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001
"""A text that means the same beside both names a whole day."""

SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})\b")
YEAR_FIRST = re.compile(r"\s*\d{4}")
TIME = r"(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
NAMED_MONTH = re.compile(rf"(\d{{1,2}}) ([A-Za-z]{{3}}),? (\d{{4}}){TIME}")
NUMBERED_MONTH = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){TIME}")
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
UNIVERSAL = re.compile(r"\s*(?:Z|GMT|UTC)(?=[+-]\d)")
"""Before an offset it says nothing; dateutil would take `Z-0300` for three hours the other way, as POSIX does."""

DOTTED = re.compile(r"\s*\d{1,2}\.\s*(?:\d{1,2}\.|[A-Za-z])")


def day(text: str, day_first: bool) -> date:
    """The day meant. `day_first` decides on 3/4/2026. Raises Unreadable."""
    return _read(text, day_first).date()


def moment(text: str, day_first: bool, zone: str = "") -> datetime:
    """The moment meant, in UTC; without a zone it is of `zone`, else UTC already. Raises Unreadable."""
    found = _read(text, day_first)
    try:
        if found.tzinfo is None and zone:
            found = found.replace(tzinfo=_zone(zone, None))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        raise Unreadable("is no moment that a calendar has") from None


def puts_day_first(texts: list[str]) -> bool | None:
    """Whether a column writes 24/11/2026 rather than 11/24/2026; None where nothing tells."""
    pairs = [(int(match[1]), int(match[2])) for text in texts if (match := SLASHED.match(text))]
    if any(first > 12 for first, _ in pairs):
        return True
    return False if any(second > 12 for _, second in pairs) else None


def is_ambiguous(text: str) -> bool:
    """Whether both 3 April and 4 March can be meant."""
    match = SLASHED.match(text)
    return bool(match and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12)


def _read(text: str, day_first: bool) -> datetime:
    text = UNIVERSAL.sub("", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        if known := _read_plainly(text, day_first):
            return known
        return _read_freely(text, bool(DOTTED.match(text)) or (day_first and not YEAR_FIRST.match(text)))


def _read_plainly(text: str, day_first: bool) -> datetime | None:
    """The commonest forms beside ISO 8601, `16 Apr, 2021 00:02:00` and `16-04-2021 0:02`; a hundred times faster."""
    if match := NAMED_MONTH.fullmatch(text):
        day_of, month, year = int(match[1]), MONTHS.get(match[2].casefold(), 0), int(match[3])
    elif match := NUMBERED_MONTH.fullmatch(text):
        first, second, year = (int(match[place]) for place in (1, 2, 3))
        day_of, month = (first, second) if day_first else (second, first)
    else:
        return None
    hour, minute, second = (int(match[place] or 0) for place in (4, 5, 6))
    try:
        return datetime(year, month, day_of, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


def _read_freely(text: str, day_first: bool) -> datetime:
    from dateutil import parser

    try:
        one, other = (parser.parse(text, default=midnight, dayfirst=day_first, tzinfos=_zone) for midnight in MIDNIGHTS)
    except (ValueError, OverflowError):
        raise Unreadable("is not a date") from None
    if one != other:
        raise Unreadable("is not a whole date")
    return one


@cache
def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError):
        raise ValueError("unknown time zone") from None
