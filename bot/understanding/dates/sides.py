"""Periods with one open side: "since March", "before June", "2018 or later", "from May onwards", "starting Monday"."""

from bot.understanding.dates.calendar import add_days
from bot.understanding.dates.distances import read_beside
from bot.understanding.dates.extents import open_side, read_extent
from bot.understanding.dates.readings import Lean, Span, Stretch, Viewpoint
from bot.understanding.dates.tokens import Line

SIDES = {
    "since": "since", "not since": "since", "before": "before", "prior to": "before", "earlier than": "before",
    "after": "after", "later than": "after", "until": "until", "till": "until", "up to": "until", "through": "until",
    "no later than": "until", "by": "by", "starting": "starting", "starting from": "starting",
    "starting on": "starting", "beginning on": "starting",
}  # fmt: skip
STARTS = frozenset(words.split()[0] for words in SIDES)
LEANS: dict[str, Lean] = {"since": "past", "until": "future", "by": "future"}


def read_side(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """The period that a preposition opens at `index`, or that ends in "or later"."""
    if line.word(index) == "from":
        return _onwards(line, index, view)
    for words, side in SIDES.items() if line.word(index) in STARTS else ():
        start = line.reads(index, words)
        span = _extent(line, start, Viewpoint(view.now, LEANS.get(side, view.lean))) if start else None
        if span:
            return _side(side, span, view)
    return None


def read_open(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "2018 or later", "1/1/2026 and before"."""
    span = read_extent(line, index, view)
    side, after = open_side(line, span.next) if span else ("", index)
    if not span or not side:
        return None
    return Stretch(span.first, None, after) if side == "later" else Stretch(None, span.last, after)


def read_apart(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "more than 2 weeks before Friday" ends before that day, "more than 2 weeks after" begins behind it."""
    start = line.reads(index, "more than")
    day = read_beside(line, start, view) if start else None
    if not start or not day:
        return None
    back = any(line.word(place) == "before" for place in range(start, day.next))
    return Stretch(None, add_days(day.day, -1), day.next) if back else Stretch(add_days(day.day, 1), None, day.next)


def _extent(line: Line, index: int, view: Viewpoint) -> Span | None:
    return read_extent(line, index, view) or (read_extent(line, index + 1, view) if line.word(index) == "the" else None)


def _side(side: str, span: Span, view: Viewpoint) -> Stretch | None:
    if side == "since":
        return Stretch(span.first, view.today, span.next) if span.first <= view.today else None
    if side == "before":
        return Stretch(None, add_days(span.first, -1), span.next)
    if side == "after":
        return Stretch(add_days(span.last, 1), None, span.next)
    if side == "starting":
        return Stretch(span.first, None, span.next)
    return Stretch(None, span.first if side == "by" else span.last, span.next)


def _onwards(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    span = read_extent(line, index + 1, view)
    if not span:
        return None
    for words in ("onwards", "onward", "on"):
        if line.word(span.next) == words and line.closed(span.next + 1):
            return Stretch(span.first, None, span.next + 1)
    return None
