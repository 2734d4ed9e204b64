"""Questions through one relation and through two, asked of the demo company on both databases."""

import pytest

from bot.understanding.slots.resolve import printed
from tests.dialogues.talking import Talk, slots


@pytest.mark.parametrize(
    ("asked", "filters", "told"),
    [
        ("customers with deals in negotiation", [["deals", "filled", [["stage", "=", "negotiation"]]]],
         r"14 customers.*with negotiation deals"),
        ("customers without urgent cases", [["cases", "empty", [["priority", "=", "urgent"]]]],
         r"51 customers.*without urgent priority cases"),
        ("do any customers in the UK have overdue tickets",
         [["country", "=", "United Kingdom"], ["cases", "filled", [["overdue", "=", True]]]], r"with overdue cases"),
        ("which customers never bought Fernbox Insights",
         [["orders", "empty", [["product", "=", "Fernbox Insights"]]]], r"49 customers.*without orders for Fernbox"),
        ("customers in Germany without an interaction since October",
         [["country", "=", "Germany"], ["last_contacted_at", "<", "2026-10-01"]], r"1 customer.*Wohnbau Isarpark"),
        ("open cases of my customers", [["status", "!=", "closed"], ["owner", "=", "Lena Hartwig"]],
         r"2 cases.*of customers owned by Lena Hartwig"),
        ("contacts of customers in Hamburg", [["city", "=", "Hamburg"]], r"4 contacts.*Martin Vogel"),
        ("products from Hollin Metalworks nobody bought this year",
         [["vendor", "=", "Hollin Metalworks"], ["last_ordered_on", "<", "2026-01-01"]], r"no such products"),
        ("clients in hambrug", [["city", "=", "Hamburg"]], r"2 customers"),
        ("customers with payment terms of 14 days", [["payment terms", "=", "14 days"]], r"payment terms 14 days"),
    ],
)  # fmt: skip
def test_what_is_joined_is_found_and_the_reading_told(talk: Talk, asked: str, filters: list[object], told: str) -> None:
    heard = talk.says(asked, f"(?s){told}")
    assert slots(heard)["filters"] == filters


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ("how many contacts in Spain get the newsletter and list those who speak English",
         [["country", "=", "Spain"], ["newsletter", "=", "yes"], ["language", "=", "English"]]),
        ("count the deals Noah lost this year and list the ones that are still open",
         [["owner", "=", "Noah Kessler"], ["stage", "!=", "won"], ["stage", "!=", "lost"]]),
        ("how many open cases does Sofia have and which ones are urgent",
         [["status", "!=", "closed"], ["assignee", "=", "Sofia Marchetti"], ["priority", "=", "urgent"]]),
    ],
)  # fmt: skip
def test_the_second_question_is_asked_of_those_of_the_first(talk: Talk, asked: str, filters: list[object]) -> None:
    counted, listed = talk.says(asked).intents
    assert (counted.skill, listed.skill) == ("report", "find_records")
    assert printed(listed.slots)["filters"] == filters


def test_those_just_counted_or_listed_are_narrowed_further(talk: Talk) -> None:
    talk.says("how many customers do we have in Germany?", "Customers in Germany: 7")
    heard = talk.says("list the ones on 60 days payment terms", r"in Germany with payment terms 60 days")
    assert slots(heard)["filters"] == [["country", "=", "Germany"], ["payment terms", "=", "60 days"]]
    heard = talk.says("of those, which have an open deal over 20k")
    assert slots(heard)["entity"] == "customer"
    heard = talk.says("how many of them have more than 100 employees")
    assert slots(heard)["filters"][-1] == ["employees", ">", 100]


def test_a_part_of_a_narrowing_that_is_not_understood_is_named(talk: Talk) -> None:
    talk.says("my open deals", "deals")
    talk.says("list the ones over 20k with purple doors", "did not understand “purple doors”", "over 20,000")


def test_shortened_periods_count(talk: Talk) -> None:
    heard = talk.says("sales this qtr by rep", "19,740")
    assert slots(heard)["period"] == {"from": "2026-10-01", "to": "2026-12-31"}


def test_what_cannot_be_computed_is_refused_with_what_can(talk: Talk) -> None:
    talk.says("median deal size", "cannot compute median yet", "average")
