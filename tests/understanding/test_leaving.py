"""Who may leave and what to improve: which customers, whose and which team a sentence means."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.understanding.dialogue.memory import Memory
from bot.understanding.marks import find_names, marks_beside
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.leaving import fill_improvements, fill_leaving
from storage.customers import Customer
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def context(store: Store) -> Iterator[Context]:
    with store.begin(None, NOW, "one") as crm:
        priya = crm.people.add(Person(name="Priya Nair", email="priya@rapport.test", team="field sales"))
        crm.people.add(Person(name="Sam Ode", email="sam@rapport.test", team="support"))
        for name, industry, city in (("Acorn", "Retail", "Berlin"), ("Birch", "Logistics", "Bonn")):
            crm.customers.add(Customer(name=name, industry=industry, city=city, country="Germany", owner=priya))
    with store.begin("priya@rapport.test", NOW, "two") as crm:
        assert crm.actor
        yield Context(crm, crm.actor, NOW, Directory(), Memory())


def clause(text: str, context: Context) -> Clause:
    context.directory.refresh(context.crm)
    marks = marks_beside(find_names(text, context.directory), text, context.now)
    return Clause(text, tuple(marks), (), context, Respelled(text, text))


def said(slots: dict[str, Any]) -> dict[str, Any]:
    return {name: value["name"] if isinstance(value, dict) else value for name, value in slots.items()}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("who is about to leave?", {}),
        ("which customers are we losing?", {}),
        ("customers at risk of churning", {}),
        ("which of my customers are at risk of churn", {"owner": "Priya Nair"}),
        ("who should we win back?", {"kind": "winback"}),
        ("win-back candidates in retail", {"kind": "winback", "filters": [["industry", "=", "Retail"]]}),
        ("any customers in Berlin that may leave us", {"filters": [["city", "=", "Berlin"]]}),
        ("top 5 churn risks", {"limit": 5}),
        ("customers who used to buy and don't any more", {"kind": "winback"}),
        ("churn risks in Germany worth over 10k, with reasons",
         {"filters": [["country", "=", "Germany"], ["lifetime_value", ">", 10000]]}),
        ("who is unhappy enough to leave", {}),
        ("lapsed accounts by worth", {"kind": "winback"}),
        ("who stopped buying from us", {"kind": "winback"}),
        ("who went quiet on us after buying", {"kind": "winback"}),
        ("accounts I should worry about losing", {}),
        ("which of our customers at risk are worth more than 50k", {"filters": [["lifetime_value", ">", 50000]]}),
        ("I have an hour to make calls. Which accounts are at risk?", {}),
        ("Sam wants a win-back campaign. Who should go on the list?", {"kind": "winback"}),
    ],
)  # fmt: skip
def test_which_customers_are_meant(context: Context, text: str, slots: dict[str, Any]) -> None:
    assert said(fill_leaving({}, clause(text, context))[0]) == slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("what should we improve?", {}),
        ("what should the field sales team improve", {"team": "field sales"}),
        ("where is support falling behind", {"team": "support"}),
        ("weak spots of my team", {"team": "field sales"}),
    ],
)
def test_which_team_is_meant(context: Context, text: str, slots: dict[str, Any]) -> None:
    assert fill_improvements({}, clause(text, context))[0] == slots


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("where did we slip in october compared with september", "2026-10-01"),
        ("the review is next week, where do we fall behind", None),
        ("what should we improve this quarter", "2026-10-01"),
    ],
)
def test_which_time_is_looked_at(context: Context, text: str, first: str | None) -> None:
    period = fill_improvements({}, clause(text, context))[0].get("period")
    assert (period["from"] if period else None) == first


def test_weak_spots_of_mine_are_the_speakers(context: Context) -> None:
    assert fill_improvements({}, clause("what are my weak spots", context))[0]["owner"]["name"] == "Priya Nair"
