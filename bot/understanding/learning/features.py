"""What the router sees of a clause beside its meaning: words, pairs of words and pieces of words, weighed by rarity."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORDS = 2**15
PIECES = 2**16
BUCKETS = WORDS + PIECES
"""Features are hashed: words and pairs into the first `WORDS` buckets, pieces of words into the others."""

WORD = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
DIGIT = re.compile(r"\d")
QUOTES = str.maketrans("’‘“”–—", "''\"\"--")

Row = tuple[NDArray[np.int64], NDArray[np.float32]]
"""The buckets of a clause, ascending, and their weights."""


def normalise(text: str) -> str:
    """Lower the case, drop accents, straighten quotes and spaces, and turn every digit to 0."""
    plain = unicodedata.normalize("NFKD", text.translate(QUOTES).lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return DIGIT.sub("0", " ".join(plain.split()))


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[int, ...]:
    edged = f" {word} "
    pieces = [edged[at : at + n] for n in (2, 3, 4, 5) for at in range(len(edged) - n + 1)]
    return tuple(WORDS + crc32(piece.encode()) % PIECES for piece in pieces)


def counts(text: str) -> Row:
    """Return the buckets of a text and the dampened number of times each occurs; words and pieces end to end."""
    words = WORD.findall(normalise(text))
    pairs = [f"{first} {second}" for first, second in zip(["^", *words], [*words, "$"], strict=True)]
    tokens = [crc32(word.encode()) % WORDS for word in words + pairs]
    pieces = [piece for word in words for piece in _pieces(word)]
    buckets, times = np.unique(np.array(tokens + pieces, np.int64), return_counts=True)
    return buckets, (1 + np.log(times)).astype(np.float32)


def rarity(rows: Sequence[Row]) -> NDArray[np.float32]:
    """Return the weight of each bucket: the inverse of how many rows have it, as a logarithm."""
    seen = np.zeros(BUCKETS)
    for buckets, _ in rows:
        seen[buckets] += 1
    return (np.log((1 + len(rows)) / (1 + seen)) + 1).astype(np.float32)


def weigh(row: Row, weights: NDArray[np.float32]) -> Row:
    """Weigh a row by rarity, and bring its words and its pieces each to unit length."""
    buckets, values = row
    values = values * weights[buckets]
    border = int(np.searchsorted(buckets, WORDS))
    for part in (values[:border], values[border:]):
        part /= np.linalg.norm(part) or 1
    return buckets, values
