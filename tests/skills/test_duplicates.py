"""Duplicates are found with reasons, merged, told apart, and parted again long after."""

import pytest

from skills.cases import open_case
from skills.conversation import undo
from skills.customers import add_contact, merge_customers
from skills.duplicates import find_duplicates, keep_apart
from skills.parting import unmerge_records
from skills.records import show_record
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.contacts import Contact
from storage.customers import Customer
from storage.leads import Lead
from tests.skills.house import House


@pytest.fixture
def twins(house: House) -> House:
    """The house with a second Globe Freight, misspelt and with a legal form, and Eleni at it."""
    with house.turn() as turn:
        twin = Customer(name="Globe Frieght Ltd", city="Bonn", industry="logistics", phone="+49 228 5550199")
        turn.crm.customers.add(twin)
        add_contact(turn, "Eleni Pappa", twin)
    return house


def test_a_misspelt_twin_is_found_with_its_reasons(twins: House) -> None:
    with twins.turn() as turn:
        reply = find_duplicates(turn, "customer")
        assert reply.text == "1 pair of customers may be the same."
        assert "1. Globe Freight and Globe Frieght Ltd: 80%, nearly the same name, same city" in reply.plain()
        assert [button.says for button in reply.buttons] == ["merge 1", "1 are not the same"]


def test_who_differs_in_all_but_the_town_is_no_twin(house: House) -> None:
    with house.turn() as turn:
        turn.crm.customers.add(Customer(name="Plum Bakery", city="Bonn"))
        assert find_duplicates(turn, "customer").text == "I found no customers that look like duplicates."


def test_contradicting_evidence_lowers_the_confidence(twins: House) -> None:
    with twins.turn() as turn:
        turn.crm.customers.named("Globe Frieght Ltd")[0].city = "Kiel"
        turn.crm.session.flush()
        assert find_duplicates(turn, "customer").text == "I found no customers that look like duplicates."


def test_one_record_is_asked_about(twins: House) -> None:
    with twins.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        assert find_duplicates(turn, record=globe).text == "Globe Freight may be there twice."
        lars = turn.crm.contacts.named("Lars Berg")[0]
        assert find_duplicates(turn, record=lars).text == "Lars Berg is there once, as far as I can tell."


def test_the_same_phone_is_the_same_however_it_is_written(house: House) -> None:
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        turn.crm.contacts.add(Contact(name="D Weber", customer=globe, phone="+49 (0)228 555 01 07"))
        turn.crm.contacts.named("Dana Weber")[0].phone = "0228/5550107"
        turn.crm.session.flush()
        assert "same phone" in find_duplicates(turn, "contact").plain()


def test_a_free_mail_provider_is_nobodys_company(house: House) -> None:
    with house.turn() as turn:
        for name, site in (("Anders Bro", "gmail.com"), ("Zoe Quill", "gmail.com")):
            turn.crm.customers.add(Customer(name=name, website=site))
        assert find_duplicates(turn, "customer").text == "I found no customers that look like duplicates."


def test_those_told_apart_are_not_offered_again_until_that_is_undone(twins: House) -> None:
    with twins.turn() as turn:
        reply = keep_apart(turn, *turn.crm.customers.all())
        assert reply.text.startswith("Noted: Globe Freight and Globe Frieght Ltd are not the same.")
    with twins.turn() as turn:
        assert find_duplicates(turn, "customer").text == "I found no customers that look like duplicates."
        undo(turn)
    with twins.turn() as turn:
        assert find_duplicates(turn, "customer").text == "1 pair of customers may be the same."


def test_deals_are_no_duplicates_to_be_looked_for(house: House) -> None:
    with pytest.raises(Refused, match="customers, contacts and leads"), house.turn() as turn:
        find_duplicates(turn, "deal")


def test_contacts_are_merged_with_what_differs_kept_in_the_note(house: House) -> None:
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        twin = turn.crm.contacts.add(
            Contact(name="L. Berg", customer=globe, title="Purchaser", phone="+49 228 5550107")
        )
        open_case(turn, "Scanner dead", globe, contact=twin)
    with pytest.raises(Unconfirmed) as asked, house.turn() as turn:
        merge_customers(turn, *_named(turn, "Lars Berg", "L. Berg"))
    assert ("title", "Buyer", "stays; Purchaser goes into the note of the merge") in asked.value.changes
    assert ("phone", "nothing", "+49 228 5550107, taken over") in asked.value.changes
    with house.turn(confirmed=True) as turn:
        reply = merge_customers(turn, *_named(turn, "Lars Berg", "L. Berg"))
        assert reply.text == "Merged L. Berg into Lars Berg, who now also has 1 case."
    with house.turn() as turn:
        (lars,) = _named(turn, "Lars Berg")
        assert (lars.title, lars.phone) == ("Buyer", "+49 228 5550107")
        assert [case.contact for case in turn.crm.cases.all()] == [lars]
        assert "merged in: L. Berg, today; it had title Purchaser" in show_record(turn, lars).plain()
        undo(turn)
    with house.turn() as turn:
        lars, twin = _named(turn, "Lars Berg", "L. Berg")
        assert (lars.phone, [case.contact for case in turn.crm.cases.all()]) == (None, [twin])


def test_leads_are_merged_too_and_no_lead_into_a_customer(house: House) -> None:
    with house.turn() as turn:
        one, other = (turn.crm.leads.add(Lead(name=name, company="Vex")) for name in ("Ada Fox", "Ada Foxx"))
        with pytest.raises(Refused, match="two customers, two contacts or two leads"):
            merge_customers(turn, turn.crm.customers.all()[0], one)
        turn.confirmed = True
        assert merge_customers(turn, one, other).text == "Merged Ada Foxx into Ada Fox."
        assert [each.name for each in turn.crm.leads.all()] == ["Ada Fox"]


def test_merged_customers_are_parted_days_later_with_what_each_has_since(twins: House) -> None:
    with twins.turn(confirmed=True) as turn:
        merge_customers(turn, *turn.crm.customers.all())
    twins.later(days=6)
    with twins.turn() as turn:
        (globe,) = turn.crm.customers.all()
        globe.industry = "freight"
        open_case(turn, "Door stuck", globe)
        open_case(turn, "No invoice", globe, contact=_named(turn, "Eleni Pappa")[0])
    with pytest.raises(Unconfirmed) as asked, twins.turn(text="split Globe Freight again") as turn:
        unmerge_records(turn, turn.crm.customers.all()[0])
    assert asked.value.question == "Shall Globe Frieght Ltd stand by itself again, apart from Globe Freight?"
    assert ("back to Globe Frieght Ltd", "1 contact") in asked.value.facts
    assert ("goes along, being with them", "1 case") in asked.value.facts
    assert ("stays with Globe Freight, added since", "1 case") in asked.value.facts
    with twins.turn("tom@rapport.test", confirmed=True) as turn:
        reply = unmerge_records(turn, turn.crm.customers.all()[0])
        assert reply.text == "Globe Frieght Ltd stands by itself again, with 1 contact."
    with twins.turn("tom@rapport.test") as turn:
        globe, twin = turn.crm.customers.all()
        assert (globe.industry, globe.phone, twin.industry) == ("freight", None, "logistics")
        assert [case.customer for case in turn.crm.cases.all()] == [globe, twin]
        assert undo(turn).text == "Undone: the customer Globe Frieght Ltd is part of Globe Freight again."
    with twins.turn() as turn:
        (globe,) = turn.crm.customers.all()
        assert (globe.phone, len(turn.crm.contacts.at(globe))) == ("+49 228 5550199", 3)


def test_of_several_merges_the_one_named_is_parted_or_it_is_asked_which(twins: House) -> None:
    with twins.turn(confirmed=True) as turn:
        turn.crm.customers.add(Customer(name="Globe Cargo"))
        keep, first, second = turn.crm.customers.all()
        merge_customers(turn, keep, first)
        merge_customers(turn, keep, second)
    with pytest.raises(Unclear, match="Which one") as asked, twins.turn(confirmed=True) as turn:
        unmerge_records(turn, turn.crm.customers.all()[0])
    assert [option.label for option in asked.value.options] == [
        "Globe Frieght Ltd, merged today",
        "Globe Cargo, merged today",
    ]
    with twins.turn(confirmed=True) as turn:
        part = str(asked.value.options[0].value)
        assert "Globe Frieght Ltd stands" in unmerge_records(turn, turn.crm.customers.all()[0], part).text
        assert "Globe Cargo stands" in unmerge_records(turn, "globe cargo").text
        with pytest.raises(Refused, match="Nothing was merged into Globe Freight"):
            unmerge_records(turn, turn.crm.customers.all()[0])


def test_those_two_are_what_the_speaker_merged_last(twins: House) -> None:
    with pytest.raises(Refused, match="You have merged nothing"), twins.turn() as turn:
        unmerge_records(turn)
    with twins.turn(confirmed=True) as turn:
        merge_customers(turn, *turn.crm.customers.all())
        assert "Globe Frieght Ltd stands by itself again" in unmerge_records(turn).text


def _named(turn: Turn, *names: str) -> list[Contact]:
    return [turn.crm.contacts.named(name)[0] for name in names]
