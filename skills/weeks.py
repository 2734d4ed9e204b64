"""Weeks: working hours as people say them, `Monday to Friday 9 to 17:30`, and as they are said back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from storage.service_times import WEEKDAYS, WorkingHours

DAY = 24 * 60
STEMS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday|rs|s)?s?"
AND_ON = r"\s*(?:to|-|–|—|until|till|through|thru)\s*"
CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.h]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|h\b|o'?clock|uhr)?|(?:{'|'.join(NUMBERS)})\b(?:\s?(?:am|pm))?"
    r"|noon|midday|midnight)"
)
DAYS = re.compile(
    rf"\b(?:(?P<first>{WEEKDAY}){AND_ON}(?P<last>{WEEKDAY})\b|(?P<one>{WEEKDAY})\b"
    r"|(?P<work>(?:on |all )?(?:week|working|work)[ -]?days?)\b|(?P<end>(?:the )?week-?ends?)\b"
    r"|(?P<all>every ?day|each day|daily|all (?:seven days|week(?: long)?|days)|(?:7|seven) days(?: a week)?"
    r"|the whole week)\b)",
    re.IGNORECASE,
)
ALWAYS = re.compile(
    r"\b24\s?/\s?7\b|\b(?:a)?round the clock\b|\b24 hours\b(?: a day)?|\bday and night\b|\bat all hours\b",
    re.IGNORECASE,
)
HOURS = re.compile(rf"(?<![\d:.])(?P<starts>{CLOCK}){AND_ON}(?P<ends>{CLOCK})(?![\d:])", re.IGNORECASE)
BETWEEN = re.compile(rf"(\bbetween\s+{CLOCK}) and ", re.IGNORECASE)
SPANNING = re.compile(rf"{BETWEEN.pattern}{CLOCK}", re.IGNORECASE)
SHUT = re.compile(
    r"\b(?:closed|shut|off|free|no work|not?|no[ -]?(?:body|one)|\w+n['’]t|never|except|but not)\b[^,;.]{0,30}$",
    re.IGNORECASE,
)

LED = re.compile(r"\b(?:from|on|only|between)\s+$", re.IGNORECASE)
"""What leads to days and hours and belongs to them."""
OFF = re.compile(r" (?:(?:is|are) )?(?:off|closed|free)\b", re.IGNORECASE)


class Stretch(NamedTuple):
    """Open on a weekday (0 is Monday) from minute `first` to before minute `last` of the day."""

    weekday: int
    first: int
    last: int


class Week(NamedTuple):
    """The stretches that were said, and the days that are spoken of, those that are closed among them."""

    stretches: tuple[Stretch, ...]
    days: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """Whether so many days are told that the others are closed: `Monday to Friday`, and not `on Fridays`."""
        return len(self.days) > 3


class _Said(NamedTuple):
    at: int
    days: frozenset[int]
    hours: tuple[int, int] | None
    shut: bool


def week_said(words: str) -> Week:
    """The week that was said; nothing where no hours and no closed days are told.

    Hours without a day are those of Monday to Friday. What ends before it starts goes on the next day.
    """
    open_days, shut = _read(sorted([*_days(words), *_hours(words)]))
    stretches = sorted(piece for days, told in open_days for day in days for piece in _pieces(day, *told))
    spoken = frozenset(day for days, _ in open_days for day in days) | shut
    return Week(tuple(dict.fromkeys(each for each in stretches if each.weekday not in shut)), spoken)


def week_words(words: str) -> str | None:
    """The part of the words that tells the week, so that it says the same as all of them; None where none does."""
    week = week_said(words)
    pieces = [found for form in (DAYS, HOURS, ALWAYS, SPANNING) for found in form.finditer(words)]
    if not week.days or not pieces:
        return None
    first, last = min(pieces, key=lambda found: found.start()), max(found.end() for found in pieces)
    behind = OFF.match(words, last)
    shut = SHUT.search(words[: first.start()])
    start, end = shut.start() if shut else first.start(), behind.end() if behind else last
    start = led.start() if (led := LED.search(words[:start])) else start
    return words[start:end] if week_said(words[start:end]) == week else words.strip()


def _read(said: Sequence[_Said]) -> tuple[list[tuple[frozenset[int], tuple[int, int]]], frozenset[int]]:
    """Days with their hours, whichever is said first, and the days that are closed."""
    shut = frozenset(day for each in said if each.shut for day in each.days)
    told = [each for each in said if not each.shut]
    days_first = bool(told) and told[0].hours is None
    groups: list[tuple[set[int], list[tuple[int, int]]]] = []
    for each in told:
        starts_anew = not groups or (groups[-1][1] if each.hours is None else groups[-1][0])
        if (each.hours is None) == days_first and starts_anew and (not groups or groups[-1][days_first]):
            groups.append((set(), []))
        groups[-1][0].update(each.days)
        groups[-1][1].extend([each.hours] if each.hours else [])
    usual = frozenset(range(5))
    return [(frozenset(days) or usual, hours) for days, several in groups for hours in several], shut


def _days(words: str) -> Iterator[_Said]:
    for found in DAYS.finditer(words):
        shut = bool(SHUT.search(words[: found.start()]) or OFF.match(words, found.end()))
        yield _Said(found.start(), _days_of(found), None, shut)


def _days_of(found: re.Match[str]) -> frozenset[int]:
    if found["first"]:
        first, last = (STEMS.index(found[name][:3].casefold()) for name in ("first", "last"))
        return frozenset((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))
    if found["one"]:
        return frozenset((STEMS.index(found["one"][:3].casefold()),))
    return frozenset(range(5) if found["work"] else (5, 6) if found["end"] else range(7))


def _hours(words: str) -> Iterator[_Said]:
    for found in ALWAYS.finditer(words):
        yield _Said(found.start(), frozenset(range(7)), (0, DAY), False)
    words = BETWEEN.sub(lambda match: f"{match[1]} to  ", words)
    for found in HOURS.finditer(ALWAYS.sub(lambda match: " " * len(match[0]), words)):
        starts, ends = _clock(found["starts"]), _clock(found["ends"])
        if starts and ends:
            yield _Said(found.start(), frozenset(), _span(starts, ends), False)


def _clock(said: str) -> tuple[int, str] | None:
    """The minute of the day, and `am`, `pm` or nothing."""
    word = said.casefold().replace(".m.", "m").strip()
    if word in ("noon", "midday", "midnight"):
        return (DAY, "am") if word == "midnight" else (DAY // 2, "pm")
    half = word[-2:] if word[-2:] in ("am", "pm") else ""
    figures = re.match(r"(\d{1,2})(?:[:.h](\d\d))?|[a-z]+", word)
    name = figures[0] if figures else ""
    hour = int(figures[1]) if figures and figures[1] else (*NUMBERS, name).index(name) + 1
    minute = int(figures[2] or 0) if figures else 0
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    return (hour % 12 + 12 * (half == "pm") if half else hour) * 60 + minute, half


def _span(starts: tuple[int, str], ends: tuple[int, str]) -> tuple[int, int]:
    """`9 to 5` ends in the afternoon, `22 to 6` on the next day."""
    first, last = starts[0] % DAY, ends[0]
    if last <= first and not ends[1] and last < DAY // 2 and (first < DAY // 2):
        last += DAY // 2
    return first, last


def _pieces(day: int, first: int, last: int) -> Iterator[Stretch]:
    if last > first:
        yield Stretch(day, first, min(last, DAY))
    else:
        yield Stretch(day, first, DAY)
        if last:
            yield Stretch((day + 1) % 7, 0, last)


def week_told(rows: Iterable[WorkingHours]) -> tuple[str, ...]:
    """Working hours in words, days with the same hours together: `Monday to Friday 09:00-17:30`."""
    hours: dict[str, list[str]] = {}
    for row in rows:
        hours.setdefault(row.weekday, []).append(f"{row.starts}-{row.ends}")
    groups: list[tuple[list[str], list[str]]] = []
    for weekday in (day for day in WEEKDAYS if day in hours):
        near = groups and WEEKDAYS.index(groups[-1][0][-1]) + 1 == WEEKDAYS.index(weekday)
        if near and groups[-1][1] == hours[weekday]:
            groups[-1][0].append(weekday)
        else:
            groups.append(([weekday], hours[weekday]))
    return tuple(f"{_from_to(days)} {' and '.join(told)}" for days, told in groups)


def _from_to(days: Sequence[str]) -> str:
    if len(days) == 1:
        return days[0]
    return f"{days[0]} to {days[-1]}" if len(days) > 2 else f"{days[0]} and {days[-1]}"


def clock_told(minute: int) -> str:
    """A minute of the day as it is kept: `09:00`, up to `24:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
