"""Edges of spans as days: "end of the month", "start of next week", "mid December", "month end", "eow"."""

from datetime import date

from bot.understanding.dates.calendar import add_days, unit_span
from bot.understanding.dates.readings import Span, Stretch, Viewpoint, When
from bot.understanding.dates.spans import read_span
from bot.understanding.dates.tokens import Line

SHORT_EDGES = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}


def read_edge(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "end of the month", "start of next week", "mid December", "month end", "eow"."""
    word = line.word(index)
    if word in SHORT_EDGES:
        return When(_end(*unit_span(view.today, SHORT_EDGES[word]), SHORT_EDGES[word]), index + 1)
    if word in ("week", "month", "quarter", "year"):
        after = index + 2 if line.word(index + 1) in ("-", "'s") else index + 1
        if line.word(after) == "end" and line.word(index - 1) not in ("next", "last"):
            return When(_end(*unit_span(view.today, word), word), after + 1)
    if word in ("midweek", "mid"):
        return _middle(line, index, view)
    after = index + 2 if line.word(index + 1) == "of" else index + 1
    edges = ("end", "start", "beginning", "middle", "early", "late")
    if word not in edges or (after == index + 1 and word not in ("end", "early", "late")):
        return None
    return _edge_of(line, index, after, view)


def _edge_of(line: Line, index: int, start: int, view: Viewpoint) -> When | None:
    word = line.word(index)
    bare = line.word(start) in ("week", "month", "quarter", "year")
    span = Span(*unit_span(view.today, line.word(start)), start + 1) if bare else read_span(line, start, view)
    if not span:
        return None
    unit = "week" if line.word(span.next - 1) in ("week", "next") else ""
    if word in ("start", "beginning", "early"):
        return When(span.first, span.next, exact=word != "early")
    if word == "middle":
        return When(_centre(span.first, span.last), span.next, exact=False)
    return When(_end(span.first, span.last, unit), span.next, exact=word != "late")


def _middle(line: Line, index: int, view: Viewpoint) -> When | None:
    if line.word(index) == "midweek":
        return When(_centre(*unit_span(view.today, "week")), index + 1, exact=False)
    after = index + 2 if line.word(index + 1) in ("-", "of") else index + 1
    span = read_span(line, after, view)
    return When(_centre(span.first, span.last), span.next, exact=False) if span else None


def _end(first: date, last: date, unit: str) -> date:
    """The last day, but a week's end is its Friday."""
    return add_days(first, 4) or last if unit == "week" else last


def _centre(first: date, last: date) -> date:
    """Wednesday of a week, the 15th of a month, the 15th of a quarter's second month, 1 July of a year."""
    days = (last - first).days
    if days < 7:
        return add_days(first, 2) or first
    if days < 32:
        return first.replace(day=15)
    return first.replace(month=first.month + 1, day=15) if days < 100 else first.replace(month=7)


def read_edge_part(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "early next week", "late last month", "mid-November" as a part of the span: about a half of it."""
    word = line.word(index)
    after = index + 2 if line.word(index + 1) in ("-", "in", "of") else index + 1
    span = read_span(line, after, view) if word in ("early", "mid", "late") else None
    if not span:
        return None
    first, last = _part(word, span)
    return Stretch(first, last, span.next)


def _part(word: str, span: Span) -> tuple[date, date]:
    """Monday to Wednesday or Thursday to Sunday, the 1st to 15th or 16th on; mid: the 10th to 20th, May to August."""
    days, first = (span.last - span.first).days + 1, span.first
    if days <= 7:
        bounds = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[word]
    elif days <= 31:
        bounds = {"early": (0, 14), "mid": (9, 19), "late": (15, days - 1)}[word]
    else:
        half, third = days * 181 // 365, days * 120 // 365
        bounds = {"early": (0, half - 1), "mid": (third, days - third - 3), "late": (half, days - 1)}[word]
    return add_days(first, bounds[0]) or first, add_days(first, bounds[1]) or span.last
