"""The router's classifier: margins over words and meaning beside a network over meaning (scikit-learn, when called)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.examples import Examples
from bot.understanding.learning.features import BUCKETS, Row, rarity, weigh
from bot.understanding.learning.network import Network, fit_network
from bot.understanding.learning.router import Floats, RouterModel
from bot.understanding.learning.sentences import unserved
from knowledge.encoder import WIDTH

DIRECTIONS = 768
"""Numbers that a description is brought down to before anything is fitted on it."""

MAIN = 128
"""How many of them the margins see."""

WORDS = 1.5
"""How much words and pieces weigh beside the meaning in the margins."""

SPREAD = 0.5
"""How far the numbers spread that the network sees."""

MANY = 40
"""Examples a label from which on margins and network rank best; the fewer, the more a regression adds to them."""


@dataclass(frozen=True)
class Directions:
    """The mean description, and a matrix to the directions in which, evenly scaled, most is told, main ones last."""

    middle: Floats
    turn: Floats

    def of(self, described: Floats) -> Floats:
        """Return the numbers of each description: (texts, 768)."""
        return np.asarray((described - self.middle) @ self.turn, np.float32)


@dataclass(frozen=True)
class Classifier:
    """Weights of the margins, from hashed words and from descriptions, and a network over the directions."""

    labels: tuple[str, ...]
    rarity: Floats
    words: Floats
    meaning: Floats
    bias: Floats
    directions: Directions
    network: Network

    def scores(self, part: Examples) -> Floats:
        """Return the scores of the margins and of the network: (2, texts, labels)."""
        margins = hashed(list(part.rows), self.rarity) @ self.words + part.described @ self.meaning + self.bias
        return np.stack([margins, self.network.scores(self.directions.of(part.described))])

    def model(self, known: Examples, sharpness: Floats, threshold: Floats) -> RouterModel:
        """Return both as one model, each multiplied by its sharpness, beside the vectors of the known sentences."""
        (margins, nets), turn, net = sharpness, self.directions.turn, self.network
        vectors, served = known.described[:, :WIDTH], np.array([not unserved(label) for label in known.labels])
        straight, into = turn @ net.straight, turn @ net.into
        lowered = net.bias - self.directions.middle @ straight
        return RouterModel(
            labels=self.labels,
            rarity=self.rarity,
            words=self.words * margins,
            meaning=self.meaning * margins + straight * nets,
            bias=self.bias * margins + lowered * nets,
            into=into,
            heights=net.heights - self.directions.middle @ into,
            out=net.out * nets,
            sharpness=sharpness,
            inside=vectors[served],
            outside=vectors[~served],
            threshold=threshold,
        )


def fit_classifier(known: Examples, directions: Directions | None = None) -> Classifier:
    """Fit margins and network; directions, which no label has a part in, may be those of more examples."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    weights, directions = rarity(list(known.rows)), directions or find_directions(known)
    turned = directions.of(known.described)
    machine: Any = LinearSVC(C=0.3, tol=0.1, random_state=0)
    both = [hashed(list(known.rows), weights) * WORDS, csr_matrix(turned[:, -MAIN:])]
    machine.fit(hstack(both).tocsr(), known.labels)
    learned = machine.coef_.astype(np.float32).T
    meaning = directions.turn[:, -MAIN:] @ learned[BUCKETS:]
    bias = machine.intercept_.astype(np.float32) - directions.middle @ meaning
    if share := _share(known):
        slopes, heights = _regression(known)
        meaning[:WIDTH] += share * slopes
        bias += share * heights
    return Classifier(
        labels=tuple(str(label) for label in machine.classes_),
        rarity=weights,
        words=learned[:BUCKETS] * np.float32(WORDS),
        meaning=meaning,
        bias=bias,
        directions=directions,
        network=_network(turned, known.labels),
    )


def _network(turned: Floats, labels: NDArray[np.str_]) -> Network:
    classes, right = np.unique(labels, return_inverse=True)
    spread = np.float32(SPREAD / turned.std())
    net = fit_network(turned * spread, right, len(classes))
    return Network(net.into * spread, net.heights, net.out, net.straight * spread, net.bias)


def _share(known: Examples) -> float:
    """Return how much the regression counts beside the margins: of use where many labels have few sentences each."""
    sizes = np.unique(known.plain().labels, return_counts=True)[1]
    return float(np.clip(np.sqrt(MANY / np.median(sizes)) - 1, 0, len(sizes) / MANY))


def _regression(known: Examples) -> tuple[Floats, Floats]:
    """Return weights of the vectors and constants by which few examples rank better: a regression over all labels."""
    from sklearn.linear_model import LogisticRegression

    machine: Any = LogisticRegression(C=10, max_iter=200).fit(known.described[:, :WIDTH], known.labels)
    return machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)


def hashed(rows: Sequence[Row], weights: Floats) -> Any:
    """Return the rows, weighed, as a sparse matrix."""
    from scipy.sparse import csr_matrix

    weighed = [weigh(row, weights) for row in rows]
    ends = np.cumsum([0] + [len(buckets) for buckets, _ in weighed])
    parts = np.concatenate([values for _, values in weighed]), np.concatenate([b for b, _ in weighed]), ends
    return csr_matrix(parts, shape=(len(weighed), BUCKETS))


def find_directions(known: Examples) -> Directions:
    """Return the main directions of the descriptions of the sentences themselves."""
    described = known.plain().described
    middle = described.mean(axis=0)
    scale = 1 / ((described.std(axis=0) + 3e-3) * np.sqrt(WIDTH))
    even = (described - middle) * scale
    _, directions = np.linalg.eigh(even.T @ even)
    return Directions(middle, np.asarray(scale[:, None] * directions[:, -DIRECTIONS:], np.float32))
