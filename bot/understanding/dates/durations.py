"""Lengths of time: "two weeks", "an hour and a half", "3 working days"."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.understanding.amounts.numbers import ONES, TENS, read_small, read_words
from bot.understanding.dates.calendar import add_days, add_months, add_working_days
from bot.understanding.dates.readings import Stretch, Viewpoint
from bot.understanding.dates.tokens import Line

UNITS = {
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "h": "hour", "day": "day", "d": "day",
    "week": "week", "w": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter",
    "year": "year", "yr": "year", "workday": "workday", "weekday": "workday",
}  # fmt: skip
UNIT_WORDS = UNITS | {f"{word}s": unit for word, unit in UNITS.items() if len(word) > 1}
STARTS = frozenset({*ONES, *TENS, "a", "an", "few", "half", "couple"})
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Duration:
    """So many of a unit (minute, hour, day, workday, week, fortnight, month, quarter, year); `vague`: "a few".

    `rest` is what is said beside it: the 21 days of "1 month and 21 days".
    """

    count: Decimal
    unit: str
    next: int
    vague: bool = False
    rest: "Duration | None" = None

    @property
    def clocked(self) -> bool:
        """Whether it is counted in hours or minutes."""
        return self.unit in ("hour", "minute") or (self.rest is not None and self.rest.clocked)

    def from_day(self, day: date, sign: int) -> date | None:
        """The day this long after (sign 1) or before (-1), or None where it is out of reach."""
        moved = self._moved(day, sign)
        return self.rest.from_day(moved, sign) if moved and self.rest else moved

    def _moved(self, day: date, sign: int) -> date | None:
        if self.unit == "workday":
            return add_working_days(day, sign * int(self.count))
        if self.unit in DAYS:
            return add_days(day, sign * round(self.count * DAYS[self.unit]))
        months = self.count * MONTHS.get(self.unit, 0)
        moved = add_months(day, sign * int(months))
        return add_days(moved, sign * round((months % 1) * 30)) if moved else None

    def from_moment(self, now: datetime, sign: int) -> datetime:
        """The minute this many hours or minutes after or before, counted in real time across clock changes."""
        if self.unit in ("hour", "minute"):
            minutes = float(self.count) * (60 if self.unit == "hour" else 1)
            moved = (now.astimezone(UTC) + timedelta(minutes=sign * minutes)).astimezone(now.tzinfo)
        else:
            moved = datetime.combine(self._moved(now.date(), sign) or now.date(), now.timetz())
        return self.rest.from_moment(moved, sign) if self.rest else moved.replace(second=0, microsecond=0)


def read_duration(line: Line, index: int, parts: int = 5) -> Duration | None:
    """The duration at `index`, of so many parts at most; a unit alone is none."""
    count = _count(line, index)
    if not count:
        return None
    value, after, vague = count
    if line.word(after) == "-" and line.glued(after):
        return None
    unit = read_unit(line, after)
    if not unit:
        return None
    name, after = unit
    extra = line.reads(after, "and a half")
    rest = None if extra or parts == 1 else _rest(line, after, parts - 1)
    after = rest.next if rest else extra or after
    return Duration(value + Decimal("0.5") if extra else value, name, after, vague, rest)


def _rest(line: Line, index: int, parts: int) -> Duration | None:
    """The shorter part in figures behind the first: "2 years 1 month and 21 days"."""
    start = index + (line.word(index) in ("and", ","))
    if not (line.kind(start) == "number" or line.word(start) in ONES) or line.word(start - 2) in ("ago", "later"):
        return None
    return read_duration(line, start, parts)


def read_unit(line: Line, index: int) -> tuple[str, int] | None:
    """A unit of time and the index after it."""
    if line.word(index) in ("working", "business", "work"):
        return ("workday", index + 2) if line.word(index + 1) in ("day", "days") else None
    name = UNIT_WORDS.get(line.word(index))
    return (name, index + 1) if name else None


def _count(line: Line, index: int) -> tuple[Decimal, int, bool] | None:
    if line.kind(index) in ("number", "decimal"):
        return _figure(line, index)
    if line.word(index) not in STARTS:
        return None
    for words, value in (
        ("half a", "0.5"),
        ("half an", "0.5"),
        ("a couple of", "2"),
        ("a couple", "2"),
        ("couple of", "2"),
        ("couple", "2"),
    ):
        if after := line.reads(index, words):
            return Decimal(value), after, False
    for words in ("a few", "few"):
        if after := line.reads(index, words):
            return Decimal(3), after, True
    return _spelled(line, index)


def _figure(line: Line, index: int) -> tuple[Decimal, int, bool] | None:
    word = line.word(index)
    if line.kind(index) == "number" and len(word) <= 4:
        return Decimal(word), index + 1, False
    if line.kind(index) == "decimal" and len(word) <= 4 and word.replace(".", "").isdecimal():
        return Decimal(word), index + 1, False
    return None


def _spelled(line: Line, index: int) -> tuple[Decimal, int, bool] | None:
    if line.word(index) in ("a", "an"):
        return Decimal(1), index + 1, False
    if small := read_small(line, index):
        half = line.reads(small[1], "and a half")
        return Decimal(small[0]) + (Decimal("0.5") if half else 0), half or small[1], False
    words = read_words(line, index)
    return (words[0], words[1], False) if words and words[0] <= 9999 else None


def counted_stretch(counted: Duration, view: Viewpoint, step: int) -> Stretch | None:
    """So long from today on (step 1) or back (-1), today included."""
    today = view.today
    if counted.clocked:
        far = counted.from_moment(view.now, step).date()
        return Stretch(min(far, today), max(far, today), counted.next)
    day = counted.from_day(today, step)
    if not day or day == today:
        return None
    inner = day - timedelta(days=step)
    return Stretch(min(inner, today), max(inner, today), counted.next)
