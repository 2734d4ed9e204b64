"""Fits the router to sentences (scikit-learn, imported when called)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.augmentation import masked, pools, variations
from bot.understanding.learning.features import BUCKETS, Row, counts, rarity, weigh
from bot.understanding.learning.router import Floats, RouterModel, nearness, probabilities, signs
from bot.understanding.learning.sentences import OUTSIDE, Sentence, unserved
from knowledge.encoder import WIDTH

FOLDS = 2
CLUSTERS = 12
DIRECTIONS = 256
"""Numbers that a description is brought down to before a classifier is fitted on it."""

MANY = 40
"""Examples a label from which on margins alone rank best; the fewer there are, the more a regression adds to them."""

UNKNOWN = -2
"""The score of a label of which a fold has no example."""

Describe = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Examples:
    """Texts with their labels and descriptions; `origin` is the sentence each was made from, by number, ascending."""

    texts: NDArray[np.object_]
    labels: NDArray[np.str_]
    described: Floats
    rows: NDArray[np.object_]
    origin: NDArray[np.int64]

    def only(self, chosen: NDArray[Any]) -> "Examples":
        """Return the chosen ones, by place or by yes and no."""
        return Examples(*(part[chosen] for part in vars(self).values()))

    def plain(self) -> "Examples":
        """Return the first of each origin: the sentence itself, masked."""
        return self.only(np.unique(self.origin, return_index=True)[1])


def examples(sentences: Sequence[Sentence], describe: Describe) -> Examples:
    """Return each sentence masked, and its variations."""
    names = pools(sentences)
    texts: list[str] = []
    origin: list[int] = []
    for number, sentence in enumerate(sentences):
        first = masked(sentence)
        made = [first, *(t for t in variations(sentence, names, Random(sentence.text)) if t != first)]
        texts += made
        origin += [number] * len(made)
    return _examples(texts, [sentences[number].skill for number in origin], origin, describe)


def plain_examples(texts: Sequence[str], labels: Sequence[str], describe: Describe) -> Examples:
    """Return labelled texts as they are."""
    return _examples(texts, labels, range(len(texts)), describe)


def _examples(texts: Sequence[str], labels: Sequence[str], origin: Sequence[int], describe: Describe) -> Examples:
    rows = np.empty(len(texts), object)
    rows[:] = [counts(text) for text in texts]
    return Examples(np.array(texts, object), np.array(labels), describe(texts), rows, np.array(origin, np.int64))


def fit(known: Examples) -> RouterModel:
    """Return a router model: a linear classifier and, where there are sentences out of scope, the border to them."""
    model = classifier(known)
    scores, inside, outside = _unseen(known)
    sharpness = _sharpness(scores, [model.labels.index(label) for label in known.labels])
    found = signs(probabilities(scores * sharpness), model.labels, inside, outside)
    return replace(model, sharpness=sharpness, threshold=_threshold(found, _unserved(known)))


def classifier(known: Examples) -> RouterModel:
    """Return a model that ranks, but does not yet know its sharpness and threshold."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    weights, (middle, turn) = rarity(list(known.rows)), _directions(known)
    turned = csr_matrix((known.described - middle) @ turn)
    machine: Any = LinearSVC(C=0.3, tol=0.1, random_state=0)
    machine.fit(hstack([_hashed(list(known.rows), weights), turned]).tocsr(), known.labels)
    learned = machine.coef_.astype(np.float32).T
    meaning = turn @ learned[BUCKETS:]
    bias = machine.intercept_ - middle @ meaning
    if share := _share(known):
        slopes, heights = _regression(known)
        meaning[:WIDTH] += share * slopes
        bias += share * heights
    served = ~_unserved(known)
    return RouterModel(
        labels=tuple(str(label) for label in machine.classes_),
        rarity=weights,
        words=learned[:BUCKETS],
        meaning=meaning,
        bias=bias.astype(np.float32),
        sharpness=1.0,
        inside=known.described[served, :WIDTH],
        outside=known.described[~served, :WIDTH],
        threshold=np.zeros(5, np.float32),
    )


def _unserved(known: Examples) -> NDArray[np.bool_]:
    return np.array([unserved(label) for label in known.labels])


def _share(known: Examples) -> float:
    """Return how much the regression counts beside the margins: of use where many labels have few sentences each."""
    sizes = np.unique(known.plain().labels, return_counts=True)[1]
    return float(np.clip(np.sqrt(MANY / np.median(sizes)) - 1, 0, len(sizes) / MANY))


def _regression(known: Examples) -> tuple[Floats, Floats]:
    """Return weights of the vectors and constants by which few examples rank better: a regression over all labels."""
    from sklearn.linear_model import LogisticRegression

    machine: Any = LogisticRegression(C=10, max_iter=200).fit(known.described[:, :WIDTH], known.labels)
    return machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)


def _hashed(rows: Sequence[Row], weights: Floats) -> Any:
    from scipy.sparse import csr_matrix

    weighed = [weigh(row, weights) for row in rows]
    ends = np.cumsum([0] + [len(buckets) for buckets, _ in weighed])
    parts = np.concatenate([values for _, values in weighed]), np.concatenate([b for b, _ in weighed]), ends
    return csr_matrix(parts, shape=(len(weighed), BUCKETS))


def _directions(known: Examples) -> tuple[Floats, Floats]:
    """Return the mean description and a matrix to the directions in which, evenly scaled, most is told."""
    described = known.plain().described
    middle = described.mean(axis=0)
    scale = 1 / ((described.std(axis=0) + 3e-3) * np.sqrt(WIDTH))
    even = (described - middle) * scale
    _, directions = np.linalg.eigh(even.T @ even)
    return middle, np.asarray(scale[:, None] * directions[:, -DIRECTIONS:], np.float32)


def folds(known: Examples) -> NDArray[np.int64]:
    """Return a fold for each example: by chance where a skill serves it, by likeness where none does.

    Sentences out of scope that are alike share a fold, since those of strangers will be unlike any known.
    """
    from sklearn.cluster import KMeans

    plain = known.plain()
    fold = np.random.default_rng(0).integers(FOLDS, size=len(plain.texts))
    outside = plain.labels == OUTSIDE
    if outside.sum() >= CLUSTERS * FOLDS:
        machine: Any = KMeans(CLUSTERS, n_init=1, random_state=0)
        fold[outside] = machine.fit_predict(plain.described[outside, :WIDTH]) % FOLDS
    return np.asarray(fold[np.searchsorted(plain.origin, known.origin)], np.int64)


def _unseen(known: Examples) -> tuple[Floats, Floats, Floats]:
    """Return scores and nearness of each example by models that did not see its sentence."""
    fold, count = folds(known), len(known.texts)
    labels = np.unique(known.labels)
    scores: Floats = np.full((count, len(labels)), UNKNOWN, np.float32)
    inside, outside = np.zeros((2, count, 2), np.float32)
    for number in range(FOLDS):
        model, held = classifier(known.only(fold != number)), fold == number
        part = known.only(held)
        scores[np.ix_(held, np.isin(labels, model.labels))] = model.scores(list(part.texts), part.described)
        vectors = part.described[:, :WIDTH]
        inside[held], outside[held] = nearness(vectors, model.inside), nearness(vectors, model.outside)
    return scores, inside, outside


def _sharpness(scores: Floats, right: Sequence[int]) -> float:
    """Return the multiplier of scores at which the probabilities fit what is right best."""
    places = np.arange(len(right))
    options = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
    losses = [-np.log(probabilities(scores * option)[places, right] + 1e-9).mean() for option in options]
    return options[int(np.argmin(losses))]


def _threshold(found: Floats, unserved: NDArray[np.bool_]) -> Floats:
    """Return weights of the signs and a constant such that 0 divides what is served from what is not."""
    from sklearn.linear_model import LogisticRegression

    if not unserved.any():
        return np.array([0, 0, 0, 0, -9], np.float32)
    machine: Any = LogisticRegression(class_weight="balanced").fit(found, unserved)
    return np.append(machine.coef_[0], machine.intercept_[0]).astype(np.float32)
