"""Fits the router to sentences (scikit-learn and scipy, imported when called)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.classifier import Classifier, find_directions, fit_classifier
from bot.understanding.learning.examples import Examples
from bot.understanding.learning.router import Floats, RouterModel, nearness, probabilities, signs
from bot.understanding.learning.sentences import unserved
from knowledge.encoder import WIDTH

HALVES = 2
CLUSTERS = 12

BOTH = np.array([True, True])
"""The places of the scores of margins and of the network."""

UNKNOWN = -2
"""The score of a label of which a half has no example."""

SHARPNESS = (3.0, 1.0)
"""Where the search for the sharpness of margins and network begins."""

LEAST = 0.05
"""Less sharp than this is neither."""


@dataclass(frozen=True)
class Fitted:
    """A router model; beside it one for each half of the sentences that has not seen them, and each one's half."""

    model: RouterModel
    unseeing: tuple[RouterModel, ...]
    half: NDArray[np.int64]


def fit(known: Examples, strangers: bool = True, message: NDArray[np.int64] | None = None) -> Fitted:
    """Fit a classifier, how sharp it may be and, where there are sentences out of scope, the border to them.

    The last two fit sentences unlike the known ones, as strangers say them, or else some by chance; for them the
    sentences as they are will do, without their variations. Sentences of one `message`, by number, are seen together.
    """
    directions, plain = find_directions(known), known.plain()
    half = _halves(plain, strangers, message)
    parts = [plain.only(half != number) for number in range(HALVES)]
    classifiers = [fit_classifier(part, directions) for part in parts]
    whole = fit_classifier(known, directions)
    scores, inside, outside = _unseen(plain, half, classifiers, whole.labels)
    sharpness = _sharpness(scores, np.searchsorted(whole.labels, plain.labels))
    found = signs(probabilities(np.tensordot(sharpness, scores, 1)), whole.labels, inside, outside)
    threshold = _threshold(found, np.array([unserved(label) for label in plain.labels]))
    unseeing = [each.model(part, sharpness, threshold) for each, part in zip(classifiers, parts, strict=True)]
    return Fitted(whole.model(known, sharpness, threshold), tuple(unseeing), half)


def _halves(plain: Examples, strangers: bool, message: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Return a half for each sentence: by chance, or such that those of a label that are alike share one."""
    half = np.random.default_rng(0).integers(HALVES, size=len(plain.texts))
    for label in np.unique(plain.labels):
        own = np.flatnonzero(plain.labels == label)
        if len(own) >= CLUSTERS * HALVES and (strangers or unserved(label)):
            half[own] = _clusters(plain.described[own, :WIDTH]) % HALVES
    return half if message is None else half[np.unique(message, return_index=True)[1]][message]


def _clusters(vectors: Floats) -> NDArray[np.int64]:
    from sklearn.cluster import KMeans

    machine: Any = KMeans(CLUSTERS, n_init=1, random_state=0)
    return np.asarray(machine.fit_predict(vectors), np.int64)


def _unseen(
    known: Examples, half: NDArray[np.int64], classifiers: list[Classifier], labels: tuple[str, ...]
) -> tuple[Floats, Floats, Floats]:
    """Return scores and nearness of each example by what has not seen its half."""
    count = len(known.texts)
    scores: Floats = np.full((2, count, len(labels)), UNKNOWN, np.float32)
    inside, outside = np.zeros((2, count, 2), np.float32)
    served = np.array([not unserved(label) for label in known.labels])
    for number, classifier in enumerate(classifiers):
        held = half == number
        part = known.only(held)
        scores[np.ix_(BOTH, held, np.isin(labels, classifier.labels))] = classifier.scores(part)
        vectors = known.described[:, :WIDTH]
        inside[held] = nearness(vectors[held], vectors[~held & served])
        outside[held] = nearness(vectors[held], vectors[~held & ~served])
    return scores, inside, outside


def _sharpness(scores: Floats, right: NDArray[np.int64]) -> Floats:
    """Return the multipliers of the scores of margins and network at which the probabilities fit what is right best."""
    from scipy.optimize import minimize

    places = np.arange(len(right))

    def loss(sharpness: Floats) -> float:
        chances = probabilities(np.tensordot(sharpness.astype(np.float32), scores, 1))[places, right]
        return float(-np.log(chances + 1e-9).mean())

    found: Any = minimize(loss, SHARPNESS, method="Nelder-Mead", options={"xatol": 0.02, "fatol": 1e-4})
    return np.asarray(np.maximum(found.x, LEAST), np.float32)


def _threshold(found: Floats, unserved: NDArray[np.bool_]) -> Floats:
    """Return weights of the signs and a constant such that 0 divides what is served from what is not."""
    from sklearn.linear_model import LogisticRegression

    if not unserved.any():
        return np.array([0, 0, 0, 0, -9], np.float32)
    machine: Any = LogisticRegression(class_weight="balanced").fit(found, unserved)
    return np.append(machine.coef_[0], machine.intercept_[0]).astype(np.float32)
