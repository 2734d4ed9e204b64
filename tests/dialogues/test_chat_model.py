"""The chat model as the reader: the same intents, only the speaker's words, and the local reader when it fails."""

from collections.abc import Iterator

import pytest

from bot.understanding.model import ModelReader
from bot.understanding.reader import Reader
from tests.dialogues.talking import Talk, slots
from tests.understanding.scripted import Script, scripted_model


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with scripted_model() as script:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
        monkeypatch.setenv("OPENAI_BASE_URL", script.url)
        yield script


@pytest.fixture
def modelled(talk: Talk, reader: Reader, script: Script) -> Talk:
    talk.assistant.reader = ModelReader("openai:scripted", 2.0, reader)
    return talk


def test_its_tool_calls_become_intents_that_are_carried_out(modelled: Talk, script: Script) -> None:
    script.calls(
        ("log_interaction", {"contact": "Hanna Jabłońska", "channel": "call", "summary": "she wants Polish invoices"}),
        ("remind_me", {"about": "send the invoices", "due_at": "2026-11-24T15:00"}),
    )
    heard = modelled.says(
        "spoke to hanna, polish invoices please, and remind me tue 3pm to send them",
        "Hanna", "Polish invoices", "Tue|24", changes=["created interaction", "created reminder"],
    )  # fmt: skip
    assert [intent.skill for intent in heard.intents] == ["log_interaction", "remind_me"]
    assert len(script.asked) == 1


def test_only_the_speakers_own_words_leave_the_machine(modelled: Talk, script: Script) -> None:
    script.calls(("show_record", {"record": "Imogen Sayle"}))
    modelled.says("who is Imogen Sayle?", "Wrenfield")
    sent = str(script.asked)
    assert "who is Imogen Sayle?" in sent
    assert "Wrenfield" not in sent
    assert {tool["function"]["name"] for tool in script.asked[0]["tools"]} >= {"show_record", "open_case", "undo"}


def test_arguments_of_the_wrong_kind_are_left_out(modelled: Talk, script: Script) -> None:
    script.calls(("remind_me", {"about": "call Imogen", "due_at": "soonish", "colour": "red"}), ("launch_rocket", {}))
    heard = modelled.says("remind me soonish to call Imogen", "when", changes=[])
    assert slots(heard) == {"about": "call Imogen"}


@pytest.mark.parametrize("fault", ["error", "slow"])
def test_the_local_reader_steps_in_when_it_fails_or_is_slow(modelled: Talk, script: Script, fault: str) -> None:
    if fault == "error":
        script.fails(500)
    else:
        script.sleeps(4.0)
    modelled.says("who is Imogen Sayle?", "Wrenfield", "on my own")


def test_no_tool_means_that_no_skill_serves_it(modelled: Talk, script: Script) -> None:
    script.calls()
    modelled.says("tell me a joke", "nothing I can do", changes=[])
