"""Figures of a clock: "3", "10:30", "8.10", "half past two", "20 to 4", "pm"."""

import re
from datetime import time

from bot.understanding.amounts.numbers import read_small
from bot.understanding.dates.readings import Hour
from bot.understanding.dates.tokens import Line

AT = frozenset({"at", "@", "around", "approximately", "circa", "~"})


def read_figures(line: Line, index: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, next index, and whether it is a plain number that need not be a time."""
    word = line.word(index)
    if line.kind(index) == "clock":
        hour, minute = (int(part) for part in word.split(":")[:2])
        return (hour, minute, index + 1, False) if hour < 24 and minute < 60 else None
    if line.kind(index) in ("decimal", "hour"):
        dotted = re.fullmatch(r"(\d{1,2})\.(\d\d)", word)
        hour, minute = (int(dotted[1]), int(dotted[2])) if dotted else (24, 0)
        likely = minute in (0, 15, 30, 45) or line.word(index + 1) in ("am", "pm")
        return (hour, minute, index + 1, True) if hour < 24 and minute < 60 and likely else None
    if line.kind(index) == "number" and len(word) <= 2 and int(word) < 60:
        return int(word), 0, index + 1, True
    small = read_small(line, index)
    return (small[0], 0, small[1], True) if small and 1 <= small[0] < 60 else None


def read_past(line: Line, index: int, lead: str) -> Hour | None:
    """ "half past two", "quarter to five", "ten past three"; "20 to 4" only after "at"."""
    if line.word(index) == "half" and lead in AT and (read := read_figures(line, index + 1)) and read[0] <= 12:
        return spoken((read[0], 30), read[2], True, True)  # "at half nine"
    minutes, after = _minutes(line, index)
    word = line.word(after)
    if not minutes or word not in ("past", "to", "after", "before"):
        return None
    if minutes not in (15, 30) and word != "past" and lead not in AT:
        return None
    read = read_figures(line, after + 1)
    if not read or read[1] or read[0] > 12 or (minutes in (15, 30) and word in ("after", "before") and not lead):
        return None
    total = read[0] * 60 + (minutes if word in ("past", "after") else -minutes)
    half, end = half_day(line, read[2])
    if half:
        return of_half(total // 60 % 12 or 12, total % 60, half, end)
    hour = total // 60 % 12 + (12 if read[0] <= 6 else 0)  # a quarter to seven is as early as seven
    return Hour(time(hour % 24, total % 60), read[2], sure=False)


def _minutes(line: Line, index: int) -> tuple[int, int]:
    index += line.word(index) == "a" and line.word(index + 1) == "quarter"
    if line.word(index) in ("half", "quarter"):
        return (30 if line.word(index) == "half" else 15), index + 1
    read = read_figures(line, index)
    after = read[2] + 1 if read and line.word(read[2]) in ("minutes", "min", "mins") else read[2] if read else index
    return (read[0], after) if read and not read[1] and read[0] < 60 else (0, index)


def spelled_minutes(line: Line, index: int) -> tuple[int, int] | None:
    """The minutes of "five thirty" and "seven twenty-seven"."""
    small = read_small(line, index + 1 if line.word(index) == "-" else index)
    return small if small and 10 <= small[0] <= 59 else None


def of_half(hour: int, minute: int, half: str, after: int) -> Hour | None:
    if not 1 <= hour <= 12:
        return Hour(time(hour, minute), after) if hour < 24 and half == "pm" else None
    return Hour(time(hour % 12 + (12 if half == "pm" else 0), minute), after)


def spoken(clock: tuple[int, int], after: int, loose: bool, exact: bool) -> Hour | None:
    """An hour without "am" or "pm": one to six are in the afternoon, seven to twelve before it."""
    hour, minute = clock
    if hour > 23:
        return None
    if loose and 1 <= hour <= 6:
        return Hour(time(hour + 12, minute), after, exact, sure=False)
    return Hour(time(hour, minute), after, exact, sure=not loose or hour > 12 or hour == 0)


def half_day(line: Line, index: int) -> tuple[str, int]:
    """ "am" or "pm" (or nothing) at `index` and the index after it; also "p m", and the "p" glued in "9p"."""
    word = line.word(index)
    if word in ("am", "pm"):
        return word, index + 1
    if word not in ("a", "p"):
        return "", index
    if line.word(index + 1) == "m":
        return f"{word}m", index + 2
    glued = line.glued(index - 1) and line.kind(index - 1) == "number" and line.word(index - 2) in AT
    return (f"{word}m", index + 1) if glued else ("", index)
