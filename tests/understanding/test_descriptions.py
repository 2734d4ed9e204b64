"""What was learned once is used again: descriptions of texts, and fields of skills whose sentences are the same."""

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.learning.descriptions import Descriptions
from bot.understanding.learning.seen import with_seen
from bot.understanding.learning.sentences import Sentence, parse
from bot.understanding.learning.tagger_fitting import fit_tagger, fitted_to, fitting_taggers
from knowledge.encoder import Encoder

SLOTS = {"close_case": ("case",), "comment_case": ("case", "comment")}
LINES = [
    ("close_case", "close case {case:17}"),
    ("close_case", "case {case:4} is done"),
    ("comment_case", "note on case {case:4}: {comment:fan ordered}"),
    ("comment_case", "add to case {case:212}: {comment:customer sent the logs}"),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def sentences(*more: tuple[str, str]) -> list[Sentence]:
    return [with_seen(parse(skill, line)) for skill, line in [*LINES, *more]]


def test_only_texts_that_the_file_lacks_are_encoded(tmp_path: Path, encoder: Encoder) -> None:
    first = Descriptions(tmp_path / "told.npz", encoder)
    before = first(["close it", "open it", "close it"])
    assert (first.fresh, before.shape) == (2, (3, 1536))
    first.keep(["close it", "open it"])
    second = Descriptions(tmp_path / "told.npz", encoder)
    after = second(["open it", "shut it"])
    assert second.fresh == 1
    assert np.array_equal(after[0], before[1])
    assert np.allclose(after, encoder.describe(["open it", "shut it"]), atol=2e-3)


def test_descriptions_of_another_encoder_do_not_count(tmp_path: Path, encoder: Encoder) -> None:
    told = Descriptions(tmp_path / "told.npz", encoder)
    told(["close it"])
    told.keep(["close it"])
    other = Encoder()
    other.model = "another"
    again = Descriptions(tmp_path / "told.npz", other)
    again(["close it"])
    assert again.fresh == 1


def test_only_skills_with_new_sentences_are_fitted_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    fit_tagger(sentences(), SLOTS, first)
    (first / "close_case.field").write_bytes(b"as it was")
    fit_tagger(sentences(("comment_case", "jot on case {case:9}: {comment:seal broken}")), SLOTS, second, [first])
    assert (second / "close_case.field").read_bytes() == b"as it was"
    assert (second / "comment_case.field").read_bytes() != (first / "comment_case.field").read_bytes()
    assert fitted_to(first)["close_case"] == fitted_to(second)["close_case"]


def test_a_process_of_its_own_fits_the_same_fields(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    fit_tagger(sentences(), SLOTS, here)
    with fitting_taggers(sentences(), SLOTS, there):
        pass
    assert fitted_to(here) == fitted_to(there)
    assert {file.name for file in here.iterdir()} == {file.name for file in there.iterdir()}


def test_trouble_in_that_process_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="could not be fitted"), fitting_taggers(sentences(), SLOTS, tmp_path / "no"):
        pass
