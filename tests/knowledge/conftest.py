"""A store with some history, on both databases, and an encoder that all the tests share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.encoder import Encoder
from knowledge.index import Index
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.interactions import Interaction
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

STORY = {
    "Globe Freight": (
        "They find the yearly price too high.",
        "The warehouse moves to Duisburg in spring.",
        "Two pallets arrived damaged.",
    ),
    "Plum & Parsley": (
        "Wants vegetarian menus for forty guests.",
        "The kitchen was closed for a week after a flood.",
        "Asked for a price list in French.",
    ),
}


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def told(store: Store) -> Store:
    """The store with two customers and three calls with each, a day apart."""
    with store.begin(None, NOW, "story") as crm:
        for name, summaries in STORY.items():
            customer = crm.customers.add(Customer(name=name))
            contact = crm.contacts.add(Contact(name=f"Buyer of {name}", customer=customer))
            for place, summary in enumerate(summaries):
                log(crm, customer, summary, NOW - timedelta(days=10 - place), contact)
    return store


@pytest.fixture
def index(told: Store, tmp_path: Path, encoder: Encoder) -> Iterator[Index]:
    index = Index(tmp_path / "index", told, encoder.model)
    yield index
    index.close()


def log(crm: Crm, customer: Customer, summary: str, at: datetime, contact: Contact | None = None) -> Interaction:
    """An interaction with a customer."""
    return crm.interactions.add(
        Interaction(customer=customer, contact=contact, channel="call", happened_at=at, summary=summary)
    )
