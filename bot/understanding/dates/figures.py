"""Days in figures alone: "11.12.2026", "12/11/2026", "22/04", "9-18-15"."""

import re

from bot.understanding.dates.readings import Viewpoint
from bot.understanding.dates.spelling import WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import four_figures, full_year

LEADS = vocabulary(
    """on by until till before since after from due for to around and or between starting the this next last each
    every , ("""
) | set(WEEKDAYS)
EDITIONS = vocabulary("version v release section chapter part clause paragraph firmware no number")
"""Words before figures that are no day: "version 2.10."."""
SEPARATORS = frozenset({"-", "/", "."})
Parts = tuple[int, int, int | None, int]  # day, month, year, next index


def read_figures(line: Line, index: int, view: Viewpoint) -> Parts | None:
    kind = line.kind(index)
    year = _year_behind(line, index + 1) if kind == "slash" else None
    if kind not in ("iso", "date") and not (kind in ("slash", "dots") and (year or _spoken_of(line, index))):
        return None
    parts = re.findall(r"\d+", line.word(index))
    if kind == "iso":
        return int(parts[2]), int(parts[1]), int(parts[0]), index + 1
    day, month = map(int, parts[:2] if "." in line.word(index) else parts[1::-1])
    if month > 12 >= day:
        day, month = month, day
    if kind == "date":
        return day, month, full_year(parts[2]), index + 1
    return day, month, year, index + 3 if year else index + 1


def _year_behind(line: Line, index: int) -> int | None:
    """The year of "08/12, 2015"."""
    glued = line.glued(index) and len(line.word(index + 1)) == 2 and line.closed(index + 2)
    behind = line.word(index) == "," and line.kind(index + 1) == "number" and (four_figures(line, index + 1) or glued)
    return full_year(line.word(index + 1)) if behind else None


def _spoken_of(line: Line, index: int) -> bool:
    """Whether two figures are a day: behind a preposition, zero-padded as "22/04", or as "30.11."; not "24/7"."""
    if line.bare or line.word(index - 1) in LEADS or _ranged(line, index + 1, 1) or _ranged(line, index - 1, -1):
        return True
    first, second = re.findall(r"\d+", line.word(index))[:2]
    if line.word(index).endswith(".") and line.word(index - 1) not in EDITIONS:
        return 1 <= int(first) <= 31 and 1 <= int(second) <= 12
    return 12 < int(first) <= 31 and second[:1] == "0" and line.closed(index + 1)


def _ranged(line: Line, joint: int, step: int) -> bool:
    """Whether another such day stands beyond a joint, as in "10/1-11/7"."""
    return line.word(joint) in ("-", "–", "~", "to", "through", "till") and line.kind(joint + step) in ("slash", "date")


def read_dashes(line: Line, index: int, view: Viewpoint) -> Parts | None:
    """ "9-18-15", and behind a preposition "4-22": the month first."""
    numbers: list[str] = []
    while line.kind(index + 2 * len(numbers)) == "number" and len(numbers) < 3:
        numbers.append(line.word(index + 2 * len(numbers)))
        after = index + 2 * len(numbers)
        if line.word(after - 1) != "-" or not (line.glued(after - 2) and line.glued(after - 1)):
            break
    else:
        return None
    if any(len(number) > 2 for number in numbers) or not line.closed(after - 1) or line.word(index - 1) in SEPARATORS:
        return None
    sure = line.word(index - 1) in LEADS or (len(numbers) > 1 and int(numbers[1]) > 12)  # no telephone number
    if len(numbers) == 3 and len(numbers[2]) == 2 and sure:
        return int(numbers[1]), int(numbers[0]), full_year(numbers[2]), after - 1
    led = line.word(index - 1) in ("on", "by", *WEEKDAYS) and len(numbers) == 2 and int(numbers[1]) > 12
    return (int(numbers[1]), int(numbers[0]), None, after - 1) if led else None
