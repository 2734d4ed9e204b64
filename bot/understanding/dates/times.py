"""Times of day: "3pm", "at 10", "half past two", "noon", "tomorrow evening at 7", "5 o'clock Berlin time"."""

from dataclasses import replace

from bot.understanding.amounts.numbers import ONES, TENS
from bot.understanding.dates.clocks import read_figures
from bot.understanding.dates.dayparts import of_part, read_part
from bot.understanding.dates.hours import LEADS, NAMED, PARTS, SHORT_DAY_ENDS, read_clock
from bot.understanding.dates.readings import Hour, Viewpoint
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.zones import zone_at

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
    found = read_clock(line, start, lead, attached)
    if not found:
        return read_part(line, start, view, attached) or read_part(line, index, view, attached)
    found = _ranged(line, start, found)
    found = of_part(line, found, view)
    zone = zone_at(line, found.next)
    return replace(found, next=zone[1], zone=zone[0]) if zone else found


def _ranged(line: Line, index: int, found: Hour) -> Hour:
    """ "3 to 4pm" and "10-11:30" begin with their first time."""
    if line.word(found.next) not in ("-", "–", "to", "until", "till", "and"):
        return found
    read = read_figures(line, found.next + 1)
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
