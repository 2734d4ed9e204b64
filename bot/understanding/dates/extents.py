"""How far the words for a time reach: a span by name ("October", "next week") or a single day."""

from bot.understanding.dates.days import FIGURES, read_day
from bot.understanding.dates.readings import Span, Viewpoint
from bot.understanding.dates.remembering import remembered
from bot.understanding.dates.spans import NAMES_TOO, UNITS, person, read_span
from bot.understanding.dates.spelling import MONTHS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import CENTURIES

MONTH_LEADS = vocabulary(
    """
    in during for of over throughout since until till before after by through from to between and vs versus all
    whole - –
    """
)
YEAR_LEADS = vocabulary("in during since throughout until till before after from to between and vs versus of for year")
SURE_LEADS = frozenset({"in", "since", "during", "throughout", "year"})
SPELLED_YEARS = frozenset({*CENTURIES, "two"})
JOINED = frozenset({"now", "compared", "today", "year", "month", "week", "between", *MONTHS} - NAMES_TOO)
NOW_LEADS = frozenset({"and", "to", "-", "–", "until", "till", "from", "by", "before"})
THE_LEADS = vocabulary("in during for of over throughout")
JOINTS = {
    "from": ("to", "until", "till", "through", "-", "–", "~"),
    "between": ("and", "to", "through", "-", "–", "~"),
}  # fmt: skip
LATER = ("or later", "and later", "or after", "and after", "and onwards", "or newer")
EARLIER = ("or earlier", "and earlier", "or before", "and before", "or older")


@remembered
def read_extent(line: Line, index: int, view: Viewpoint) -> Span | None:
    """A span by name, or a single day."""
    dated = line.word(index) == "date" and line.word(index - 1) in JOINTS["from"] and line.word(index - 2) != "up"
    if (line.word(index) == "now" and line.word(index - 1) in NOW_LEADS) or dated:
        return Span(view.today, view.today, index + 1)
    span, day = _named(line, index, view), read_day(line, index, view)
    if not day and line.word(index) == "the":
        day = read_day(line, index + 1, view)
    if day and not (span and span.next >= day.next) and not day.time and not line.reads(index, "in"):
        return Span(day.day, day.day, day.next)
    return span


def _named(line: Line, index: int, view: Viewpoint) -> Span | None:
    span = read_span(line, index, view)
    if not span or not _spoken_of(line, index, span.next):
        return None
    return span


def _spoken_of(line: Line, index: int, after: int) -> bool:
    """Whether the words name a time here, and no person (April), quantity (2000) or thing (the month)."""
    word, before = line.word(index), line.word(index - 1)
    if word == "the" and line.word(index + 1) in UNITS:
        return after > index + 2 or (before in THE_LEADS and line.closed(after))
    if word in SPELLED_YEARS and not line.word(after - 1).endswith("s"):
        return before in (YEAR_LEADS - {"and", "to", "by", "for"} if after > index + 2 else SURE_LEADS)
    if word in MONTHS and after <= index + 2 and not line.word(after - 1).isdecimal():
        if line.word(after) in JOINTS["from"] and line.word(after + 1) in MONTHS:
            return True
        verb = word in ("may", "march") and not line.capital(index) and before not in ("in", "since", "during")
        led = _led(line, index) and (before != "from" or line.word(after) in (*JOINTS["from"], "on", "onwards"))
        return (led or word not in NAMES_TOO) and not person(line, index) and not verb
    if line.kind(index) == "number" and after == index + 1:
        if before == "than":
            return line.word(index - 2) in ("later", "earlier", "newer", "older") and line.closed(after)
        sure = (before in SURE_LEADS and 1990 <= int(word) <= 2049) or bool(open_side(line, after)[0])
        if line.word(after) in JOINTS["from"] and before != "-":
            sure = sure or _year_at(line, after + 1)
        return (
            (before in YEAR_LEADS or sure or (_year_at(line, index - 2) and line.word(index - 3) != "-"))
            and (sure or line.closed(after))
            and line.word(after) != "%"
        )
    if word in ("h1", "h2", "first", "second"):
        return after > index + 2 or before in MONTH_LEADS or line.word(after - 1).isdecimal()
    return True


def _led(line: Line, index: int) -> bool:
    """Whether a preposition stands before a month; "to August" and "and June" go with people too."""
    before = line.word(index - 1)
    if before == "with":
        return line.word(index - 2) == "compared"
    if before not in ("to", "and") or line.word(index) not in NAMES_TOO:
        return before in MONTH_LEADS
    other = line.word(index - 2)
    return (
        other in JOINED
        or line.kind(index - 2) in FIGURES
        or (other in MONTHS and _spoken_of(line, index - 2, index - 1))
    )


def _year_at(line: Line, index: int) -> bool:
    return line.kind(index) == "number" and line.word(index)[:2] in ("19", "20") and len(line.word(index)) == 4


def open_side(line: Line, index: int) -> tuple[str, int]:
    """ "later" or "earlier" where the words before `index` go on to "or later" or "and before", and the next index."""
    for side, endings in (("later", LATER), ("earlier", EARLIER)):
        for words in endings:
            after = line.reads(index, words)
            if after and line.word(after) != "than":
                return side, after
    return "", index
