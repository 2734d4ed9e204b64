"""Days and moments as people and other programs write them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from storage.exchange.figures import Unreadable

MIDNIGHTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001
"""A text that means the same beside both names a whole day."""

SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})\b")
DOTTED = re.compile(r"\s*\d{1,2}\.\s*(?:\d{1,2}\.|[A-Za-z])")


def day(text: str, day_first: bool) -> date:
    """The day meant. `day_first` decides on 3/4/2026. Raises Unreadable."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else _read(text, day_first).date()
    except ValueError:
        return _read(text, day_first).date()


def moment(text: str, day_first: bool) -> datetime:
    """The moment meant, in UTC; without a zone it is UTC already. Raises Unreadable."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _read(text, day_first)
    try:
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
    from dateutil import parser

    if not re.search(r"\d", text):
        raise Unreadable("is not a date")
    first = day_first or bool(DOTTED.match(text))
    try:
        one, other = (parser.parse(text, default=midnight, dayfirst=first, tzinfos=_zone) for midnight in MIDNIGHTS)
    except (ValueError, OverflowError):
        raise Unreadable("is not a date") from None
    if one != other:
        raise Unreadable("is not a whole date")
    return one


@cache
def _zone(name: str | None, offset: int | None) -> tzinfo:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    try:
        return ZoneInfo(name or "")
    except (KeyError, ValueError):
        raise ValueError("unknown time zone") from None
