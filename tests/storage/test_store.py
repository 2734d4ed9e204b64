"""The store: changes with every write, soft deletion, moments and money that mean the same on both databases."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from storage.customers import Customer
from storage.interactions import Interaction
from storage.migrate import migrate, state
from storage.people import Person
from storage.store import Store
from storage.undo import changed_since, changes_of, last_turn, take_back

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def tom(store: Store) -> Person:
    with store.begin(None, NOW, "setup") as crm:
        return crm.people.add(Person(name="Tom Becker", email="tom@rapport.test"))


def test_a_new_database_is_current_and_migrating_again_changes_nothing(store: Store) -> None:
    assert state(store) == "current"
    migrate(store)
    assert state(store) == "current"


def test_every_write_is_a_change_with_what_was_before_and_after(store: Store, tom: Person) -> None:
    with store.begin(tom, NOW, "one") as crm:
        customer = crm.customers.add(Customer(name="Kestrel Freight", revenue=Decimal("1200.50")))
    with store.begin("TOM@rapport.test", NOW, "two") as crm:
        crm.customers.by_ids([customer.id])[0].city = "Bonn"
    with store.read(NOW) as crm:
        (created,), (updated,) = changes_of(crm, "one"), changes_of(crm, "two")
        assert (created.action, created.label, created.by_id) == ("created", "Kestrel Freight", tom.id)
        assert created.after is not None
        assert created.after["revenue"] == "1200.50"
        assert (updated.action, updated.before, updated.after) == ("updated", {"city": None}, {"city": "Bonn"})


def test_what_is_deleted_is_not_found_and_undo_brings_it_back(store: Store, tom: Person) -> None:
    with store.begin(tom, NOW, "one") as crm:
        customer = crm.customers.add(Customer(name="Kestrel Freight"))
    with store.begin(tom, NOW, "two") as crm:
        crm.customers.remove(crm.customers.by_ids([customer.id])[0])
    with store.begin(tom, NOW, "three") as crm:
        assert crm.customers.named("kestrel freight") == []
        assert last_turn(crm) == "two"
        take_back(crm, "two")
    with store.read(NOW) as crm:
        assert [found.name for found in crm.customers.named("KESTREL FREIGHT")] == ["Kestrel Freight"]
        assert [change.action for change in changes_of(crm, "three")] == ["restored"]


def test_undo_again_goes_to_the_turn_before(store: Store, tom: Person) -> None:
    for turn, city in (("one", "Bonn"), ("two", "Kiel")):
        with store.begin(tom, NOW, turn) as crm:
            customer = (crm.customers.named("Kestrel") or [crm.customers.add(Customer(name="Kestrel"))])[0]
            customer.city = city
    for undo, cities in (("u1", ["Bonn"]), ("u2", [])):
        with store.begin(tom, NOW, undo) as crm:
            turn_back = last_turn(crm)
            assert turn_back is not None
            take_back(crm, turn_back)
            assert [found.city for found in crm.customers.named("Kestrel")] == cities


def test_what_somebody_else_changed_since_is_seen(store: Store, tom: Person) -> None:
    with store.begin(None, NOW, "setup2") as crm:
        maya = crm.people.add(Person(name="Maya", email="maya@rapport.test"))
        customer = crm.customers.add(Customer(name="Kestrel"))
    for person, turn, city in ((tom, "one", "Bonn"), (maya, "two", "Kiel")):
        with store.begin(person, NOW, turn) as crm:
            crm.customers.by_ids([customer.id])[0].city = city
    with store.read(NOW, tom) as crm:
        assert [change.turn for change in changed_since(crm, "one")] == ["two"]
        assert changed_since(crm, "two") == []


def test_a_moment_is_the_same_instant_in_any_zone(store: Store, tom: Person) -> None:
    berlin = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    with store.begin(tom, NOW, "one") as crm:
        crm.interactions.add(Interaction(summary="hello", happened_at=berlin))
    with store.read(NOW) as crm:
        seven = datetime(2026, 7, 1, 7, tzinfo=UTC)
        assert crm.interactions.first(Interaction.happened_at <= seven) is not None
        assert [one.happened_at for one in crm.interactions.all()] == [seven]


def test_a_moment_without_a_zone_is_refused(store: Store, tom: Person) -> None:
    with pytest.raises(Exception, match="time zone"), store.begin(tom, NOW, "one") as crm:
        crm.interactions.add(Interaction(summary="hello", happened_at=datetime(2026, 7, 1)))  # noqa: DTZ001


def test_nothing_stays_of_a_transaction_that_fails(store: Store, tom: Person) -> None:
    def failing() -> None:
        with store.begin(tom, NOW, "one") as crm:
            crm.customers.add(Customer(name="Kestrel"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with store.read(NOW) as crm:
        assert crm.customers.all() == []
        assert changes_of(crm, "one") == []
