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


def readings(words: Sequence[Word], near: Sequence[Sequence[str]], index: NameIndex) -> Iterator[Reading]:
    """The runs of up to eight words that are part of a known name; `near` are spellings each word may have missed."""
    for first in range(len(words)):
        starts = [("", False)]
        for last in range(first, min(first + LONGEST, len(words))):
            word = words[last]
            if last > first and not word.joins:
                break
            for start, misspelt in starts:
                reading = Reading(first, last, word.end, start, misspelt)
                yield from (ended for ended in _ended(reading, word, near[last]) if index.knows(ended.key))
            starts = list(islice(_continued(starts, word.key, near[last], index), SPELLINGS))


def _continued(
    starts: list[tuple[str, bool]], key: str, near: Sequence[str], index: NameIndex
) -> Iterator[tuple[str, bool]]:
    for start, misspelt in starts:
        if not misspelt or index.knows(start + key):
            yield start + key, misspelt
        yield from ((start + other, True) for other in near if index.knows(start + other))


def _ended(start: Reading, word: Word, near: Sequence[str]) -> list[Reading]:
    """The readings that end with the word."""
    first, last, end, key, misspelt, _ = start
    ended = [Reading(first, last, end, key + word.key, misspelt)]
    if word.stem:
        ended.append(Reading(first, last, word.stem_end, key + word.stem, misspelt))
    elif key and word.key.endswith("s"):
        ended.append(Reading(first, last, end, key + word.key[:-1], misspelt))
    if key and word.key in PLAIN_FORMS:
        ended.append(Reading(first, last, end, key, misspelt, formed=True))
    if near:
        name_end = word.stem_end if word.possessive else end
        ended += [Reading(first, last, name_end, key + other, misspelt=True) for other in near]
    return ended
