"""Reports how well the router and the tagger do on sentences that they were not trained on."""

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.intents import READING
from bot.understanding.learning.descriptions import Descriptions
from bot.understanding.learning.examples import Examples, examples
from bot.understanding.learning.fitting import fit
from bot.understanding.learning.router import Ranking, Router
from bot.understanding.learning.seen import recognised
from bot.understanding.learning.sentences import Sentence, unserved
from bot.understanding.learning.tagger import Tagger
from bot.understanding.learning.tagger_fitting import fit_tagger
from knowledge.encoder import WIDTH, Encoder

FOLDS = 5
BANDS = 10
REJECTED = 0.5
BORDERS = (0.45, 0.6, 0.75)
"""Confidences of a write, of which each is told how often the skill is right from there on."""

Slots = Mapping[str, Collection[str]]


def report(
    sentences: Sequence[Sentence], skills: Slots, descriptions: Descriptions, tell: Callable[[str], None] = print
) -> None:
    """Tell the figures of both, for folds by chance and for folds of sentences that are alike ("far")."""
    known = examples(sentences, descriptions)
    chance = np.random.default_rng(3).integers(FOLDS, size=len(sentences))
    texts = {"names recognised": list(known.plain().texts), "not": [sentence.text for sentence in sentences]}
    for name, fold in (("by chance", chance), ("far", alike(known.plain()))):
        tell(f"skills, folds {name}")
        models = [fit(known.only(fold[known.origin] != number)).model for number in range(FOLDS)]
        for kind, asked in texts.items():
            tell(f"  {kind}: {told(sentences, ranked([Router(m, descriptions) for m in models], fold, asked))}")
    tell(f"slots\n{slots_told(sentences, chance, skills, descriptions.encoder)}")


def alike(plain: Examples) -> NDArray[np.int64]:
    """Return folds such that within each skill the sentences of a fold are like each other."""
    from sklearn.cluster import KMeans

    fold = np.arange(len(plain.texts)) % FOLDS
    for label in np.unique(plain.labels):
        own = np.flatnonzero(plain.labels == label)
        if len(own) >= 2 * FOLDS:
            clusters = KMeans(FOLDS, n_init=1, random_state=0).fit_predict(plain.described[own, :WIDTH])
            fold[own] = clusters
    return fold


def ranked(routers: Sequence[Router], fold: NDArray[np.int64], texts: Sequence[str]) -> list[Ranking]:
    """Return the ranking of each sentence's text by the router that has not seen its fold."""
    return [routers[number].rank([text])[0] for number, text in zip(fold, texts, strict=True)]


def told(sentences: Sequence[Sentence], rankings: Sequence[Ranking]) -> str:
    """Return how often the right skill comes first, what is out of scope is told, and how far confidence holds."""
    outside = np.array([unserved(s.skill) for s in sentences])
    first = np.array([ranking.skills[0][0] == s.skill for s, ranking in zip(sentences, rankings, strict=True)])
    second = np.array([s.skill in dict(r.skills[:2]) for s, r in zip(sentences, rankings, strict=True)])
    rejected = np.array([ranking.outside >= REJECTED for ranking in rankings])
    claimed = np.array([ranking.skills[0][1] * (1 - ranking.outside) for ranking in rankings], np.float32)
    writes = np.array([ranking.skills[0][0] not in READING for ranking in rankings]) & ~rejected
    return (
        f"first {_share(first[~outside])}, first two {_share(second[~outside])}; out of scope: "
        f"recall {_share(rejected[outside])}, served ones rejected {_share(rejected[~outside])}; "
        f"confidence off by {calibration_error(claimed, first):.3f}; writes right of those "
        + ", ".join(f"from {border} {_share(first[writes & (claimed >= border)])}" for border in BORDERS)
    )


def _share(yes: NDArray[np.bool_]) -> str:
    return f"{yes.mean() if len(yes) else 0:.3f}"


def calibration_error(claimed: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Return by how much the claimed probability is off on average, over ten bands of it."""
    band = np.minimum((claimed * BANDS).astype(int), BANDS - 1)
    sums = [abs(claimed[band == number].sum() - right[band == number].sum()) for number in np.unique(band)]
    return float(sum(sums) / max(len(right), 1))


def slots_told(sentences: Sequence[Sentence], fold: NDArray[np.int64], skills: Slots, encoder: Encoder) -> str:
    """Return the F1 of exact spans, overall and by slot, of taggers trained without one fold each."""
    right, found, marked = Counter[str](), Counter[str](), Counter[str]()
    for number in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            fit_tagger([s for s, f in zip(sentences, fold, strict=True) if f != number], skills, Path(folder))
            tagger = Tagger(Path(folder), encoder)
            for sentence in (s for s, f in zip(sentences, fold, strict=True) if f == number and s.skill in skills):
                slots = skills[sentence.skill]
                tags = set(tagger.tag(sentence.text, recognised(sentence), sentence.skill, slots))
                marks = {span for span in sentence.outer() if span.slot in slots}
                for counter, spans in ((right, tags & marks), (found, tags), (marked, marks)):
                    counter.update(span.slot for span in spans)
    return "\n".join(_lines(right, found, marked))


def _lines(right: Counter[str], found: Counter[str], marked: Counter[str]) -> Iterable[str]:
    def f1(right: int, found: int, marked: int) -> str:
        return f"{2 * right / max(found + marked, 1):.3f}"

    yield f"  all: {f1(right.total(), found.total(), marked.total())}"
    for slot, times in marked.most_common():
        yield f"  {slot}: {f1(right[slot], found[slot], times)} of {times}"
