"""Any record: shown, changed, handed over, deleted."""

import pytest

from skills.conversation import undo
from skills.records import assign_owner, delete_record, show_record, update_record
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.leads import Lead
from tests.skills.house import House


def lars(turn: Turn) -> Contact:
    return turn.crm.contacts.named("Lars Berg")[0]


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def test_a_field_is_changed_from_what_it_was(house: House) -> None:
    with house.turn() as turn:
        moved = update_record(turn, globe(turn), "moved", "Hamburg")
        assert moved.text == "Changed the city of Globe Freight: Bonn → Hamburg."
        first = update_record(turn, lars(turn), "mobile", "+49 30 555 0112")
        assert first.text == "Noted: the phone of Lars Berg is +49 30 555 0112."


@pytest.mark.parametrize("said", ["45k", 45000, "45,000", "45.000 euros", "0.045m"])
def test_money_is_read_however_it_is_written(house: House, said: object) -> None:
    with house.turn() as turn:
        deal = turn.crm.deals.add(Deal(name="Globe renewal", customer=globe(turn), stage="proposal"))
        assert update_record(turn, deal, "worth", said).text == "Noted: the amount of Globe renewal is 45,000."


def test_a_day_can_be_told_in_numbers_and_in_words(house: House) -> None:
    with house.turn() as turn:
        deal = turn.crm.deals.add(Deal(name="Globe renewal", customer=globe(turn), stage="proposal"))
        assert "is 24 Dec" not in update_record(turn, deal, "close date", "2026-12-24").text
        assert str(deal.close_on) == "2026-12-24"
        update_record(turn, lars(turn), "birthday", "3 August 1979")
        assert str(lars(turn).birthday) == "1979-08-03"


def test_a_choice_is_set_by_its_word_and_another_word_is_refused(house: House) -> None:
    with house.turn() as turn:
        lead = turn.crm.leads.add(Lead(name="Ian Holt", status="open"))
        assert update_record(turn, lead, "status", "Qualified").text.endswith("open → qualified.")
        with pytest.raises(Refused, match="It can be open, contacted"):
            update_record(turn, lead, "status", "asleep")


def test_a_record_field_takes_the_record_by_its_name(house: House) -> None:
    with house.turn() as turn:
        turn.crm.customers.add(Customer(name="Tramontana Foods"))
        update_record(turn, lars(turn), "works for", "tramontana foods")
        home = lars(turn).customer
        assert home is not None
        assert home.name == "Tramontana Foods"


def test_a_field_that_is_not_there_is_refused_naming_those_that_are(house: House) -> None:
    with pytest.raises(Refused, match=r"A customer has no “shoe size”\. It has: name, industry"), house.turn() as turn:
        update_record(turn, globe(turn), "shoe size", 44)


def test_a_custom_field_that_others_have_can_be_set(house: House) -> None:
    with house.turn() as turn:
        turn.crm.customers.add(Customer(name="Plum", custom={"payment terms": "30 days"}))
        reply = update_record(turn, globe(turn), "payment terms", "60 days")
        assert reply.text == "Noted: the payment terms of Globe Freight is 60 days."
    with house.records() as crm:
        assert crm.customers.named("Globe Freight")[0].custom == {"payment terms": "60 days"}


def test_a_bare_value_gives_its_field_away(house: House) -> None:
    with house.turn(text="Lars Berg is now head of procurement") as turn:
        assert (
            "the title of Lars Berg: Buyer → head of procurement"
            in update_record(turn, lars(turn), value="head of procurement").text
        )
        assert "email of Lars Berg" in update_record(turn, lars(turn), value="lars@berg.test").text
    with house.turn(text="mark Globe Freight as lost") as turn:
        assert "tag of Globe Freight is lost" in update_record(turn, globe(turn), value="lost").text


def test_a_computed_field_cannot_be_set(house: House) -> None:
    with pytest.raises(Refused, match="worked out by itself"), house.turn() as turn:
        update_record(turn, globe(turn), "lifetime value", 5)


def test_what_to_change_is_asked_for(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Unclear, match="Which one"):
            update_record(turn, field="city", value="Bonn")
        with pytest.raises(Unclear, match="What should the city of Globe Freight be"):
            update_record(turn, globe(turn), "city")


def test_many_records_are_shown_before_they_change(house: House) -> None:
    with house.turn() as turn:
        for number in range(12):
            turn.crm.leads.add(Lead(name=f"Lead {number}", source="event", status="open"))
    filters = [["source", "=", "event"]]
    with pytest.raises(Unconfirmed, match="Set status to unqualified for 12 leads") as asked, house.turn() as turn:
        update_record(turn, field="status", value="unqualified", entity="lead", filters=filters)
    assert [name for name, _ in asked.value.facts] == [*(f"Lead {number}" for number in range(10)), ""]
    with house.turn(confirmed=True) as turn:
        update_record(turn, field="status", value="unqualified", entity="lead", filters=filters)
    with house.records() as crm:
        assert crm.leads.count(Lead.status == "unqualified") == 12


def test_hundreds_of_records_go_in_one_turn_and_come_back_in_one(house: House) -> None:
    with house.turn() as turn:
        turn.crm.session.add_all(
            Lead(name=f"Lead {number}", status="open", created_at=turn.now, custom={}) for number in range(600)
        )
    with house.turn(confirmed=True) as turn:
        assert delete_record(turn, entity="lead", filters=[["status", "=", "open"]]).text == "Deleted 600 leads."
    with house.records() as crm:
        assert crm.leads.count() == 0
    with house.turn() as turn:
        reply = undo(turn).plain()
        assert "Undone, 600 changes:" in reply
        assert "and 590 more" in reply
    with house.records() as crm:
        assert crm.leads.count(Lead.status == "open") == 600


def test_every_record_of_a_kind_is_meant_by_no_filters_and_asked_about(house: House) -> None:
    with house.turn() as turn:
        for name in ("Ian Holt", "Rosa Lind"):
            turn.crm.leads.add(Lead(name=name, status="open"))
    with pytest.raises(Unconfirmed, match=r"Delete 2 leads\?"), house.turn() as turn:
        delete_record(turn, entity="lead", filters=[])
    with pytest.raises(Unclear, match="Which one"), house.turn() as turn:
        delete_record(turn)


def test_nothing_is_changed_where_nothing_fits(house: House) -> None:
    with pytest.raises(Refused, match="There are no open leads, so nothing was changed"), house.turn() as turn:
        delete_record(turn, entity="lead", filters=[["status", "=", "open"]])


def test_a_case_whose_priority_changes_is_due_by_it(house: House) -> None:
    with house.turn() as turn:
        case = Case(number=1, subject="Jam", customer=globe(turn), opened_at=turn.now)
        turn.crm.cases.add(case)
        update_record(turn, case, "prio", "urgent")
        assert case.due_at is not None
        assert (case.due_at - turn.now).total_seconds() == 4 * 3600


def test_a_customer_is_handed_over(house: House) -> None:
    with house.turn() as turn:
        tom = turn.crm.people.named("Tom Becker")[0]
        assert assign_owner(turn, tom, globe(turn)).text == "Globe Freight is now Tom Becker's. It was Priya Nair's."
        assert assign_owner(turn, tom, globe(turn)).text == "Globe Freight is Tom Becker's already."
        with pytest.raises(Refused, match="A contact has no owner"):
            assign_owner(turn, tom, lars(turn))


def test_deleting_asks_first_and_says_what_stays(house: House) -> None:
    with pytest.raises(Unconfirmed, match=r"Delete Globe Freight \(customer\)\? .*2 contacts"), house.turn() as turn:
        delete_record(turn, globe(turn))
    with house.turn(confirmed=True) as turn:
        delete_record(turn, globe(turn))
    with house.records() as crm:
        assert crm.customers.all() == []


def test_a_record_is_shown_with_what_was_asked_first(house: House) -> None:
    with house.turn(text="what's Lars Berg's e-mail?") as turn:
        assert show_record(turn, lars(turn)).text == "Lars Berg: email lars@globefreight.test."
    with house.turn(text="who owns Globe Freight?") as turn:
        assert show_record(turn, globe(turn)).text == "Globe Freight: owner Priya Nair."
    with house.turn(text="Dana Weber's phone number please") as turn:
        dana = turn.crm.contacts.named("Dana Weber")[0]
        assert show_record(turn, dana).text == "No phone is kept for Dana Weber yet."
    with house.turn(text="show Globe Freight") as turn:
        reply = show_record(turn, globe(turn))
        assert reply.text == "Here is Globe Freight (customer)."
        assert "contacts: Lars Berg, Dana Weber" in reply.plain()
        assert "open cases: 0" in reply.plain()
