"""Spans of the calendar by name: "next quarter", "October 2025", "Q3", "the year"."""

from collections.abc import Callable

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_days, day_of, month_length, next_span, unit_span
from bot.understanding.dates.readings import Span, Viewpoint
from bot.understanding.dates.spelling import MONTHS
from bot.understanding.dates.tokens import Line

STEPS = {
    "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
    "last": -1, "past": -1, "previous": -1, "prior": -1,
}  # fmt: skip
UNITS = ("week", "month", "quarter", "year")
PERSONS = frozenset({"april", "may", "june", "august"})
NAMES_TOO = frozenset({"april", "may", "june", "august", "january", "march"})


def read_span(line: Line, index: int, view: Viewpoint) -> Span | None:
    """The week, month, quarter, half, year or weekend named at `index`."""
    for rule in RULES:
        if found := rule(line, index, view):
            return found
    return None


def read_year(line: Line, index: int, view: Viewpoint) -> tuple[int, int] | None:
    """A year, also "of 2026", "'26" and "next year", and the index after it."""
    if line.word(index) in ("of", "in", ",", "/"):
        index += 1
    step = STEPS.get(line.word(index))
    if step is not None and line.word(index + 1) == "year":
        return view.today.year + step, index + 2
    if line.kind(index) == "number" and len(line.word(index)) == 4 and 1900 <= int(line.word(index)) <= 2200:
        return int(line.word(index)), index + 1
    short = line.word(index) in ("'", "’") and line.glued(index) and line.word(index + 1)
    return (2000 + int(short), index + 2) if short and short.isdecimal() and len(short) == 2 else None


def read_month(line: Line, index: int) -> tuple[int, int] | None:
    """A month's number and the index after it; "may" and "march" need no capital here."""
    word = line.word(index)
    if word not in MONTHS:
        return None
    dotted = line.word(index + 1) == "." and line.glued(index) and len(line.token(index).text) <= 4
    return MONTHS.index(word) + 1, index + 2 if dotted and line.kind(index + 2) in ("number", "ordinal") else index + 1


def person(line: Line, index: int) -> bool:
    """Whether the month here is rather somebody's name, as in "April Meyer"."""
    named = line.word(index) in PERSONS or line.token(index).text == "Jan"
    timed = line.word(index - 1) in ("in", "since", "during", "until") or line.word(index + 1) in MONTHS
    return named and not timed and line.kind(index + 1) == "word" and line.capital(index + 1)


def _relative(line: Line, index: int, view: Viewpoint) -> Span | None:
    if line.word(index) == "the" and STEPS.get(line.word(index + 1)):
        index += 1
    step, unit = STEPS.get(line.word(index)), line.word(index + 1)
    if step is None or unit not in UNITS:
        return None
    after = line.reads(index + 2, "after next") if line.word(index) == "the" else None
    found = next_span(view.today, unit, 2 if after else step)
    return Span(*found, after or index + 2) if found else None


def _month(line: Line, index: int, view: Viewpoint) -> Span | None:
    step = STEPS.get(line.word(index)) if line.word(index) != "the" else None
    month = read_month(line, index if step is None else index + 1)
    verb = step == 0 and line.word(index + 1) == "may" and not line.capital(index + 1)
    if not month or verb or person(line, month[1] - 1) or line.word(index - 1) in ("$", "€"):
        return None
    year = None if step is not None else read_year(line, month[1], view)
    number, after = month[0], year[1] if year else month[1]
    first = day_of(year[0] if year else _year_of(number, step, view), number, 1)
    return Span(first, first.replace(day=month_length(first.year, number)), after) if first else None


def _year_of(month: int, step: int | None, view: Viewpoint) -> int:
    """The year of a month named without one: the latest begun, or the coming one, or by "last" and "next"."""
    this, year = view.today.month, view.today.year
    if step == 0:
        return year
    if step == 1 or (step is None and not view.backwards):
        return year + (month < this or (step == 1 and month == this))
    return year - (month > this or (step == -1 and month == this))


def _part(line: Line, index: int, view: Viewpoint) -> Span | None:
    """A quarter or a half: "Q3", "Q3 2025", "2025 Q3", "H1", "the third quarter", "first half of the year"."""
    lead = read_year(line, index, view) if line.kind(index) == "number" else None
    named = _part_name(line, lead[1] if lead else index)
    if not named:
        return None
    number, unit, after = named
    year = lead or read_year(line, after, view)
    months = 3 if unit == "quarter" else 6
    month = (number - 1) * months + 1
    first = day_of(year[0] if year else _year_of(month, None, view), month, 1)
    return Span(*unit_span(first, unit), year[1] if year and not lead else after) if first else None


def _part_name(line: Line, index: int) -> tuple[int, str, int] | None:
    word = line.word(index)
    if len(word) == 2 and word[0] in "qh" and word[1] in ("1234" if word[0] == "q" else "12"):
        return int(word[1]), "quarter" if word[0] == "q" else "half", index + 1
    if word == "the":
        return _part_name(line, index + 1)
    ordinal = read_ordinal(line, index)
    unit = line.word(ordinal[1]) if ordinal else ""
    if not ordinal or ordinal[0] > {"quarter": 4, "half": 2}.get(unit, 0):
        return None
    return ordinal[0], unit, ordinal[1] + 1


def _weekend(line: Line, index: int, view: Viewpoint) -> Span | None:
    step = STEPS.get(line.word(index))
    if step is None or line.word(index + 1) != "weekend":
        return None
    if line.word(index) == "the" and view.backwards and view.today.weekday() < 5:
        step = -1
    found = next_span(view.today, "week", step)
    saturday = add_days(found[0], 5) if found else None
    return Span(saturday, found[1], index + 2) if saturday and found else None


def _numbered_week(line: Line, index: int, view: Viewpoint) -> Span | None:
    number = line.word(index + 1)
    if line.word(index) != "week" or not number.isdecimal() or not 1 <= int(number[:4]) <= 53:
        return None
    year = read_year(line, index + 2, view)
    fourth = day_of(year[0] if year else view.today.year, 1, 4)
    found = next_span(fourth, "week", int(number) - 1) if fourth else None
    return Span(*found, year[1] if year else index + 2) if found else None


def _year(line: Line, index: int, view: Viewpoint) -> Span | None:
    start = index + 1 if line.word(index) == "year" else index
    year = read_year(line, start, view) if line.kind(start) == "number" else None
    first = day_of(year[0], 1, 1) if year else None
    return Span(*unit_span(first, "year"), start + 1) if first else None


RULES: tuple[Callable[[Line, int, Viewpoint], Span | None], ...] = (
    _relative, _month, _part, _weekend, _numbered_week, _year,
)  # fmt: skip
