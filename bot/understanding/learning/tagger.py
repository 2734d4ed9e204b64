"""Marks the words of each slot in a clause, by a conditional random field for each skill (CRFsuite)."""

from collections.abc import Collection, Iterator, Sequence
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
    for place, token in enumerate(tokens):
        row = ["bias", *_own(token), *_around(seen, place + NEAR), *_before(seen[NEAR : place + NEAR])]
        rows.append(row + ["first"] * (place == 0) + ["last"] * (place == len(tokens) - 1))
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


def _before(earlier: Sequence[str]) -> Iterator[str]:
    """Tell what came earlier in the clause: what follows a colon, a quote or a "that" is often a free text."""
    yield from (f"after {sign}" for sign in (":", '"', "that", "to", "because", "-", ",") if sign in earlier)
    yield from (f"after {kind}" for kind in set(earlier) if kind.startswith("<"))


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
        tokens, field = cut(text, recognised), self._field(skill)
        if not tokens or not field:
            return []
        labels = [label for label in field.labels() if label == "O" or label[2:] in slots]
        field.set(items(tokens, self._sense))
        chances = [{label: field.marginal(label, place) for label in labels} for place in range(len(tokens))]
        return list(spans(best_path(chances), tokens))

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
    best: dict[str, tuple[float, list[str]]] = {"O": (1.0, [])}
    for place in chances:
        following: dict[str, tuple[float, list[str]]] = {}
        for label, chance in place.items():
            begun = [past for past in best if not label.startswith("I-") or past[2:] == label[2:]]
            if begun:
                past = max(begun, key=lambda before: best[before][0])
                following[label] = (best[past][0] * max(chance, 1e-9), [*best[past][1], label])
        best = _scaled(following)
    return max(best.values())[1]


def _scaled(paths: dict[str, tuple[float, list[str]]]) -> dict[str, tuple[float, list[str]]]:
    most = max(score for score, _ in paths.values())
    return {label: (score / most, path) for label, (score, path) in paths.items()}


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
