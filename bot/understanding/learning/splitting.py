"""Learns where messages ask for a second thing, from compound sentences, long ones, and pairs put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

from bot.understanding.breaks import Break, Side, find_breaks, signs
from bot.understanding.intents import READING
from bot.understanding.learning.forest import Forest, fit_forest
from bot.understanding.learning.masks import RECORDS, mask
from bot.understanding.learning.router import Ranking, Router
from bot.understanding.learning.sentences import Sentence, Span, unserved

PAIRS = 300
MADE_UP = 0.1
"""How much a pair that was put together counts beside a sentence that somebody wrote."""
BETWEEN = (
    " and ",
    ", and ",
    ". ",
    ". ",
    ", then ",
    " and then ",
    ", ",
    "; ",
    " also ",
    ". Also ",
    "\n",
    " - ",
    " oh and ",
)
JOINED = 0.4
"""Share of the false breaks that stay when a message is looked at again with others joined."""


@dataclass(frozen=True)
class Told:
    """A message with what is seen in it, where its second, third … request begins, and how much it counts."""

    text: str
    seen: tuple[Span, ...]
    begins: tuple[int, ...]
    weight: float = 1.0


def fit_splitter(
    groups: Sequence[Sequence[Sentence]],
    half: NDArray[np.int64],
    unseeing: Sequence[Router],
    starters: frozenset[str],
) -> Forest:
    """Fit a forest that tells breaks between requests from others.

    `groups` are the messages as their clauses, and `half` says for each clause, in order, which of the routers has not
    seen its message.
    """
    told = [list(_messages(groups, half, part, PAIRS // len(unseeing))) for part in range(len(unseeing))]
    rows = [row for each, router in zip(told, unseeing, strict=True) for row in _rows(each, router, starters)]
    signs, right, weight = zip(*rows, strict=True)
    return fit_forest(np.array(signs), np.array(right), np.array(weight))


def _messages(groups: Sequence[Sequence[Sentence]], half: NDArray[np.int64], part: int, pairs: int) -> Iterator[Told]:
    """The messages of a half, and pairs of its sentences put together."""
    begins = accumulate(map(len, groups), initial=0)
    own = [group for group, place in zip(groups, begins, strict=False) if half[place] == part]
    single = [group[0] for group in own if len(group) == 1]
    yield from (together(group, [" "] * (len(group) - 1)) for group in own)
    single, chance = [sentence for sentence in single if not unserved(sentence.skill)], Random(part)
    for _ in range(pairs):
        yield replace(together(chance.sample(single, 2), [chance.choice(BETWEEN)]), weight=MADE_UP)


def together(group: Sequence[Sentence], between: Sequence[str]) -> Told:
    """Return sentences as one message."""
    text, seen, begins = group[0].text, list(group[0].seen), []
    for link, sentence in zip(between, group[1:], strict=True):
        text = (text.rstrip(".") if link[0] in ",. ;" and link != " " else text) + link
        begins.append(len(text))
        seen += [Span(span.slot, span.start + len(text), span.end + len(text)) for span in sentence.seen]
        text += sentence.text
    return Told(text, tuple(seen), tuple(begins))


def _rows(told: Sequence[Told], router: Router, starters: frozenset[str]) -> Iterator[tuple[list[float], bool, float]]:
    looks = [look for message in told for look in _looks(message, find_breaks(message.text, message.seen, starters))]
    texts = list(dict.fromkeys(_masked(*stretch) for look in looks for stretch in _stretches(*look)))
    rankings = dict(zip(texts, router.rank_many(texts), strict=True))
    for message, cuts in looks:
        *sides, whole = [_side(*each, rankings[_masked(*each)]) for each in _stretches(message, cuts)]
        for cut, (left, right) in zip(cuts, pairwise(sides), strict=True):
            asks = any(cut.start <= place <= cut.end for place in message.begins)
            yield signs(cut, left, right, whole, READING), asks, message.weight


def _looks(message: Told, cuts: Sequence[Break]) -> Iterator[tuple[Told, Sequence[Break]]]:
    """The message with all its breaks, and with some that divide nothing taken out, as while they are joined."""
    if cuts:
        yield message, cuts
        chance = Random(message.text)
        fewer = [c for c in cuts if any(c.start <= b <= c.end for b in message.begins) or chance.random() < JOINED]
        if 0 < len(fewer) < len(cuts):
            yield message, fewer


def _stretches(message: Told, cuts: Sequence[Break]) -> Iterator[tuple[Told, int, int]]:
    """What lies between the breaks, and then the whole."""
    edges = [0, *(edge for cut in cuts for edge in (cut.start, cut.end)), len(message.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield message, start, end
    yield message, 0, len(message.text)


def _masked(message: Told, start: int, end: int) -> str:
    inside = [(s.start - start, s.end - start, s.slot) for s in message.seen if start <= s.start and s.end <= end]
    return mask(message.text[start:end], inside)


def _side(message: Told, start: int, end: int, ranking: Ranking) -> Side:
    inside = [span.slot for span in message.seen if start <= span.start < end]
    return Side(message.text[start:end], ranking, bool(inside), sum(kind in RECORDS for kind in inside))
