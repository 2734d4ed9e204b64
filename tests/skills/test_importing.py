"""Imports by chat: previewed, asked about, brought in, and taken back whole by one undo."""

import pytest

from skills.conversation import undo
from skills.importing import import_file, map_column
from skills.turn import Refused, Unclear, Unconfirmed
from storage.customers import Customer
from tests.skills.house import House

CUSTOMERS = "name,city,tier\nGlobe Freight,Cologne,gold\nAcme Pumps,Oslo,\n"
ODD = "Acct,Town,Boss\nAcme Pumps,Oslo,Ann Lee\nGlobe Freight,Cologne,\n"
CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nORG:Acme Pumps\nEMAIL:ann@acme.test\nEND:VCARD\n"


def shared(house: House, name: str, content: str) -> None:
    with house.turn() as turn:
        turn.crm.uploads.keep(turn.speaker, name, content.encode())


def cities(house: House) -> dict[str, str | None]:
    with house.records() as crm:
        return {customer.name: customer.city for customer in crm.customers.all()}


def test_a_shared_file_is_previewed_then_brought_in_and_taken_back_whole(house: House) -> None:
    shared(house, "customers.csv", CUSTOMERS)
    before = cities(house)
    with house.turn() as turn, pytest.raises(Unconfirmed) as asked:
        import_file(turn)
    assert asked.value.question == "Bring in customers.csv: 1 new customer, 1 customer updated?"
    assert ("column “tier”", "a custom field") in asked.value.facts
    assert ("changes", "Globe Freight: city Bonn → Cologne, tier nothing → gold") in asked.value.facts
    assert cities(house) == before
    with house.turn(confirmed=True) as turn:
        said = import_file(turn)
    assert said.text.startswith("Imported customers.csv: 1 new customer, 1 customer updated.")
    assert cities(house) == {"Globe Freight": "Cologne", "Acme Pumps": "Oslo"}
    with house.turn(confirmed=True) as turn:
        undo(turn)
    assert cities(house) == before
    with house.turn() as turn, pytest.raises(Refused, match="Share the file with me first"):
        import_file(turn)


def test_what_the_rows_are_is_asked_where_nothing_tells(house: House) -> None:
    shared(house, "export.csv", "a,b\n1,2\n")
    with house.turn() as turn, pytest.raises(Unclear, match=r"What are the rows of export\.csv"):
        import_file(turn)
    shared(house, "stuff.csv", "name,city,industry\nAcme Pumps,Oslo,pumps\n")
    with house.turn() as turn, pytest.raises(Unconfirmed, match="1 new customer"):
        import_file(turn)


def test_a_column_is_told_by_its_title(house: House) -> None:
    shared(house, "accounts.csv", ODD)
    with house.turn() as turn:
        said = map_column(turn, "acct", "name")
        map_column(turn, "Town", "city")
        assert said.offer is not None
        assert said.offer.skill == "import_file"
    with house.turn() as turn, pytest.raises(Refused, match=r"accounts\.csv has no column “Nope”"):
        map_column(turn, "Nope", "city")
    with house.turn(confirmed=True) as turn:
        import_file(turn, "customer")
    with house.records() as crm:
        (acme,) = crm.customers.where(Customer.name == "Acme Pumps")
        assert (acme.city, acme.custom) == ("Oslo", {"Boss": "Ann Lee"})


def test_cards_bring_people_and_where_they_work(house: House) -> None:
    shared(house, "people.vcf", CARDS)
    with house.turn(confirmed=True) as turn:
        said = import_file(turn)
    assert "1 new customer, 1 new contact" in said.text
    with house.records() as crm:
        (ann,) = crm.contacts.named("Ann Lee")
        assert ann.customer is not None
        assert (ann.email, ann.customer.name) == ("ann@acme.test", "Acme Pumps")


def test_a_meeting_of_a_calendar_is_with_whom_it_was(house: House) -> None:
    event = "BEGIN:VEVENT\nUID:1\nDTSTART:20261102T140000Z\nSUMMARY:Visit\nATTENDEE:mailto:lars@globefreight.test\n"
    shared(house, "work.ics", f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}END:VEVENT\nEND:VCALENDAR\n")
    with house.turn(confirmed=True) as turn:
        said = import_file(turn)
    assert "1 new interaction" in said.text
    with house.records() as crm:
        (visit,) = crm.interactions.all()
        assert visit.contact is not None
        assert visit.customer is not None
        assert (visit.contact.name, visit.customer.name) == ("Lars Berg", "Globe Freight")


def test_a_file_of_nothing_is_refused_kindly(house: House) -> None:
    shared(house, "contacts.csv", "name,email\n")
    with house.turn() as turn, pytest.raises(Refused, match=r"nothing in contacts\.csv"):
        import_file(turn)
