"""Parts of the day: "tonight", "this morning", "tomorrow evening at 7", "8 in the evening"."""

from datetime import date, time, timedelta

from bot.understanding.dates.hours import LEADS, PARTS, read_clock
from bot.understanding.dates.readings import Hour, Viewpoint
from bot.understanding.dates.tokens import Line


def of_part(line: Line, found: Hour, view: Viewpoint) -> Hour:
    """ "at 8 in the evening", "8 tonight", "at 10 in the morning", "3 this afternoon"."""
    start = found.next + (line.word(found.next) == "," and line.word(found.next + 1) in ("tonight", "this"))
    after = line.reads(start, "in the") or line.reads(start, "at") or start
    word = line.word(after)
    today = line.word(start) == "this" and line.word(start + 1) in PARTS
    if today:
        after, word = start + 1, line.word(start + 1)
    if word == "tonight":
        return shifted(found, "night", after + 1, view.today)
    if after == found.next or word not in PARTS:
        return found
    return shifted(found, word, after + 1, view.today if today else None)


def shifted(found: Hour, part: str, after: int, day: date | None) -> Hour:
    hour = found.time.hour
    if part == "morning":
        hour = hour % 12 if not found.sure else hour
    elif part == "night" and hour == 12:
        hour = 0
    elif hour < 12:
        hour += 12
    return Hour(found.time.replace(hour=hour), after, found.exact, True, day or found.day)


def read_part(line: Line, index: int, view: Viewpoint, attached: bool) -> Hour | None:
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
    clock = read_clock(line, after + bool(lead), lead, attached=True)
    if not clock:
        return part
    if not clock.sure:
        return shifted(Hour(_early(clock.time), clock.next, clock.exact), name, clock.next, part.day)
    return Hour(clock.time, clock.next, clock.exact, True, part.day)


def _early(spoken: time) -> time:
    return spoken.replace(hour=spoken.hour % 12 or 12)
