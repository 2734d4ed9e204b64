"""Questions through one relation and through two, asked of the demo company on both databases."""

import pytest

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


def test_shortened_periods_count(talk: Talk) -> None:
    heard = talk.says("sales this qtr by rep", "19,740")
    assert slots(heard)["period"] == {"from": "2026-10-01", "to": "2026-12-31"}


def test_what_cannot_be_computed_is_refused_with_what_can(talk: Talk) -> None:
    talk.says("median deal size", "cannot compute median yet", "average")
