"""How far a period reaches: its span by name, its range "from A to B", or one open side "before A"."""

from collections.abc import Callable
from datetime import date, datetime, time

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.calendar import add_days, day_of, unit_span
from bot.understanding.dates.days import FIGURES, read_day
from bot.understanding.dates.days import STARTS as DAY_STARTS
from bot.understanding.dates.numerals import read_numerals
from bot.understanding.dates.readings import Lean, Span, Stretch, Viewpoint
from bot.understanding.dates.rolling import TO_DATE, read_older, read_part, read_rolling, read_silence, read_to_date
from bot.understanding.dates.spans import NAMES_TOO, UNITS, person, read_span
from bot.understanding.dates.spelling import MONTHS, vocabulary
from bot.understanding.dates.tokens import Line

MONTH_LEADS = vocabulary(
    """
    in during for of over throughout since until till before after by through from to between and vs versus all
    whole - –
    """
)
YEAR_LEADS = vocabulary("in during since throughout until till before after from to between and vs versus of for")
THE_LEADS = vocabulary("in during for of over throughout")
JOINTS = {"from": ("to", "until", "till", "through", "-", "–"), "between": ("and", "through", "-", "–")}
SIDES = {
    ("since",): "since", ("before",): "before", ("prior", "to"): "before", ("earlier", "than"): "before",
    ("after",): "after", ("later", "than"): "after", ("until",): "until", ("till",): "until",
    ("up", "to"): "until", ("through",): "until", ("by",): "by", ("not", "since"): "since",
}  # fmt: skip


STARTS = frozenset(
    {*TO_DATE, *JOINTS, *(words[0] for words in SIDES)}
    | {f"q{number}" for number in range(1, 5)}
    | {
        "h1",
        "h2",
        "so",
        "for",
        "these",
        "more",
        "over",
        "less",
        "older",
        "newer",
        "longer",
        "rest",
        "remainder",
        "later",
        "earlier",
    }
)


def read_stretch(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """The period at `index`; where several readings fit, the longest."""
    word = line.word(index)
    if word not in STARTS and word not in DAY_STARTS and line.kind(index) not in FIGURES:
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def read_extent(line: Line, index: int, view: Viewpoint) -> Span | None:
    """A span by name, or a single day."""
    dated = line.word(index) == "date" and line.word(index - 1) in JOINTS["from"] and line.word(index - 2) != "up"
    if line.word(index) == "now" or dated:
        return Span(view.today, view.today, index + 1)
    span, day = _named(line, index, view), read_day(line, index, view)
    if not day and line.word(index) == "the":
        day = read_day(line, index + 1, view)
    if day and not (span and span.next >= day.next) and not day.time and not line.reads(index, "in"):
        return Span(day.day, day.day, day.next)
    return span


def _named(line: Line, index: int, view: Viewpoint) -> Span | None:
    span = read_span(line, index, view)
    if not span or not _spoken_of(line, index, span.next):
        return None
    return span


def _spoken_of(line: Line, index: int, after: int) -> bool:
    """Whether the words name a time here, and no person (April), quantity (2000) or thing (the month)."""
    word, before = line.word(index), line.word(index - 1)
    if word == "the" and line.word(index + 1) in UNITS:
        return before in THE_LEADS and line.closed(after)
    if word in MONTHS and after <= index + 2 and not line.word(after - 1).isdecimal():
        verb = word in ("may", "march") and not line.capital(index) and before not in ("in", "since", "during")
        led = before in MONTH_LEADS and (before != "from" or line.word(after) in (*JOINTS["from"], "on", "onwards"))
        return (led or word not in NAMES_TOO) and not person(line, index) and not verb
    if line.kind(index) == "number" and after == index + 1:
        sure = before in ("in", "since", "during", "throughout") and 1990 <= int(word) <= 2049
        if line.word(after) in JOINTS["from"] and before != "-":
            sure = sure or _year_at(line, after + 1)
        return (
            (before in YEAR_LEADS or sure or (_year_at(line, index - 2) and line.word(index - 3) != "-"))
            and (sure or line.closed(after))
            and line.word(after) != "%"
        )
    if word in ("h1", "h2", "first", "second"):
        return after > index + 2 or before in MONTH_LEADS or line.word(after - 1).isdecimal()
    return True


def _year_at(line: Line, index: int) -> bool:
    return line.kind(index) == "number" and line.word(index)[:2] in ("19", "20") and len(line.word(index)) == 4


def _whole(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    span = read_extent(line, index, view)
    return Stretch(span.first, span.last, span.next) if span else None


def _one_day(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "in two weeks" is one day."""
    day = read_day(line, index, view) if line.word(index) in ("in", "within") else None
    return Stretch(day.day, day.day, day.next) if day and not day.time else None


def _range(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "from A to B", "between A and B", "A to B"."""
    lead = line.word(index) if line.word(index) in JOINTS else ""
    start = index + 1 if lead else index
    joints = JOINTS[lead or "from"]
    days = _days_of_month(line, start, joints, view)
    first = read_extent(line, start, view)
    if days or not first:
        return days
    joint = first.next
    if line.word(joint) not in joints:
        return None
    second = read_extent(line, joint + 1, view) or _same_month(line, joint + 1, first)
    if not second:
        return None
    dated = line.kind(second.next - 1) == "number" and len(line.word(second.next - 1)) == 4
    if dated and line.kind(first.next - 1) not in ("iso", "date") and len(line.word(first.next - 1)) != 4:
        first = read_extent(line, start, _seen_from(second.last, view, "past")) or first
    elif second.last < first.first:
        second = read_extent(line, joint + 1, _seen_from(first.first, view, "future")) or second
    return Stretch(first.first, second.last, second.next) if first.first <= second.last else None


def _seen_from(day: date, view: Viewpoint, lean: Lean) -> Viewpoint:
    return Viewpoint(datetime.combine(day, time(), view.now.tzinfo), lean)


def _days_of_month(line: Line, index: int, joints: tuple[str, ...], view: Viewpoint) -> Stretch | None:
    """ "3-7 December", "the 1st to the 15th of June"."""
    start = index + (line.word(index) == "the")
    number = line.kind(start) == "number" and len(line.word(start)) <= 2
    first = (int(line.word(start)), start + 1) if number else read_ordinal(line, start)
    if not first or line.word(first[1]) not in joints:
        return None
    after = first[1] + 1 + (line.word(first[1] + 1) == "the")
    last = read_numerals(line, after, view)
    day = day_of(last.day.year, last.day.month, first[0]) if last else None
    return Stretch(day, last.day, last.next) if last and day and day <= last.day else None


def _same_month(line: Line, index: int, first: Span) -> Span | None:
    """The second day of "Dec 3-7"."""
    number = line.kind(index) == "number" and len(line.word(index)) <= 2
    last = (int(line.word(index)), index + 1) if number else read_ordinal(line, index)
    day = day_of(first.first.year, first.first.month, last[0]) if last else None
    single = first.first == first.last and line.closed(index + 1)
    return Span(day, day, last[1]) if last and day and single and day > first.first else None


def _sided(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "since March", "before June", "after 3 October", "until Friday", "from May onwards"."""
    if line.word(index) == "from":
        return _onwards(line, index, view)
    for words, side in SIDES.items():
        if line.word(index) == words[0] and line.word(index + len(words) - 1) == words[-1]:
            lean: Lean = {"since": "past", "until": "future", "by": "future"}.get(side, view.lean)  # type: ignore[assignment]
            start = index + len(words)
            span = read_extent(line, start, Viewpoint(view.now, lean))
            span = span or (read_extent(line, start + 1, view) if line.word(start) == "the" else None)
            return _side(side, span, view) if span else None
    return None


def _side(side: str, span: Span, view: Viewpoint) -> Stretch | None:
    if side == "since":
        return Stretch(span.first, view.today, span.next) if span.first <= view.today else None
    if side == "before":
        return Stretch(None, add_days(span.first, -1), span.next)
    if side == "after":
        return Stretch(add_days(span.last, 1), None, span.next)
    return Stretch(None, span.first if side == "by" else span.last, span.next)


def _onwards(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    span = read_extent(line, index + 1, view)
    if not span:
        return None
    for words in ("onwards", "onward", "on"):
        if line.word(span.next) == words and line.closed(span.next + 1):
            return Stretch(span.first, None, span.next + 1)
    return None


def _week_of(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the week of 3 March"."""
    after = line.reads(index, "week of") or line.reads(index, "week commencing")
    day = read_day(line, after + (line.word(after) == "the"), view) if after else None
    return Stretch(*unit_span(day.day, "week"), day.next) if day else None


RULES: tuple[Callable[[Line, int, Viewpoint], Stretch | None], ...] = (
    read_to_date, read_rolling, read_silence, read_older, read_part, _range, _sided, _week_of, _whole, _one_day,
)  # fmt: skip
