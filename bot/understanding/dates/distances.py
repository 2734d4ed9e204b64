"""Days counted from today or from a day: "in two weeks", "2 days ago", "a week from Friday", "right now"."""

from bot.understanding.dates.calendar import add_days, unit_span
from bot.understanding.dates.durations import Duration, read_duration
from bot.understanding.dates.holidays import read_holiday
from bot.understanding.dates.lone_days import read_lone_day
from bot.understanding.dates.numerals import read_numerals
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.silence import unheard
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekdays import read_weekday, weekday_at
from bot.understanding.dates.years import STEPS

NAMED = {
    "day after tomorrow": 2, "day before yesterday": -2, "today": 0, "tomorrow": 1, "yesterday": -1,
    "now": 0, "right now": 0,
}  # fmt: skip
FIRST_NAMED = {name.split()[0] for name in NAMED}
COPULAS = frozenset(
    {"is", "are", "was", "were", "'s", "has", "have", "until", "till", "from", "by", "for", "and", "since"}
)
CLAUSE_ENDS = frozenset({"", ".", "!", "?", ",", ";", "\n", "please", "pls", "that", "and", "to", "about", ")"})
LATER = ("later", "hence")
APPROXIMATELY = ("less than", "no more than", "about", "around", "roughly", "approximately", "under")
TAILS = ("'s time", "' time", "’ time", "s time", "time", "from now", "from today")


def read_named(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "tomorrow" and its like; "now" where it does not go with a verb: "Acme is now ours"."""
    if line.word(index) not in FIRST_NAMED:
        return None
    for words, days in NAMED.items():
        after = line.reads(index, words)
        day = add_days(view.today, days) if after else None
        if after and day and not words.endswith("now"):
            return When(day, after)
        if after and line.word(index - 1) not in COPULAS and line.word(after) in CLAUSE_ENDS:
            return When(view.today, after, view.now.time().replace(second=0, microsecond=0, fold=0))
    return None


def read_distance(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "in two weeks", "within 3 days", "two days ago", "a week from now", "30 minutes later"."""
    ahead = line.word(index) in ("in", "within")
    if ahead and (line.word(index - 1) in ("once", "twice", "times") or unheard(line, index)):
        return None
    start = next((after for words in APPROXIMATELY if (after := line.reads(index + 1, words))), index + 1)
    counted = line.word(index - 1) in STEPS and not ahead  # "the last 3 months and 2 days ago"
    duration = None if counted else read_duration(line, start if ahead else index)
    if not duration:
        return None
    sign, after = _direction(line, duration, ahead)
    if not sign or line.reads(after, "in a row") or (line.word(after - 1) in LATER and view.backwards):
        return None
    vague = duration.vague or (ahead and start > index + 1)
    if duration.clocked:
        moment = duration.from_moment(view.now, sign)
        return When(moment.date(), after, moment.time(), not vague)
    day = duration.from_day(view.today, sign)
    return _on_weekday(line, When(day, after, exact=not vague), duration) if day else None


def _direction(line: Line, duration: Duration, ahead: bool) -> tuple[int, int]:
    """1 or -1 (0: the words are no distance), and the index after them."""
    after = duration.next
    if ahead:
        for tail in TAILS:
            after = line.reads(after, tail) or after
        return 1, after
    if line.word(after) in ("ago", "back"):
        return -1, after + 1
    if line.word(after) in LATER and line.word(after + 1) != "than":
        return 1, after + 1
    later = line.reads(after, "from now") or line.reads(after, "from today")
    return (1, later) if later else (0, after)


def _on_weekday(line: Line, found: When, duration: Duration) -> When:
    """ "in two weeks on Tuesday" is the Tuesday of that week, "in two months on Tuesday" the first one then."""
    weekday = weekday_at(line, found.next + 1) if line.word(found.next) == "on" else None
    if weekday is None or duration.unit not in ("week", "month", "year"):
        return found
    first = unit_span(found.day, "week")[0] if duration.unit == "week" else found.day
    day = add_days(first, (weekday - first.weekday()) % 7)
    return When(day, found.next + 2) if day else found


def read_beside(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "two days before Christmas", "the day after Easter", "a week from Friday"."""
    duration = read_duration(line, index)
    after = duration.next if duration else index + 1
    if not duration and line.word(index) not in ("day", "week"):
        return None
    sign = {"before": -1, "after": 1, "from": 1, "on": 1}.get(line.word(after))
    if not sign or (duration and duration.clocked) or (line.word(after) == "on" and line.word(index) != "a"):
        return None
    start = after + 2 if line.word(after + 1) == "the" else after + 1
    anchor = (
        read_named(line, start, view)
        or read_holiday(line, start, view)
        or read_numerals(line, start, view)
        or read_lone_day(line, start, view)
        or read_weekday(line, start, view)
    )
    if not anchor:
        return None
    days = {"day": 1, "week": 7}.get(line.word(index), 0)
    day = duration.from_day(anchor.day, sign) if duration else add_days(anchor.day, sign * days)
    return When(day, anchor.next) if day else None
