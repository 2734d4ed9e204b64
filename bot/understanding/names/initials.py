"""People named by an initial: "D. Whitaker", "Dana W."."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understanding.names.index import NameIndex, Role
from bot.understanding.names.parts import PEOPLE, Name, words_of
from bot.understanding.names.words import Word


def initialled(words: Sequence[Word], index: NameIndex) -> Iterator[tuple[int, int, Sequence[Name]]]:
    """The place of each such pair's first word, where in the text the pair ends, and the people it may be."""
    for place, (first, last) in enumerate(pairwise(words)):
        if not last.joins:
            continue
        if _is_initial(first) and (first.key != "a" or last.start > first.end + 1):  # "A little" is no A. Little
            yield place, last.end, _matching(index.of(Role.SURNAME, last.key), 0, first.key)
            if last.stem:
                yield place, last.stem_end, _matching(index.of(Role.SURNAME, last.stem), 0, first.key)
        elif _is_initial(last):
            yield place, last.end, _matching(index.of(Role.BEGINNING, first.key), -1, last.key)


def _is_initial(word: Word) -> bool:
    return len(word.key) == 1 and word.proper and word.key != "i"


def _matching(names: Sequence[Name], place: int, initial: str) -> Sequence[Name]:
    return [name for name in names if name.kind in PEOPLE and words_of(name.text)[place].startswith(initial)]
