"""Quoting: the sentence of a passage that answers a question."""

import re
from collections.abc import Sequence

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\w“\"'])|\n+")
LONG = 240  # characters


def sentences(text: str) -> list[str]:
    """The text in its sentences."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]


def relevant(text: str, words: Sequence[str]) -> str:
    """The sentence with most of the words, the first of those; a long one is cut at a word."""
    stems = {_stem(word) for word in words}
    told = sentences(text) or [text]
    best = max(told, key=lambda each: len(stems & {_stem(word) for word in re.findall(r"\w+", each)}))
    return best if len(best) <= LONG else best[:LONG].rsplit(" ", 1)[0] + " …"


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word.casefold())
