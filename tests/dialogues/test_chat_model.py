"""The chat model as the reader: the same intents, only the speaker's words, and the local reader when it fails."""

import json
from collections.abc import Iterator

import pytest

from bot.understanding.intents import Intent, Reading
from bot.understanding.local import LocalReader
from bot.understanding.model import INSTRUCTIONS, SURE, ModelReader, is_sure
from skills.skill import all_skills
from tests.dialogues.conftest import NOW
from tests.dialogues.talking import Talk, slots
from tests.understanding.scripted import Script, scripted_model


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with scripted_model() as script:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
        monkeypatch.setenv("OPENAI_BASE_URL", script.url)
        yield script


@pytest.fixture
def modelled(talk: Talk, reader: LocalReader, script: Script) -> Talk:
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


def test_it_tells_several_products_as_lines(modelled: Talk, script: Script) -> None:
    told = [{"product": "fernbox desk", "quantity": 20}, {"product": "Courier Connect", "quantity": 5, "discount": 50}]
    script.calls(("make_quote", {"customer": "Alpwerk", "lines": told}))
    modelled.says("desks and couriers for Alpwerk, the usual", "is 11,975, valid", changes=["created quote"])


def test_nothing_leaves_but_the_message_the_name_the_time_and_the_skills(modelled: Talk, script: Script) -> None:
    script.calls(("show_record", {"record": "Imogen Sayle"}))
    modelled.says("who is Imogen Sayle?", "Wrenfield")
    (sent,) = script.asked
    instructions, message = sent["messages"]
    assert message["content"] == "who is Imogen Sayle?"
    told = INSTRUCTIONS.format(today="2026-11-20", weekday="Friday", clock="10:00", speaker="Lena Hartwig")
    assert instructions["content"] == told
    assert [each["function"]["name"] for each in sent["tools"]] == list(all_skills())
    assert set(sent) <= {"messages", "tools", "model", "temperature", "stream"}


def test_no_name_and_no_own_field_of_the_records_is_in_what_the_skills_tell(modelled: Talk, script: Script) -> None:
    script.calls(("find_records", {"entity": "customer"}))
    modelled.says("list all customers", "61 customers")
    tools = json.dumps(script.asked[0]["tools"], ensure_ascii=False).casefold()
    with modelled.assistant.store.read(NOW, "lena@rapport.test") as crm:
        kinds = ("customer", "contact", "product", "person")
        names = [record.label for kind in kinds for record in crm.of(kind).all()]
    assert len(names) > 100
    assert not [name for name in names if name.casefold() in tools]
    assert "payment terms" not in tools


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


# ---- questions that the model compiles


def test_filters_hold_the_records_own_names_fields_and_choices(modelled: Talk, script: Script) -> None:
    filters = [["owner", "=", "me"], ["stage", "=", "proposal"], ["amount", ">", "20000"], ["customer", "filled"]]
    script.calls(("find_records", {"entity": "deal", "filters": filters, "sort": "-amount"}))
    heard = modelled.says(
        "my deals in proposal over 20k, big ones first", "2 deals", "Zielona", lacks="did not understand"
    )
    assert slots(heard)["filters"] == [
        ["owner", "=", "Lena Hartwig"], ["stage", "=", "proposal"], ["amount", ">", 20000], 
        ["customer", "filled", None],
    ]  # fmt: skip


def test_filters_that_no_record_can_meet_are_said_not_to_count(modelled: Talk, script: Script) -> None:
    filters = [["colour", "=", "red"], ["stage", "=", "frozen"], ["amount", ">", "lots"], ["owner", "~", "x"]]
    script.calls(("report", {"measure": "count", "entity": "deal", "filters": filters}))
    heard = modelled.says(
        "how many red frozen deals over lots?", "deals: ", "did not understand .*colour = red.*frozen.*lots"
    )
    assert slots(heard)["filters"] == []


def test_a_figure_that_there_is_not_is_asked_for(modelled: Talk, script: Script) -> None:
    script.calls(("report", {"measure": "happiness", "entity": "customer"}))
    modelled.says("how happy are our customers?", "which figure", changes=[])


def test_pronouns_are_resolved_on_this_machine(modelled: Talk, script: Script) -> None:
    script.calls(("show_record", {"record": "Niamh Corrigan"}))
    modelled.says("who is Niamh Corrigan?", "Kilbride")
    script.calls(("brief_customer", {"contact": "her"}))
    modelled.says("brief me on her", "Niamh Corrigan")
    assert "Niamh" not in str(script.asked[1])


# ---- what stays here even so


def test_what_carries_on_and_courtesy_stay_on_the_machine(modelled: Talk, script: Script) -> None:
    script.calls(("remind_me", {"about": "send the offer", "due_at": "2026-11-25"}))
    modelled.says("remind me on Wednesday to send the offer", "Wed", changes=["created reminder"])
    modelled.says("no, make it Thursday", "Thu|26", changes=["updated reminder"])
    script.calls(("delete_record", {"record": "Lagan Valley Libraries"}))
    modelled.says("delete Lagan Valley Libraries", "yes", changes=[])
    modelled.says("never mind", changes=[])
    modelled.says("thanks!", "welcome", changes=[])
    assert len(script.asked) == 2


def test_asked_only_when_unsure_a_clear_message_stays_here(modelled: Talk, script: Script) -> None:
    assert isinstance(modelled.assistant.reader, ModelReader)
    modelled.assistant.reader.when = "unsure"
    modelled.says("who is Imogen Sayle?", "Wrenfield")
    modelled.says("remind me on Monday to call Imogen Sayle", "Mon|23", changes=["created reminder"])
    modelled.says("show me Fiona", "McBride", "Castell")
    modelled.says("Castell", "Thistledown")
    assert script.asked == []


def test_asked_only_when_unsure_the_model_reads_what_is_unclear(modelled: Talk, script: Script) -> None:
    assert isinstance(modelled.assistant.reader, ModelReader)
    modelled.assistant.reader.when = "unsure"
    script.calls(("show_timeline", {"customer": "Kilbride Grocers"}))
    modelled.says("zzz kilbride edition", "Kilbride Grocers", changes=[])
    script.calls()
    modelled.says("book me a flight to Lisbon on Monday", "nothing I can do", changes=[])
    assert [asked["messages"][1]["content"] for asked in script.asked] == [
        "zzz kilbride edition", "book me a flight to Lisbon on Monday",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "sure"),
    [
        (Reading(), False),
        (Reading((Intent("undo", confidence=0.99),)), True),
        (Reading((Intent("undo", confidence=SURE),)), True),
        (Reading((Intent("undo", confidence=0.99), Intent("help", confidence=SURE - 0.01))), False),
        (Reading((Intent("undo", confidence=0.99),), doubtful=True), False),
        (Reading((Intent("report", confidence=0.99),), note="I did not understand “blue”."), False),
    ],
)
def test_a_local_reading_stands_when_every_clause_is_clear(reading: Reading, sure: bool) -> None:
    assert is_sure(reading) is sure
