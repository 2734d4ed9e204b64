"""Times of day: "3pm", "at 10", "half past two", "noon", "tomorrow evening at 7"."""

import re
from datetime import date, time, timedelta

from bot.understanding.amounts.numbers import ONES, TENS, read_small
from bot.understanding.dates.readings import Hour, Viewpoint
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line

AT = frozenset({"at", "@", "around", "approximately", "circa", "~"})
LEADS = AT | {"by", "before", "after", "from", "about", "until", "till", "between"}
NOT_HOURS = vocabulary(
    """
    price priced valued quoted sold sell stock stands stand target set discount probability score scored rated
    rate capped cap remains limit limited budget worth
    """
)
PARTS = {"morning": 9, "afternoon": 14, "evening": 18, "night": 19}
NAMED = {"noon": 12, "midday": 12, "midnight": 0, "lunchtime": 12}
SHORT_DAY_ENDS = frozenset({"eod", "cob", "eob"})
DAY_ENDS = (
    "end of day", "end of the day", "end of business", "close of business", "end of the working day",
    "end of the business day", "end of today", "close of play",
)  # fmt: skip


FIGURES = frozenset({"clock", "decimal", "hour", "number"})
STARTS = frozenset({*LEADS, *PARTS, *NAMED, *SHORT_DAY_ENDS, *ONES, *TENS}) | vocabulary(
    "end close a half quarter tonight first this last in early late"
)


def read_hour(line: Line, index: int, view: Viewpoint, attached: bool = False) -> Hour | None:
    """The time of day at `index`; `attached` to a day more is one: "morning" in "tomorrow morning"."""
    if line.word(index) not in STARTS and line.kind(index) not in FIGURES:
        return None
    start = index
    while line.word(start) in LEADS and start < index + 2:
        start += 1
    lead = line.word(index) if start > index else ""
    found = _clocked(line, start, lead, attached)
    if not found:
        return _part(line, start, view, attached) or _part(line, index, view, attached)
    found = _ranged(line, start, found)
    return _of_part(line, found, view)


def _clocked(line: Line, index: int, lead: str, attached: bool) -> Hour | None:
    named = _named(line, index)
    if named:
        return named
    past = _past(line, index, lead)
    if past:
        return past
    read = _figures(line, index)
    if not read:
        return None
    hour, minute, after, plain = read
    if plain and (lead in AT or attached) and line.kind(index) == "word" and (spelled := _spelled_minutes(line, after)):
        minute, after = spelled
        plain = not line.closed(after) and line.word(after) not in ("am", "pm")
    half = line.word(after) if line.word(after) in ("am", "pm") else ""
    if half:
        return _of_half(hour, minute, half, after + 1)
    if line.word(after) in ("o'clock", "h", "hrs") and (line.word(after) == "o'clock" or lead in AT):
        plain, after = False, after + 1
    approximate = line.word(after) == "ish" or line.reads(after, "- ish") is not None
    after += 1 if line.word(after) == "ish" else 2 if approximate else 0
    if plain and not approximate and not _may_be_hour(line, index, after, (lead, attached)):
        return None
    return _spoken((hour, minute), after, line.word(index)[0] != "0", not approximate)


def _spelled_minutes(line: Line, index: int) -> tuple[int, int] | None:
    """The minutes of "five thirty" and "seven twenty-seven"."""
    small = read_small(line, index + 1 if line.word(index) == "-" else index)
    return small if small and 10 <= small[0] <= 59 else None


def _named(line: Line, index: int) -> Hour | None:
    start = index + 1 if line.word(index) == "12" else index
    if line.word(start) in NAMED:
        word = line.word(start)
        return Hour(time(NAMED[word]), start + 1, exact=word != "lunchtime")
    if line.word(index) in SHORT_DAY_ENDS:
        return Hour(time(17), index + 1, exact=False, rolls=False)
    for words in DAY_ENDS if line.word(index) in ("end", "close") else ():
        if after := line.reads(index, words):
            return Hour(time(17), after, exact=False, rolls=False)
    return None


def _past(line: Line, index: int, lead: str) -> Hour | None:
    """ "half past two", "quarter to five", "ten past three"; "20 to 4" only after "at"."""
    if line.word(index) == "half" and lead in AT and (read := _figures(line, index + 1)) and read[0] <= 12:
        return _spoken((read[0], 30), read[2], True, True)  # "at half nine"
    minutes, after = _minutes(line, index)
    word = line.word(after)
    if not minutes or word not in ("past", "to", "after", "before"):
        return None
    if minutes not in (15, 30) and word != "past" and lead not in AT:
        return None
    read = _figures(line, after + 1)
    if not read or read[1] or read[0] > 12 or (minutes in (15, 30) and word in ("after", "before") and not lead):
        return None
    total = read[0] * 60 + (minutes if word in ("past", "after") else -minutes)
    half = line.word(read[2])
    if half in ("am", "pm"):
        return _of_half(total // 60 % 12 or 12, total % 60, half, read[2] + 1)
    return _spoken((total // 60 % 24, total % 60), read[2], True, True)


def _minutes(line: Line, index: int) -> tuple[int, int]:
    index += line.word(index) == "a" and line.word(index + 1) == "quarter"
    if line.word(index) in ("half", "quarter"):
        return (30 if line.word(index) == "half" else 15), index + 1
    read = _figures(line, index)
    after = read[2] + 1 if read and line.word(read[2]) in ("minutes", "min", "mins") else read[2] if read else index
    return (read[0], after) if read and not read[1] and read[0] < 60 else (0, index)


def _figures(line: Line, index: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, next index, and whether it is a plain number that need not be a time."""
    word = line.word(index)
    if line.kind(index) == "clock":
        hour, minute = (int(part) for part in word.split(":")[:2])
        return (hour, minute, index + 1, False) if hour < 24 and minute < 60 else None
    if line.kind(index) in ("decimal", "hour"):
        dotted = re.fullmatch(r"(\d{1,2})\.(\d\d)", word)
        hour, minute = (int(dotted[1]), int(dotted[2])) if dotted else (24, 0)
        likely = minute in (0, 15, 30, 45) or line.word(index + 1) in ("am", "pm")
        return (hour, minute, index + 1, True) if hour < 24 and minute < 60 and likely else None
    if line.kind(index) == "number" and len(word) <= 2 and int(word) < 60:
        return int(word), 0, index + 1, True
    small = read_small(line, index)
    return (small[0], 0, small[1], True) if small and 1 <= small[0] < 60 else None


def _may_be_hour(line: Line, index: int, after: int, context: tuple[str, bool]) -> bool:
    """Whether a plain number is an hour here: after "at" or beside a day, and with no noun behind it."""
    lead, attached = context
    if _range_follows(line, after, bool(lead or attached)):
        return True
    if (of_day := line.reads(after, "in the")) and line.word(of_day) in PARTS:
        return True
    if line.bare and (index == 0 or lead or attached):
        return line.closed(after)
    if lead not in AT and not (attached and lead):
        return attached and line.word(after) in ("-", "–") and line.kind(after + 1) == "number"
    if {line.word(index - 2), line.word(index - 3)} & NOT_HOURS or line.word(after) in ("%", "/", "$", "€"):
        return False
    if line.word(after) == "to" and line.kind(after + 1) == "number":
        return line.closed(after + 2)
    return line.closed(after) or line.word(after) in PARTS


def _range_follows(line: Line, index: int, led: bool) -> bool:
    """Whether the end of a range with a clear time stands here: "-4pm", "to 11:30"."""
    dashed = line.word(index) in ("-", "–") and (led or (line.glued(index - 1) and line.glued(index)))
    read = _figures(line, index + 1) if dashed or (led and line.word(index) == "to") else None
    return bool(read and (not read[3] or line.word(read[2]) in ("am", "pm")))


def _of_half(hour: int, minute: int, half: str, after: int) -> Hour | None:
    if not 1 <= hour <= 12:
        return Hour(time(hour, minute), after) if hour < 24 and half == "pm" else None
    return Hour(time(hour % 12 + (12 if half == "pm" else 0), minute), after)


def _spoken(clock: tuple[int, int], after: int, loose: bool, exact: bool) -> Hour | None:
    """An hour without "am" or "pm": one to six are in the afternoon, seven to twelve before it."""
    hour, minute = clock
    if hour > 23:
        return None
    if loose and 1 <= hour <= 6:
        return Hour(time(hour + 12, minute), after, exact, sure=False)
    return Hour(time(hour, minute), after, exact, sure=not loose or hour > 12 or hour == 0)


def _ranged(line: Line, index: int, found: Hour) -> Hour:
    """ "3 to 4pm" and "10-11:30" begin with their first time."""
    if line.word(found.next) not in ("-", "–", "to", "until", "till", "and"):
        return found
    read = _figures(line, found.next + 1)
    if not read:
        return found
    hour, _, after, plain = read
    half = line.word(after) if line.word(after) in ("am", "pm") else ""
    if plain and not half and (line.word(found.next) == "and" or not line.closed(after)):
        return found
    if half == "pm" and not found.sure and found.time.hour <= hour + 12:
        return Hour(found.time, after + 1, found.exact)
    if half == "am" and not found.sure:
        return Hour(found.time.replace(hour=found.time.hour % 12), after + 1, found.exact)
    return Hour(found.time, after + bool(half), found.exact, found.sure)


def _of_part(line: Line, found: Hour, view: Viewpoint) -> Hour:
    """ "at 8 in the evening", "8 tonight", "at 10 in the morning", "3 this afternoon"."""
    after = line.reads(found.next, "in the") or line.reads(found.next, "at") or found.next
    word = line.word(after)
    today = line.word(found.next) == "this" and line.word(found.next + 1) in PARTS
    if today:
        after, word = found.next + 1, line.word(found.next + 1)
    if word == "tonight":
        return _shifted(found, "night", after + 1, view.today)
    if after == found.next or word not in PARTS:
        return found
    return _shifted(found, word, after + 1, view.today if today else None)


def _shifted(found: Hour, part: str, after: int, day: date | None) -> Hour:
    hour = found.time.hour
    if part == "morning":
        hour = hour % 12 if not found.sure else hour
    elif part == "night" and hour == 12:
        hour = 0
    elif hour < 12:
        hour += 12
    return Hour(found.time.replace(hour=hour), after, found.exact, True, day or found.day)


def _part(line: Line, index: int, view: Viewpoint, attached: bool) -> Hour | None:
    """ "tonight", "this morning", "in the evening", "first thing", and "morning" beside a day."""
    today, word = view.today, line.word(index)
    if word == "tonight":
        return _then(line, Hour(time(19), index + 1, False, True, today), "night", view)
    if after := line.reads(index, "first thing"):
        after = line.reads(after, "in the morning") or after
        return Hour(time(9), after, exact=False)
    if word in ("this", "last") and line.word(index + 1) in PARTS:
        day = today if word == "this" else today - timedelta(days=1)
        if word == "last" and line.word(index + 1) != "night":
            return None
        part = line.word(index + 1)
        return _then(line, Hour(time(PARTS[part]), index + 2, False, True, day), part, view)
    start = line.reads(index, "in the") or (index if attached or line.bare else None)
    start = start + 1 if start and line.word(start) in ("early", "late") else start
    part = line.word(start) if start is not None else ""
    if start is None or part not in PARTS or (part == "night" and start != index):
        return None
    return _then(line, Hour(time(PARTS[part]), start + 1, exact=False), part, view)


def _then(line: Line, part: Hour, name: str, view: Viewpoint) -> Hour:
    """A time behind the part of the day: "tonight at 8", "morning, 10:30"."""
    after = part.next + 1 if line.word(part.next) == "," else part.next
    lead = line.word(after) if line.word(after) in LEADS else ""
    clock = _clocked(line, after + bool(lead), lead, attached=True)
    if not clock:
        return part
    if not clock.sure:
        return _shifted(Hour(_early(clock.time), clock.next, clock.exact), name, clock.next, part.day)
    return Hour(clock.time, clock.next, clock.exact, True, part.day)


def _early(spoken: time) -> time:
    return spoken.replace(hour=spoken.hour % 12 or 12)
