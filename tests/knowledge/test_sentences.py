"""Sentences: cut where they end, and nowhere else."""

import pytest

from knowledge.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It works. She is glad.", ["It works.", "She is glad."]),
        ("Dr. Vogel called. He wants 2.5 tons.", ["Dr. Vogel called.", "He wants 2.5 tons."]),
        ("one line\nanother", ["one line", "another"]),
        ("J. Smith agreed! ok? fine", ["J. Smith agreed!", "ok?", "fine"]),
        ("", [""]),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
