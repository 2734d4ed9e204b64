"""The house that the tests of the skills live in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.knowledge import Knowledge
from storage.contacts import Contact
from storage.customers import Customer
from storage.store import Store
from tests.skills.house import NOW, House, colleagues


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """A house with four colleagues and, of Priya's, Globe Freight in Bonn with Lars and Dana."""
    store = Store(shutil.copy(sqlite_template, tmp_path / "rapport.db"))
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
    with store.begin("priya@rapport.test", NOW, "first") as crm:
        globe = Customer(name="Globe Freight", city="Bonn", website="https://www.globefreight.test", owner=crm.actor)
        crm.customers.add(globe)
        crm.contacts.add(Contact(name="Lars Berg", customer=globe, title="Buyer", email="lars@globefreight.test"))
        crm.contacts.add(Contact(name="Dana Weber", customer=globe))
    yield House(store, Knowledge(tmp_path))
    store.close()
