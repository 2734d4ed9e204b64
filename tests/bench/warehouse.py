"""A big house, filled by seed: what a company of some size writes down in four years, for questions to be measured."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert

from storage.campaigns import Campaign
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.fields import CHANNELS, LEAD_STATUSES, PRIORITIES, SENTIMENTS, SOURCES
from storage.folding import fold
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Product
from storage.responses import Response
from storage.store import Store
from tests.bench.crowd import COUNTRIES, FIRSTS, INDUSTRIES, LASTS, SUBJECTS, TOWNS, TRADES

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAYS = 4 * 365
PEOPLE, PRODUCTS, CAMPAIGNS, CHUNK = 40, 60, 12, 20_000
SIZES = {
    Customer: 100_000, Contact: 200_000, Lead: 20_000, Deal: 200_000, Order: 300_000, Case: 100_000,
    Feedback: 50_000, Response: 20_000, Interaction: 1_000_000,
}  # fmt: skip
Values = dict[str, Any]


def fill(store: Store, share: float = 1.0) -> None:
    """Write the house into a migrated store, or a share of it; always the same one."""
    rng = random.Random(20261124)
    sizes = {noun: max(1, int(size * share)) for noun, size in SIZES.items()}
    customers = sizes[Customer]
    drawn: dict[Any, Callable[[int], Values]] = {
        Customer: lambda number: _customer(rng, number),
        Contact: lambda number: _contact(rng, number, customers),
        Lead: lambda number: _lead(rng, number),
        Deal: lambda number: _deal(rng, number, customers),
        Order: lambda number: _order(rng, customers),
        Case: lambda number: _case(rng, number, customers),
        Feedback: lambda number: _feedback(rng, customers, sizes[Case]),
        Response: lambda number: _response(rng, customers),
        Interaction: lambda number: _interaction(rng, customers, sizes[Contact]),
    }
    with store.engine.begin() as connection:
        _few(connection, rng)
        for noun, draw in drawn.items():
            _many(connection, rng, noun, (draw(number) for number in range(1, sizes[noun] + 1)))
    _settle(store)


def _settle(store: Store) -> None:
    """Let PostgreSQL know what it has, as its own housekeeper would within a minute."""
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _few(connection: Connection, rng: random.Random) -> None:
    people = ((f"{first} Rapport", number) for number, first in enumerate(FIRSTS[:PEOPLE]))
    _many(connection, rng, Person, (
        {**_named(name), "email": f"p{number}@house.test", "role": "rep", "time_zone": "Europe/Berlin",
         "team": rng.choice(("north", "south")), "custom": {}, "created_at": NOW - timedelta(DAYS), "deleted_at": None}
        for name, number in people
    ))  # fmt: skip
    _many(connection, rng, Product, (
        {**_named(f"{rng.choice(TRADES)} {number}"), "price": Decimal(rng.randrange(10, 9000)), "stock": 50,
         "category": rng.choice(TRADES[:6]), "vendor": rng.choice(LASTS), "created_at": _past(rng)}
        for number in range(PRODUCTS)
    ))  # fmt: skip
    _many(connection, rng, Campaign, (
        {**_named(f"Campaign {number}"), "channel": "email", "status": "running", "budget": Decimal(5000),
         "starts_on": date(2026, 1 + number % 9, 1), "ends_on": date(2026, 3 + number % 9, 1), "created_at": _past(rng)}
        for number in range(CAMPAIGNS)
    ))  # fmt: skip


def _many(connection: Connection, rng: random.Random, noun: Any, rows: Iterator[Values]) -> None:
    """Write them a chunk at a time; one in a hundred is deleted, and colleagues and products never."""
    chunk: list[Values] = []
    for row in rows:
        gone = NOW if rng.random() < 0.01 and noun not in (Person, Product, Campaign) else None
        chunk.append({"custom": {}, **row, "deleted_at": gone})
        if len(chunk) == CHUNK:
            connection.execute(insert(noun.__table__), chunk)
            chunk = []
    if chunk:
        connection.execute(insert(noun.__table__), chunk)


def _named(name: str) -> Values:
    return {"name": name, "name_fold": fold(name)}


def _past(rng: random.Random, power: float = 1.0) -> datetime:
    """A moment of the last four years, at a working hour; with a power over 1 rather lately."""
    days = int(DAYS * rng.random() ** power)
    seconds = rng.randrange(9 * 3600)
    return (NOW - timedelta(days)).replace(hour=7, minute=0, second=0) + timedelta(seconds=seconds)


def _some(rng: random.Random, count: int) -> int:
    """The number of one of so many, the low ones more often: a few have most."""
    return 1 + int(count * rng.random() ** 2)


def _customer(rng: random.Random, number: int) -> Values:
    custom = {"seats": str(rng.randrange(1, 500))} if number % 3 == 0 else {}
    return {
        **_named(f"{rng.choice(LASTS)} {rng.choice(TRADES)} {number}"),
        "industry": rng.choice(INDUSTRIES), "city": rng.choice(TOWNS), "country": rng.choice(COUNTRIES),
        "website": f"https://c{number}.test", "phone": f"+49 30 {number}", "owner_id": rng.randrange(1, PEOPLE + 1),
        "segment": rng.choice(("key", "small", None)), "tag": rng.choice(("vip", None, None, None)),
        "revenue": Decimal(rng.randrange(10_000, 90_000_000)), "employees": int(10 ** (4 * rng.random())),
        "health": rng.randrange(101) if number % 2 else None, "created_at": _past(rng), "custom": custom,
    }  # fmt: skip


def _contact(rng: random.Random, number: int, customers: int) -> Values:
    born = date(1960, 1, 1) + timedelta(rng.randrange(15_000))
    return {
        **_named(f"{rng.choice(FIRSTS)} {rng.choice(LASTS)}"), "customer_id": _some(rng, customers),
        "title": rng.choice(("Buyer", "CEO", "Head of Procurement", "Engineer", None)),
        "email": f"n{number}@mail.test", "phone": f"+49 40 {number}",
        "birthday": born if number % 4 == 0 else None, "created_at": _past(rng),
    }  # fmt: skip


def _lead(rng: random.Random, number: int) -> Values:
    return {
        **_named(f"{rng.choice(FIRSTS)} {rng.choice(LASTS)}"), "company": f"{rng.choice(LASTS)} {number}",
        "status": rng.choice(LEAD_STATUSES), "source": rng.choice(SOURCES), "owner_id": rng.randrange(1, PEOPLE + 1),
        "score": rng.randrange(101), "created_at": _past(rng),
    }  # fmt: skip


def _deal(rng: random.Random, number: int, customers: int) -> Values:
    stage = rng.choices(("won", "lost", "prospecting", "engaging", "proposal", "negotiation"), (40, 25, 10, 9, 8, 8))[0]
    created = _past(rng)
    closed = min(NOW, created + timedelta(rng.randrange(1, 120), rng.randrange(30_000)))
    return {
        **_named(f"Deal {number}"), "customer_id": _some(rng, customers), "stage": stage,
        "amount": Decimal(rng.randrange(100, 9_000_000)) / 100, "owner_id": rng.randrange(1, PEOPLE + 1),
        "product_id": rng.randrange(1, PRODUCTS + 1), "source": rng.choice(SOURCES), "created_at": created,
        "closed_at": closed if stage in ("won", "lost") else None, "currency": "EUR",
        "close_on": None if stage in ("won", "lost") else NOW.date() + timedelta(rng.randrange(-30, 200)),
        "probability": rng.randrange(101) if number % 5 == 0 else None,
    }  # fmt: skip


def _order(rng: random.Random, customers: int) -> Values:
    return {
        "customer_id": _some(rng, customers), "product_id": rng.randrange(1, PRODUCTS + 1),
        "quantity": rng.randrange(1, 9), "amount": Decimal(rng.randrange(100, 900_000)) / 100, "currency": "EUR",
        "ordered_on": _past(rng).date(), "taken": 0, "created_at": NOW,
    }  # fmt: skip


def _case(rng: random.Random, number: int, customers: int) -> Values:
    opened = _past(rng)
    is_open = rng.random() < 0.1
    return {
        "number": number, "subject": rng.choice(SUBJECTS), "customer_id": _some(rng, customers),
        "contact_id": None, "product_id": rng.randrange(1, PRODUCTS + 1), "priority": rng.choice(PRIORITIES),
        "status": rng.choice(("new", "working", "waiting")) if is_open else "closed",
        "assignee_id": rng.randrange(1, PEOPLE + 1), "opened_at": opened, "due_at": opened + timedelta(2),
        "closed_at": None if is_open else opened + timedelta(0, rng.randrange(600, 900_000)), "created_at": opened,
    }  # fmt: skip


def _feedback(rng: random.Random, customers: int, cases: int) -> Values:
    scale = rng.choice(("csat", "nps"))
    score = rng.randrange(1, 6) if scale == "csat" else rng.randrange(11)
    return {"customer_id": _some(rng, customers), "case_id": rng.randrange(1, cases + 1), "score": score,
            "scale": scale, "given_at": _past(rng), "created_at": NOW}  # fmt: skip


def _response(rng: random.Random, customers: int) -> Values:
    kind = rng.choices(("opened", "clicked", "replied", "bought"), (60, 25, 10, 5))[0]
    return {"campaign_id": rng.randrange(1, CAMPAIGNS + 1), "customer_id": _some(rng, customers), "response": kind,
            "at": _past(rng), "created_at": NOW}  # fmt: skip


def _interaction(rng: random.Random, customers: int, contacts: int) -> Values:
    happened = _past(rng, 1.3)
    return {
        "customer_id": _some(rng, customers), "contact_id": rng.randrange(1, contacts + 1),
        "channel": CHANNELS[min(7, int(8 * rng.random() ** 2))], "happened_at": happened,
        "by_id": rng.randrange(1, PEOPLE + 1), "sentiment": rng.choice((*SENTIMENTS, None, None)),
        "summary": f"{rng.choice(SUBJECTS)}, spoke about {rng.choice(TRADES)} and {rng.choice(TOWNS)}",
        "said": None, "created_at": happened,
    }  # fmt: skip
