"""Every run of words in a sentence that is part of a known name, in each spelling it could stand for."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.understanding.names.index import NameIndex
from bot.understanding.names.parts import PLAIN_FORMS
from bot.understanding.names.words import Word

LONGEST = 8
SPELLINGS = 64


class Reading(NamedTuple):
    """A run of words, first and last included, and the letters it is taken for."""

    first: int
    last: int
    end: int
    """Where in the text the name ends: before its possessive "s"."""
    key: str
    misspelt: bool = False
    formed: bool = False
    """Whether a legal form was said after it that is not in the key."""


Ending = tuple[str, int, bool, bool]
"""Letters, where in the text they end, and whether they are misspelt and a legal form is left out of them."""


def readings(words: Sequence[Word], near: Sequence[Sequence[str]], index: NameIndex) -> Iterator[Reading]:
    """The runs of up to eight words that are part of a known name; `near` are spellings each word may have missed."""
    for first in range(len(words)):
        starts = [("", False)]
        for last in range(first, min(first + LONGEST, len(words))):
            word = words[last]
            if last > first and not (word.joins or word.told):
                break
            known = index.knows_whole if any(each.told for each in words[first + 1 : last + 1]) else index.knows
            for start, misspelt in starts:
                for key, end, slipped, formed in _ended(start, misspelt, word, near[last]):
                    if known(key):
                        yield Reading(first, last, end, key, slipped, formed)
            starts = list(islice(_continued(starts, word.key, near[last], index), SPELLINGS))


def _continued(
    starts: list[tuple[str, bool]], key: str, near: Sequence[str], index: NameIndex
) -> Iterator[tuple[str, bool]]:
    for start, misspelt in starts:
        if not misspelt or index.knows(start + key):
            yield start + key, misspelt
        if near:
            yield from ((start + other, True) for other in near if index.knows(start + other))


def _ended(start: str, misspelt: bool, word: Word, near: Sequence[str]) -> list[Ending]:
    """What a run that began so may be taken for when it ends with the word."""
    ended: list[Ending] = [(start + word.key, word.end, misspelt, False)]
    if word.stem:
        ended.append((start + word.stem, word.stem_end, misspelt, False))
    elif start and word.key.endswith("s"):
        ended.append((start + word.key[:-1], word.end, misspelt, False))
    if start and word.key in PLAIN_FORMS:
        ended.append((start, word.end, misspelt, True))
    if near:
        end = word.stem_end if word.possessive else word.end
        ended += [(start + other, end, True, False) for other in near]
    return ended
