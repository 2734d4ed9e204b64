"""Messages are cut and ranked with bounded work, however they are written."""

import random
from collections.abc import Sequence

import pytest

from bot.understanding.breaks import MOST
from bot.understanding.clauses import LONGEST, REREAD, Splitter
from bot.understanding.learning.forest import Forest
from bot.understanding.learning.router import Ranking
from tests.bench.hostile import hostile

STARTERS = frozenset(("remind", "open", "log", "how", "show", "call"))
NEVER, ALWAYS = (Splitter(STARTERS, Forest([], [], [], [], [], [], first)) for first in (-9.0, 9.0))
NAMES = ["Kestrel Freight", "Order & Chaos", "will", "April May", "Müller GmbH", *("Dana",) * 200]
READ_TO_BE = MOST + 1 + REREAD + 1
"""Each piece, some of those that were joined, and the whole."""


class Ranker:
    """Ranks everything alike, and keeps what it was asked to rank."""

    def __init__(self, chance: float = 0.9) -> None:
        self.asked: list[tuple[int, int]] = []
        self.chance = chance

    def rank(self, spans: Sequence[tuple[int, int]]) -> list[Ranking]:
        """The same for every stretch."""
        self.asked += spans
        return [Ranking((("remind_me", self.chance), ("help", 1 - self.chance)), 0.0) for _ in spans]


@pytest.mark.parametrize("splitter", [NEVER, ALWAYS])
def test_hostile_messages_are_ranked_a_few_times_and_never_in_full(splitter: Splitter) -> None:
    for _, text in hostile(random.Random(3), 280, NAMES):
        ranker = Ranker()
        pieces = splitter.split(text, (), ranker.rank)
        assert len(ranker.asked) <= READ_TO_BE
        assert all(end - start <= LONGEST for start, end in ranker.asked)
        assert (pieces[0].start, pieces[-1].end) == (0, len(text))


def test_a_sentence_without_a_break_is_ranked_once() -> None:
    ranker = Ranker()
    text = "had a call with Dana at Kestrel Freight about the invoice"
    assert [(piece.start, piece.end) for piece in ALWAYS.split(text, (), ranker.rank)] == [(0, len(text))]
    assert ranker.asked == [(0, len(text))]


def test_a_clear_message_is_not_looked_into_at_commas_where_no_request_begins() -> None:
    text = "had a call with Dana at Kestrel Freight, she was happy about the invoice"
    clear, unclear = Ranker(0.95), Ranker(0.7)
    assert len(ALWAYS.split(text, (), clear.rank)) == 1
    assert len(clear.asked) == 1
    ALWAYS.split(text, (), unclear.rank)
    assert len(unclear.asked) > 1


@pytest.mark.parametrize("joint", [", remind me", "; she said", ". She said", " and she said"])
def test_a_clear_message_is_looked_into_where_a_request_may_begin(joint: str) -> None:
    ranker = Ranker(0.95)
    ALWAYS.split(f"had a call with Dana at Kestrel Freight{joint} to send the invoice", (), ranker.rank)
    assert len(ranker.asked) > 1


def test_pieces_know_how_many_share_the_message() -> None:
    different = iter([Ranking((("help", 0.5),), 0.0), Ranking((("undo", 0.9),), 0.0), Ranking((("help", 0.9),), 0.0)])
    pieces = ALWAYS.split("undo the last thing, show me the help", (), lambda spans: [next(different) for _ in spans])
    assert [(piece.skill, piece.together) for piece in pieces] == [("undo", 2), ("help", 2)]
