"""The measuring of understanding: what counts as right, and what as written wrongly without a question."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.frames import Outcome, same_value
from tests.bench.understanding import hear, sentences, tell
from tests.dialogues.talking import Talk

SAMPLE = (
    {"id": "right", "text": "set the priority of case 37 to low", "skill": "update_case", "slots": {"case": 37}},
    {"id": "wrong", "text": "set the priority of case 37 to low", "skill": "update_case", "slots": {"case": 36}},
    {"id": "asked", "text": "delete Rose Alderton", "skill": "delete_record", "slots": {"record": "Hope Vanderveen"}},
)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Three sentences: read right, written wrongly without a question, and wrong but asked about first."""
    lines = []
    for told in SAMPLE:
        slots = told["slots"] | ({"priority": "low"} if told["skill"] == "update_case" else {})  # type: ignore[operator]
        intents = [{"skill": told["skill"], "slots": slots}]
        lines.append({"id": told["id"], "as": "lena@rapport.test", "text": told["text"], "intents": intents})
    file = tmp_path / "sample.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_only_what_was_written_unasked_is_a_silent_error(talk: Talk, sample: Path) -> None:
    outcomes = [hear(talk.assistant, said) for said in sentences([sample], ["update_case", "delete_record"])]
    assert [each.id for each in outcomes if not each.frame_right] == ["wrong", "asked"]
    assert [each.id for each in outcomes if each.silent_error] == ["wrong"]
    said: list[str] = []
    tell(outcomes, True, said.append)
    assert "frames right: 33.3 % (1/3)" in said
    assert "silent errors: 33.3 % (1/3)" in said
    assert "silent errors, ids: wrong" in said
    assert not any("priority of case" in line for line in said)


def test_measuring_leaves_nothing_behind(talk: Talk, sample: Path) -> None:
    for said in sentences([sample], ["update_case"]):
        hear(talk.assistant, said)
    talk.says("show case 37", "priority: high")


def test_sentences_that_need_other_skills_are_left_out(sample: Path) -> None:
    assert [said["id"] for said in sentences([sample], ["delete_record"])] == ["asked"]


def outcome(wanted: list[dict[str, Any]], executed: list[dict[str, Any]], wrote: bool = True) -> Outcome:
    return Outcome("one", "-", wanted, executed, executed, wrote, 1.0)


def test_a_write_that_nobody_wanted_is_a_silent_error_and_a_reading_is_none() -> None:
    logged = {"skill": "log_interaction", "slots": {"customer": "Kallang Fresh", "summary": "all is well"}}
    assert outcome([], [logged]).silent_error
    assert not outcome([], [{"skill": "find_records", "slots": {"entity": "deal"}}], wrote=False).silent_error
    otherwise = logged | {"slots": {"customer": "Kallang Fresh", "summary": "in other words"}}
    assert not outcome([otherwise], [logged]).silent_error
    assert outcome([logged | {"slots": {"customer": "Northpine Energy"}}], [logged]).silent_error


def test_texts_are_compared_by_their_words_and_filters_in_any_order() -> None:
    assert same_value("summary", "the door is stuck again", "door stuck again")
    assert not same_value("summary", "the door is stuck again", "wants a quote")
    assert not same_value("city", "the door is stuck again", "door stuck again")
    one = [["city", "=", ["Leeds", "Cork"]], ["owner", "=", "Lena Hartwig"]]
    assert same_value("filters", one, [["owner", "=", "Lena Hartwig"], ["city", "=", ["Cork", "Leeds"]]])
    assert not same_value("filters", one, one[:1])
