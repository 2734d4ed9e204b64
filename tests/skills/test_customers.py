"""Customers and contacts: taken in once, with what is known of them."""

import pytest

from skills.cases import open_case
from skills.conversation import show_changes, undo
from skills.customers import add_contact, add_customer, link_channel, merge_customers, note_preference
from skills.records import update_record
from skills.turn import Refused, Unclear, Unconfirmed
from storage.customers import Customer
from storage.passages import Passage
from storage.undo import changes_of
from tests.skills.house import House


def test_a_new_customer_is_the_speakers(house: House) -> None:
    with house.turn() as turn:
        reply = add_customer(turn, "Plum & Parsley", city="Ghent", industry="catering")
        assert reply.text == "Added the customer Plum & Parsley in Ghent. You look after them."
    with house.records() as crm:
        (customer,) = crm.customers.named("plum and parsley")
        assert customer.owner is not None
        assert (customer.owner.name, customer.industry) == ("Priya Nair", "catering")


@pytest.mark.parametrize(
    ("name", "website"),
    [
        ("globe freight", None),
        ("Globe Freight GmbH", None),
        ("Globe Freigth", None),
        ("GF Logistics", "http://globefreight.test/about"),
    ],
)
def test_a_customer_who_may_be_there_already_is_asked_about(house: House, name: str, website: str | None) -> None:
    with pytest.raises(Unconfirmed, match="There is already Globe Freight in Bonn"), house.turn() as turn:
        add_customer(turn, name, website=website)


def test_another_customer_of_the_name_is_created_when_told_so(house: House) -> None:
    with house.turn(confirmed=True) as turn:
        add_customer(turn, "Globe Freight", city="Lyon")
    with house.records() as crm:
        assert {each.city for each in crm.customers.named("Globe Freight")} == {"Bonn", "Lyon"}


def test_a_contact_without_customer_is_asked_for_it(house: House) -> None:
    with pytest.raises(Unclear, match="Which customer does Eleni work for") as asked, house.turn() as turn:
        add_contact(turn, "Eleni")
    assert asked.value.slot == "customer"


def test_a_contact_keeps_a_readable_number_and_one_that_is_not(house: House) -> None:
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        add_contact(turn, "Eleni Papadaki", globe, "CFO", "Eleni@globefreight.test", "+49 30 5550112")
        odd = add_contact(turn, "Jun Watanabe", globe, phone="555-0143")
        assert "I could not read 555-0143" in odd.note
    with house.records() as crm:
        eleni, jun = crm.contacts.named("Eleni Papadaki")[0], crm.contacts.named("Jun Watanabe")[0]
        assert (eleni.phone, jun.phone) == ("+49 30 5550112", "555-0143")
        assert eleni.email == "Eleni@globefreight.test"


def test_a_wrong_address_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="is no e-mail address"), house.turn() as turn:
        add_contact(turn, "Eleni", turn.crm.customers.all()[0], email="eleni at globe")


def test_a_person_who_is_there_already_is_asked_about(house: House) -> None:
    with pytest.raises(Unconfirmed, match="There is already Lars Berg at Globe Freight"), house.turn() as turn:
        add_contact(turn, "L. Berg", turn.crm.customers.all()[0], email="lars@globefreight.test")


def test_a_preference_is_noted_once(house: House) -> None:
    with house.turn() as turn:
        dana = turn.crm.contacts.named("Dana Weber")[0]
        assert note_preference(turn, "prefers email", dana).text == "Noted of Dana Weber: prefers email."
        assert "already" in note_preference(turn, "Prefers e-mail", dana).text
        assert note_preference(turn, "no calls before ten", dana).note == "Also known: prefers email."


def test_a_channel_is_about_one_customer(house: House) -> None:
    with house.turn(channel="C1") as turn:
        link_channel(turn, turn.crm.customers.all()[0])
    with house.turn(channel="C1") as turn:
        assert add_contact(turn, "Eleni").text == "Added Eleni at Globe Freight."


def test_two_customers_become_one_with_both_histories_and_two_again(house: House) -> None:
    with house.turn() as turn:
        twin = turn.crm.customers.add(
            Customer(name="Globe Fright", industry="logistics", city="Kiel", custom={"vat": "7"})
        )
        add_contact(turn, "Eleni", twin)
        open_case(turn, "Scanners lose wifi", twin)
    with pytest.raises(Unconfirmed, match="Merge Globe Fright into Globe Freight"), house.turn() as turn:
        merge_customers(turn, *turn.crm.customers.all())
    with house.turn(confirmed=True) as turn:
        reply = merge_customers(turn, *turn.crm.customers.all())
        assert reply.text == "Merged Globe Fright into Globe Freight, who now also has 1 contact and 1 case."
        (change,) = changes_of(turn.crm, turn.crm.session.info["turn"])
        assert (change.action, change.label) == ("merged", "Globe Fright")
    with house.turn() as turn:
        (globe,) = turn.crm.customers.all()
        assert (globe.industry, globe.city, globe.custom) == ("logistics", "Bonn", {"vat": "7"})
        assert [each.name for each in turn.crm.contacts.at(globe)] == ["Lars Berg", "Dana Weber", "Eleni"]
        assert "merged customer Globe Fright | into Globe Freight" in show_changes(turn).plain()
        assert undo(turn).text == "Restored the customer Globe Fright."
    with house.turn() as turn:
        globe, twin = turn.crm.customers.all()
        assert (globe.industry, globe.custom, twin.city) == (None, {}, "Kiel")
        assert [each.name for each in turn.crm.contacts.at(twin)] == ["Eleni"]
        assert [case.customer for case in turn.crm.cases.all()] == [twin]
        passages = turn.crm.session.query(Passage).filter_by(kind="case").all()
        assert [passage.customer_id for passage in passages] == [twin.id]


def test_a_country_and_a_number_are_kept_in_one_form_and_as_they_were_said(house: House) -> None:
    with house.turn() as turn:
        reply = add_customer(turn, "Plum Bakery", country="Deutschland", phone="0228 5550107")
        assert "country: Germany (written Deutschland)" in reply.plain()
        assert "phone: +49 228 5550107 (written 0228 5550107)" in reply.plain()
        plum = turn.crm.customers.named("Plum Bakery")[0]
        add_contact(turn, "Eleni", plum, phone="0228 5550108")
        assert turn.crm.contacts.named("Eleni")[0].phone == "+49 228 5550108"
    with house.turn() as turn:
        plum = turn.crm.customers.named("Plum Bakery")[0]
        reply = update_record(turn, plum, "country", "AT")
        assert reply.text == "Changed the country of Plum Bakery: Germany → Austria."
        assert "country: Germany → Austria (written AT)" in show_changes(turn, plum).plain()
        undo(turn)
    with house.turn() as turn:
        assert turn.crm.customers.named("Plum Bakery")[0].written("country") == "Deutschland"
