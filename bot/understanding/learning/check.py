"""Reports how well the router and the tagger do on sentences that they were not trained on."""

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.examples import Examples, examples
from bot.understanding.learning.fitting import fit
from bot.understanding.learning.router import Ranking, Router
from bot.understanding.learning.seen import recognised
from bot.understanding.learning.sentences import Sentence, unserved
from bot.understanding.learning.tagger import Tagger
from bot.understanding.learning.tagger_fitting import fit_tagger
from knowledge.encoder import WIDTH, Encoder

FOLDS = 5

Slots = Mapping[str, Collection[str]]


def report(sentences: Sequence[Sentence], skills: Slots, tell: Callable[[str], None] = print) -> None:
    """Tell the figures of both, for folds by chance and for folds of sentences that are alike ("far")."""
    encoder = Encoder()
    known = examples(sentences, encoder.describe)
    chance = np.random.default_rng(3).integers(FOLDS, size=len(sentences))
    for name, fold in (("by chance", chance), ("far", alike(known.plain()))):
        tell(f"skills, folds {name}")
        for kind, texts in (("names recognised", list(known.plain().texts)), ("not", [s.text for s in sentences])):
            tell(f"  {kind}: {_told(sentences, ranked(known, fold, texts, encoder))}")
    tell(f"slots\n{slots_told(sentences, chance, skills, encoder)}")


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


def ranked(known: Examples, fold: NDArray[np.int64], texts: Sequence[str], encoder: Encoder) -> list[Ranking]:
    """Return the ranking of each sentence's text by a router that was trained without its fold."""
    rankings: dict[int, Ranking] = {}
    for number in range(FOLDS):
        router = Router(fit(known.only(fold[known.origin] != number)).model, encoder.describe)
        held = np.flatnonzero(fold == number).tolist()
        rankings.update(zip(held, router.rank([texts[place] for place in held]), strict=True))
    return [rankings[place] for place in range(len(texts))]


def _told(sentences: Sequence[Sentence], rankings: Sequence[Ranking]) -> str:
    pairs = list(zip(sentences, rankings, strict=True))
    served = [(s.skill, r) for s, r in pairs if not unserved(s.skill)]
    first = np.mean([ranking.skills[0][0] == skill for skill, ranking in served])
    second = np.mean([skill in dict(ranking.skills[:2]) for skill, ranking in served])
    rejected = [unserved(s.skill) for s, r in pairs if r.outside >= 0.5]
    outside = sum(unserved(s.skill) for s in sentences)
    return (
        f"first {first:.3f}, first two {second:.3f}; out of scope: "
        f"recall {sum(rejected) / max(outside, 1):.3f}, precision {sum(rejected) / max(len(rejected), 1):.3f}"
    )


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
