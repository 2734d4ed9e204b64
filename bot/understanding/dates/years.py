"""Years as they are written and spoken: "2026", "of '26", "next year", "two thousand and eighteen"."""

from bot.understanding.amounts.numbers import read_small
from bot.understanding.dates.readings import Viewpoint
from bot.understanding.dates.tokens import Line

STEPS = {
    "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
    "last": -1, "past": -1, "previous": -1, "prior": -1,
}  # fmt: skip
LEADS = ("of", "in", ",", "/")
CENTURIES = {"nineteen": 1900, "twenty": 2000}
PIVOT = 40  # years of two figures below it belong to this century
Year = tuple[int, int]  # and the index after it


def read_year(line: Line, index: int, view: Viewpoint) -> Year | None:
    """A year, also "of 2026", "'26", "next year" and in words, and the index after it."""
    lead = line.word(index) in LEADS or _dashed(line, index)
    start = index + lead
    step = STEPS.get(line.word(start))
    if step is not None and line.word(start + 1) == "year":
        return view.today.year + step, start + 2
    if four_figures(line, start):
        return int(line.word(start)), start + 1
    return _short(line, start, line.word(index) == "of") or spelled_year(line, start)


def four_figures(line: Line, index: int) -> bool:
    """Whether a year of four figures stands here, between 1900 and 2200."""
    return line.kind(index) == "number" and len(line.word(index)) == 4 and 1900 <= int(line.word(index)) <= 2200


def full_year(figures: str) -> int:
    """The year of two figures or four: 89 is 1989, 27 is 2027."""
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < PIVOT else 1900)


def spelled_year(line: Line, index: int) -> Year | None:
    """A year in words, where nothing follows that it could count."""
    found = _thousand(line, index) if line.word(index) == "two" else _century(line, index)
    return found if found and line.closed(found[1]) else None


def _dashed(line: Line, index: int) -> bool:
    return line.word(index) == "-" and line.glued(index - 1) and line.glued(index) and len(line.word(index + 1)) == 4


def _short(line: Line, index: int, of: bool) -> Year | None:
    quoted = line.word(index) in ("'", "’") and line.glued(index)
    figures = line.word(index + quoted)
    if line.kind(index + quoted) != "number" or len(figures) != 2 or not (quoted or (of and int(figures) > 31)):
        return None
    return full_year(figures), index + quoted + 1


def _century(line: Line, index: int) -> Year | None:
    """ "nineteen seventy eight", "nineteen zero one", "nineteen hundred ninety three", "twenty sixteen"."""
    century = CENTURIES.get(line.word(index))
    if not century:
        return None
    after = index + 1 + (line.word(index + 1) == "-")
    if line.word(after) in ("zero", "oh", "hundred"):
        after += 1 + (line.word(after + 1) == "and")
        small = read_small(line, after)
        return (century + small[0], small[1]) if small else None
    small = read_small(line, after)
    return (century + small[0], small[1]) if small and small[0] >= 10 else None


def _thousand(line: Line, index: int) -> Year | None:
    after = line.reads(index, "two thousand")
    if not after:
        return None
    small = read_small(line, after + (line.word(after) == "and"))
    return (2000 + small[0], small[1]) if small else (2000, after)
