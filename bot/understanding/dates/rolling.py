"""Periods counted from today: "the last 30 days", "year to date", "not heard from in six weeks"."""

from decimal import Decimal

from bot.understanding.amounts.numbers import read_ordinal, read_small
from bot.understanding.dates.calendar import add_days, next_span, unit_span
from bot.understanding.dates.durations import Duration, counted_stretch, read_duration
from bot.understanding.dates.readings import Span, Stretch, Viewpoint
from bot.understanding.dates.silence import unheard
from bot.understanding.dates.spans import read_span
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import STEPS

TO_DATE = {"ytd": "year", "mtd": "month", "qtd": "quarter", "wtd": "week"}
UNITS = ("week", "month", "quarter", "year")


def read_to_date(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "so far this year", "this quarter so far", "month to date", "ytd": up to today."""
    word, today = line.word(index), view.today
    if word in TO_DATE:
        return Stretch(unit_span(today, TO_DATE[word])[0], today, index + 1)
    if word in UNITS and (after := line.reads(index + 1, "to date")):
        return Stretch(unit_span(today, word)[0], today, after)
    if (
        rest := line.reads(index, "later in")
        or line.reads(index, "later")
        or line.reads(index, "rest of")
        or _remainder(line, index)
    ):
        return _rest(line, rest, view)
    lead = line.reads(index, "so far") or line.reads(index, "earlier in") or line.reads(index, "earlier")
    span = read_span(line, lead or index, view)
    if not span or not span.first <= today <= span.last:
        return None
    after = (lead and span.next) or line.reads(span.next, "so far") or line.reads(span.next, "to date")
    return Stretch(span.first, today, after) if after else None


def _remainder(line: Line, index: int) -> int | None:
    return line.reads(index, "remainder of") or line.reads(index, "remaining of") or line.reads(index, "rest")


def _rest(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the rest of the quarter", "later this year": from today."""
    index += line.word(index) == "my"
    bare = line.word(index) in UNITS
    span = Span(*unit_span(view.today, line.word(index)), index + 1) if bare else read_span(line, index, view)
    return Stretch(view.today, span.last, span.next) if span and span.first <= view.today <= span.last else None


def read_part(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the first week of May", "the last 3 months of 2025": a part cut from a span, counted from its edge."""
    index += line.word(index) == "the"
    edge = read_ordinal(line, index)
    last = line.word(index) == "last"
    if not last and not edge:
        return None
    nth, after = edge or (1, index + 1)
    counted = read_duration(line, after) if last or nth == 1 else None
    counted = counted or _single(line, after)
    span = read_span(line, counted.next + 1, view) if counted and line.word(counted.next) == "of" else None
    if not counted or not span or counted.clocked:
        return None
    start = span.first if nth == 1 else Duration(counted.count * (nth - 1), counted.unit, 0).from_day(span.first, 1)
    far = counted.from_day(add_days(span.last, 1) or span.last, -1) if last else start and counted.from_day(start, 1)
    if not start or not far or not span.first <= start <= span.last:
        return None
    return Stretch(far, span.last, span.next) if last else Stretch(start, add_days(far, -1), span.next)


def read_rolling(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the last 30 days", "the past month", "within two weeks": so many days, today included."""
    if line.word(index) == "within":
        return _within(line, index + 1, view)
    start = index + 1 if line.word(index) in ("the", "these", "this") else index
    step = STEPS.get(line.word(start)) if line.word(start) not in ("the", "this") else None
    if not step:
        return None
    whole = (step < 0 and start > index) or line.word(start) == "past"
    counted = read_duration(line, start + 1) or (_single(line, start + 1) if whole else None)
    if not counted:
        return None
    if counted.unit == "quarter" and counted.count % 1 == 0:
        return _quarters(int(counted.count) * step, counted.next, view)
    return counted_stretch(counted, view, step)


def _within(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "within 9 months", "within the next 10 days"; looking back where something has not been heard of."""
    index += line.word(index) == "the"
    index += STEPS.get(line.word(index)) == 1
    counted = read_duration(line, index)
    if not counted or unheard(line, index - 1) or line.word(counted.next) in ("of", "after", "before", "from"):
        return None
    return counted_stretch(counted, view, 1)


def read_counted(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "the 3 next weeks", "2 past years"."""
    number = line.kind(index) == "number" and len(line.word(index)) <= 2
    count = (int(line.word(index)), index + 1) if number else read_small(line, index)
    step = STEPS.get(line.word(count[1])) if count else None
    unit = _plural(line.word(count[1] + 1)) if count and step else None
    if not count or not step or not unit or not count[0]:
        return None
    return counted_stretch(Duration(Decimal(count[0]), unit, count[1] + 2), view, step)


def _plural(word: str) -> str | None:
    return word[:-1] if word in ("days", "weeks", "months", "years") else None


def _single(line: Line, index: int) -> Duration | None:
    counted = {"week": "week", "month": "month", "year": "year", "fortnight": "fortnight"}.get(line.word(index))
    return Duration(Decimal(1), counted, index + 1) if counted else None


def _quarters(count: int, after: int, view: Viewpoint) -> Stretch | None:
    """Whole quarters before or after the present one."""
    far = next_span(view.today, "quarter", count)
    near = next_span(view.today, "quarter", 1 if count > 0 else -1)
    if not far or not near:
        return None
    return Stretch(near[0], far[1], after) if count > 0 else Stretch(far[0], near[1], after)
