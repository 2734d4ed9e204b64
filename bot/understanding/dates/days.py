"""Days as people name them, with no time of day: "11th of December", "in two weeks", "end of the month"."""

from collections.abc import Callable
from datetime import date

from bot.understanding.amounts.numbers import ONES, ORDINALS, TENS
from bot.understanding.dates.calendar import add_days, unit_span
from bot.understanding.dates.durations import UNIT_WORDS, Duration, read_duration
from bot.understanding.dates.holidays import HOLIDAYS, read_holiday
from bot.understanding.dates.numerals import read_lone_day, read_numerals
from bot.understanding.dates.readings import Span, Viewpoint, When
from bot.understanding.dates.rolling import unheard
from bot.understanding.dates.spans import NAMES_TOO, STEPS, person, read_month, read_span
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import read_weekday, weekday_at

NAMED = {
    "day after tomorrow": 2, "day before yesterday": -2, "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
FIRST_NAMED = {name.split()[0] for name in NAMED}
SHORT_EDGES = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
MONTH_LEADS = frozenset({"in", "by", "before", "until", "till", "since", "from", "after"})
DOERS = vocabulary("created made written opened logged handled owned assigned sent done added closed led")


FIGURES = frozenset({"iso", "date", "slash", "dots", "ordinal", "number", "decimal"})
AFTER_NUMBER = frozenset({*MONTHS, *UNIT_WORDS, "working", "business", "work", "of", "-", "/", "day", "and"})
STARTS = frozenset(
    {*WEEKDAYS, *SHORT_WEEKDAYS, *MONTHS, *STEPS, *SHORT_EDGES, *ONES, *TENS, *ORDINALS}
    | {words[0] for words in HOLIDAYS}
    | {name.split()[0] for name in NAMED}
) | vocabulary(
    "in within a an half few week month quarter year mid midweek end start beginning middle early late years"
)


def read_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """The day named at `index`; where several readings fit, the longest."""
    if line.word(index) not in STARTS and line.kind(index) not in FIGURES:
        return None
    if line.kind(index) == "number" and line.word(index + 1) not in AFTER_NUMBER:
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def _named(line: Line, index: int, view: Viewpoint) -> When | None:
    if line.word(index) not in FIRST_NAMED:
        return None
    for words, days in NAMED.items():
        after = line.reads(index, words)
        day = add_days(view.today, days) if after else None
        if after and day:
            return When(day, after)
    return None


def _dated_weekday(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "Friday, 11 December" and "Friday the 11th": the date says which."""
    start = index + 1 if line.word(index) in STEPS else index
    if weekday_at(line, start) is None:
        return None
    after = start + 1
    while line.word(after) in (",", "the", "(", ".", "-") and after < start + 4:
        after += 1
    found = read_numerals(line, after, view) or read_lone_day(line, after, view)
    if not found:
        return None
    closing = line.word(found.next) == ")" and line.word(after - 1) == "("
    return When(found.day, found.next + closing)


def _distant(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "in two weeks", "within 3 days", "two days ago", "a week from now"."""
    ahead = line.word(index) in ("in", "within")
    if ahead and (line.word(index - 1) in ("once", "twice", "times") or unheard(line, index)):
        return None
    duration = read_duration(line, index + 1 if ahead else index)
    if not duration:
        return None
    sign, after = _direction(line, duration, ahead)
    if not sign or line.reads(after, "in a row"):
        return None
    if duration.clocked:
        moment = duration.from_moment(view.now, sign)
        return When(moment.date(), after, moment.time(), not duration.vague)
    day = duration.from_day(view.today, sign)
    if not day:
        return None
    return _on_weekday(line, When(day, after, exact=not duration.vague), duration)


def _direction(line: Line, duration: Duration, ahead: bool) -> tuple[int, int]:
    after = duration.next
    if ahead:
        for tail in ("'s time", "' time", "’ time", "s time", "time", "from now", "from today"):
            after = line.reads(after, tail) or after
        return 1, after
    if line.word(after) in ("ago", "back"):
        return -1, after + 1
    later = line.reads(after, "from now") or line.reads(after, "from today")
    return (1, later) if later else (0, after)


def _on_weekday(line: Line, found: When, duration: Duration) -> When:
    """ "in two weeks on Tuesday" is the Tuesday of that week."""
    weekday = weekday_at(line, found.next + 1) if line.word(found.next) == "on" else None
    if weekday is None or duration.unit not in ("week", "month"):
        return found
    monday = unit_span(found.day, "week")[0]
    return When(monday.fromordinal(monday.toordinal() + weekday), found.next + 2)


def _beside(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "two days before Christmas", "the day after Easter", "a week from Friday"."""
    duration = read_duration(line, index)
    after = duration.next if duration else index + 1
    if not duration and line.word(index) not in ("day", "week"):
        return None
    sign = {"before": -1, "after": 1, "from": 1, "on": 1}.get(line.word(after))
    if not sign or (duration and duration.clocked) or (line.word(after) == "on" and line.word(index) != "a"):
        return None
    start = after + 2 if line.word(after + 1) == "the" else after + 1
    anchor = (
        _named(line, start, view)
        or read_holiday(line, start, view)
        or read_numerals(line, start, view)
        or read_weekday(line, start, view)
    )
    if not anchor:
        return None
    days = {"day": 1, "week": 7}.get(line.word(index), 0)
    day = duration.from_day(anchor.day, sign) if duration else add_days(anchor.day, sign * days)
    return When(day, anchor.next) if day else None


def _edge(line: Line, index: int, view: Viewpoint) -> When | None:
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
    _named, _dated_weekday, read_weekday, read_numerals, _distant, _beside, _edge, _unit, _month, read_holiday,
)  # fmt: skip
