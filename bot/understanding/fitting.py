"""Fits the router to sentences (scikit-learn, imported when called)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.augmentation import masked, pools, variations
from bot.understanding.features import BUCKETS, Row, counts, rarity, weigh
from bot.understanding.router import MEANING, Floats, RouterModel, nearness, probabilities, signs
from bot.understanding.sentences import OUTSIDE, Sentence

FOLDS = 3

Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Examples:
    """Texts with their labels and vectors; `origin` is the sentence each was made from, by number."""

    texts: Sequence[str]
    labels: NDArray[np.str_]
    vectors: Floats
    rows: Sequence[Row]
    origin: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "Examples":
        """Return the chosen ones."""
        places = np.flatnonzero(chosen)
        texts = [self.texts[place] for place in places]
        rows = [self.rows[place] for place in places]
        return Examples(texts, self.labels[chosen], self.vectors[chosen], rows, self.origin[chosen])

    def plain(self) -> "Examples":
        """Return the first of each origin: the sentence itself, masked."""
        first = np.zeros(len(self.texts), bool)
        first[np.unique(self.origin, return_index=True)[1]] = True
        return self.only(first)


def examples(sentences: Sequence[Sentence], encode: Encode) -> Examples:
    """Return each sentence masked, and its variations."""
    names, chance = pools(sentences), Random(1)
    texts: list[tuple[str, int]] = []
    for number, sentence in enumerate(sentences):
        first = masked(sentence)
        texts.append((first, number))
        texts += [(text, number) for text in variations(sentence, names, chance) if text != first]
    return _examples([text for text, _ in texts], [sentences[n].skill for _, n in texts], encode, texts)


def _examples(texts: list[str], labels: list[str], encode: Encode, origin: list[tuple[str, int]]) -> Examples:
    numbers = np.array([number for _, number in origin], np.int64)
    return Examples(texts, np.array(labels), encode(texts), [counts(text) for text in texts], numbers)


def plain_examples(texts: Sequence[str], labels: Sequence[str], encode: Encode) -> Examples:
    """Return labelled texts as they are."""
    return _examples(list(texts), list(labels), encode, [(text, n) for n, text in enumerate(texts)])


def fit(known: Examples) -> RouterModel:
    """Return a router model: a linear classifier and, where there are sentences out of scope, its threshold."""
    model = _classifier(known)
    chances, inside, outside = _unseen(known)
    plain = known.plain()
    sharpness = _sharpness(chances, [model.labels.index(label) for label in plain.labels])
    found = signs(probabilities(chances * sharpness), model.labels, inside, outside)
    threshold = _threshold(found, plain.labels == OUTSIDE)
    return RouterModel(**{**vars(model), "sharpness": sharpness, "threshold": threshold})


def _classifier(known: Examples) -> RouterModel:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    weights = rarity(known.rows)
    weighed = [weigh(row, weights) for row in known.rows]
    ends = np.cumsum([0] + [len(buckets) for buckets, _ in weighed])
    hashed = csr_matrix(
        (np.concatenate([values for _, values in weighed]), np.concatenate([b for b, _ in weighed]), ends),
        shape=(len(weighed), BUCKETS),
    )
    machine: Any = LinearSVC(C=1.0, tol=0.01, random_state=0)
    machine.fit(hstack([hashed, csr_matrix(known.vectors * MEANING)]).tocsr(), known.labels)
    learned = machine.coef_.T.astype(np.float32)
    plain = known.plain()
    served = plain.labels != OUTSIDE
    return RouterModel(
        labels=tuple(str(label) for label in machine.classes_),
        rarity=weights,
        words=learned[:BUCKETS],
        meaning=learned[BUCKETS:],
        bias=machine.intercept_.astype(np.float32),
        sharpness=1.0,
        inside=plain.vectors[served],
        outside=plain.vectors[~served],
        threshold=np.zeros(5, np.float32),
    )


def folds(known: Examples) -> NDArray[np.int64]:
    """Return a fold for each example: by chance where a skill serves it, by likeness where none does.

    Sentences out of scope that are alike share a fold, since those of strangers will be unlike any known.
    """
    from sklearn.cluster import KMeans

    fold = np.random.default_rng(0).integers(FOLDS, size=int(known.origin.max()) + 1)[known.origin]
    unserved = known.labels == OUTSIDE
    if unserved.sum() >= 50:
        groups = KMeans(12, n_init=1, random_state=0).fit_predict(
            known.plain().vectors[known.plain().labels == OUTSIDE]
        )
        numbers = np.unique(known.origin[unserved])
        by_origin = dict(zip(numbers, groups % FOLDS, strict=True))
        fold[unserved] = [by_origin[number] for number in known.origin[unserved]]
    return fold


def _unseen(known: Examples) -> tuple[Floats, Floats, Floats]:
    """Return scores and nearness of each plain example by models that did not see it."""
    fold, plain = folds(known), known.plain()
    plain_fold = fold[np.unique(known.origin, return_index=True)[1]]
    count = len(plain.texts)
    scores: Floats = np.zeros((count, len(np.unique(known.labels))), np.float32)
    inside, outside = np.zeros((2, count, 2), np.float32)
    for number in range(FOLDS):
        model, held = _classifier(known.only(fold != number)), plain_fold == number
        part = plain.only(held)
        scores[held] = model.scores(part.texts, part.vectors)
        inside[held], outside[held] = nearness(part.vectors, model.inside), nearness(part.vectors, model.outside)
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
