"""Marketing: groups of customers, campaigns and what came of them, drafts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from skills.cards import card
from skills.marketing import define_segment, draft_message, record_response, start_campaign
from skills.questions import find_records
from skills.slots import Period
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.campaigns import Campaign, Segment
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Preference
from storage.interactions import Interaction
from storage.leads import Lead
from storage.products import Order, Product
from storage.responses import Response
from storage.undo import last_turn, take_back
from tests.skills.house import House

IN_BONN = [["city", "=", "Bonn"]]


def globe(turn: Turn) -> Customer:
    return turn.crm.customers.named("Globe Freight")[0]


def person(turn: Turn, name: str) -> Contact:
    return turn.crm.contacts.named(name)[0]


def campaign(turn: Turn, name: str = "Spring Mail", **fields: object) -> Campaign:
    return turn.crm.campaigns.add(Campaign(name=name, starts_on=date(2026, 11, 1), **fields))


def test_a_segment_tells_its_size_and_takes_in_who_comes_to_meet_it(house: House) -> None:
    with house.turn() as turn:
        assert "has 1 customer today" in define_segment(turn, "Rhine", IN_BONN).text
    with house.turn() as turn:
        turn.crm.customers.add(Customer(name="Rhine Boats", city="Bonn"))
        assert "2 customers" in find_records(turn, "customer", [["segment", "=", "rhine"]]).text
        assert ("customers today", "2") in card(turn, turn.crm.segments.named("Rhine")[0]).pairs


def test_a_segment_without_members_told_is_asked_about_and_another_one_of_its_name_confirmed(house: House) -> None:
    with house.turn() as turn, pytest.raises(Unclear, match="Which customers belong to Rhine") as asked:
        define_segment(turn, "Rhine")
    assert asked.value.slot == "filters"
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        with pytest.raises(Unconfirmed, match="define it anew"):
            define_segment(turn, "RHINE", [["city", "=", "Cologne"]])
    with house.turn(confirmed=True) as turn:
        define_segment(turn, "RHINE", [["city", "=", "Cologne"]])
        assert [each.filters for each in turn.crm.segments.all()] == [[["city", "=", "Cologne"]]]
    with house.turn() as turn:
        take_back(turn.crm, last_turn(turn.crm) or "")
        assert [each.filters for each in turn.crm.segments.all()] == [IN_BONN]


def test_days_counted_back_from_today_move_on_with_it(house: House) -> None:
    with house.turn(text="not contacted in 30 days") as turn:
        globe(turn).owner = None
        turn.crm.interactions.add(Interaction(customer=globe(turn), happened_at=turn.now, summary="hello"))
        day = (turn.now.date() - timedelta(days=30)).isoformat()
        reply = define_segment(turn, "Quiet", [["last_contacted_at", "<", day]])
        assert "no customers today: customers last contacted more than 30 days ago" in reply.text
    house.later(days=40)
    with house.turn() as turn:
        assert "1 customer" in find_records(turn, "customer", [["segment", "=", "Quiet"]]).text


def test_a_campaign_runs_from_today_or_is_planned_and_leaves_out_who_unsubscribed(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        rhine = turn.crm.segments.named("Rhine")[0]
        record_response(turn, campaign(turn), "unsubscribed", person(turn, "Dana Weber"))
        reply = start_campaign(turn, "Winter", rhine, "Email", Decimal(5000))
        assert reply.text == (
            "Started the campaign Winter for Rhine: 1 customer, 1 contact, 1 left out who unsubscribed."
        )
        begun = turn.crm.campaigns.named("Winter")[0]
        assert (begun.status, begun.channel, begun.starts_on) == ("running", "email", date(2026, 11, 23))
        later = start_campaign(turn, "Spring", period=Period(date(2027, 3, 1), date(2027, 3, 31)))
        assert later.text == "Planned the campaign Spring."
        assert "segment, channel, budget" in later.note
        with pytest.raises(Unconfirmed, match="already a campaign Winter"):
            start_campaign(turn, "winter")


def test_a_segment_may_be_a_word_kept_with_customers_but_not_one_of_nobody(house: House) -> None:
    with house.turn() as turn:
        globe(turn).segment = "enterprise"
        turn.crm.session.flush()
        assert "for enterprise: 1 customer, 2 contacts" in start_campaign(turn, "Big", "enterprise").text
        with pytest.raises(Unclear, match="There is no segment “gold”") as asked:
            start_campaign(turn, "Gold", "gold")
        assert asked.value.slot == "segment"


def test_responses_make_the_outcome_of_a_campaign(house: House) -> None:
    with house.turn() as turn:
        mail, lars, dana = campaign(turn, budget=Decimal(300)), person(turn, "Lars Berg"), person(turn, "Dana Weber")
        oven = turn.crm.products.add(Product(name="Oven"))
        for day, amount in ((date(2026, 11, 20), 900), (date(2026, 10, 1), 5000)):
            turn.crm.orders.add(Order(customer=globe(turn), product=oven, amount=Decimal(amount), ordered_on=day))
        record_response(turn, mail, "opened", dana)
        record_response(turn, mail, "bought", lars)
        assert "already" in record_response(turn, mail, "bought", lars).text
        pairs = dict(card(turn, mail).pairs)
        assert pairs["responses"] == "1 opened, 1 bought"
        assert pairs["conversion"] == "1 of 2 who responded bought"
        assert (pairs["cost per lead"], pairs["orders of those who bought"]) == ("300", "900")
        assert pairs["return on investment"] == "200.0 %"
        with pytest.raises(Unclear, match="Who signed up"):
            record_response(turn, mail, "signed_up")


def test_a_response_is_taken_back_and_with_it_the_wish_to_hear_no_more(house: House) -> None:
    with house.turn() as turn:
        mail, dana = campaign(turn), person(turn, "Dana Weber")
    with house.turn() as turn:
        said = record_response(turn, turn.crm.campaigns.named(mail.name)[0], "unsubscribed", person(turn, dana.name))
        assert "Dana Weber gets no advertising any more" in said.text
    with house.turn() as turn:
        with pytest.raises(Refused, match="Dana Weber at Globe Freight unsubscribed from Spring Mail, today"):
            draft_message(turn, contact=person(turn, "Dana Weber"), purpose="our summer discount")
        with pytest.raises(Refused):
            draft_message(turn, contact=person(turn, "Dana Weber"))
        sorry = draft_message(turn, contact=person(turn, "Dana Weber"), purpose="an apology for the delay")
        assert "unsubscribed" in sorry.note
        take_back(turn.crm, last_turn(turn.crm) or "")
        assert not turn.crm.responses.all()
        assert draft_message(turn, contact=person(turn, "Dana Weber"), purpose="our summer discount")


def test_a_whole_customer_and_a_lead_who_became_a_contact_may_have_unsubscribed(house: House) -> None:
    with house.turn() as turn:
        mail, lars = campaign(turn), person(turn, "Lars Berg")
        lead = turn.crm.leads.add(Lead(name="L. Berg", email=lars.email))
        record_response(turn, mail, "unsubscribed", lead=lead)
        assert turn.crm.responses.unsubscribed(globe(turn), lars)
        assert not turn.crm.responses.unsubscribed(globe(turn), person(turn, "Dana Weber"))
        record_response(turn, mail, "unsubscribed", customer=globe(turn))
        assert turn.crm.responses.unsubscribed(globe(turn), person(turn, "Dana Weber"))
        assert isinstance(turn.crm.responses.all()[0], Response)


def test_a_draft_rests_on_what_is_known_and_says_so(house: House) -> None:
    with house.turn() as turn:
        dana, oven = person(turn, "Dana Weber"), turn.crm.products.add(Product(name="Oven"))
        turn.crm.orders.add(Order(customer=globe(turn), product=oven, quantity=2, ordered_on=date(2026, 10, 5)))
        turn.crm.preferences.add(Preference(contact=dana, text="prefers WhatsApp, in German"))
        at = datetime(2026, 11, 20, 10, tzinfo=UTC)
        talk = Interaction(customer=globe(turn), contact=dana, channel="call", happened_at=at, summary="wants shelves")
        turn.crm.interactions.add(talk)
        reply = draft_message(turn, contact=dana, purpose="follow-up about the shelves")
        text = reply.plain()
        assert text.startswith("A draft for Dana Weber at Globe Freight. Nothing is sent.\nChat\nHello Dana,")
        assert "wants shelves" in text
        assert "Oven" in text
        assert {each.kind for each in reply.citations} == {"interaction", "order", "preference"}
        assert "They prefer German" in reply.note


def test_a_draft_needs_somebody_to_go_to_and_an_address_that_is_missing_is_told(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Unclear, match="To whom"):
            draft_message(turn, purpose="thanks")
        reply = draft_message(turn, contact=person(turn, "Dana Weber"), purpose="birthday wishes")
        assert "Subject: Happy birthday" in reply.plain()
        assert "No e-mail address is kept for Dana Weber" in reply.note


def test_segments_are_no_members_of_deleted_customers(house: House) -> None:
    with house.turn() as turn:
        turn.crm.segments.add(Segment(name="Rhine", filters=IN_BONN))
        turn.crm.customers.remove(globe(turn))
        assert "no such" in find_records(turn, "customer", [["segment", "=", "Rhine"]]).text
