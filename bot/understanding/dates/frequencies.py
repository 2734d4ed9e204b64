"""How often something recurs: "every two weeks", "the last working day of the month", "Mondays and Thursdays"."""

from collections.abc import Callable
from datetime import time

from bot.understanding.amounts.numbers import ORDINALS, read_ordinal, read_small
from bot.understanding.dates.clocks import half_day
from bot.understanding.dates.durations import read_duration, read_unit
from bot.understanding.dates.hours import PARTS
from bot.understanding.dates.month_places import read_month_end, read_month_place, read_places, read_yearly
from bot.understanding.dates.numerals import spelled_dates
from bot.understanding.dates.readings import EVERY, Frequency, Hour, Viewpoint, rule_of
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import weekday_at
from bot.understanding.dates.weekly import CODES, GROUPS, read_codes, read_group

UNITS = {
    "minute": ("MINUTELY", 1), "hour": ("HOURLY", 1), "day": ("DAILY", 1), "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "year": ("YEARLY", 1),
}  # fmt: skip
ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "fortnightly": "fortnight", "biweekly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "everyday": "day",
}  # fmt: skip
DOUBLED = {"semiannually": 6, "semiyearly": 6, "halfyearly": 6, "biannually": 6, "bimonthly": 2}
STARTS = frozenset(
    {*EVERY, *GROUPS, *ADVERBS, *WEEKDAYS, *SHORT_WEEKDAYS, *MONTHS, *ORDINALS}
    | {f"{day}s" for day in WEEKDAYS}
    | {*DOUBLED, *(f"{part}s" for part in PARTS), "semi", "bi", "half"}
    | {"once", "last", "end", "twenty", "thirty"}
)


def read_frequency(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """How often, as said at `index`; where several readings fit, the longest."""
    if line.word(index) not in STARTS and line.kind(index) not in ("ordinal", "number", "slash", "dots"):
        return None
    found = [reading for rule in RULES if (reading := rule(line, index, view))]
    return max(found, key=lambda reading: reading.next) if found else None


def _every(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "every" and a unit or weekdays: "every other week on Tuesday", "each Monday and Thursday", "every 3 months"."""
    if line.word(index) not in EVERY:
        return None
    if half := line.reads(index + 1, "half year"):
        return Frequency(rule_of("MONTHLY", 6), half)
    interval, after = _interval(line, index + 1)
    days = read_codes(line, after)
    if days:
        weekly = Frequency(rule_of("WEEKLY", interval, f"BYDAY={days[0]}"), days[1])
        monthly = read_month_place(line, index + 1, view)
        return monthly if monthly and monthly.next > weekly.next else weekly
    group = read_group(line, after)
    if group:
        return Frequency(rule_of("WEEKLY", interval, f"BYDAY={group[0]}"), group[1])
    part = line.word(after)
    if part in PARTS and interval == 1:
        return Frequency("FREQ=DAILY", after + 1, Hour(time(PARTS[part]), after + 1, exact=False), part)
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
    days = read_codes(line, start) if name == "WEEKLY" else None
    if days:
        return Frequency(rule_of(name, interval, f"BYDAY={days[0]}"), days[1])
    nth = read_places(line, start) if name == "MONTHLY" and start > after else None
    if nth:
        return Frequency(rule_of(name, interval, nth[0]), nth[1])
    dates = list(spelled_dates(line, start, view)) if name == "YEARLY" else []
    if dates:
        day, month, _, end = dates[0]
        return Frequency(rule_of(name, interval, f"BYMONTH={month}", f"BYMONTHDAY={day}"), end)
    return Frequency(rule_of(name, interval), after)


def _plural(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "Mondays and Thursdays", "on weekdays"; "Monday every week"."""
    group = GROUPS.get(line.word(index)) if line.word(index).endswith("s") else None
    if group and line.word(index - 1) in ("on", "at", "all", ""):
        return Frequency(f"FREQ=WEEKLY;BYDAY={group}", index + 1)
    days = read_codes(line, index)
    if not days:
        return None
    plural = any(line.word(place).endswith("days") for place in range(index, days[1]))
    weekly = line.reads(days[1], "every week") or line.reads(days[1], "each week") or line.reads(days[1], "weekly")
    if not plural and not weekly:
        return None
    return Frequency(f"FREQ=WEEKLY;BYDAY={days[0]}", weekly or days[1])


def _adverb(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "weekly", "monthly on the 15th", "once a week"; "weekly report" is an adjective."""
    if doubled := _doubled(line, index):
        return doubled
    unit = ADVERBS.get(line.word(index))
    if unit:
        found = _unit_rule(line, (unit, 1), index + 1, view)
        alone = line.closed(index + 1) or line.kind(index + 1) == "clock" or half_day(line, index + 2)[0]
        return found if alone and line.word(index - 1) not in ("the", "our", "a", "-") else None
    after = line.reads(index, "once a") or line.reads(index, "once an") or line.reads(index, "once per")
    named = read_unit(line, after) if after else None
    if named and named[0] in UNITS:
        return _unit_rule(line, (named[0], 1), named[1], view)
    after = line.reads(index, "once every")
    duration = read_duration(line, after) if after else None
    if not duration or duration.unit not in UNITS or duration.count % 1:
        return None
    return _unit_rule(line, (duration.unit, int(duration.count)), duration.next, view)


def _doubled(line: Line, index: int) -> Frequency | None:
    """ "semi-annually" is twice a year, "bi-monthly" every other month."""
    after = index + 2 if line.word(index + 1) == "-" else index + 1
    name, months = (line.word(index) + line.word(after), 0) if line.word(index) in ("semi", "bi", "half") else ("", 0)
    months = DOUBLED.get(name or line.word(index), 0)
    end = after + 1 if name else index + 1
    if not months or not line.closed(end) or line.word(index - 1) in ("the", "our", "a"):
        return None
    return Frequency(rule_of("MONTHLY", months), end)


def _parts(line: Line, index: int, view: Viewpoint) -> Frequency | None:
    """ "Tuesday afternoons", "on mornings", "mornings at 9"."""
    weekday = weekday_at(line, index)
    after = index if weekday is None else index + 1
    part = line.word(after).removesuffix("s")
    plural = line.word(after).endswith("s") and part in PARTS
    if not plural or not (weekday is not None or line.word(index - 1) == "on" or line.word(after + 1) == "at"):
        return None
    rule = "FREQ=DAILY" if weekday is None else f"FREQ=WEEKLY;BYDAY={CODES[weekday]}"
    return Frequency(rule, after + 1, Hour(time(PARTS[part]), after + 1, exact=False), part)


RULES: tuple[Callable[[Line, int, Viewpoint], Frequency | None], ...] = (
    _every, _plural, _adverb, read_month_place, read_month_end, read_yearly, _parts,
)  # fmt: skip
