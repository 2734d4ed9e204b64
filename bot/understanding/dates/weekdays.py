"""Days named by their weekday: "next Tuesday", "Friday week", "Tuesday last week", "the first Monday of May"."""

from datetime import date

from bot.understanding.amounts.numbers import read_ordinal, read_small
from bot.understanding.dates.calendar import add_days, next_span, nth_weekday, unit_span
from bot.understanding.dates.durations import read_duration
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.spans import read_span
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import STEPS

BEFORE_SHORT = vocabulary("on by until till next this last since from before after coming every each and")
JOINTS = frozenset({"to", "-", "–", "and", ",", "&", "/", "or"})
AFTER_SHORT = vocabulary("morning afternoon evening night noon")
PROPER = frozenset({"black", "good", "ruby", "cyber", "easter"})


def read_weekday(line: Line, index: int, view: Viewpoint) -> When | None:
    """The day that a weekday at `index` names."""
    return (
        _counted(line, index, view)
        or _several(line, index, view)
        or _week_first(line, index, view)
        or _stepped(line, index, view)
        or _plain(line, index, view)
    )


def weekday_at(line: Line, index: int) -> int | None:
    """The weekday's number (Monday is 0) if one stands here; "sun" and "sat" only where a date is spoken of."""
    word = line.word(index)
    if line.word(index - 1) in PROPER or (line.word(index + 1) == "." and _host(line, index)):
        return None
    if word == "sunday" and line.word(index - 1) not in BEFORE_SHORT and _surname(line, index + 1):
        return None
    if word in SHORT_WEEKDAYS:
        word = SHORT_WEEKDAYS[word] if line.bare or _short(line, index) else ""
    return WEEKDAYS.index(word) if word in WEEKDAYS else None


def _surname(line: Line, index: int) -> bool:
    """Whether a name goes on here, as in "Sunday Okoro"; what may follow a date begins small, or is one too."""
    return (
        line.kind(index) == "word" and line.capital(index) and not line.closed(index) and line.word(index) not in MONTHS
    )


def _host(line: Line, index: int) -> bool:
    return line.glued(index) and line.glued(index + 1) and line.kind(index + 2) == "word"


def _short(line: Line, index: int) -> bool:
    if line.word(index - 1) in BEFORE_SHORT or _listed(line, index + 1, 1) or _listed(line, index - 1, -1):
        return True
    if line.word(index - 1) in ("the", "he", "she", "we", "they", "i"):
        return False
    later = index + 2 if line.word(index + 1) in ("at", ",") else index + 1
    timed = line.kind(later) in ("number", "clock", "ordinal", "date", "iso")
    return timed or line.word(index + 1) in AFTER_SHORT


def _listed(line: Line, joint: int, step: int) -> bool:
    """Whether another weekday stands behind or before a joint, as in "mon to fri"."""
    return line.word(joint) in JOINTS and line.word(joint + step) in (*WEEKDAYS, *SHORT_WEEKDAYS)


def _plain(line: Line, index: int, view: Viewpoint) -> When | None:
    weekday = weekday_at(line, index)
    if weekday is None:
        return None
    week = _week(line, index + 1, view)
    if week:
        day, after = week
        return When(day.fromordinal(day.toordinal() + weekday), after)
    near = _nearest(view.today, weekday, view.backwards)
    if line.word(index + 1) == "week" and line.closed(index + 2):
        near = _nearest(view.today, weekday, False)
        return When(near.fromordinal(near.toordinal() + 7), index + 2)
    return When(near, index + 1)


def _nearest(today: date, weekday: int, backwards: bool) -> date:
    """The last such weekday before today or the first after it."""
    away = (today.weekday() - weekday) % 7 or 7 if backwards else (weekday - today.weekday()) % 7 or 7
    return today.fromordinal(today.toordinal() + (-away if backwards else away))


def _week(line: Line, index: int, view: Viewpoint) -> tuple[date, int] | None:
    """The Monday of the week named after a weekday: "next week", "in two weeks", "the week after next"."""
    start = index + 1 if line.word(index) in ("of", ",") else index
    if line.word(start + 1) == "week":
        span = read_span(line, start, view)
        return (span.first, span.next) if span else None
    ahead = line.word(start) == "in"
    duration = read_duration(line, start + ahead)
    after = duration.next if duration and ahead else duration and line.reads(duration.next, "from now")
    if not duration or not after or duration.unit not in ("week", "month", "year"):
        return None
    day = duration.from_day(view.today, 1)
    return (unit_span(day, "week")[0], after) if day else None


def _week_first(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "next week Wednesday", "this week on Monday"."""
    span = read_span(line, index, view) if line.word(index + 1) == "week" else None
    if not span:
        return None
    after = span.next + 1 if line.word(span.next) in ("on", ",", "-", "'s") else span.next
    weekday = weekday_at(line, after)
    day = add_days(span.first, weekday) if weekday is not None else None
    return When(day, after + 1) if day else None


def _several(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "two Sundays from now"."""
    number = line.kind(index) == "number" and len(line.word(index)) == 1
    count = (int(line.word(index)), index + 1) if number else read_small(line, index)
    word = line.word(count[1]).removesuffix("s") if count else ""
    after = count and word in WEEKDAYS and (line.reads(count[1] + 1, "from now") or line.reads(count[1] + 1, "later"))
    if not count or not after or not count[0]:
        return None
    day = add_days(_nearest(view.today, WEEKDAYS.index(word), False), 7 * count[0] - 7)
    return When(day, after) if day else None


def _stepped(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "this", "next", "last" or "coming" and a weekday."""
    word = line.word(index)
    weekday = weekday_at(line, index + 1) if word in STEPS and word != "the" else None
    if weekday is None:
        return None
    if word == "next":
        span = next_span(view.today, "week", 1)
        day = add_days(span[0], weekday) if span else None
    elif word in ("this", "current"):
        day = add_days(unit_span(view.today, "week")[0], weekday)
        if day and day < view.today and not view.backwards:
            day = add_days(day, 7)
    else:
        day = _nearest(view.today, weekday, STEPS[word] < 0)
    return When(day, index + 2) if day else None


def _counted(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "first Monday of May", "last Friday of next month", "last day of the quarter", "last working day of May"."""
    ordinal = (-1, index + 1) if line.word(index) == "last" else read_ordinal(line, index)
    if not ordinal or ordinal[0] > 5:
        return None
    nth, after = ordinal
    weekday = weekday_at(line, after)
    working = line.word(after) in ("working", "business") and line.word(after + 1) == "day"
    plain = line.word(after) == "day" and nth in (1, -1)
    of = after + 2 if working else after + 1
    if (weekday is None and not working and not plain) or line.word(of) not in ("of", "in"):
        return None
    span = read_span(line, of + 1, view)
    if not span:
        return None
    if plain:
        return When(span.first if nth > 0 else span.last, span.next)
    day = _working(span.first, span.last, nth) if weekday is None else nth_weekday(span.first, span.last, nth, weekday)
    return When(day, span.next) if day else None


def _working(first: date, last: date, nth: int) -> date | None:
    days = [first.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]
    working = [day for day in days if day.weekday() < 5]
    return working[-1] if nth < 0 else working[nth - 1]
