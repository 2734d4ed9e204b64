"""How often something recurs: "every two weeks", "the last working day of the month", "Mondays and Thursdays"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from bot.understanding.amounts.numbers import ORDINALS, read_ordinal, read_small
from bot.understanding.dates.durations import read_duration, read_unit
from bot.understanding.dates.holidays import FIXED_HOLIDAYS, holiday_name
from bot.understanding.dates.numerals import spelled_dates
from bot.understanding.dates.readings import Hour, Viewpoint
from bot.understanding.dates.spans import read_month
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from bot.understanding.dates.times import PARTS
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import weekday_at

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = "MO,TU,WE,TH,FR"
UNITS = {
    "minute": ("MINUTELY", 1), "hour": ("HOURLY", 1), "day": ("DAILY", 1), "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "year": ("YEARLY", 1),
}  # fmt: skip
ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "fortnightly": "fortnight", "biweekly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "everyday": "day",
}  # fmt: skip
EVERY = frozenset({"every", "each"})
GROUPS = {"weekday": WORKING, "weekdays": WORKING, "workday": WORKING, "workdays": WORKING,
          "weekend": "SA,SU", "weekends": "SA,SU"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frequency:
    """An RRULE and where reading goes on; `hour` where "every morning" says one."""

    rule: str
    next: int
    hour: Hour | None = None


STARTS = frozenset(
    {*EVERY, *GROUPS, *ADVERBS, *WEEKDAYS, *SHORT_WEEKDAYS, *MONTHS, *ORDINALS}
    | {f"{day}s" for day in WEEKDAYS}
    | {"once", "last", "end", "twenty", "thirty"}
)


def read_frequency(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """How often, as said at `index`; where several readings fit, the longest."""
    if line.word(index) not in STARTS and line.kind(index) not in ("ordinal", "number", "slash", "dots"):
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def _rule(name: str, interval: int, *parts: str) -> str:
    every = [f"INTERVAL={interval}"] if interval != 1 else []
    return ";".join([f"FREQ={name}", *every, *parts])


def _every(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "every" and a unit or weekdays: "every other week on Tuesday", "each Monday and Thursday", "every 3 months"."""
    if line.word(index) not in EVERY:
        return None
    if half := line.reads(index + 1, "half year"):
        return Frequency(_rule("MONTHLY", 6), half)
    interval, after = _interval(line, index + 1)
    days = _weekdays(line, after)
    if days:
        weekly = Frequency(_rule("WEEKLY", interval, f"BYDAY={days[0]}"), days[1])
        monthly = _in_month(line, index + 1, view)
        return monthly if monthly and monthly.next > weekly.next else weekly
    group = _group(line, after)
    if group:
        return Frequency(f"FREQ=WEEKLY;BYDAY={group[0]}", group[1])
    part = line.word(after)
    if part in PARTS and interval == 1:
        return Frequency("FREQ=DAILY", after + 1, Hour(time(PARTS[part]), after + 1, exact=False))
    unit = read_unit(line, after)
    if not unit or unit[0] not in UNITS or line.word(unit[1]) == "end":
        return None
    return _unit_rule(line, (unit[0], interval), unit[1], view)


def _interval(line: Line, index: int) -> tuple[int, int]:
    if line.word(index) in ("other", "second") or line.token(index).text == "2nd":
        return 2, index + 1
    ordinal = read_ordinal(line, index)
    if ordinal and 3 <= ordinal[0] <= 6 and line.kind(ordinal[1]) == "word":
        return ordinal[0], ordinal[1]
    small = read_small(line, index)
    if line.kind(index) == "number" and len(line.word(index)) <= 3 and int(line.word(index)) > 0:
        return int(line.word(index)), index + 1
    return small if small and small[0] else (1, index)


def _unit_rule(line: Line, unit: tuple[str, int], after: int, view: Viewpoint) -> Frequency:
    """The rule of a unit with what follows it: "on Monday", "on the 15th", "on 3 March"."""
    name, times = UNITS[unit[0]]
    interval = times * unit[1]
    start = after + 1 if line.word(after) in ("on", ",") else after
    start += line.word(start) == "the"
    days = _weekdays(line, start) if name == "WEEKLY" else None
    if days:
        return Frequency(_rule(name, interval, f"BYDAY={days[0]}"), days[1])
    nth = _nth_days(line, start) if name == "MONTHLY" and start > after else None
    if nth:
        return Frequency(_rule(name, interval, nth[0]), nth[1])
    dates = list(spelled_dates(line, start, view)) if name == "YEARLY" else []
    if dates:
        day, month, _, end = dates[0]
        return Frequency(_rule(name, interval, f"BYMONTH={month}", f"BYMONTHDAY={day}"), end)
    return Frequency(_rule(name, interval), after)


def _weekdays(line: Line, index: int) -> tuple[str, int] | None:
    """Weekdays one after the other, plural or not, or a range of them, as BYDAY codes."""
    found: list[int] = []
    after = index
    while (day := _weekday(line, after)) is not None:
        if found and line.word(after - 1) in ("to", "-", "–", "through"):
            first = found[-1]
            found.extend((first + step) % 7 for step in range(1, (day - first) % 7))
        found.append(day)
        index = after + 1
        after = index + 1 if line.word(index) in (",", "and", "&", "or", "to", "-", "–", "through", "/") else index
        if after == index:
            break
        after += line.word(after) in ("and", "on", "every", "each")
    return (",".join(CODES[day] for day in sorted(set(found))), index) if found else None


def _weekday(line: Line, index: int) -> int | None:
    plural = line.word(index)[:-1] if line.word(index).endswith("days") else ""
    return WEEKDAYS.index(plural) if plural in WEEKDAYS else weekday_at(line, index)


def _group(line: Line, index: int) -> tuple[str, int] | None:
    if line.word(index) in ("working", "business", "work") and line.word(index + 1) in ("day", "days"):
        return WORKING, index + 2
    codes = GROUPS.get(line.word(index))
    return (codes, index + 1) if codes else None


def _plural(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "Mondays and Thursdays", "on weekdays"; "Monday every week"."""
    group = GROUPS.get(line.word(index)) if line.word(index).endswith("s") else None
    if group and line.word(index - 1) in ("on", "at", ""):
        return Frequency(f"FREQ=WEEKLY;BYDAY={group}", index + 1)
    days = _weekdays(line, index)
    if not days:
        return None
    plural = any(line.word(place).endswith("days") for place in range(index, days[1]))
    weekly = line.reads(days[1], "every week") or line.reads(days[1], "each week") or line.reads(days[1], "weekly")
    if not plural and not weekly:
        return None
    return Frequency(f"FREQ=WEEKLY;BYDAY={days[0]}", weekly or days[1])


def _adverb(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "weekly", "monthly on the 15th", "once a week"; "weekly report" is an adjective."""
    unit = ADVERBS.get(line.word(index))
    if unit:
        found = _unit_rule(line, (unit, 1), index + 1, view)
        return found if line.closed(index + 1) and line.word(index - 1) not in ("the", "our", "a") else None
    after = line.reads(index, "once a") or line.reads(index, "once an") or line.reads(index, "once per")
    named = read_unit(line, after) if after else None
    if named and named[0] in UNITS:
        return _unit_rule(line, (named[0], 1), named[1], view)
    after = line.reads(index, "once every")
    duration = read_duration(line, after) if after else None
    if not duration or duration.unit not in UNITS or duration.count % 1:
        return None
    return _unit_rule(line, (duration.unit, int(duration.count)), duration.next, view)


def _in_month(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "the first Tuesday of each month", "the 1st of every month", "the last working day of the month"."""
    nth = _nth_days(line, index)
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


def _nth_days(line: Line, index: int) -> tuple[str, int] | None:
    """A place in the month as the parts of a rule: "15th", "1st and 15th", "last Friday", "first working day"."""
    ordinal = (-1, index + 1) if line.word(index) == "last" else read_ordinal(line, index)
    if not ordinal or ordinal[0] > 31:
        return None
    nth, after = ordinal
    weekday = weekday_at(line, after)
    if weekday is not None and nth <= 5:
        return f"BYDAY={nth}{CODES[weekday]}", after + 1
    if (group := _group(line, after)) and nth <= 5:
        return f"BYDAY={group[0]};BYSETPOS={nth}", group[1]
    if line.word(after) == "day":
        return f"BYMONTHDAY={nth}", after + 1
    if nth < 0:
        return None
    second = read_ordinal(line, after + 1 + (line.word(after + 1) == "the")) if line.word(after) == "and" else None
    return (f"BYMONTHDAY={nth},{second[0]}", second[1]) if second else (f"BYMONTHDAY={nth}", after)


def _month_end(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "end of every month", "every month end"."""
    for words in ("end of every", "end of each", "every", "each"):
        after = line.reads(index, words)
        ended = words.startswith("end") or (after and line.word(after + 1 + (line.word(after + 1) == "-")) == "end")
        if after and ended and line.word(after) in ("month", "quarter"):
            skip = 0 if words.startswith("end") else 1 + (line.word(after + 1) == "-")
            months = 3 if line.word(after) == "quarter" else 1
            return Frequency(_rule("MONTHLY", months, "BYMONTHDAY=-1"), after + 1 + skip)
    return None


def _date_yearly(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "every 3 March", "every January", "on 3 March every year", "every Christmas"."""
    led = line.word(index) in EVERY
    start = index + 1 if led else index
    for day, month, year, after in spelled_dates(line, start, view):
        end = after if led else _yearly(line, after)
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


def _yearly(line: Line, index: int) -> int | None:
    for words in ("every year", "each year", "yearly", "annually"):
        if after := line.reads(index, words):
            return after
    return None


RULES: tuple[Callable[[Line, int, Viewpoint], Frequency | None], ...] = (
    _every, _plural, _adverb, _in_month, _month_end, _date_yearly,
)  # fmt: skip
