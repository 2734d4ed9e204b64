"""The period that stands at a place of a line, by whichever rule reads the most."""

from collections.abc import Callable

from bot.understanding.dates import sides
from bot.understanding.dates.calendar import unit_span
from bot.understanding.dates.days import FIGURES, read_day
from bot.understanding.dates.days import STARTS as DAY_STARTS
from bot.understanding.dates.decades import STARTS as DECADE_STARTS
from bot.understanding.dates.edges import read_edge_part
from bot.understanding.dates.extents import JOINTS, read_extent
from bot.understanding.dates.ranges import read_month_days, read_range, read_starting, read_within_span
from bot.understanding.dates.readings import Stretch, Viewpoint
from bot.understanding.dates.rolling import (
    TO_DATE,
    read_counted,
    read_part,
    read_rolling,
    read_to_date,
)
from bot.understanding.dates.seasons import FIRST_MONTHS
from bot.understanding.dates.silence import read_older, read_silence
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line

STARTS = (
    frozenset({*TO_DATE, *JOINTS, *sides.STARTS, *DECADE_STARTS, *FIRST_MONTHS})
    | frozenset(f"q{number}" for number in range(1, 5))
    | vocabulary("h1 h2 so for these more over less older newer longer rest remainder later earlier w within")
)
WEEK_LEADS = ("week of", "week commencing", "week beginning on", "week beginning", "week starting on", "week starting",
              "w / c", "wc")  # fmt: skip


def read_stretch(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """The period at `index`; where several readings fit, the longest."""
    word = line.word(index)
    if word not in STARTS and word not in DAY_STARTS and line.kind(index) not in FIGURES and not word[:1].isdecimal():
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def _whole(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    span = read_extent(line, index, view)
    return Stretch(span.first, span.last, span.next) if span else None


def _one_day(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "in two weeks" is one day."""
    day = read_day(line, index, view) if line.word(index) in ("in", "within") else None
    return Stretch(day.day, day.day, day.next) if day and not day.time else None


def _week_of(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the week of 3 March", "w/c 3 March"."""
    after = next((after for words in WEEK_LEADS if (after := line.reads(index, words))), None)
    day = read_day(line, after + (line.word(after) == "the"), view) if after else None
    return Stretch(*unit_span(day.day, "week"), day.next) if day else None


RULES: tuple[Callable[[Line, int, Viewpoint], Stretch | None], ...] = (
    read_to_date, read_rolling, read_counted, read_silence, read_older, read_part, read_range, sides.read_side,
    sides.read_open, sides.read_apart, read_month_days, read_within_span, read_starting, _week_of, read_edge_part,
    _whole, _one_day,
)  # fmt: skip
