"""Amounts are read in figures and in words, with either decimal mark."""

from decimal import Decimal

import pytest

from bot.understanding.amounts.quantities import find_amounts


@pytest.mark.parametrize(
    ("text", "number", "kind", "currency"),
    [
        ("45k", "45000", "number", None),
        ("1.2m", "1200000", "number", None),
        ("€1,200.50", "1200.50", "money", "EUR"),
        ("1.200,50 EUR", "1200.50", "money", "EUR"),
        ("1.200 €", "1200", "money", "EUR"),
        ("45 000 €", "45000", "money", "EUR"),
        ("12'500 CHF", "12500", "money", "CHF"),
        ("USD 45,000.00", "45000.00", "money", "USD"),
        ("150k€", "150000", "money", "EUR"),
        ("$ 3 mn", "3000000", "money", "USD"),
        ("$1.2 million", "1200000", "money", "USD"),
        ("15%", "15", "percent", None),
        ("-5%", "-5", "percent", None),
        ("7.5 percent", "7.5", "percent", None),
        ("fifteen percent", "15", "percent", None),
        ("two hundred", "200", "number", None),
        ("twelve thousand euros", "12000", "money", "EUR"),
        ("two thousand five hundred and twelve", "2512", "number", None),
        ("two and a half million dollars", "2500000", "money", "USD"),
        ("5 grand", "5000", "money", None),
        ("five grand", "5000", "money", None),
        ("a dozen", "12", "number", None),
        ("half a million", "500000", "number", None),
        ("20 pcs", "20", "number", None),
        ("1,200", "1200", "number", None),
        ("1,5 million", "1500000", "number", None),
        ("0.125", "0.125", "number", None),
        ("C$ 16.4 million", "16400000", "money", "CAD"),
        ("30 MEUR", "30000000", "money", "EUR"),
        ("75 USD million", "75000000", "money", "USD"),
        ("40 yuan", "40", "money", "CNY"),
        ("35 lakh rupees", "3500000", "money", "INR"),
        ("a quarter million dollars", "250000", "money", "USD"),
        ("half million usd", "500000", "money", "USD"),
        ("minus five percent", "-5", "percent", None),
        ("nine point zero four", "9.04", "number", None),
        ("three dozens", "36", "number", None),
        ("two hundred and two thousand", "202000", "number", None),
    ],
)
def test_an_amount_is_read(text: str, number: str, kind: str, currency: str | None) -> None:
    sentence = f"the offer is {text} for Acme"
    found = find_amounts(sentence)
    assert [(each.text, each.number, each.kind, each.currency) for each in found] == [
        (text, Decimal(number), kind, currency)
    ]


@pytest.mark.parametrize(
    ("text", "number", "of"), [("9 out of 10", 9, 10), ("4/5", 4, 5), ("nine out of ten", 9, 10), ("8 of 10", 8, 10)]
)
def test_a_score_knows_its_best(text: str, number: int, of: int) -> None:
    found = find_amounts(f"she gave us {text}")
    assert [(each.text, int(each.number), int(each.of or 0)) for each in found] == [(text, number, of)]


@pytest.mark.parametrize(
    "text",
    [
        "24/7 support",
        "G5 and S1",
        "one of them",
        "the two of them",
        "case 12",
        "tickets 12",
        "#7 and COVID-19",
        "version 3.2",
        "the 12-month contract",
        "on 11.12.2026 at 10",
        "call +49 30 1234567",
        "dana55@acme.com",
        "see https://acme.com/20/30",
        "in Q3 2025, over the last 30 days",
        "every 2 weeks",
        "10.0.0.1",
        "no one called",
        "the second floor",
    ],
)
def test_digits_of_other_things_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


def test_quantity_and_price_stand_beside_a_date() -> None:
    found = find_amounts("on 3 March Acme ordered 20 units at 45 EUR with 5% off")
    assert [(int(each.number), str(each.kind)) for each in found] == [(20, "number"), (45, "money"), (5, "percent")]


def test_a_product_name_keeps_its_digits() -> None:
    assert [each.number for each in find_amounts("5 gateway g5")] == [5]


@pytest.mark.parametrize(
    ("text", "numbers", "currency"),
    [
        ("deals of 10-20k", [10000, 20000], None),
        ("between 10 and 20k", [10000, 20000], None),
        ("between 800 and 2k", [800, 2000], None),
        ("10 to 15%", [10, 15], None),
        ("$5-10k", [5000, 10000], "USD"),
        ("budget €10-20", [10, 20], "EUR"),
        ("1-2 million euros", [1000000, 2000000], "EUR"),
    ],
)
def test_what_is_said_of_one_end_of_a_range_holds_for_both(text: str, numbers: list[int], currency: str | None) -> None:
    found = find_amounts(text)
    assert [amount.number for amount in found] == numbers
    assert {amount.currency for amount in found} == {currency}
