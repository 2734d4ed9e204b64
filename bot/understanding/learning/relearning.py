"""Learns anew from the packaged sentences and those that were put right, and keeps it where it is no worse."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.classifier import Directions, find_directions, fit_classifier
from bot.understanding.learning.descriptions import Descriptions
from bot.understanding.learning.examples import Examples, examples
from bot.understanding.learning.router import RouterModel
from bot.understanding.learning.sentences import Sentence
from bot.understanding.learning.tagger_fitting import fit_tagger
from bot.understanding.learning.training import (
    SEEN,
    SPLITTER,
    STARTERS,
    TOLD,
    WORDS,
    read_seen,
    registered,
    replace_folder,
)
from knowledge.encoder import Encoder

HELD = 5
"""One packaged sentence in so many is held out, twice, others each time."""

TIMES = 2
"""How often a sentence that was put right counts."""

ENOUGH = 4
"""Sentences put right from which on half of them are tried with what the other half taught."""

NOISE = 0.005
"""The share of held-out sentences by which models trained on nearly the same sentences differ by chance."""


@dataclass(frozen=True)
class Score:
    """How many sentences were read right, of how many."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / max(self.of, 1)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.of + other.of)


@dataclass(frozen=True)
class Outcome:
    """What learning brought, before and after: on packaged sentences that were held out, and on those put right.

    `unseen` is how those put right are read when the half they are in was not learned from, None where they are few.
    """

    packaged: tuple[Score, Score]
    lessons: tuple[Score, Score]
    unseen: Score | None
    taken: bool

    @property
    def is_worse(self) -> bool:
        """Whether fewer of the packaged sentences are read right, by more than chance."""
        before, after = self.packaged
        return after.share < before.share - NOISE


@dataclass(frozen=True)
class School:
    """All that is learned from: the examples of the packaged sentences and then of the lessons, which are `taught`."""

    known: Examples
    packaged: int
    taught: int

    def without(self, part: int, lessons: bool = True) -> Examples:
        """Return the examples without one part of the packaged sentences and half of the lessons, or all of these.

        Of the packaged ones only the sentences as they are, not their variations: to compare that is enough.
        """
        lesson = self.known.origin >= self.packaged
        is_first = np.diff(self.known.origin, prepend=-1) > 0
        out = np.where(lesson, not lessons or self._half(part), self._held(part) | ~is_first)
        return self.known.only(~out.astype(bool))

    def tried(self, model: RouterModel, part: int) -> tuple[Score, Score]:
        """Return how a model reads the packaged sentences of a part, and that half of the lessons."""
        plain = self.known.plain()
        lesson = plain.origin >= self.packaged
        once = plain.origin < self.packaged + self.taught
        of_plain = replace(self, known=plain)
        packaged = plain.only(~lesson & of_plain._held(part))
        return score(model, packaged), score(model, plain.only(lesson & once & of_plain._half(part)))

    def lessons(self) -> Examples:
        """Return the lessons as they are, once each."""
        plain = self.known.plain()
        return plain.only((plain.origin >= self.packaged) & (plain.origin < self.packaged + self.taught))

    def _held(self, part: int) -> NDArray[np.bool_]:
        first = self.known.plain()
        parts = np.array([crc32(text.encode()) % HELD for text in first.texts])
        return np.asarray(parts[np.searchsorted(first.origin, self.known.origin)] == part)

    def _half(self, part: int) -> NDArray[np.bool_]:
        return np.asarray((self.known.origin - self.packaged) % max(self.taught, 1) % 2 == part)


def score(model: RouterModel, part: Examples) -> Score:
    """Return how many of the examples a model reads right."""
    if not len(part.texts):
        return Score(0, 0)
    likeliest = model.scores(part.texts.tolist(), part.described).argmax(axis=1)
    return Score(int((np.array(model.labels)[likeliest] == part.labels).sum()), len(part.texts))


def relearn(lessons: Sequence[Sentence], packaged: Path, home: Path, encoder: Encoder, force: bool = False) -> Outcome:
    """Learn from the installed sentences and from lessons, and keep the models at home unless they are worse.

    `packaged` is the folder of the models trained on the installed sentences. With `force` they are kept in any case.
    """
    skills = registered()
    sentences = read_seen(packaged / SEEN)
    lessons = [lesson for lesson in lessons if lesson.skill in skills]
    known = examples([*sentences, *lessons * TIMES], Descriptions(packaged.parent / TOLD, encoder))
    school = School(known, len(sentences), len(lessons))
    home.mkdir(parents=True, exist_ok=True)
    old, new, before, after = _tried(school, packaged, home / f"{packaged.name}.json")
    outcome = Outcome(
        packaged=(before, after[0][0] + after[1][0]),
        lessons=(score(old, school.lessons()), score(new, school.lessons())),
        unseen=after[0][1] + after[1][1] if len(lessons) >= ENOUGH else None,
        taken=force,
    )
    if force or not outcome.is_worse:
        _keep(new, [*sentences, *(s for s in lessons if s.spans)], packaged, home / packaged.name)
        return replace(outcome, taken=True)
    return outcome


def _tried(
    school: School, packaged: Path, file: Path
) -> tuple[RouterModel, RouterModel, Score, list[tuple[Score, Score]]]:
    """The model as packaged and as learned now, and what is held out read without and with what the lessons teach."""
    old, directions = RouterModel.load(packaged / "router.npz"), find_directions(school.known)
    fitted = partial(_fitted, directions=directions, like=old)
    with ThreadPoolExecutor(2) as pool:
        made = pool.submit(fitted, school.known)
        before = _before(school, file, partial(pool.map, fitted))
        halves = pool.map(fitted, map(school.without, (0, 1)))
        after = [school.tried(model, part) for part, model in enumerate(halves)]
        return old, made.result(), before, after


def _fitted(known: Examples, directions: Directions, like: RouterModel) -> RouterModel:
    """A classifier fitted to examples, as sharp as an earlier one and with its border."""
    return fit_classifier(known, directions).model(known, like.sharpness, like.threshold)


def _before(school: School, file: Path, fitted: Callable[[Iterable[Examples]], Iterable[RouterModel]]) -> Score:
    """How held-out packaged sentences are read without the lessons, which a file remembers."""
    if not file.exists():
        models = fitted(map(partial(school.without, lessons=False), (0, 1)))
        scores = [school.tried(model, part)[0] for part, model in enumerate(models)]
        file.write_text(json.dumps(vars(scores[0] + scores[1])))
    return Score(**json.loads(file.read_text()))


def _keep(model: RouterModel, sentences: Sequence[Sentence], packaged: Path, into: Path) -> None:
    """Write the models beside their place, then put them there; what learned nothing new is as it was packaged."""
    made = Path(tempfile.mkdtemp(prefix="learning-", dir=into.parent))
    for name in (STARTERS, WORDS, SPLITTER, SEEN):
        shutil.copy(packaged / name, made)
    fit_tagger(sentences, registered(), made, [packaged])
    model.save(made / "router.npz")
    replace_folder(into, made)
