"""Fits the tagger to marked sentences: a field a skill, and only for skills whose sentences are new.

`python -m bot.understanding.learning.tagger_fitting` does it in a process of its own (see `fitting_taggers`).
"""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot.understanding.learning.augmentation import Pools, pools, swapped
from bot.understanding.learning.field import Field
from bot.understanding.learning.seen import recognised
from bot.understanding.learning.sense import FILE, Sense
from bot.understanding.learning.sentences import Sentence, Span
from bot.understanding.learning.tagger import FIELD, SIGNS, signs
from bot.understanding.learning.words import Token, cut
from knowledge.encoder import Encoder

VERSION = "4"
"""To be raised when fields are fitted otherwise to the same sentences."""

ROUNDS = 40
EACH = 3
"""The so-manieth sentence each tells in which directions the senses of words lie."""
MISSED = 0.1
"""Share of names and dates that are left unrecognised while training, as will happen in use."""

BEHIND = 10
"""How far a process of its own steps back: while the texts are encoded both cores have other work, later only one."""

SENSE = "sense"
"""How the names of the numbers begin that tell what a word means."""

KEYS = "taggers.json"
"""The file beside the fields that tells what each was fitted to."""

Slots = Mapping[str, Collection[str]]


def fit_tagger(sentences: Sequence[Sentence], slots: Slots, folder: Path, earlier: Sequence[Path] = ()) -> None:
    """Train a field for each skill with marked sentences. `slots` are the skills, each with the slots to learn.

    A field in one of the `earlier` folders that was fitted to the same sentences is taken as it is; all there share
    their sense of words.
    """
    names, keys, sense = pools(sentences), {}, _sense(sentences, earlier)
    sense.save(folder)
    for skill, learned in slots.items():
        own = [sentence for sentence in sentences if sentence.skill == skill]
        if any(span.slot in learned for sentence in own for span in sentence.outer()):
            keys[skill] = _key(own, learned)
            same = (each / f"{skill}{FIELD}" for each in earlier if fitted_to(each).get(skill) == keys[skill])
            if file := next(same, None):
                shutil.copy(file, folder)
            else:
                _fit_field(_examples(own, learned, names), sense, folder / f"{skill}{FIELD}")
    (folder / KEYS).write_text(json.dumps(keys))


def _sense(sentences: Sequence[Sentence], earlier: Sequence[Path]) -> Sense:
    encoder = Encoder()
    known = next((folder for folder in earlier if (folder / FILE).exists()), None)
    return (
        Sense.load(known, encoder)
        if known
        else Sense.fitted(encoder, [cut(s.text, recognised(s)) for s in sentences[::EACH]])
    )


def fitted_to(folder: Path) -> dict[str, str]:
    """Return a name for what each field in a folder was fitted to, by skill."""
    file = folder / KEYS
    return dict(json.loads(file.read_text())) if file.exists() else {}


@contextmanager
def fitting_taggers(
    sentences: Sequence[Sentence], slots: Slots, folder: Path, earlier: Sequence[Path] = ()
) -> Iterator[None]:
    """Do as `fit_tagger`, in a process of its own that has ended when this context ends."""
    path = os.pathsep.join([str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH", "")])
    child = subprocess.Popen(
        [sys.executable, "-m", __spec__.name], stdin=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    )
    try:
        assert child.stdin
        pickle.dump((sentences, dict(slots), folder, earlier), child.stdin)
        child.stdin.close()
        yield
    except BaseException:
        child.kill()
        raise
    finally:
        child.wait()
    if child.returncode:
        raise RuntimeError(f"the tagger could not be fitted (exit status {child.returncode})")


def _key(own: Sequence[Sentence], learned: Collection[str]) -> str:
    """A name for what a field learns from; names swapped in from other skills do not count."""
    return sha256(f"{VERSION} {sorted(learned)} {own}".encode()).hexdigest()[:16]


def _examples(
    own: Sequence[Sentence], learned: Collection[str], names: Pools
) -> Iterator[tuple[list[Token], list[str]]]:
    for sentence in own:
        chance = Random(sentence.text)
        for copy in copied(sentence, names, chance):
            yield labelled(copy, learned, MISSED, chance)


def copied(sentence: Sentence, names: Pools, chance: Random) -> tuple[Sentence, ...]:
    """Return the sentence, and once with other names in small letters."""
    return (sentence, small(swapped(sentence, names, chance)))


def _fit_field(examples: Iterator[tuple[list[Token], list[str]]], sense: Sense, file: Path) -> None:
    import pycrfsuite

    trainer: Any = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.02, "max_iterations": ROUNDS})
    for tokens, labels in examples:
        trainer.append(pycrfsuite.ItemSequence(features(tokens, sense)), labels)
    with tempfile.TemporaryDirectory(prefix="rapport-field-") as folder:
        trained = Path(folder) / "field"
        trainer.train(str(trained))
        learned(trained, sense.width).save(file)


def features(tokens: Sequence[Token], sense: Sense) -> list[dict[str, float]]:
    """Return the signs of each token and the numbers of its sense, as CRFsuite takes them."""
    return [
        dict.fromkeys(row, 1.0) | {f"{SENSE}{place}": float(number) for place, number in enumerate(numbers)}
        for row, numbers in zip(signs(tokens), sense.of(tokens), strict=True)
    ]


def learned(trained: Path, width: int) -> Field:
    """Return the field that CRFsuite wrote to a file; `width` numbers tell what a word means."""
    import pycrfsuite

    tagger: Any = pycrfsuite.Tagger()
    tagger.open(str(trained))
    labels, told = tuple(tagger.labels()), tagger.info()
    column = {label: place for place, label in enumerate(labels)}
    senses = [f"{SENSE}{place}" for place in range(width)]
    rows = {sign: place for place, sign in enumerate(dict.fromkeys([*senses, *(s for s, _ in told.state_features)]))}
    weights, steps = np.zeros((len(rows), len(labels)), np.float32), np.zeros((len(labels), len(labels)), np.float32)
    for (sign, label), weight in told.state_features.items():
        weights[rows[sign], column[label]] = weight
    for (before, label), weight in told.transitions.items():
        steps[column[before], column[label]] = weight
    places = {sign: place - width for sign, place in rows.items() if place >= width}
    return Field(labels, places, weights[width:], weights[:width], steps)


def small(sentence: Sentence) -> Sentence:
    """Return the sentence in small letters (where that keeps its length)."""
    text = sentence.text.lower()
    return replace(sentence, text=text) if len(text) == len(sentence.text) else sentence


def labelled(
    sentence: Sentence, learned: Collection[str], missed: float, chance: Random
) -> tuple[list[Token], list[str]]:
    """Return the tokens of a sentence and their labels, a share of what is recognised being missed."""
    found = [span for span in recognised(sentence) if chance.random() >= missed]
    tokens = cut(sentence.text, found)
    labels = ["O"] * len(tokens)
    for span in sentence.outer():
        if span.slot in learned:
            _write(labels, tokens, span)
    return tokens, labels


def _write(labels: list[str], tokens: Sequence[Token], span: Span) -> None:
    """Write the labels of a span, leaving out the signs at its end."""
    places = [place for place, token in enumerate(tokens) if span.start <= token.start < span.end]
    while len(places) > 1 and tokens[places[-1]].text in SIGNS:
        places.pop()
    for place in places:
        labels[place] = f"{'B' if place == places[0] else 'I'}-{span.slot}"


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    fit_tagger(*pickle.load(sys.stdin.buffer))
