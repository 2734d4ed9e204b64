"""Many records changed at once: which, how they are shown, asked about, done, narrowed and taken back."""

import pytest

from bot.message import Heard
from tests.dialogues.talking import Talk, slots

GERMANY = ["country", "=", "Germany"]


def asked(heard: Heard) -> list[str]:
    return [ask["slot"] for ask in heard.asks]


@pytest.mark.parametrize(
    ("said", "skill", "told"),
    [
        ("set the priority of all cases of Harbourline Airports to high", "update_record",
         {"entity": "case", "filters": [["customer", "=", "Harbourline Airports"]], "field": "priority",
          "value": "high"}),
        ("tag everyone in Hamburg as vip", "update_record",
         {"entity": "customer", "filters": [["city", "=", "Hamburg"]], "field": "tag", "value": "vip"}),
        ("give all of Bram's open cases to Sofia", "assign_owner",
         {"entity": "case", "filters": [["assignee", "=", "Bram de Wit"], ["status", "!=", "closed"]],
          "person": "Sofia Marchetti"}),
        ("delete the leads from the roadshow", "delete_record",
         {"entity": "lead", "filters": [["source", "=", "event"]]}),
        ("mark every customer we haven't heard from in six weeks as lost", "update_record",
         {"entity": "customer", "filters": [["last_contacted_at", "<", "2026-10-09"]], "value": "lost"}),
        ("whoever is in Cork should get the segment ireland", "update_record",
         {"entity": "customer", "filters": [["city", "=", "Cork"]], "field": "segment", "value": "ireland"}),
        ("both Oakhurst customers go to Lena", "assign_owner",
         {"entity": "customer", "filters": [["name", "=", ["Oakhurst Property Group", "Oakhurst Property Grp."]]],
          "person": "Lena Hartwig"}),
        ("set the country of every customer in Vienna to Germany", "update_record",
         {"entity": "customer", "filters": [["city", "=", "Vienna"]], "field": "country", "value": "Germany"}),
        ("If there are leads from the roadshow, give them to Diego; do nothing if there are none", "assign_owner",
         {"entity": "lead", "filters": [["source", "=", "event"]], "person": "Diego Salvatierra"}),
        ("If there are customers in Hamburg, tag them dormant", "update_record",
         {"entity": "customer", "filters": [["city", "=", "Hamburg"]], "field": "tag", "value": "dormant"}),
        ("make all open cases of Bram urgent", "update_record",
         {"entity": "case", "filters": [["status", "!=", "closed"], ["assignee", "=", "Bram de Wit"]],
          "field": "priority", "value": "urgent"}),
        ("set case 35 and case 36 to low priority", "update_record",
         {"entity": "case", "filters": [["number", "=", [35, 36]]], "field": "priority", "value": "low"}),
        ("put every grocery customer into segment food", "update_record",
         {"entity": "customer", "filters": [["industry", "=", "grocery"]], "field": "segment", "value": "food"}),
        ("everyone at Harrowgate Estates has the phone +44 20 7946 0199", "update_record",
         {"entity": "contact", "filters": [["customer", "=", "Harrowgate Estates"]], "field": "phone",
          "value": "+44 20 7946 0199"}),
        ("remove the phone number of all contacts at Kilbride Grocers", "update_record",
         {"entity": "contact", "filters": [["customer", "=", "Kilbride Grocers"]], "field": "phone",
          "value": "nothing"}),
        ("tag all customers in Germany as vip except Klinikum Seeblick", "update_record",
         {"entity": "customer", "filters": [GERMANY, ["name", "!=", "Klinikum Seeblick"]], "field": "tag",
          "value": "vip"}),
    ],
)  # fmt: skip
def test_what_is_set_is_no_filter_and_a_filter_is_not_set(
    talk: Talk, said: str, skill: str, told: dict[str, object]
) -> None:
    heard = talk.says(said)
    assert heard.intents[0].skill == skill
    read = slots(heard)
    for name, value in told.items():
        if name == "filters" and said.startswith("both"):
            assert sorted(read["filters"][0][2]) == sorted(value[0][2])  # type: ignore[index]
        else:
            assert read[name] == value
    assert set(read) == set(told)


@pytest.mark.parametrize(
    "said",
    ["Kilbride Grocers moved to Dublin with all their staff", "set the priority of case 37 to low",
     "delete Rose Alderton", "give Kilbride Grocers to Lena", "tag Pennant & Rowe as vip"],
)  # fmt: skip
def test_a_sentence_that_names_one_record_changes_no_other(talk: Talk, said: str) -> None:
    heard = talk.says(said)
    assert "filters" not in slots(heard)
    assert len(heard.changes) <= 1


def test_what_would_change_is_shown_asked_about_done_at_once_and_taken_back_at_once(talk: Talk) -> None:
    heard = talk.says(
        "tag everyone in Germany as vip", "7 customers in Germany", "Brinkmann Logistics: nothing → vip", changes=[]
    )
    assert asked(heard) == ["confirm"]
    talk.says("yes", "tag of 7 customers to vip", changes=["updated customer"] * 7)
    talk.says("how many customers are tagged vip?", "7")
    talk.says("undo", "7 changes", changes=["updated customer"] * 7)
    talk.says("how many customers are tagged vip?", lacks="[1-9] customer")


def test_only_the_first_ten_are_shown_with_how_many_more(talk: Talk) -> None:
    heard = talk.says("delete all customers", "Delete 61 customers", "and 51 more")
    facts = heard.reply.parts[0]
    assert len(facts.pairs) == 11  # type: ignore[union-attr]
    talk.says("no", "leave it", changes=[])


def test_nothing_changes_where_nothing_matches_and_it_is_said_how_it_was_read(talk: Talk) -> None:
    talk.says("delete every contact without an email", "no contacts without email, so nothing was changed", changes=[])
    said = "close all open cases of Rimu Construction with high priority, close nothing if there are none"
    talk.says(said, "no open high priority cases of Rimu Construction, so nothing was changed", changes=[])


@pytest.mark.parametrize(
    ("said", "word"),
    [("delete all frobnicated leads", "frobnicated"), ("tag all zorbly customers in Germany as vip", "zorbly"),
     ("delete the newest five leads", "newest five"), ("delete Kilbride Grocers and all its contacts", "Kilbride"),
     ("assign the Brinkmann leads to me", "Brinkmann")],
)  # fmt: skip
def test_words_not_understood_are_named_and_nothing_is_changed(talk: Talk, said: str, word: str) -> None:
    heard = talk.says(said, f"did not understand “.*{word}", "changed nothing", changes=[])
    assert not heard.asks


def test_the_open_question_is_narrowed_and_asked_of_the_others(talk: Talk) -> None:
    talk.says("tag everyone in Germany as vip", "7 customers")
    talk.says("no, only the ones in Munich", "tag of Wohnbau Isarpark is vip", changes=["updated customer"])
    talk.says("undo", changes=["updated customer"])
    talk.says("tag everyone in Germany as vip", "7 customers")
    talk.says("yes, but not the ones in Hamburg", "5 customers in Germany not in Hamburg", changes=[])
    talk.says("just the purple ones", "did not understand “purple”.*5 customers", changes=[])
    talk.says("yes", changes=["updated customer"] * 5)


def test_the_list_last_shown_is_meant_by_them_and_those(talk: Talk) -> None:
    talk.says("list all open cases of Bram", "4 cases")
    talk.says("give them all to Sofia", "4 open cases assigned to Bram de Wit", changes=[])
    talk.says("yes", changes=["updated case"] * 4)
    talk.says("set them to low priority", "cases? with number", changes=[])
    talk.says("no")
    talk.says("list the two biggest deals in negotiation", "2 of")
    talk.says("move those two to Diego", "Van Houdt eight depots or Sakuragawa distributor contract", changes=[])
    talk.says("yes", changes=["updated deal"] * 2)


def test_them_is_the_one_spoken_of_where_nothing_was_listed(talk: Talk) -> None:
    talk.says("show Kilbride Grocers")
    talk.says("give them to Lena", "Kilbride Grocers is now yours", changes=["updated customer"])


def test_a_sentence_may_change_many_and_ask_for_more(talk: Talk) -> None:
    talk.says("Tag everyone in Hamburg as vip and give them to Diego", "tag to vip for 2 customers", changes=[])
    talk.says("yes", "Hand over to Diego Salvatierra: 2 customers", changes=["updated customer"] * 2)
    talk.says("yes", changes=["updated customer"] * 2)
