"""Every run of words in a sentence that could be a name, in each spelling it could stand for."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.understanding.name_parts import PLAIN_FORMS
from bot.understanding.name_words import Word

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


def readings(words: Sequence[Word], near: Sequence[Sequence[str]]) -> Iterator[Reading]:
    """The readings of all runs of up to eight words; `near` are the spellings that each word may have missed."""
    for first in range(len(words)):
        starts = [("", False)]
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and not words[last].joins:
                break
            for start, misspelt in starts:
                yield from _ended(Reading(first, last, words[last].end, start, misspelt), words[last], near[last])
            starts = list(islice(_continued(starts, words[last].key, near[last]), SPELLINGS))


def _continued(starts: list[tuple[str, bool]], key: str, near: Sequence[str]) -> Iterator[tuple[str, bool]]:
    for start, misspelt in starts:
        yield start + key, misspelt
        yield from ((start + other, True) for other in near)


def _ended(start: Reading, word: Word, near: Sequence[str]) -> Iterator[Reading]:
    """The readings that end with the word."""
    first, last, end, key, misspelt, _ = start
    yield Reading(first, last, end, key + word.key, misspelt)
    if word.stem:
        yield Reading(first, last, word.stem_end, key + word.stem, misspelt)
    if key and word.key in PLAIN_FORMS:
        yield Reading(first, last, end, key, misspelt, formed=True)
    for other in near:
        yield Reading(first, last, word.stem_end if word.possessive else end, key + other, misspelt=True)
