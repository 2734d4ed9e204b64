"""Slots as people say them: names told apart, days that have been, stories kept whole, what clauses share."""

from typing import Any

import pytest

from bot.understanding.slots.completing import TOPIC
from bot.understanding.slots.texts import trimmed
from tests.dialogues.talking import Talk, slots


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("the Belfiore deal is at 31k now", {"record": "Belfiore three shops", "field": "amount", "value": 31000}),
        ("set the Douro Vivo opportunity to 12,500",
         {"record": "Douro Vivo stations", "field": "amount", "value": 12500}),
        ("Slaney's phone number is +353 53 490 0000 now",
         {"record": "Slaney Coachways", "field": "phone", "value": "+353 53 490 0000"}),
        ("Northpine camps closes on 18 December",
         {"record": "Northpine camps", "field": "close_on", "value": "2026-12-18"}),
        ("change the payment terms of Koivula to 21 days",
         {"record": "Koivula Rakennus", "field": "payment terms", "value": "21 days"}),
        ("Tannmatt moved to Basel", {"record": "Tannmatt Sport AG", "field": "city", "value": "Basel"}),
    ],
)  # fmt: skip
def test_the_record_is_told_by_noun_field_and_value(talk: Talk, said: str, told: dict[str, Any]) -> None:
    assert slots(talk.says(said)) == told


def test_a_customer_is_meant_where_only_its_deals_bear_its_name_too(talk: Talk) -> None:
    talk.says("show me Grachtkantoor", r"Grachtkantoor \(customer\)")
    talk.says("show me the Grachtkantoor deal", "Which .* do you mean", "Grachtkantoor renewal", "second house")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("rang Shazia Noor this morning, she wants new badges",
         {"contact": "Shazia Noor", "channel": "call", "happened_at": "2026-11-20", "summary": "she wants new badges"}),
        ("hung up with Niamh Corrigan just now: delivery is fine",
         {"contact": "Niamh Corrigan", "channel": "call", "summary": "delivery is fine"}),
        ("Please log: met Urs Gantenbein, he is annoyed about the noise",
         {"contact": "Urs Gantenbein", "channel": "meeting", "sentiment": "negative",
          "summary": "he is annoyed about the noise"}),
    ],
)  # fmt: skip
def test_what_happened_keeps_its_day_its_channel_and_its_mood(talk: Talk, said: str, told: dict[str, Any]) -> None:
    assert slots(talk.says(said)) == told


def test_a_day_by_which_something_is_due_is_not_when_it_happened(talk: Talk) -> None:
    heard = talk.says("call with Urs Gantenbein, the board wants the figures by Thursday")
    assert "happened_at" not in slots(heard)
    assert slots(heard)["summary"] == "the board wants the figures by Thursday"


def test_a_story_is_kept_to_its_end_quotations_included(talk: Talk) -> None:
    story = 'Mail from Shazia Noor: "Hello Lena, close door 3 for us. Could you show Tom the invoice? Regards"'
    heard = talk.says(story, changes=["created interaction"])
    assert slots(heard)["summary"].startswith("Hello Lena, close door 3 for us. Could you show Tom the invoice?")


def test_a_product_is_not_read_out_of_a_common_word_of_the_problem(talk: Talk) -> None:
    assert "product" not in slots(talk.says("open a case for Koivula: the terminal is black"))
    heard = talk.says("open a case for Koivula: the Touch Terminal 15 is black")
    assert slots(heard)["product"] == "Touch Terminal 15"


@pytest.mark.parametrize(
    "said",
    ["I'm taking over Slaney Coachways from Chloe", "I'll take Slaney Coachways over from Chloe from Monday on"],
)  # fmt: skip
def test_who_takes_something_over_is_the_speaker(talk: Talk, said: str) -> None:
    assert slots(talk.says(said)) == {"record": "Slaney Coachways", "person": "Lena Hartwig"}


@pytest.mark.parametrize(
    ("said", "keep"),
    [
        ("Brinkmann Logistics is a copy of Brinkmann Logistik GmbH", "Brinkmann Logistik GmbH"),
        ("merge Brinkmann Logistics and Brinkmann Logistik GmbH, keep the GmbH one", "Brinkmann Logistik GmbH"),
        ("merge Brinkmann Logistik GmbH with Brinkmann Logistics and keep the Logistics one", "Brinkmann Logistics"),
    ],
)
def test_the_customer_that_stays_is_the_one_that_is_described(talk: Talk, said: str, keep: str) -> None:
    assert slots(talk.says(said, f"into {keep}"))["keep"] == keep


def test_city_country_and_industry_of_a_new_customer_are_told_apart(talk: Talk) -> None:
    heard = talk.says("new customer: Halvorsen Boats, Stavanger, Norway")
    assert slots(heard) == {"name": "Halvorsen Boats", "city": "Stavanger", "country": "Norway"}


def test_reminders_are_listed_for_the_day_to_come(talk: Talk) -> None:
    assert slots(talk.says("my reminders for wednesday"))["period"] == {"from": "2026-11-25", "to": "2026-11-25"}


def test_what_help_is_asked_about_is_found() -> None:
    asked = TOPIC.search("how can we tag a deal?")
    assert asked is not None
    assert trimmed(asked[1]) == "tag a deal"


# ---- what clauses share


def told(talk: Talk, said: str) -> list[tuple[str, dict[str, Any]]]:
    from bot.understanding.slots.resolve import printed

    return [(intent.skill, printed(intent.slots)) for intent in talk.says(said).intents]


def test_a_topic_before_a_colon_is_shared_by_all_that_follows(talk: Talk) -> None:
    heard = told(talk, "Koivula: open a case for the dead badge reader, and remind me tomorrow to call them")
    assert [(skill, frame.get("customer")) for skill, frame in heard] == [
        ("open_case", "Koivula Rakennus"),
        ("remind_me", "Koivula Rakennus"),
    ]


def test_an_assignee_beside_a_new_priority_is_one_change_of_the_case(talk: Talk) -> None:
    assert told(talk, "set case 36 to low and give it to Sofia") == [
        ("update_case", {"case": 36, "priority": "low", "assignee": "Sofia Marchetti"})
    ]


def test_she_is_the_person_just_added(talk: Talk) -> None:
    heard = told(talk, "Add Petra Halle to Kesselring as buyer and note that she only reads emails")
    assert heard[1] == ("note_preference", {"preference": "only reads emails", "contact": "Petra Halle"})


def test_two_questions_in_one_sentence_are_two(talk: Talk) -> None:
    heard = told(talk, "what's our win rate this year, and how many orders came in last month")
    assert [skill for skill, _ in heard] == ["report", "report"]


def test_a_limit_on_the_other_side_is_added_and_one_on_the_same_side_replaces(talk: Talk) -> None:
    talk.says("show deals over 20k", "amount over 20,000")
    talk.says("and under 50k?", "over 20,000.*under 50,000")
    talk.says("over 80k instead", "amount over 80,000", lacks="50,000")


def test_a_priority_is_read_in_shorthand(talk: Talk) -> None:
    assert slots(talk.says("open a case for Koivula: wifi is down, hi prio"))["priority"] == "high"


def test_a_request_is_no_answer_because_it_sounds_like_one(talk: Talk) -> None:
    talk.says("my reminders")
    talk.says("why did you do that", "Was it meant otherwise")
    talk.says("please phone Niamh for me", lacks="I keep this sentence")


def test_a_sentence_that_leads_up_to_a_question_asks_for_nothing(talk: Talk) -> None:
    heard = told(talk, "I have to fill in a form for the auditors. How many open cases are there?")
    assert [skill for skill, _ in heard] == ["report"]


def test_a_long_list_goes_on_by_words_and_by_button(talk: Talk) -> None:
    talk.says("list all customers", "61 customers. Here are 10, and 51 more")
    second = talk.says("show more", "Here are 11 to 20, and 41 more", changes=[])
    third = talk.presses(second, "Next 10")
    assert "Here are 21 to 30, and 31 more" in third.reply.text
    talk.says("only the ones in Germany", "customers? in Germany", lacks="Here are 2")
    talk.says("show the first one", "Here is")
