"""The tagger marks slots after a few sentences, and only those the skill has."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.understanding.learning.seen import with_seen
from bot.understanding.learning.sentences import Span, parse
from bot.understanding.learning.tagger import LONGEST, MOST, Tagger, best_path
from bot.understanding.learning.tagger_fitting import fit_tagger
from bot.understanding.learning.words import cut
from knowledge.encoder import Encoder, Vectors

SLOTS = {"comment_case": ("case", "comment"), "undo": ()}
LINES = (
    "comment on case {case:17}: {comment:the part is on back order}",
    "note on case {case:4}: {comment:customer sent the logs}",
    "add to case {case:212}: {comment:fan ordered}",
    "case {case:9}: {comment:tried a reset without luck}, note it please",
    "please note on case {case:30}: {comment:works on the cable}",
    "put on case {case:55}: {comment:waiting for Delphine}",
)


class CountingEncoder(Encoder):
    """An encoder that keeps how many words of each text it was asked for."""

    def __init__(self, looked: list[int]) -> None:
        super().__init__()
        self.looked = looked

    def words(self, words: Sequence[str]) -> Vectors:
        """The words as always."""
        self.looked.append(len(words))
        return super().words(words)


@pytest.fixture(scope="module")
def looked() -> list[int]:
    return []


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory, looked: list[int]) -> Tagger:
    folder = tmp_path_factory.mktemp("tagger")
    fit_tagger([with_seen(parse("comment_case", line)) for line in LINES], SLOTS, folder)
    return Tagger(folder, CountingEncoder(looked))


def test_a_free_text_is_marked_in_a_new_sentence(tagger: Tagger) -> None:
    text = "comment on case 88: the valve was replaced"
    spans = tagger.tag(text, [(16, 18, "case")], "comment_case", SLOTS["comment_case"])
    assert spans == [Span("case", 16, 18), Span("comment", 20, len(text))]


def test_a_text_without_end_is_marked_to_its_end(tagger: Tagger) -> None:
    text = "comment on case 88: " + "the valve was replaced " * 300
    spans = tagger.tag(text, [(16, 18, "case")], "comment_case", SLOTS["comment_case"])
    assert spans[0] == Span("case", 16, 18)
    assert (spans[1].slot, spans[1].start, spans[-1].end) == ("comment", 20, len(text.rstrip()))


def test_clauses_of_one_message_share_what_is_looked_at(tagger: Tagger, looked: list[int]) -> None:
    text = "comment on case 88: " + "the valve was replaced " * 300
    for share in (1, 4, 10):
        spans = tagger.tag(text, [(16, 18, "case")], "comment_case", SLOTS["comment_case"], share)
        assert spans[-1].end == len(text.rstrip())
    assert looked[-3:] == [LONGEST, MOST // 4, MOST // 10]


def test_only_slots_asked_for_are_marked(tagger: Tagger) -> None:
    spans = tagger.tag("note on case 88: fan ordered", [(13, 15, "case")], "comment_case", ("case",))
    assert {span.slot for span in spans} <= {"case"}


def test_a_skill_without_marks_has_no_spans(tagger: Tagger) -> None:
    assert tagger.tag("undo that", [], "undo", ()) == []
    assert tagger.tag("", [], "comment_case", ("comment",)) == []


def test_a_recognised_name_is_one_token() -> None:
    tokens = cut("call Bo Lindgren, please", [(5, 16, "contact")])
    assert [(token.text, token.kind) for token in tokens] == [
        ("call", ""),
        ("Bo Lindgren", "contact"),
        (",", ""),
        ("please", ""),
    ]


def test_a_slot_never_goes_on_that_did_not_begin() -> None:
    labels = ("O", "B-x", "I-x")
    path = best_path(labels, np.array([[0.9, 0.1, 0.0], [0.2, 0.2, 0.6]]))
    assert path in (["B-x", "I-x"], ["O", "O"], ["O", "B-x"])
    assert best_path(labels, np.array([[0.4, 0.6, 0.0], [0.1, 0.1, 0.8]])) == ["B-x", "I-x"]
