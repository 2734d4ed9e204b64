"""Ranking: how well each of a handful of passages answers a question.

Vectors and words each say half of it, and the neighbours of a passage complete it: a lone note is often half
a sentence. Weights as measured in tests/bench/recall.py.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Vectors

Scores = NDArray[np.float32]

WEIGHTS = tuple(np.float32(weight) for weight in (0.3, 0.2, 0.3, 0.2))
"""Of the vectors, the vectors of the neighbourhood, the words and the words of the neighbourhood."""

CREATE = "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')"


def ranked(cosines: Scores, around: Scores, alone: "Words", together: "Words", asked: Sequence[str]) -> Scores:
    """The weighted sum of the four scores, each stretched to 0 to 1 over the passages."""
    parts = (cosines, around, alone.scores(asked), together.scores(asked))
    scores: Scores = np.sum([weight * _stretched(part) for weight, part in zip(WEIGHTS, parts, strict=True)], axis=0)
    return scores


def neighbourhoods(vectors: Vectors, groups: Sequence[object]) -> Vectors:
    """For each vector the mean direction of itself and its neighbours of the same group, in the order given."""
    summed = vectors.copy()
    for place in range(1, len(groups)):
        if groups[place] == groups[place - 1]:
            summed[place] += vectors[place - 1]
            summed[place - 1] += vectors[place]
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    neighbourhoods: Vectors = summed / np.maximum(lengths, 1e-9)
    return neighbourhoods


def windows(texts: Sequence[str], groups: Sequence[object]) -> list[str]:
    """Each text with its neighbours of the same group."""
    places = range(len(texts))
    near = ([at for at in (here - 1, here, here + 1) if at in places and groups[at] == groups[here]] for here in places)
    return [" ".join(texts[at] for at in around) for around in near]


class Words:
    """Texts by their stemmed words, in a full-text table in memory: the same on every database."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self._table = sqlite3.connect(":memory:")
        self._table.execute(CREATE)
        self._table.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", enumerate(texts, 1))

    def scores(self, asked: Sequence[str]) -> Scores:
        """The BM25 score of each text, 0 for those without any of the words."""
        scores = np.zeros(self.size, np.float32)
        query = " OR ".join(f'"{word}"' for word in asked)
        for row, score in self._found("rowid, -bm25(words)", query):
            scores[row - 1] = score
        return scores

    def shares(self, asked: Sequence[str]) -> Scores:
        """The share of the words that each text holds; a word weighs more the fewer texts hold it."""
        shares, whole = np.zeros(self.size, np.float32), 0.0
        for word in set(asked):
            rows = [row - 1 for (row,) in self._found("rowid", f'"{word}"')]
            weight = float(np.log(1 + (self.size + 1) / (1 + len(rows))))
            shares[rows] += weight
            whole += weight
        return shares / max(whole, 1e-9)

    def _found(self, columns: str, query: str) -> list[tuple[int, ...]]:
        if not query:
            return []
        with closing(self._table.execute(f"SELECT {columns} FROM words WHERE words MATCH ?", (query,))) as found:
            return found.fetchall()

    def close(self) -> None:
        """Let go of the table."""
        self._table.close()


def _stretched(scores: Scores) -> Scores:
    least, most = scores.min(), scores.max()
    return (scores - least) / (most - least) if most > least else np.zeros_like(scores)
