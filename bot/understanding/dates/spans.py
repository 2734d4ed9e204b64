"""Spans of the calendar by name: "next quarter", "October 2025", "Q3", "the year"."""

from collections.abc import Callable

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_days, day_of, month_length, next_span, unit_span
from bot.understanding.dates.decades import read_decade
from bot.understanding.dates.readings import Span, Viewpoint
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.seasons import read_season
from bot.understanding.dates.spelling import MONTHS
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import STEPS, four_figures, read_year, spelled_year

UNITS = ("week", "month", "quarter", "year")
BARS = frozenset({"-", "/", "#", ":", "+"})
NUMBERED = frozenset({"order", "invoice", "no", "case", "ticket", "number", "quote", "version", "#", "tel", "phone"})
PERSONS = frozenset({"april", "may", "june", "august"})
NAMES_TOO = frozenset({"april", "may", "june", "august", "january", "march"})


@remembered
def read_span(line: Line, index: int, view: Viewpoint) -> Span | None:
    """The week, month, quarter, half, year or weekend named at `index`."""
    for rule in RULES:
        if found := rule(line, index, view):
            return found
    return None


def read_month(line: Line, index: int) -> tuple[int, int] | None:
    """A month's number and the index after it; "may" and "march" need no capital here."""
    word = line.word(index)
    if word not in MONTHS:
        return None
    dotted = line.word(index + 1) == "." and line.glued(index) and line.kind(index + 2) in ("number", "ordinal")
    short = len(line.token(index).text) <= 4 or (line.closed(index + 3) and len(line.word(index + 2)) <= 4)
    return MONTHS.index(word) + 1, index + 2 if dotted and short else index + 1


def person(line: Line, index: int) -> bool:
    """Whether the month here is rather somebody's name, as in "April Meyer"."""
    named = line.word(index) in PERSONS or line.token(index).text == "Jan"
    timed = line.word(index - 1) in ("in", "since", "during", "until") or line.word(index + 1) in MONTHS
    return named and not timed and line.kind(index + 1) == "word" and line.capital(index + 1)


def _relative(line: Line, index: int, view: Viewpoint) -> Span | None:
    if line.word(index) == "the" and STEPS.get(line.word(index + 1)):
        index += 1
    step = STEPS.get(line.word(index))
    working = _working_week(line, index + 1)
    start = working - 1 if working else index + 1 + (line.word(index + 1) == "calendar")
    unit = "week" if working else line.word(start)
    if step is None or unit not in UNITS or (start > index + 1 and not working and four_figures(line, start + 1)):
        return None
    after = _after_next(line, start + 1) if line.word(index) == "the" else None
    found = next_span(view.today, unit, 2 if after else step)
    last = add_days(found[0], 4) if found and working else found and found[1]
    return Span(found[0], last, after or start + 1) if found and last else None


def _working_week(line: Line, index: int) -> int | None:
    """The index after a week of five days."""
    named = ("working week", "work week", "workweek", "business week")
    return next((after for words in named if (after := line.reads(index, words))), None)


def _after_next(line: Line, index: int) -> int | None:
    return line.reads(index, "after next") or line.reads(index, "after the next")


def _month(line: Line, index: int, view: Viewpoint) -> Span | None:
    step = STEPS.get(line.word(index)) if line.word(index) != "the" else None
    month = read_month(line, index if step is None else index + 1)
    verb = step == 0 and line.word(index + 1) == "may" and not line.capital(index + 1)
    if (
        not month
        or verb
        or (line.glued(month[1] - 1) and line.kind(month[1]) == "number")
        or person(line, month[1] - 1)
        or line.word(index - 1) in ("$", "€")
    ):
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
    lead = (int(line.word(index)), index + 1) if four_figures(line, index) else None
    dashed = lead and line.word(index + 1) == "-" and line.glued(index + 1)
    named = _part_name(line, lead[1] + bool(dashed) if lead else index)
    if not named:
        return None
    number, unit, after = named
    year = lead or read_year(line, after, view)
    months = 3 if unit == "quarter" else 6
    month = (number - 1) * months + 1
    first = day_of(year[0] if year else _year_of(month, None, view), month, 1)
    return Span(*unit_span(first, unit), year[1] if year and not lead else after) if first else None


def _part_name(line: Line, index: int) -> tuple[int, str, int] | None:
    index += line.word(index) == "the"
    word = line.word(index)
    if len(word) == 2 and word[0] in "qh" and word[1] in ("1234" if word[0] == "q" else "12"):
        return int(word[1]), "quarter" if word[0] == "q" else "half", index + 1
    ordinal = read_ordinal(line, index)
    unit = line.word(ordinal[1]) if ordinal else ""
    if not ordinal or ordinal[0] > {"quarter": 4, "half": 2}.get(unit, 0):
        return None
    return ordinal[0], unit, ordinal[1] + 1


def _weekend(line: Line, index: int, view: Viewpoint) -> Span | None:
    step = STEPS.get(line.word(index))
    if step is None or line.word(index + 1) != "weekend":
        return None
    after = _after_next(line, index + 2) if line.word(index) == "the" else None
    if line.word(index) == "the" and view.backwards and view.today.weekday() < 5:
        step = -1
    found = next_span(view.today, "week", 2 if after else step)
    saturday = add_days(found[0], 5) if found else None
    return Span(saturday, found[1], after or index + 2) if saturday and found else None


def _numbered_week(line: Line, index: int, view: Viewpoint) -> Span | None:
    number = line.word(index + 1)
    if line.word(index) != "week" or not number.isdecimal() or not 1 <= int(number[:4]) <= 53:
        return None
    year = read_year(line, index + 2, view)
    fourth = day_of(year[0] if year else view.today.year, 1, 4)
    found = next_span(fourth, "week", int(number) - 1) if fourth else None
    return Span(*found, year[1] if year else index + 2) if found else None


def _year(line: Line, index: int, view: Viewpoint) -> Span | None:
    start = line.reads(index, "calendar year") or (index + 1 if line.word(index) == "year" else index)
    year = (int(line.word(start)), start + 1) if four_figures(line, start) else spelled_year(line, start)
    first = day_of(year[0], 1, 1) if year else None
    return Span(*unit_span(first, "year"), year[1]) if first and year else None


def _year_month(line: Line, index: int, view: Viewpoint) -> Span | None:
    """A month in figures or behind its year: "2026-11", "11/2026", "2026 November"."""
    if line.word(index - 1) in NUMBERED or (line.word(index - 1) in BARS and line.glued(index - 1)):
        return None
    month = read_month(line, index + 1) if four_figures(line, index) else None
    if month and line.kind(month[1]) not in ("number", "ordinal"):
        return _of_month(int(line.word(index)), month[0], month[1])
    if line.kind(index) != "number" or line.word(index + 1) not in ("-", "/") or line.kind(index + 2) != "number":
        return None
    first, second = line.word(index), line.word(index + 2)
    year, number = (first, second) if len(first) == 4 else (second, first)
    if not 1990 <= int(year[:5]) <= 2060 or len(number) > 2 or not line.closed(index + 3):
        return None
    return None if line.word(index + 3) in BARS else _of_month(int(year), int(number), index + 3)


def _of_month(year: int, month: int, after: int) -> Span | None:
    first = day_of(year, month, 1)
    return Span(*unit_span(first, "month"), after) if first else None


RULES: tuple[Callable[[Line, int, Viewpoint], Span | None], ...] = (
    _relative, _month, _part, _weekend, _numbered_week, read_decade, read_season, _year_month, _year,
)  # fmt: skip
