"""Marks the words of each slot in a clause, by a conditional random field for each skill."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.understanding.learning.field import Chances, Field
from bot.understanding.learning.masks import MASKS
from bot.understanding.learning.sense import Sense
from bot.understanding.learning.sentences import Span
from bot.understanding.learning.words import Token, cut
from knowledge.encoder import Encoder

NEAR = 2
"""Neighbours on either side that a token's features tell of."""

BEYOND = "<end>"

SIGNS = frozenset(".,;:!?\"“”'’)-–—")
"""Signs that do not belong to a slot at its end."""

LEADING = frozenset((":", '"', "that", "to", "because", "-", ","))

LEAST = 1e-9
"""Probabilities below this one are taken for it."""

FIELD = ".field"
"""How the file of a skill's field ends."""

LONGEST = 160
"""Tokens of a clause that are looked at; what goes on so long goes on to the end of the clause."""

MOST = 240
"""Tokens of a message that are looked at, where it has several clauses: each looks at its share."""


def signs(tokens: Sequence[Token]) -> list[list[str]]:
    """Return what the field sees of each token beside its sense: itself, its neighbours and what came before."""
    seen = [BEYOND] * NEAR + [token.seen() for token in tokens] + [BEYOND] * NEAR
    rows = []
    earlier: dict[str, None] = {}
    for place, token in enumerate(tokens):
        row = ["bias", *_own(token), *_around(seen, place + NEAR), *(f"after {each}" for each in earlier)]
        rows.append(row + ["first"] * (place == 0) + ["last"] * (place == len(tokens) - 1))
        if _leads(seen[place + NEAR]):
            earlier[seen[place + NEAR]] = None
    return rows


def _own(token: Token) -> Iterator[str]:
    word = token.text.casefold()
    if token.kind not in MASKS:
        yield from (f"word={word}", f"tail={word[-3:]}", f"head={word[:3]}")
    yield from (f"kind={token.kind}", f"shape={token.shape()}", f"{token.kind}|{token.shape()}")


def _around(seen: Sequence[str], place: int) -> Iterator[str]:
    for offset in range(-NEAR, NEAR + 1):
        yield f"{offset}={seen[place + offset]}"
    for first, second in ((-2, -1), (-1, 0), (0, 1), (1, 2)):
        yield f"{first},{second}={seen[place + first]},{seen[place + second]}"


def _leads(seen: str) -> bool:
    """Whether it tells of what follows: after a colon, a quote or a "that" often comes a free text."""
    return seen in LEADING or seen.startswith("<")


class Tagger:
    """Marks slots with the trained fields of a folder, one a skill."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Take the fields from a folder; each is opened when its skill first comes up."""
        self._folder = folder
        self._sense = Sense.load(folder, encoder)
        self._fields: dict[str, Field | None] = {}

    def tag(
        self, text: str, recognised: Sequence[tuple[int, int, str]], skill: str, slots: Collection[str], share: int = 1
    ) -> list[Span]:
        """Return the likeliest spans of the skill's slots, none within another.

        `recognised` are names, dates, amounts and the like with their kinds, as for `masks.mask`; `share` is how many
        clauses the message has.
        """
        every, field = cut(text, recognised), self._field(skill)
        tokens = every[: min(LONGEST, MOST // share)]
        if not tokens or not field:
            return []
        kept = [place for place, label in enumerate(field.labels) if label == "O" or label[2:] in slots]
        chances = field.chances(signs(tokens), self._sense.of(tokens))[:, kept]
        found = list(spans(best_path([field.labels[place] for place in kept], chances), tokens))
        if len(every) > len(tokens) and found and found[-1].end == tokens[-1].end:
            found[-1] = replace(found[-1], end=every[-1].end)
        return found

    def _field(self, skill: str) -> Field | None:
        if skill not in self._fields:
            file = self._folder / f"{skill}{FIELD}"
            self._fields[skill] = Field.load(file) if file.exists() else None
        return self._fields[skill]


def best_path(labels: Sequence[str], chances: Chances) -> list[str]:
    """Return the likeliest label of each token such that no slot goes on that did not begin."""
    begun = [_begun(label, labels) for label in labels]
    first, *others = np.maximum(chances, LEAST).tolist()
    scores = [0.0 if pair else chance for pair, chance in zip(begun, first, strict=True)]
    steps: list[list[int]] = []
    for row in others:
        likeliest = scores.index(max(scores))
        step = [max(pair, key=scores.__getitem__) if pair else likeliest for pair in begun]
        reached = [scores[past] * chance for past, chance in zip(step, row, strict=True)]
        most = max(reached)
        scores = [score / most for score in reached]
        steps.append(step)
    path = [max(range(len(labels)), key=lambda place: (scores[place], labels[place]))]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return [labels[place] for place in reversed(path)]


def _begun(label: str, labels: Sequence[str]) -> list[int]:
    """The places of the labels that a slot can go on from; none where the label goes on from any."""
    if not label.startswith("I-"):
        return []
    return [labels.index(past) for past in (f"B-{label[2:]}", label) if past in labels]


def spans(labels: Sequence[str], tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the runs of B and I labels as spans, without the signs at their end."""
    run: list[Token] = []
    for place, (label, token) in enumerate(zip(labels, tokens, strict=True)):
        if label == "O":
            continue
        run = [token] if label.startswith("B-") else [*run, token]
        if place + 1 == len(tokens) or labels[place + 1] != f"I-{label[2:]}":
            while len(run) > 1 and run[-1].text in SIGNS:
                run.pop()
            yield Span(label[2:], run[0].start, run[-1].end)
