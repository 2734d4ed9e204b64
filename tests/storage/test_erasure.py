"""Erasure: nothing that is kept names the person afterwards, and the customer's history stays."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from storage.cases import Case, Comment
from storage.changes import Change
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.erasure import erase
from storage.extracts import Passages, Scope
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.leads import Lead
from storage.lessons import Lesson
from storage.mailroom import queue, receive
from storage.people import Person
from storage.record import Row
from storage.reminders import Reminder
from storage.store import Store
from storage.threads import Thread
from storage.undo import erased_last, last_turn, take_back

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PRIYA = "priya@x.test"


@pytest.fixture
def house(store: Store) -> Store:
    """Globe with Zelda Müller, spoken of in everything that is kept, and Plum with another Zelda."""
    with store.begin(None, NOW, "setup") as crm:
        crm.people.add(Person(name="Priya Nair", email=PRIYA))
        crm.customers.add(Customer(name="Globe Freight"))
        plum = crm.customers.add(Customer(name="Plum"))
        crm.contacts.add(Contact(name="Zelda Fitz", customer=plum))
        crm.interactions.add(Interaction(customer=plum, summary="Zelda called, she is happy", happened_at=NOW))
    with store.begin(PRIYA, NOW, "first") as crm:
        tell_of_zelda(crm)
    receive(store, "E1", "event", {"event": {"text": "call with Zelda Müller"}}, NOW)
    return store


def tell_of_zelda(crm: Crm) -> None:
    globe = crm.customers.named("Globe Freight")[0]
    zelda = Contact(name="Zelda Müller", customer=globe, title="Buyer", email="zm@globe.test", phone="+49 228 5550")
    zelda.birthday, zelda.custom = date(1980, 5, 4), {"shoe size": "forty-two"}
    crm.contacts.add(zelda)
    said = Interaction(customer=globe, contact=zelda, channel="call", happened_at=NOW)
    said.summary, said.said = "Zelda finds the price too high", "call with zelda müller of Globe: price too high"
    crm.interactions.add(said)
    crm.interactions.add(Interaction(contact=zelda, summary="talked of her garden", happened_at=NOW))
    crm.interactions.add(Interaction(customer=globe, summary="Ask Ms Muller first", happened_at=NOW))
    crm.preferences.add(Preference(contact=zelda, customer=globe, text="loves orchids"))
    crm.feedback.add(
        Feedback(customer=globe, contact=zelda, score=4, scale="csat", comment="Zelda likes it", given_at=NOW)
    )
    case = crm.cases.add(
        Case(number=1, subject="Zelda's scanner is dead", customer=globe, contact=zelda, opened_at=NOW)
    )
    crm.comments.add(Comment(case=case, text="zelda will try again", at=NOW))
    crm.deals.add(Deal(name="Zelda Müller renewal", customer=globe))
    crm.leads.add(Lead(name="Z. Mueller", email="ZM@globe.test", company="Globe"))
    crm.reminders.add(Reminder(about="call Zelda Müller", due_at=NOW + timedelta(days=1), person=crm.actor))
    crm.lessons.keep(Lesson(text="zelda rang", skill="log_interaction", read_as="", spans=[], seen=[], at=NOW))
    reference = {"kind": "contact", "id": zelda.id, "name": zelda.name}
    crm.session.add(Thread(key="T1", memory={"records": [reference]}, updated_at=NOW))
    queue(crm, "reply:E0", "C1", {"text": "Added Zelda Müller."})


def erased(store: Store) -> Any:
    with store.begin(PRIYA, NOW, "erasing") as crm:
        return erase(crm, crm.contacts.named("Zelda Müller")[0])


def everything(store: Store) -> list[tuple[str, str]]:
    """Every row of every table as text, beside the table's name."""
    with store.read(NOW) as crm:
        tables = Row.metadata.sorted_tables
        return [(table.name, repr(tuple(row))) for table in tables for row in crm.session.execute(select(table))]


TELLING = ("zm@globe", "5550", "orchid", "garden", "forty-two", "Mueller", "1980", "üller", "Muller", "\\xfcller")


def test_no_row_names_who_was_erased(house: Store) -> None:
    before = everything(house)
    assert all(any(word in row for _, row in before) for word in TELLING[:-1])
    erased(house)
    assert [(name, row) for name, row in everything(house) if any(word in row for word in TELLING)] == []


def test_a_first_name_goes_where_the_customer_is_spoken_of_and_only_there(house: Store) -> None:
    erased(house)
    rows = [row for _, row in everything(house) if "zelda" in row.casefold()]
    assert len(rows) == 5
    assert all("Zelda Fitz" in row or "she is happy" in row for row in rows)


def test_the_history_of_the_customer_stays(house: Store) -> None:
    told = erased(house)
    with house.read(NOW) as crm:
        summaries = [each.summary for each in crm.interactions.where(Interaction.customer_id == 1)]
        assert summaries == ["somebody finds the price too high", "Ask Ms somebody first"]
        assert crm.cases.all()[0].subject == "somebody's scanner is dead"
        assert [each.name for each in crm.deals.all()] == ["somebody renewal"]
        assert [(each.score, each.comment) for each in crm.feedback.all()] == [(4, "somebody likes it")]
    assert told.gone == {"lead": 1, "interaction": 1, "preference": 1}
    assert told.stays == {"interaction": 2, "case": 1, "comment": 1, "deal": 1, "feedback": 1, "reminder": 1}


def test_search_finds_the_history_and_not_the_name(house: Store) -> None:
    erased(house)
    with house.read(NOW) as crm:
        passages = Passages(crm.session, "none")
        assert passages.matching(["müller", "muller", "orchids"], Scope(), 9) == {}
        assert len(passages.matching(["price"], Scope(customer_id=1), 9)) == 1
        if house.is_sqlite:
            kept = crm.session.execute(text("SELECT block FROM passage_words_data")).scalars()
            assert not any(b"orchid" in block for block in kept)


def test_the_changes_tell_that_somebody_was_erased_and_not_who(house: Store) -> None:
    erased(house)
    with house.read(NOW) as crm:
        found = crm.session.scalars(select(Change).where(Change.turn == "erasing").order_by(Change.id))
        assert [(each.action, each.kind, each.label, each.before, each.after) for each in found] == [
            ("deleted", "contact", "erased person", None, None),
            ("deleted", "lead", "erased person", None, None),
        ]


def test_undo_passes_over_it_and_brings_nothing_back(house: Store) -> None:
    erased(house)
    with house.begin(PRIYA, NOW, "undoing") as crm:
        assert erased_last(crm)
        last = last_turn(crm)
        assert last == "first"
        take_back(crm, last)
        assert not erased_last(crm)
        assert last_turn(crm) is None
    assert [row for _, row in everything(house) if any(word in row for word in TELLING)] == []


def test_a_namesake_is_left_alone_elsewhere(house: Store) -> None:
    with house.begin(None, NOW, "namesake") as crm:
        plum = crm.customers.named("Plum")[0]
        crm.contacts.add(Contact(name="Zelda Müller", customer=plum))
        crm.interactions.add(Interaction(customer=plum, summary="Zelda Müller wrote", happened_at=NOW))
    with house.begin(PRIYA, NOW, "erasing") as crm:
        erase(crm, crm.contacts.named("Zelda Müller")[0])
    with house.read(NOW) as crm:
        assert [each.customer_id for each in crm.contacts.named("Zelda Müller")] == [2]
        assert crm.interactions.all()[-2].summary == "Ask Ms somebody first"
        assert crm.interactions.all()[-1].summary == "Zelda Müller wrote"


def test_a_name_that_others_write_as_a_word_is_taken_out_only_in_full(house: Store) -> None:
    with house.begin(PRIYA, NOW, "will") as crm:
        globe, plum = crm.customers.named("Globe Freight")[0], crm.customers.named("Plum")[0]
        will = crm.contacts.add(Contact(name="Will Tannhauser", customer=globe))
        for customer, summary in (
            (plum, "They will pay"),
            (globe, "Will Tannhauser will pay"),
            (globe, "Tannhauser rang"),
        ):
            crm.interactions.add(Interaction(customer=customer, summary=summary, happened_at=NOW))
        erase(crm, will)
    with house.read(NOW) as crm:
        assert [each.summary for each in crm.interactions.all()][-2:] == ["somebody will pay", "somebody rang"]
