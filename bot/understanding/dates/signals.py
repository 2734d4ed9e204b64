"""Which tokens speak of time at all, so that the grammars need not try at every word."""

from functools import lru_cache

from bot.understanding.amounts.numbers import ONES, ORDINALS, TENS
from bot.understanding.dates.decades import NAMES as DECADES
from bot.understanding.dates.distances import NAMED as DAYS
from bot.understanding.dates.durations import UNIT_WORDS
from bot.understanding.dates.edges import SHORT_EDGES
from bot.understanding.dates.frequencies import ADVERBS, DOUBLED
from bot.understanding.dates.holidays import FIRST_WORDS
from bot.understanding.dates.hours import NAMED, PARTS, SHORT_DAY_ENDS
from bot.understanding.dates.rolling import TO_DATE
from bot.understanding.dates.seasons import FIRST_MONTHS
from bot.understanding.dates.spelling import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, vocabulary
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.weekly import GROUPS

FIGURES = frozenset({"iso", "date", "slash", "dots", "clock", "ordinal", "hour", "decimal", "number"})
PLURAL = frozenset(f"{word}s" for word in (*WEEKDAYS, *PARTS))
WORDS = frozenset(
    {*ONES, *TENS, *ORDINALS, *DECADES, *UNIT_WORDS, *SHORT_EDGES, *ADVERBS, *DOUBLED, *FIRST_WORDS, *NAMED, *PARTS}
    | {*SHORT_DAY_ENDS, *TO_DATE, *FIRST_MONTHS, *MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *GROUPS, *PLURAL}
    | {name.split()[-1] for name in DAYS}
) | vocabulary("h1 h2 q1 q2 q3 q4 working business weekend decade decades century date day couple few tonight midweek "
               "workweek noon calendar semi bi half")  # fmt: skip
REACH = 6
MOST = 90  # a text with more than so many numbers and words of time is a table and no speech; its rest is not read


@lru_cache(maxsize=16)
def promising(line: Line) -> list[bool]:
    """For each token whether one that speaks of time stands there or among the next few."""
    signs = [line.kind(index) in FIGURES or line.word(index) in WORDS or line.word(index)[:1].isdecimal()
             for index in range(len(line))]  # fmt: skip
    last = _last(signs)
    return [index <= last and any(signs[index : index + REACH]) for index in range(len(signs))]


def _last(signs: list[bool]) -> int:
    """The place of the last sign that is read."""
    places = [index for index, sign in enumerate(signs) if sign]
    return places[MOST - 1] if len(places) > MOST else len(signs)
