"""Days as people name them, with no time of day: "11th of December", "in two weeks", "end of the month"."""

from collections.abc import Callable

from bot.understanding.amounts.numbers import ONES, ORDINALS, TENS, read_ordinal, read_small
from bot.understanding.dates.distances import NAMED, read_beside, read_distance, read_named
from bot.understanding.dates.durations import UNIT_WORDS
from bot.understanding.dates.edges import SHORT_EDGES, read_edge
from bot.understanding.dates.holidays import HOLIDAYS, read_holiday
from bot.understanding.dates.lone_days import coming_day, read_lone_day
from bot.understanding.dates.numerals import read_numerals
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.spans import NAMES_TOO, person, read_month, read_span
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import read_weekday, weekday_at
from bot.understanding.dates.years import STEPS

MONTH_LEADS = frozenset({"in", "by", "before", "until", "till", "since", "from", "after"})
DOERS = vocabulary("created made written opened logged handled owned assigned sent done added closed led")


FIGURES = frozenset({"iso", "date", "slash", "dots", "ordinal", "number", "decimal"})
AFTER_NUMBER = frozenset(
    {
        *MONTHS,
        *UNIT_WORDS,
        *WEEKDAYS,
        *(f"{day}s" for day in WEEKDAYS),
        ".",
        "working",
        "business",
        "work",
        "of",
        "-",
        "/",
        "day",
        "and",
    }
)
BEFORE_NUMBER = frozenset({"on", "the", "at", "for"})
STARTS = frozenset(
    {*WEEKDAYS, *SHORT_WEEKDAYS, *MONTHS, *STEPS, *SHORT_EDGES, *ONES, *TENS, *ORDINALS}
    | {words[0] for words in HOLIDAYS}
    | {name.split()[0] for name in NAMED}
) | vocabulary(
    "in within a an half few week month quarter year mid midweek end start beginning middle early late years"
)


@remembered
def read_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """The day named at `index`; where several readings fit, the longest."""
    if line.word(index) not in STARTS and line.kind(index) not in FIGURES:
        return None
    if (
        line.kind(index) == "number"
        and line.word(index + 1) not in AFTER_NUMBER
        and line.word(index - 1) not in BEFORE_NUMBER
    ):
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def _dated_weekday(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "Friday, 11 December", "Friday the 11th", "Friday 23": the date says which, in a year where both agree."""
    start = index + 1 if line.word(index) in STEPS else index
    weekday = weekday_at(line, start)
    if weekday is None:
        return None
    after = start + 1
    while line.word(after) in (",", "the", "(", ".", "-") and after < start + 4:
        after += 1
    found = _agreeing(line, after, weekday, view) or _numbered(line, after, weekday, view)
    if not found:
        return None
    closing = line.word(found.next) == ")" and line.word(after - 1) == "("
    return When(found.day, found.next + closing)


def _agreeing(line: Line, index: int, weekday: int, view: Viewpoint) -> When | None:
    """The date at `index`; the other way in time where only there it falls on that weekday."""
    found = read_numerals(line, index, view)
    if not found or found.day.weekday() == weekday:
        return found
    other = read_numerals(line, index, Viewpoint(view.now, "future" if view.backwards else "past"))
    return other if other and other.day.weekday() == weekday and other.next == found.next else found


def _numbered(line: Line, index: int, weekday: int, view: Viewpoint) -> When | None:
    day = read_ordinal(line, index) or (read_small(line, index) if line.word(index - 1) == "the" else None)
    word = line.word(index)
    if not day and line.kind(index) == "number" and len(word) == 2 and 12 < int(word) <= 31 and line.closed(index + 1):
        day = int(word), index + 1
    if not day or not 1 <= day[0] <= 31:
        return None
    return coming_day(day, view, weekday) or coming_day(day, view)


def _unit(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "next week" is its Monday, "next month" its first day, "the weekend" its Saturday."""
    weekend = line.word(index + 1) == "weekend"
    if line.word(index) not in ("next", "coming", "last", "the") and not weekend:
        return None
    if line.word(index) == "the" and not weekend and not line.reads(index + 1, "week after next"):
        return None
    span = read_span(line, index, view)
    if not span or line.word(span.next) == "end" or line.word(span.next - 1) in MONTHS:
        return None
    back = line.word(index) == "last"
    return When(span.first, span.next, exact=False) if not back or view.backwards else None


def _month(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "in March" is its first day; a month's name alone is no day."""
    word = line.word(index)
    stepped = word in ("next", "last") and line.word(index + 1) in MONTHS
    if not stepped and (word not in MONTHS or not (line.bare or line.word(index - 1) in MONTH_LEADS)):
        return None
    if word in NAMES_TOO and (line.word(index - 1) == "from" or line.word(index - 2) in DOERS or person(line, index)):
        return None
    month = read_month(line, index + stepped)
    if month and line.kind(month[1]) in ("number", "ordinal") and len(line.word(month[1])) < 4:
        return None  # the month of a day that the calendar does not have
    span = read_span(line, index, view) if month else None
    return When(span.first, span.next, exact=False) if span else None


RULES: tuple[Callable[[Line, int, Viewpoint], When | None], ...] = (
    read_named, _dated_weekday, read_weekday, read_numerals, read_lone_day, read_distance, read_beside, read_edge,
    _unit, _month, read_holiday,
)  # fmt: skip
