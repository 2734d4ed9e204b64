"""Places in a month or a year that recur: "the last working day of the month", "every 3 March"."""

from bot.understanding.amounts.numbers import read_ordinal
from bot.understanding.dates.holidays import FIXED_HOLIDAYS, holiday_name
from bot.understanding.dates.numerals import spelled_dates
from bot.understanding.dates.readings import EVERY, Frequency, Viewpoint, rule_of
from bot.understanding.dates.spans import read_month
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import weekday_at
from bot.understanding.dates.weekly import CODES, read_group


def read_month_place(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "the first Tuesday of each month", "the 1st of every month", "the last working day of the month"."""
    nth = read_places(line, index)
    if not nth:
        return None
    after = nth[1] + 1 if line.word(nth[1]) in ("of", "in") else nth[1]
    every = line.word(after) in EVERY
    month = line.word(after + 1) in ("month", "months", "quarter")
    monthly = line.word(after) == "monthly" or (every and month)
    led = line.word(index - 1) in EVERY or line.word(index - 2) in EVERY
    loose = line.word(after) in ("the", "a") and month and (led or "BYMONTHDAY" not in nth[0])
    if not monthly and not (loose and line.word(index - 2) != "by") and not led:
        return None
    plain = not monthly and not loose
    end = nth[1] if plain else after + 1 + (line.word(after) != "monthly")
    return Frequency(f"FREQ=MONTHLY;{nth[0]}", end)


def read_places(line: Line, index: int) -> tuple[str, int] | None:
    """A place in the month as the parts of a rule: "15th", "1st and 15th", "last Friday", "first working day"."""
    ordinal = (-1, index + 1) if line.word(index) == "last" else read_ordinal(line, index)
    if not ordinal or ordinal[0] > 31:
        return None
    nth, after = ordinal
    weekday = weekday_at(line, after)
    if weekday is not None and nth <= 5:
        return f"BYDAY={nth}{CODES[weekday]}", after + 1
    if (group := read_group(line, after)) and nth <= 5:
        return f"BYDAY={group[0]};BYSETPOS={nth}", group[1]
    if line.word(after) == "day":
        return f"BYMONTHDAY={nth}", after + 1
    if nth < 0:
        return None
    second = read_ordinal(line, after + 1 + (line.word(after + 1) == "the")) if line.word(after) == "and" else None
    return (f"BYMONTHDAY={nth},{second[0]}", second[1]) if second else (f"BYMONTHDAY={nth}", after)


def read_month_end(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "end of every month", "every month end"."""
    for words in ("end of every", "end of each", "every", "each"):
        after = line.reads(index, words)
        ended = words.startswith("end") or (after and line.word(after + 1 + (line.word(after + 1) == "-")) == "end")
        if after and ended and line.word(after) in ("month", "quarter"):
            skip = 0 if words.startswith("end") else 1 + (line.word(after + 1) == "-")
            months = 3 if line.word(after) == "quarter" else 1
            return Frequency(rule_of("MONTHLY", months, "BYMONTHDAY=-1"), after + 1 + skip)
    return None


def read_yearly(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "every 3 March", "every January", "on 3 March every year", "every Christmas"."""
    led = line.word(index) in EVERY
    start = index + 1 if led else index
    for day, month, year, after in spelled_dates(line, start, view):
        end = after if led else _every_year(line, after)
        if end and not year:
            return Frequency(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", end)
    named = read_month(line, start) if led else None
    if named:
        return Frequency(f"FREQ=YEARLY;BYMONTH={named[0]}", named[1])
    name, end = holiday_name(line, start) if led else ("", start)
    if name in FIXED_HOLIDAYS:
        month, day = FIXED_HOLIDAYS[name]
        return Frequency(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", end)
    return None


def _every_year(line: Line, index: int) -> int | None:
    for words in ("every year", "each year", "yearly", "annually"):
        if after := line.reads(index, words):
            return after
    return None
