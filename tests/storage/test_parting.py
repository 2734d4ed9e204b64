"""Parting: whatever is merged, changed and parted, in whatever order, every record ends where it belongs."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from storage.cases import Case, Comment
from storage.changes import Change
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.fills import record_of
from storage.interactions import Interaction
from storage.merges import Merge, standing_of_all
from storage.merging import merge, unmerge
from storage.passages import Passage
from storage.people import Person
from storage.record import Row
from storage.store import Store
from storage.undo import take_back

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SEEDS = range(8)
STEPS = 24
UNCHANGED = ("changes", "index_tasks", "merges", "standings", "outdated_standings")


@dataclass
class World:
    """Customers with their things, changed at random; `home` is where each thing belongs, `city` what each is in."""

    store: Store
    rng: random.Random
    home: dict[tuple[str, int], int] = field(default_factory=dict)
    city: dict[int, str | None] = field(default_factory=dict)
    turns: int = 0

    def step(self) -> None:
        """Do one thing at random; what merged or parted is now and then undone, which must leave no trace."""
        act = self.rng.choice((self.add, self.add, self.move, self.edit, self.join, self.join, self.part))
        undone = act in (self.join, self.part) and self.rng.random() < 0.4
        before = self.rows() if undone else []
        self.turns += 1
        with self.store.begin(None, NOW, f"turn {self.turns}") as crm:
            did = act(crm)
        if undone and did:
            with self.store.begin(None, NOW, f"undo {self.turns}") as crm:
                take_back(crm, f"turn {self.turns}")
            assert self.rows() == before

    def rows(self) -> list[tuple[str, Any]]:
        """Every row but those that tell what was done, without the revisions of passages."""
        with self.store.read(NOW) as crm:
            tables = [table for table in Row.metadata.sorted_tables if table.name not in UNCHANGED]
            wanted = [(table, [each for each in table.columns if each.key != "revision"]) for table in tables]
            return [
                (table.name, tuple(row))
                for table, columns in wanted
                for row in crm.session.execute(select(*columns).order_by(*table.primary_key))
            ]

    def live(self, crm: Crm) -> list[Customer]:
        return crm.customers.all()

    def add(self, crm: Crm) -> bool:
        customer = self.rng.choice(self.live(crm))
        made = self.rng.choice((_deal, _interaction, _case, _contact))(crm, customer, self.turns)
        self.home[made.kind, made.id] = customer.id
        return True

    def move(self, crm: Crm) -> bool:
        if not self.home:
            return False
        (kind, id), customer = self.rng.choice(list(self.home)), self.rng.choice(self.live(crm))
        thing: Any = crm.of(kind).get(id)
        if thing.customer_id != customer.id:
            thing.customer = customer
            crm.session.flush()
            self.home[kind, id] = customer.id
        return True

    def edit(self, crm: Crm) -> bool:
        customer = self.rng.choice(self.live(crm))
        customer.city = self.city[customer.id] = f"city {self.turns}"
        crm.session.flush()
        return True

    def join(self, crm: Crm) -> bool:
        if len(live := self.live(crm)) < 2:
            return False
        merge(crm, *self.rng.sample(live, 2))
        return True

    def part(self, crm: Crm) -> bool:
        if not (made := standing_of_all(crm.session)):
            return False
        unmerge(crm, self.rng.choice(made))
        return True


def _deal(crm: Crm, customer: Customer, number: int) -> Any:
    return crm.deals.add(Deal(name=f"deal {number}", customer=customer))


def _interaction(crm: Crm, customer: Customer, number: int) -> Any:
    return crm.interactions.add(Interaction(customer=customer, summary=f"said {number}", happened_at=NOW))


def _case(crm: Crm, customer: Customer, number: int) -> Any:
    case = crm.cases.add(Case(number=number, subject="broken", customer=customer, opened_at=NOW))
    crm.comments.add(Comment(case=case, text="on it", at=NOW))
    return case


def _contact(crm: Crm, customer: Customer, number: int) -> Any:
    return crm.contacts.add(Contact(name=f"Person {number}", customer=customer))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_is_where_it_belongs_once_all_is_parted(store: Store, seed: int) -> None:
    world = World(store, random.Random(seed))
    with store.begin(None, NOW, "setup") as crm:
        for number in range(5):
            city = f"town {number}" if number % 2 else None
            world.city[crm.customers.add(Customer(name=f"House {number}", city=city)).id] = city
    for _ in range(STEPS):
        world.step()
    with store.begin(None, NOW, "parting") as crm:
        while made := standing_of_all(crm.session):
            unmerge(crm, world.rng.choice(made))
    with store.read(NOW) as crm:
        assert {each.id: each.city for each in crm.customers.all()} == world.city
        things: dict[tuple[str, int], Any] = {key: crm.of(key[0]).get(key[1]) for key in world.home}
        assert {key: thing.customer_id for key, thing in things.items()} == world.home
        _words_are_where_their_records_are(crm)


def _words_are_where_their_records_are(crm: Crm) -> None:
    for passage in crm.session.scalars(select(Passage)):
        record: Any = record_of(crm, passage.kind, passage.record_id)
        assert passage.customer_id == record.customer_id


def test_what_is_new_goes_with_the_person_it_is_about(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        keep, twin = (crm.customers.add(Customer(name=name)) for name in ("Acme", "Acme Logistics"))
        dana = crm.contacts.add(Contact(name="Dana Weber", customer=twin))
        made = merge(crm, keep, twin)
        with_dana = crm.cases.add(Case(number=1, subject="slow", customer=keep, contact=dana, opened_at=NOW))
        crm.comments.add(Comment(case=with_dana, text="looking", at=NOW))
        crm.cases.add(Case(number=2, subject="dear", customer=keep, opened_at=NOW))
        parted = unmerge(crm, made)
        assert (parted.along, parted.stays) == ({"case.customer_id": [1]}, {"case.customer_id": [2]})
        assert [each.customer.name for each in crm.cases.all() if each.customer] == ["Acme Logistics", "Acme"]
        _words_are_where_their_records_are(crm)


def test_a_merge_of_contacts_moves_all_that_points_to_them_and_back(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        globe = crm.customers.add(Customer(name="Globe"))
        keep, twin = (crm.contacts.add(Contact(name=name, customer=globe)) for name in ("Dana Weber", "D. Weber"))
        twin.email = "dana@globe.test"
        crm.deals.add(Deal(name="rollout", customer=globe, contact=twin))
        crm.interactions.add(Interaction(contact=twin, customer=globe, summary="hello", happened_at=NOW))
        made = merge(crm, keep, twin)
        assert (crm.deals.all()[0].contact, crm.interactions.all()[0].contact) == (keep, keep)
        assert keep.email == "dana@globe.test"
        (change,) = crm.session.scalars(select(Change).where(Change.action == "merged"))
        assert (change.kind, change.label) == ("contact", "D. Weber")
        unmerge(crm, made)
        assert (crm.deals.all()[0].contact, crm.interactions.all()[0].contact) == (twin, twin)
        assert [(each.name, each.email) for each in crm.contacts.all()] == [
            ("Dana Weber", None), ("D. Weber", "dana@globe.test"),
        ]  # fmt: skip


def test_a_gap_that_two_could_fill_is_filled_by_the_one_that_stays(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        keep, bonn, kiel = (
            crm.customers.add(Customer(name=name, city=city))
            for name, city in (("A", None), ("B", "Bonn"), ("C", "Kiel"))
        )
        first, second = merge(crm, keep, bonn), merge(crm, keep, kiel)
        assert (keep.city, second.differing) == ("Bonn", {"name": ["A", "C"], "city": ["Bonn", "Kiel"]})
        unmerge(crm, first)
        assert keep.city == "Kiel"
        unmerge(crm, second)
        assert keep.city is None


def test_who_is_erased_is_erased_with_all_that_was_merged_into_them(store: Store) -> None:
    from storage.erasure import erase

    with store.begin(None, NOW, "setup") as crm:
        crm.people.add(Person(name="Priya Nair", email="priya@x.test"))
        globe = crm.customers.add(Customer(name="Globe"))
        keep = crm.contacts.add(Contact(name="Roberta Quist", customer=globe, title="Buyer"))
        twin = crm.contacts.add(Contact(name="Bobbie Zell", customer=globe, title="Purchaser", email="bz@zell.test"))
        crm.distinctions.keep_apart(twin, crm.contacts.add(Contact(name="Somebody Else", customer=globe)))
        merge(crm, keep, twin)
        erase(crm, keep)
    with store.read(NOW) as crm:
        tables = Row.metadata.sorted_tables
        rows = [repr(tuple(row)) for table in tables for row in crm.session.execute(select(table))]
        assert [row for row in rows if any(word in row for word in ("Quist", "Zell", "bz@", "Purchaser"))] == []
        assert crm.session.scalars(select(Merge)).all() == []
        assert crm.distinctions.all() == []
