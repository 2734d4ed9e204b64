"""A very long text is looked at from both ends, each character in its place."""

import pytest

from bot.understanding.text import FIRST, LAST, ends


@pytest.mark.parametrize("word", ["call Dana\n", "x", "né "])
def test_only_the_middle_of_a_long_text_is_blank(word: str) -> None:
    text = (word * 4000)[:4000]
    seen = ends(text)
    assert len(seen) == len(text)
    assert all(after == before or after.isspace() for before, after in zip(text, seen, strict=True))
    assert seen[: FIRST - 20] == text[: FIRST - 20]
    assert seen[20 - LAST :] == text[20 - LAST :]
    assert not seen[FIRST:-LAST].strip()


def test_a_text_of_usual_length_stays_whole() -> None:
    text = ("call Dana " * 400)[: FIRST + LAST]
    assert ends(text) == text
