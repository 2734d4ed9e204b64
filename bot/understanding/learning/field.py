"""A trained conditional random field as arrays: how likely each word of a clause has each label, in all its labellings.

Scores of a word are the sum of its signs' weights and of its sense's; those of two labels in a row are added to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Field:
    """The weights of one skill's field; `places` are the rows of the signs it knows."""

    labels: tuple[str, ...]
    places: Mapping[str, int]
    weights: Floats
    """Of the signs: (signs, labels)."""
    sense: Floats
    """Of the numbers that tell what a word means: (64, labels)."""
    steps: Floats
    """Of a label after another: (labels, labels)."""

    def chances(self, signs: Sequence[Sequence[str]], sense: Floats) -> Chances:
        """Return the probability of each label of each word: (words, labels), every row adding up to 1."""
        known = [[self.places[sign] for sign in row if sign in self.places] for row in signs]
        scores = np.array([self.weights[row].sum(axis=0) for row in known]) + sense @ self.sense
        return _marginals(scores.astype(np.float64), np.exp(self.steps.astype(np.float64)))

    def save(self, file: Path) -> None:
        """Write the arrays."""
        with file.open("wb") as opened:
            np.savez(
                opened,
                labels=np.array(self.labels),
                places=np.frombuffer("\0".join(self.places).encode(), np.uint8),
                weights=self.weights,
                sense=self.sense,
                steps=self.steps,
            )

    @classmethod
    def load(cls, file: Path) -> "Field":
        """Read what `save` wrote."""
        with np.load(file) as arrays:
            signs = arrays["places"].tobytes().decode().split("\0")
            labels = tuple(str(label) for label in arrays["labels"])
            places = {sign: place for place, sign in enumerate(signs)}
            return cls(labels, places, arrays["weights"], arrays["sense"], arrays["steps"])


def _marginals(scores: Chances, steps: Chances) -> Chances:
    """Forwards and backwards over the words, each brought to a sum of 1 that nothing grows or vanishes."""
    own = np.exp(scores - scores.max(axis=1, keepdims=True))
    forwards, backwards = np.empty_like(own), np.empty_like(own)
    reached = np.ones(len(steps))
    for place, each in enumerate(own):
        reached = (reached @ steps if place else reached) * each
        reached /= reached.sum()
        forwards[place] = reached
    left = np.ones(len(steps))
    for place in range(len(own) - 1, -1, -1):
        backwards[place] = left
        left = steps @ (left * own[place])
        left /= left.sum()
    both = forwards * backwards
    return np.asarray(both / both.sum(axis=1, keepdims=True))
