"""Hours told by a clock: "3pm", "at 10", "noon", "5 o'clock", "end of day"."""

from datetime import time

from bot.understanding.dates.clocks import AT, half_day, of_half, read_figures, read_past, spelled_minutes, spoken
from bot.understanding.dates.readings import Hour
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.zones import zone_at

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


def read_clock(line: Line, index: int, lead: str, attached: bool) -> Hour | None:
    named = _named(line, index)
    if named:
        return named
    past = read_past(line, index, lead)
    if past:
        return past
    read = read_figures(line, index)
    if not read:
        return None
    hour, minute, after, plain = read
    if plain and (lead in AT or attached) and line.kind(index) == "word" and (spelled := spelled_minutes(line, after)):
        minute, after = spelled
        after += line.word(after) == "minutes"
        plain = not line.closed(after) and not half_day(line, after)[0]
    half, end = half_day(line, after)
    if half:
        return of_half(hour, minute, half, end)
    if line.word(after) in ("o'clock", "h", "hrs") and (line.word(after) == "o'clock" or lead in AT):
        plain, after = False, after + 1
    approximate = line.word(after) == "ish" or line.reads(after, "- ish") is not None
    after += 1 if line.word(after) == "ish" else 2 if approximate else 0
    if plain and not approximate and not _may_be_hour(line, index, after, (lead, attached)):
        return None
    return spoken((hour, minute), after, line.word(index)[0] != "0", not approximate)


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


def _may_be_hour(line: Line, index: int, after: int, context: tuple[str, bool]) -> bool:
    """Whether a plain number is an hour here: after "at" or beside a day, and with no noun behind it."""
    lead, attached = context
    if _range_follows(line, after, bool(lead or attached)):
        return True
    if (of_day := line.reads(after, "in the")) and line.word(of_day) in PARTS:
        return True
    if line.word(after) == "," and (line.word(after + 1) == "tonight" or _this_part(line, after + 1)):
        return True
    if line.bare and (index == 0 or lead or attached):
        return line.closed(after)
    if lead not in AT and not (attached and lead):
        return attached and line.word(after) in ("-", "–") and line.kind(after + 1) == "number"
    if {line.word(index - 2), line.word(index - 3)} & NOT_HOURS or line.word(after) in ("%", "/", "$", "€"):
        return False
    if line.word(after) == "to" and line.kind(after + 1) == "number":
        return line.closed(after + 2)
    return (
        line.closed(after) or (line.word(after) in PARTS and line.closed(after + 1)) or zone_at(line, after) is not None
    )


def _this_part(line: Line, index: int) -> bool:
    return line.word(index) == "this" and line.word(index + 1) in PARTS


def _range_follows(line: Line, index: int, led: bool) -> bool:
    """Whether the end of a range with a clear time stands here: "-4pm", "to 11:30"."""
    dashed = line.word(index) in ("-", "–") and (led or (line.glued(index - 1) and line.glued(index)))
    read = read_figures(line, index + 1) if dashed or (led and line.word(index) == "to") else None
    return bool(read and (not read[3] or half_day(line, read[2])[0]))
