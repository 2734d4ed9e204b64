"""Days that have a name of their own: "by Christmas", "on Black Friday"."""

from datetime import date, timedelta

from dateutil.easter import easter

from bot.understanding.dates.calendar import nth_weekday
from bot.understanding.dates.readings import Viewpoint, When
from bot.understanding.dates.spelling import vocabulary
from bot.understanding.dates.tokens import Line

LEADS = vocabulary("on by before after until till since for at around over to next this last from every each")
FIXED_HOLIDAYS = {
    "new year's day": (1, 1),
    "new year": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
EASTER_DAYS = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}
THANKSGIVING_DAYS = {"thanksgiving": 0, "black friday": 1, "cyber monday": 4}
NAMES = (*FIXED_HOLIDAYS, *EASTER_DAYS, *THANKSGIVING_DAYS)
HOLIDAYS = {tuple(name.replace("'s", " 's").split()): name for name in NAMES} | {
    tuple(name.replace("'s", "s").split()): name for name in NAMES
}
FIRST_WORDS = {words[0] for words in HOLIDAYS}


def read_holiday(line: Line, index: int, view: Viewpoint) -> When | None:
    """The holiday named at `index`, behind a preposition or where its name can mean nothing else."""
    stepped = line.word(index) in ("next", "last", "this")
    start = index + 1 if stepped else index
    name, after = holiday_name(line, start)
    alone = stepped or line.bare or line.word(index - 1) in LEADS or " e" in name or " day" in name
    if not name or not alone or not (line.closed(after) or line.kind(after) == "number"):
        return None
    if line.kind(after) == "number" and len(line.word(after)) == 4 and 1900 <= int(line.word(after)) <= 2200:
        return When(_day(name, int(line.word(after))), after + 1)
    return When(_nearest(name, view, line.word(index) == "last"), after)


def holiday_name(line: Line, index: int) -> tuple[str, int]:
    """The longest holiday's name that stands here, or none, and the index after it."""
    if line.word(index) not in FIRST_WORDS:
        return "", index
    for length in (4, 3, 2, 1):
        words = tuple(line.word(index + offset) for offset in range(length))
        if words in HOLIDAYS:
            return HOLIDAYS[words], index + length
    return "", index


def _nearest(name: str, view: Viewpoint, last: bool) -> date:
    years = (view.today.year - 1, view.today.year, view.today.year + 1)
    days = [_day(name, year) for year in years]
    if view.backwards or last:
        return max(day for day in days if day <= view.today)
    return min(day for day in days if day >= view.today)


def _day(name: str, year: int) -> date:
    """The day a holiday falls on that year."""
    if name in FIXED_HOLIDAYS:
        return date(year, *FIXED_HOLIDAYS[name])
    if name in EASTER_DAYS:
        return easter(year) + timedelta(days=EASTER_DAYS[name])
    thursday = nth_weekday(date(year, 11, 1), date(year, 11, 30), 4, 3)
    assert thursday is not None
    return thursday + timedelta(days=THANKSGIVING_DAYS[name])
