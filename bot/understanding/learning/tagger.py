"""Marks the words of each slot in a clause, by a conditional random field for each skill (CRFsuite)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

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

LONGEST = 160
"""Tokens that are looked at; what goes on so long goes on to the end of the clause."""


def features(tokens: Sequence[Token], sense: Sense) -> list[dict[str, float]]:
    """Return what the field sees of each token: its sense, itself, its neighbours and what came before."""
    signs = (dict.fromkeys(row, 1.0) for row in _signs(tokens))
    return [
        row | {f"sense{place}": float(number) for place, number in enumerate(numbers)}
        for row, numbers in zip(signs, sense.of(tokens), strict=True)
    ]


def _signs(tokens: Sequence[Token]) -> list[list[str]]:
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
    """Marks slots with the trained fields of a folder, one a skill. One thread at a time may use it."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Take the fields from a folder; each is opened when its skill first comes up."""
        self._folder = folder
        self._sense = Sense.load(folder, encoder)
        self._fields: dict[str, Any] = {}

    def tag(
        self, text: str, recognised: Sequence[tuple[int, int, str]], skill: str, slots: Collection[str]
    ) -> list[Span]:
        """Return the likeliest spans of the skill's slots, none within another.

        `recognised` are names, dates, amounts and the like with their kinds, as for `masks.mask`.
        """
        every, field = cut(text, recognised), self._field(skill)
        tokens = every[:LONGEST]
        if not tokens or not field:
            return []
        labels = [label for label in field.labels() if label == "O" or label[2:] in slots]
        field.set(items(tokens, self._sense))
        chances = [{label: field.marginal(label, place) for label in labels} for place in range(len(tokens))]
        found = list(spans(best_path(chances), tokens))
        if len(every) > LONGEST and found and found[-1].end == tokens[-1].end:
            found[-1] = replace(found[-1], end=every[-1].end)
        return found

    def _field(self, skill: str) -> Any:
        import pycrfsuite

        if skill not in self._fields:
            file = self._folder / f"{skill}.crf"
            self._fields[skill] = pycrfsuite.Tagger() if file.exists() else None
            if file.exists():
                self._fields[skill].open(str(file))
        return self._fields[skill]


def items(tokens: Sequence[Token], sense: Sense) -> Any:
    """Return the features as CRFsuite takes them."""
    import pycrfsuite

    return pycrfsuite.ItemSequence(features(tokens, sense))


def best_path(chances: Sequence[dict[str, float]]) -> list[str]:
    """Return the likeliest label of each token such that no slot goes on that did not begin."""
    scores, steps = {"O": 1.0}, []
    for place in chances:
        likeliest = max(scores, key=scores.__getitem__)
        step = {label: past for label in place if (past := _before(label, scores, likeliest))}
        reached = {label: scores[past] * max(place[label], 1e-9) for label, past in step.items()}
        most = max(reached.values())
        scores = {label: score / most for label, score in reached.items()}
        steps.append(step)
    path = [max(scores, key=lambda label: (scores[label], label))]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[-2::-1]


def _before(label: str, scores: dict[str, float], likeliest: str) -> str | None:
    """The label that the likeliest path to this one comes from; None where a slot cannot go on."""
    if not label.startswith("I-"):
        return likeliest
    begun = [past for past in (f"B-{label[2:]}", label) if past in scores]
    return max(begun, key=scores.__getitem__, default=None)


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
