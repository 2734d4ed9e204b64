"""Recurrences: "every other Monday at 9" as an RFC 5545 rule and a time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from bot.understanding.dates.dayparts import shifted
from bot.understanding.dates.frequencies import read_frequency
from bot.understanding.dates.readings import Frequency, Hour, Viewpoint
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.signals import promising
from bot.understanding.dates.times import read_hour
from bot.understanding.dates.tokens import Line, line_of

LEADING = frozenset({"on", "at", "once", "the", "in", "every", "each"})


@dataclass(frozen=True)
class Recurrence:
    """Something that comes back: `rule` is an RFC 5545 RRULE without DTSTART, `time` the hour if one was said.

    `start` and `end` are the offsets of its words in the text.
    """

    start: int
    end: int
    text: str
    rule: str
    time: time | None = None


def find_recurrences(text: str, now: datetime) -> list[Recurrence]:
    """The recurrences in the text, in order."""
    line = line_of(text)
    found = []
    for first, last, frequency, hour in _read(line, 0, Viewpoint(now, "future")):
        start, end = line.token(first).start, line.token(last - 1).end
        found.append(Recurrence(start, end, text[start:end], frequency.rule, hour.time if hour else None))
    return found


def repeated(line: Line, view: Viewpoint) -> set[int]:
    """The indexes of the tokens that belong to a recurrence."""
    found = _read(line, 0, Viewpoint(view.now, "future"))
    return {index for first, last, _, _ in found for index in range(first, last)}


@remembered
def _read(line: Line, start: int, view: Viewpoint) -> list[tuple[int, int, Frequency, Hour | None]]:
    """The recurrences from the token `start` on: first token, next token, rule and hour."""
    found: list[tuple[int, int, Frequency, Hour | None]] = []
    hopeful = promising(line)
    index = floor = start
    while index < len(line):
        frequency = read_frequency(line, index, view) if hopeful[index] else None
        if not frequency:
            index += 1
            continue
        found.append(_timed(line, (floor, index), frequency, view))
        index = floor = max(found[-1][1], index + 1)
    return found


def _timed(
    line: Line, place: tuple[int, int], frequency: Frequency, view: Viewpoint
) -> tuple[int, int, Frequency, Hour | None]:
    """The recurrence with the hour after it, or else the one before it ("at 9 every Monday").

    `place` is how far back it may reach, and where it begins.
    """
    floor, index = place
    after = frequency.next + (line.word(frequency.next) == ",")
    hour = read_hour(line, after, view, attached=True)
    while index > floor and line.word(index - 1) in LEADING:
        index -= 1
    if hour and not hour.day:
        named = shifted(hour, frequency.part, hour.next, None) if frequency.part and not hour.sure else hour
        return index, hour.next, frequency, named
    for start in range(max(floor, index - 5), index):
        before = read_hour(line, start, view)
        if before and before.next == index and not before.day:
            return start, frequency.next, frequency, before
    return index, frequency.next, frequency, frequency.hour
