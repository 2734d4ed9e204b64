"""Moves the packaged models to what was put right, and keeps that where it is no worse.

The router is moved just so far that it reads the lessons right by a margin (passive-aggressive: Crammer et al. 2006);
of the tagger only the skills with new marks are fitted again.
"""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.understanding.learning.augmentation import masked
from bot.understanding.learning.classifier import hashed
from bot.understanding.learning.descriptions import Descriptions
from bot.understanding.learning.examples import Examples, plain_examples
from bot.understanding.learning.router import Floats, RouterModel
from bot.understanding.learning.sentences import Sentence
from bot.understanding.learning.tagger_fitting import fitting_taggers
from bot.understanding.learning.training import (
    HALF,
    SEEN,
    SPLITTER,
    STARTERS,
    TOLD,
    UNSEEN,
    WORDS,
    beside,
    read_seen,
    registered,
    replace_folder,
)
from knowledge.encoder import WIDTH, Encoder

MARGIN = 2.0
"""By how much the score of what was meant shall lead: seven times as likely as any other."""

PASSES = 20
"""How often the lessons are gone through, each moving what the others moved."""

EACH = 2
"""The so-manieth sentence that the half has not seen is read, before and after."""

ENOUGH = 4
"""Sentences put right from which on half of them are tried with what the other half taught."""

NOISE = 0.005
"""The share of held-out sentences that may be lost: so many do models of nearly the same sentences differ by chance."""


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


def taught(model: RouterModel, lessons: Examples, middle: Floats) -> RouterModel:
    """Return the model moved so far that it reads the lessons right; `middle` is the mean vector of known sentences."""
    if not len(lessons.texts):
        return model
    rows, apart = hashed(list(lessons.rows), model.rarity), lessons.described[:, :WIDTH] - middle
    alike = (rows @ rows.T).toarray() + apart @ apart.T
    scores = model.scores(lessons.texts.tolist(), lessons.described)
    moves = np.zeros_like(scores)
    right = [model.labels.index(label) for label in lessons.labels.tolist()]
    for place, meant in list(enumerate(right)) * PASSES:
        now = scores[place] + alike[place] @ moves
        lead = now[meant] - now
        lead[meant] = np.inf
        if lead.min() < MARGIN:
            step = (MARGIN - lead.min()) / (2 * alike[place, place])
            moves[place, meant] += step
            moves[place, lead.argmin()] -= step
    meaning, turned = model.meaning.copy(), apart.T @ moves
    meaning[:WIDTH] += turned
    return replace(
        model,
        words=model.words + rows.T @ moves,
        meaning=meaning,
        bias=np.asarray(model.bias - middle @ turned, np.float32),
        inside=np.concatenate([model.inside, lessons.described[:, :WIDTH]]),
    )


def score(model: RouterModel, part: Examples) -> Score:
    """Return how many of the examples a model reads right."""
    if not len(part.texts):
        return Score(0, 0)
    likeliest = model.scores(part.texts.tolist(), part.described).argmax(axis=1)
    return Score(int((np.array(model.labels)[likeliest] == part.labels).sum()), len(part.texts))


def relearn(lessons: Sequence[Sentence], packaged: Path, home: Path, encoder: Encoder, force: bool = False) -> Outcome:
    """Learn from lessons on top of the packaged models, and keep what came of it at home unless it is worse.

    `packaged` is the folder of the models trained on the installed sentences. With `force` it is kept in any case.
    """
    old, sentences = RouterModel.load(packaged / "router.npz"), read_seen(packaged / SEEN)
    lessons = [lesson for lesson in lessons if lesson.skill in old.labels]
    home.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="learning-", dir=home))
    with fitting_taggers([*sentences, *(each for each in lessons if each.spans)], registered(), made, [packaged]):
        new, outcome = _tried(old, lessons, sentences, packaged, encoder)
    if not force and outcome.is_worse:
        shutil.rmtree(made)
        return outcome
    new.save(made / "router.npz")
    _keep(made, packaged, home / packaged.name)
    return replace(outcome, taken=True)


def _tried(
    old: RouterModel, lessons: Sequence[Sentence], sentences: Sequence[Sentence], packaged: Path, encoder: Encoder
) -> tuple[RouterModel, Outcome]:
    """The model as it is learned now, and what is read right without and with what the lessons teach."""
    descriptions, middle = Descriptions(packaged.parent / TOLD, encoder), old.inside.mean(axis=0)
    held = _plain([sentences[place] for place in np.load(packaged / UNSEEN)[::EACH]], descriptions)
    known, half = _plain(lessons, descriptions), RouterModel.load(packaged / HALF)
    new, part = taught(old, known, middle), np.arange(len(lessons)) % 2 == 1
    crossed = [score(taught(old, known.only(own), middle), known.only(~own)) for own in (part, ~part)]
    return new, Outcome(
        packaged=(score(half, held), score(taught(half, known, middle), held)),
        lessons=(score(old, known), score(new, known)),
        unseen=crossed[0] + crossed[1] if len(lessons) >= ENOUGH else None,
        taken=False,
    )


def _plain(sentences: Sequence[Sentence], descriptions: Descriptions) -> Examples:
    return plain_examples([masked(each) for each in sentences], [each.skill for each in sentences], descriptions)


def _keep(made: Path, packaged: Path, into: Path) -> None:
    """Put what was learned in its place; what learned nothing is as it was packaged, and what is older goes."""
    for name in (STARTERS, WORDS, SPLITTER, SEEN):
        shutil.copy(packaged / name, made)
    for older in set(beside(into)) - {made}:
        shutil.rmtree(older)
    replace_folder(into, made)
