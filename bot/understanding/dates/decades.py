"""Spans longer than a year: "the 1970s", "the nineties", "the next two decades", "the 21st century"."""

import re

from bot.understanding.amounts.numbers import TENS, read_ordinal, read_small
from bot.understanding.dates.calendar import years_span
from bot.understanding.dates.readings import Span, Viewpoint
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import CENTURIES, STEPS

NAMES = {f"{word[:-1]}ies": value for word, value in TENS.items()} | {"noughties": 0}
STARTS = frozenset({*NAMES, *CENTURIES, "two", "the", "'", "’", *(word for word in STEPS)})
PLAIN = 50  # a decade of two figures needs "the" below it, for people are in their thirties


@remembered
def read_decade(line: Line, index: int, view: Viewpoint) -> Span | None:
    """The decades or the century named at `index`."""
    if line.word(index) not in STARTS and not line.word(index)[:1].isdecimal():
        return None
    named = line.word(index) == "the"
    return _counted(line, index + named, view) or _century(line, index + named) or _named(line, index + named, named)


def _counted(line: Line, index: int, view: Viewpoint) -> Span | None:
    """ "this decade", "the past two decades"."""
    step = STEPS.get(line.word(index))
    if step is None:
        return None
    number = int(line.word(index + 1)) if line.word(index + 1) in tuple("23456789") else None
    count = (number, index + 2) if number else read_small(line, index + 1) or (1, index + 1)
    if line.word(count[1]) not in ("decade", "decades"):
        return None
    present = view.today.year // 10 * 10
    first = present + 10 if step > 0 else present + step * 10 * count[0]
    span = years_span(first, 10 * count[0])
    return Span(*span, count[1] + 1) if span else None


def _century(line: Line, index: int) -> Span | None:
    ordinal = read_ordinal(line, index)
    span = years_span(ordinal[0] * 100 - 100, 100) if ordinal and line.word(ordinal[1]) == "century" else None
    return Span(*span, ordinal[1] + 1) if span and ordinal else None


def _named(line: Line, index: int, named: bool) -> Span | None:
    """ "1970s", "70's", "nineteen seventies", "the two thousand and tens", "the noughties"."""
    for rule in (_figures, _words):
        found = rule(line, index)
        if found and (named or not 0 <= found[0] < PLAIN):
            span = years_span(_year(found[0]), 10)
            return Span(*span, found[1]) if span else None
    return None


def _year(decade: int) -> int:
    if decade >= 100:
        return decade
    return 1900 + decade if decade >= 30 else 2000 + decade


def _figures(line: Line, index: int) -> tuple[int, int] | None:
    start = index + (line.word(index) in ("'", "’") and line.glued(index))
    if match := re.fullmatch(r"((?:1[89]|2[01])?\d0)s", line.word(start)):
        return int(match[1]), start + 1
    apart = line.word(start + 1) in ("'s", "s") and re.fullmatch(r"(?:1[89]|2[01])?\d0", line.word(start))
    return (int(line.word(start)), start + 2) if apart else None


def _words(line: Line, index: int) -> tuple[int, int] | None:
    if line.reads(index, "two thousands"):
        return 2000, index + 2
    century = CENTURIES.get(line.word(index), 0)
    after = index + 1 if century else line.reads(index, "two thousand") or index
    century = century or (2000 if after > index else 0)
    after += line.word(after) in ("and", "-") and bool(century)
    if century and line.word(after) == "tens":
        return century + 10, after + 1
    decade = NAMES.get(line.word(after))
    return (century + decade, after + 1) if decade is not None else None
