"""Opportunities: found by what similar customers ordered, each with its reason and the orders behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from skills.advice import find_opportunities
from skills.cases import open_case
from skills.reply import Hint, Reply
from skills.turn import Turn
from storage.campaigns import Campaign
from storage.customers import Customer
from storage.deals import Deal
from storage.products import Order, Product
from storage.responses import Response
from storage.suggestions import Suggestion
from tests.skills.house import House

DAY = date(2026, 6, 1)
FREIGHT = ("Alder Haulage", "Birch Lines", "Cedar Cargo", "Dogwood Express")
PRICES = {"Scanner": 400, "Scanner Pro": 900, "Labels": 20, "Oven": 3000}


def order(turn: Turn, customer: str, product: str, day: int = 0, quantity: int = 1) -> Order:
    whose, what = turn.crm.customers.named(customer)[0], turn.crm.products.named(product)[0]
    amount = (what.price or 0) * quantity
    bought = Order(customer=whose, product=what, quantity=quantity, amount=amount, ordered_on=DAY + timedelta(day))
    return turn.crm.orders.add(bought)


@pytest.fixture
def market(house: House) -> House:
    """Four hauliers and a bakery; all hauliers have scanners, three have labels, two went on to the Pro."""
    with house.turn() as turn:
        for name in FREIGHT:
            turn.crm.customers.add(Customer(name=name, industry="Freight", owner=turn.speaker))
        turn.crm.customers.add(Customer(name="Elm Bakery", industry="Food"))
        for name, price in PRICES.items():
            category = "scanning" if name.startswith("Scanner") else name
            turn.crm.products.add(Product(name=name, price=Decimal(price), category=category))
        for name in FREIGHT:
            order(turn, name, "Scanner")
        for name in FREIGHT[:3]:
            order(turn, name, "Labels", 1)
        for name in FREIGHT[1:3]:
            order(turn, name, "Scanner Pro", 30)
        order(turn, "Elm Bakery", "Oven")
    return house


def lines(reply: Reply) -> list[str]:
    return [part.words for part in reply.parts if isinstance(part, Hint)]


def asked(house: House, customer: str = "", product: str = "") -> Reply:
    with house.turn() as turn:
        whose = turn.crm.customers.named(customer)[0] if customer else None
        what = turn.crm.products.named(product)[0] if product else None
        return find_opportunities(turn, what, whose)


def test_what_similar_customers_have_is_offered_with_its_reason_and_orders(market: House) -> None:
    reply = asked(market, "Dogwood Express", "Labels")
    assert lines(reply) == [
        "1. Offer Labels to Dogwood Express. 3 of 3 Freight customers who buy Scanner too have bought it, as "
        "Alder Haulage and Birch Lines; Dogwood Express never has. Of all who buy 60 % have it: lift 1.7. "
        "A usual order comes to 20. [1] [2] [3]"
    ]
    assert reply.citations[0].text == "Order of Alder Haulage on 2026-06-02: 1 × Labels"
    assert [button.says for button in reply.buttons] == ["remind me tomorrow at 9 to offer Labels to Dogwood Express"]


def test_the_dearer_product_that_others_went_on_to_is_an_upsell(market: House) -> None:
    with market.turn() as turn:
        for name, day in (("Elm Bakery", 40), ("Elm Bakery", 50)):
            order(turn, name, "Scanner", day)
        fig = turn.crm.customers.add(Customer(name="Fig Foods", industry="Food"))
        gum = turn.crm.customers.add(Customer(name="Gum Foods", industry="Food"))
        for customer in (fig, gum):
            order(turn, customer.name, "Oven")
    (line,) = lines(asked(market, "Elm Bakery", "Scanner Pro"))
    assert line.startswith(
        "1. Offer Scanner Pro to Elm Bakery. Elm Bakery has ordered Scanner twice; 2 of 5 who bought it went on to "
        "Scanner Pro, of the same category and 125 % dearer. A usual order comes to 900."
    )


def test_for_a_product_those_who_lack_it_are_named_and_nobody_else(market: House) -> None:
    reply = asked(market, product="Scanner Pro")
    assert [line.partition(". ")[2].partition(".")[0] for line in lines(reply)] == [
        "Offer Scanner Pro to Alder Haulage",
        "Offer Scanner Pro to Dogwood Express",
    ]


def test_what_is_ordered_regularly_and_overdue_is_told(market: House) -> None:
    with market.turn() as turn:
        for day in (40, 80, 120):
            order(turn, "Elm Bakery", "Oven", day)
    (line,) = lines(asked(market, "Elm Bakery"))
    assert "Elm Bakery orders it every 40 days, and last did 55 days ago." in line


def test_what_is_on_offer_already_is_left_out(market: House) -> None:
    with market.turn() as turn:
        whose, what = turn.crm.customers.named("Dogwood Express")[0], turn.crm.products.named("Labels")[0]
        turn.crm.deals.add(Deal(name="Labels for Dogwood", customer=whose, product=what, stage="proposal"))
    assert asked(market, "Dogwood Express", "Labels").text == (
        "The orders give no reason to offer Labels to Dogwood Express now."
    )


def test_with_nothing_named_ones_own_customers_are_looked_at(market: House) -> None:
    reply = asked(market)
    assert len(lines(reply)) == 3
    assert reply.text == "The best chance: offer Scanner Pro to Alder Haulage."
    with market.turn() as turn:
        kept = turn.crm.suggestions.where(Suggestion.rule == "cross-sell")
        assert kept[0].evidence == ["1 × Scanner Pro", "1 × Scanner Pro"]


def test_without_orders_there_is_no_chance(house: House) -> None:
    assert asked(house, "Globe Freight").text == "The orders give no reason to offer anything to Globe Freight now."


def test_what_is_ordered_in_growing_lots_is_told(market: House) -> None:
    with market.turn() as turn:
        for day, pieces in ((100, 2), (140, 5), (170, 9)):
            order(turn, "Elm Bakery", "Labels", day, pieces)
    (line,) = lines(asked(market, "Elm Bakery", "Labels"))
    assert "Elm Bakery orders more each time: 2, 5 and then 9; a larger lot may suit them." in line


def test_nothing_is_offered_to_who_complains_or_unsubscribed_and_that_is_said(market: House) -> None:
    with market.turn() as turn:
        alder, dogwood = (turn.crm.customers.named(name)[0] for name in ("Alder Haulage", "Dogwood Express"))
        open_case(turn, "Scanner burns", alder, "urgent")
        mailing = turn.crm.campaigns.add(Campaign(name="Spring"))
        turn.crm.responses.add(Response(campaign=mailing, customer=dogwood, response="unsubscribed", at=turn.now))
    reply = asked(market, product="Scanner Pro")
    assert lines(reply) == []
    assert "Alder Haulage (urgent case 1 is open)" in reply.note
    assert "Dogwood Express (they unsubscribed from advertising)" in reply.note
    told = asked(market, "Alder Haulage", "Scanner Pro").text
    assert told == "I would offer Alder Haulage nothing now: urgent case 1 is open."


def test_of_equal_chances_the_healthier_customer_comes_first(market: House) -> None:
    with market.turn() as turn:
        alder, dogwood = (turn.crm.customers.named(name)[0] for name in ("Alder Haulage", "Dogwood Express"))
        alder.health, dogwood.health = 20, 90
    assert lines(asked(market, product="Scanner Pro"))[0].startswith("1. Offer Scanner Pro to Dogwood Express")
