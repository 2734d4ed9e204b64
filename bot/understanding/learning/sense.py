"""Sense: what the words of a clause mean where they stand, as a few numbers a word for the tagger.

They are the encoder's fourth layer brought down to its main directions (principal components, evenly scaled).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.masks import MASKS
from bot.understanding.learning.words import Token
from knowledge.encoder import Encoder

FILE = "sense.npz"
DIRECTIONS = 64
SCALE = 0.3
"""How far the numbers spread, beside the ones and noughts of the other features."""
FLAT = 1e-4
"""A direction in which so small a share of the first one's spread lies tells nothing: a few clauses have such ones."""

Floats = NDArray[np.float32]


class Sense:
    """Turns tokens to numbers; `directions` is (384, 64), `middle` what all words have in common."""

    def __init__(self, encoder: Encoder, middle: Floats, directions: Floats) -> None:
        self._encoder = encoder
        self._middle = middle
        self._directions = directions

    @classmethod
    def fitted(cls, encoder: Encoder, clauses: Iterable[Sequence[Token]]) -> "Sense":
        """Find the main directions in these clauses."""
        vectors = np.concatenate([encoder.words(spoken(clause)) for clause in clauses])
        middle = vectors.mean(axis=0)
        apart = (vectors - middle).astype(np.float64)
        spread, directions = np.linalg.eigh(apart.T @ apart / len(apart))
        count = min(DIRECTIONS, int((spread > FLAT**2 * spread[-1]).sum()))
        scale = SCALE / np.sqrt(spread[-count:])
        return cls(encoder, middle, np.asarray(directions[:, -count:] * scale, np.float32))

    def of(self, tokens: Sequence[Token]) -> Floats:
        """Return the numbers of each token: (tokens, 64)."""
        return np.asarray((self._encoder.words(spoken(tokens)) - self._middle) @ self._directions, np.float32)

    @property
    def width(self) -> int:
        """How many numbers each token has."""
        return len(self._directions.T)

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        np.savez(folder / FILE, middle=self._middle, directions=self._directions)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "Sense":
        """Read what `save` wrote."""
        with np.load(folder / FILE) as arrays:
            return cls(encoder, arrays["middle"], arrays["directions"])


def spoken(tokens: Sequence[Token]) -> list[str]:
    """Return the words as the encoder reads them: names behind their masks."""
    return [MASKS.get(token.kind, token.text) for token in tokens]
