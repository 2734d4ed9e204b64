"""Periods of silence and age: "not heard from in six weeks", "older than a year", "more than 30 days ago"."""

from bot.understanding.dates.calendar import add_days
from bot.understanding.dates.durations import counted_stretch, read_duration
from bot.understanding.dates.readings import Stretch, Viewpoint
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line

AGES = frozenset({"more", "over", "less", "older", "newer", "longer"})
PERFECT = frozenset({"haven", "hasn", "havent", "hasnt", "hadn", "haven't", "hasn't"})
DENIALS = frozenset({"not", "no", "never", "nothing", "without", "nobody"})
TOUCHES = vocabulary(
    "have has had been contact activity order orders interaction interactions reply news word call calls visit touch"
)
SILENCE = frozenset({"silent", "quiet", "inactive", "dormant", "untouched", "uncontacted", "unanswered", "idle"})


def unheard(line: Line, index: int) -> bool:
    """Whether "in six weeks" here looks back, as in "we haven't heard from them in six weeks"."""
    words = {line.word(place) for place in range(max(index - 10, 0), index)}
    denied = words & DENIALS and (words & TOUCHES or line.word(index) == "for")
    return bool(words & (PERFECT | SILENCE) or denied)


def read_silence(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "in six weeks" and "for more than a month" behind a denial: from then until today."""
    if line.word(index) not in ("in", "for") or not unheard(line, index):
        return None
    start = line.reads(index + 1, "more than") or line.reads(index + 1, "at least") or index + 1
    start += line.word(start) in ("over", "about", "the") and start == index + 1
    counted = read_duration(line, start)
    return counted_stretch(counted, view, -1) if counted else None


def read_older(line: Line, index: int, view: Viewpoint) -> Stretch | None:
    """ "more than 30 days ago" and "older than a year" end before then; "less than a week ago" begins there."""
    if line.word(index) not in AGES:
        return None
    for words, newer in (("more than", False), ("over", False), ("less than", True), ("older than", False),
                         ("newer than", True), ("longer than", False)):  # fmt: skip
        start = line.reads(index, words)
        counted = read_duration(line, start) if start else None
        day = counted.from_day(view.today, -1) if counted and not counted.clocked else None
        if counted and day:
            aged = words in ("older than", "newer than")
            after = counted.next + (line.word(counted.next) in ("ago", "old"))
            if aged or line.word(counted.next) == "ago":
                return Stretch(day, view.today, after) if newer else Stretch(None, add_days(day, -1), after)
    return None
