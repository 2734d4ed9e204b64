"""Tells which skill a clause asks for, and how likely it is that no skill serves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.features import counts, weigh
from bot.understanding.learning.neighbours import Neighbours, nearest
from bot.understanding.learning.sentences import unserved
from knowledge.encoder import WIDTH

LEAST = 1e-6
"""Probabilities below this one are taken for it."""

TOGETHER = 256
"""Vectors that are compared with all known ones at a time: few enough for the cosines to stay near."""

KEPT = 16
"""Clauses lately ranked: the pieces of a message are often joined to one that was ranked before."""

Floats = NDArray[np.float32]
Describe = Callable[[Sequence[str]], Floats]
"""Gives the encoder's description of each text: (texts, 1536)."""


@dataclass(frozen=True)
class Ranking:
    """The skills of a clause, likeliest first, their probabilities adding up to 1 as if one of them served it.

    `outside` is the probability that none does; from 0.5 on the clause is best taken as out of scope.
    """

    skills: tuple[tuple[str, float], ...]
    outside: float


@dataclass(frozen=True)
class RouterModel:
    """What training learned, saved as one file of arrays."""

    labels: tuple[str, ...]
    rarity: Floats
    words: Floats
    """Weights of the hashed words and pieces: (buckets, labels)."""
    meaning: Floats
    """Weights of the encoder's description: (1536, labels)."""
    bias: Floats
    into: Floats
    """Weights of the description for the hidden units of the network: (1536, units)."""
    heights: Floats
    out: Floats
    """Weights of the hidden units: (units, labels)."""
    sharpness: Floats
    """By how much the scores of the margins and of the network were multiplied; the weights have it in them."""
    inside: Floats
    """Vectors of the sentences that skills serve."""
    outside: Floats
    """Vectors of the sentences that none serves."""
    threshold: Floats
    """Weights of the four signs of `signs`, and a constant."""

    def save(self, file: Path) -> None:
        """Write the arrays, the large ones as fp16."""
        arrays = {name: array for name, array in vars(self).items() if name != "labels"}
        large = {name: arrays.pop(name).astype(np.float16) for name in ("words", "inside", "outside")}
        np.savez(file, labels=np.array(self.labels), **large, **arrays)

    @classmethod
    def load(cls, file: Path) -> "RouterModel":
        """Read what `save` wrote."""
        with np.load(file) as arrays:
            read: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        labels = tuple(str(label) for label in read.pop("labels"))
        return cls(labels, **{name: array.astype(np.float32) for name, array in read.items()})

    def scores(self, texts: Sequence[str], described: Floats) -> Floats:
        """Return the logarithm of every label's odds for every text, but for a constant: (texts, labels)."""
        hidden = np.maximum(described @ self.into + self.heights, 0)
        scores = described @ self.meaning + hidden @ self.out + self.bias
        for row, text in enumerate(texts):
            buckets, values = weigh(counts(text), self.rarity)
            scores[row] += values @ self.words[buckets]
        return np.asarray(scores, np.float32)


class Router:
    """Ranks the skills for clauses whose recognised names are masked (see masks.py)."""

    def __init__(self, model: RouterModel, describe: Describe) -> None:
        """Join a trained model with the encoder whose vectors it was trained on."""
        self._model = model
        self._describe = describe
        self._known = [Neighbours(known) for known in (model.inside, model.outside)]
        self._ranked = lru_cache(KEPT)(self._rank)

    def rank(self, clauses: Sequence[str]) -> list[Ranking]:
        """Return one ranking a clause."""
        return [self._ranked(clause) for clause in clauses]

    def rank_many(self, clauses: Sequence[str]) -> list[Ranking]:
        """Return the same for thousands of clauses, which is quicker together; each is compared with all known ones."""
        described = self._describe(clauses)
        chances = probabilities(self._model.scores(clauses, described))
        vectors = described[:, :WIDTH]
        near = (nearness(vectors, known) for known in (self._model.inside, self._model.outside))
        outside = self._outside(chances, *near)
        return [self._ranking(*each) for each in zip(chances, outside.tolist(), strict=True)]

    def _rank(self, clause: str) -> Ranking:
        described = self._describe([clause])
        chances = probabilities(self._model.scores([clause], described))
        near = (known.nearness(described[0, :WIDTH])[None] for known in self._known)
        return self._ranking(chances[0], float(self._outside(chances, *near)[0]))

    def _outside(self, chances: Floats, inside: Floats, outside: Floats) -> Floats:
        found = signs(chances, self._model.labels, inside, outside)
        border = self._model.threshold
        return np.asarray(1 / (1 + np.exp(-(found @ border[:-1] + border[-1]))), np.float32)

    def _ranking(self, chances: Floats, outside: float) -> Ranking:
        named = [
            (label, float(chance))
            for label, chance in zip(self._model.labels, chances, strict=True)
            if not unserved(label)
        ]
        total = sum(chance for _, chance in named) or 1.0
        ordered = sorted(((label, chance / total) for label, chance in named), key=lambda pair: -pair[1])
        return Ranking(tuple(ordered), outside)


def probabilities(scores: Floats) -> Floats:
    """Turn scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def nearness(vectors: Floats, known: Floats) -> Floats:
    """Return the cosines of the nearest known vector and of the fifth nearest: (vectors, 2)."""
    parts = [vectors[start : start + TOGETHER] for start in range(0, len(vectors), TOGETHER)]
    return np.concatenate([np.zeros((0, 2), np.float32), *(nearest(part @ known.T) for part in parts)])


def signs(chances: Floats, labels: Sequence[str], inside: Floats, outside: Floats) -> Floats:
    """Return what tells that a clause is out of scope: (clauses, 4).

    They are the logarithm of the likeliest skill's probability, that of the odds of the out-of-scope label against it,
    the cosine of the fifth nearest served sentence, and how much nearer the nearest unserved sentence is than the
    nearest served.
    """
    served = np.array([not unserved(label) for label in labels])
    likeliest = np.log(np.maximum(chances[:, served].max(axis=1), LEAST))
    none = np.log(np.maximum(chances[:, ~served].sum(axis=1), LEAST))
    return np.stack([likeliest, none - likeliest, inside[:, 1], outside[:, 0] - inside[:, 0]], axis=1)
