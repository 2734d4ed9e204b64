"""Fits the tagger to marked sentences."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from bot.understanding.learning.augmentation import Pools, pools, swapped
from bot.understanding.learning.seen import recognised
from bot.understanding.learning.sense import Sense
from bot.understanding.learning.sentences import Sentence, Span
from bot.understanding.learning.tagger import SIGNS, items
from bot.understanding.learning.words import Token, cut
from knowledge.encoder import Encoder

ROUNDS = 60
EACH = 3
"""The so-manieth sentence each tells in which directions the senses of words lie."""
MISSED = 0.1
"""Share of names and dates that are left unrecognised while training, as will happen in use."""


def fit_tagger(
    sentences: Sequence[Sentence], slots: Mapping[str, Collection[str]], folder: Path, encoder: Encoder
) -> None:
    """Train a field for each skill with marked sentences. `slots` are the skills, each with the slots to learn."""
    names, chance = pools(sentences), Random(2)
    sense = Sense.fitted(encoder, [cut(s.text, recognised(s)) for s in sentences[::EACH]])
    sense.save(folder)
    for skill, learned in slots.items():
        own = [sentence for sentence in sentences if sentence.skill == skill]
        if any(span.slot in learned for sentence in own for span in sentence.outer()):
            copies = [copy for sentence in own for copy in copied(sentence, names, chance)]
            _fit_field([labelled(copy, learned, MISSED, chance) for copy in copies], sense, folder / f"{skill}.crf")


def copied(sentence: Sentence, names: Pools, chance: Random) -> tuple[Sentence, ...]:
    """Return the sentence, and twice with other names, once in small letters."""
    return (sentence, swapped(sentence, names, chance), small(swapped(sentence, names, chance)))


def _fit_field(examples: Sequence[tuple[list[Token], list[str]]], sense: Sense, file: Path) -> None:
    import pycrfsuite

    trainer: Any = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.02, "max_iterations": ROUNDS})
    for tokens, labels in examples:
        trainer.append(items(tokens, sense), labels)
    trainer.train(str(file))


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
