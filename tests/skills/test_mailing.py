"""Segments over time, campaigns at a glance, and one draft for each of many."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.census import Census
from skills.cards import card
from skills.marketing import define_segment, draft_message, record_response
from skills.questions import report
from skills.records import show_record
from skills.turn import Refused, Turn
from storage.campaigns import Campaign, Segment
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Preference
from storage.leads import Lead
from storage.products import Order
from storage.questions import Question, find
from storage.segment_sizes import SegmentSize, keep_size, size_on
from storage.store import Store
from tests.skills.house import NOW, House

IN_BONN = [["city", "=", "Bonn"]]


def person(turn: Turn, name: str) -> Contact:
    return turn.crm.contacts.named(name)[0]


def rhine(turn: Turn) -> Segment:
    return turn.crm.segments.named("Rhine")[0]


def test_a_segment_shows_how_it_moved_and_who_came_and_left(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        assert ("change", "counted from today on") in card(turn, rhine(turn)).pairs
    house.later(days=40)
    with house.turn() as turn:
        turn.crm.customers.named("Globe Freight")[0].city = "Ulm"
        for name in ("Rhine Boats", "Moor & Co"):
            turn.crm.customers.add(Customer(name=name, city="Bonn"))
        pairs = dict(card(turn, rhine(turn)).pairs)
        assert pairs["change"] == "+1 since 23 Nov 2026 (1 then)"
        assert pairs["came since 23 Nov 2026"] == "Moor & Co, Rhine Boats"
        assert pairs["left since 23 Nov 2026"] == "Globe Freight"


def test_segments_are_counted_once_a_day_without_being_shown(house: House) -> None:
    with house.turn() as turn:
        turn.crm.segments.add(Segment(name="Rhine", filters=IN_BONN))
        turn.crm.segments.add(Segment(name="Broken", filters=[["no such field", "=", "x"]]))
    census = Census(house.store, lambda: house.now)
    census.count()
    census.count()
    house.later(days=1)
    census.count()
    with house.records() as crm:
        kept = size_on(crm.session, crm.segments.named("Rhine")[0], date(2026, 11, 23))
        assert kept is not None
        assert (kept.day, kept.size) == (date(2026, 11, 23), 1)
        assert crm.session.query(SegmentSize).count() == 4


def test_a_size_of_a_day_is_written_over_and_the_nearest_older_one_found(store: Store) -> None:
    with store.begin(None, NOW, "sizes") as crm:
        segment = crm.segments.add(Segment(name="Rhine", filters=IN_BONN))
        for days, members in ((0, [1]), (0, [1, 2]), (40, [1, 2, 3]), (60, [])):
            keep_size(crm.session, segment, NOW.date() - timedelta(days=days), members)
        found = [size_on(crm.session, segment, NOW.date() - timedelta(days=days)) for days in (0, 30, 50, 90)]
        assert [each and each.members for each in found] == [[1, 2], [1, 2, 3], [], []]


def test_a_segment_may_be_told_by_what_customers_are_worth(house: House) -> None:
    with house.turn() as turn:
        globe = turn.crm.customers.all()[0]
        turn.crm.orders.add(Order(customer=globe, amount=Decimal(60000), ordered_on=date(2026, 10, 5)))
        globe.health = 40
        turn.crm.session.flush()
        said = define_segment(turn, "Shaky", [["lifetime_value", ">", 50000], ["health", "<", 50]])
        assert "has 1 customer today" in said.text
        assert find(turn.crm, Question("deal", [["segment", "=", "Shaky"]]), turn.speaker.zone).total == 0


def test_a_campaign_shows_whom_it_reaches_and_what_a_lead_cost(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        spring = Campaign(
            name="Spring Mail", segment="Rhine", status="running", budget=Decimal(600), starts_on=date(2026, 11, 1)
        )
        turn.crm.campaigns.add(spring)
        assert ("responses", "none yet") in card(turn, spring).pairs
        ian = turn.crm.leads.add(Lead(name="Ian Holm"))
        record_response(turn, spring, "replied", person(turn, "Lars Berg"))
        record_response(turn, spring, "signed_up", person(turn, "Lars Berg"))
        record_response(turn, spring, "replied", lead=ian)
        record_response(turn, spring, "unsubscribed", person(turn, "Dana Weber"))
        pairs = dict(show_record(turn, spring).parts[0].pairs)  # type: ignore[union-attr]
        assert pairs["reaches"] == "1 customer, 1 contact, 1 left out who unsubscribed"
        assert (pairs["leads won"], pairs["cost per lead"]) == ("2", "300")
        assert "300" in report(turn, "cost_per_lead").text


def test_there_is_a_draft_for_each_of_a_segment_but_for_those_who_unsubscribed(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        turn.crm.customers.add(Customer(name="Rhine Boats", city="Bonn"))
        turn.crm.preferences.add(Preference(contact=person(turn, "Lars Berg"), text="prefers to write in German"))
        mail = turn.crm.campaigns.add(Campaign(name="Old Mail"))
        record_response(turn, mail, "unsubscribed", person(turn, "Dana Weber"))
        reply = draft_message(turn, purpose="the launch of our new ovens", segment=rhine(turn))
        assert reply.text == "2 drafts for Rhine. Nothing is sent."
        assert "Left out, as they unsubscribed: Dana Weber." in reply.note
        assert "1 to be translated" in reply.note
        (file,) = reply.files
        assert file.name == "drafts-rhine.txt"
        assert "To: Lars Berg at Globe Freight\nEmail to lars@globefreight.test." in file.content
        assert "They prefer German" in file.content
        assert "Hello Rhine Boats team," in file.content
        assert "Dana" not in file.content


def test_what_is_no_advertising_goes_to_all_of_a_segment(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        mail = turn.crm.campaigns.add(Campaign(name="Old Mail"))
        record_response(turn, mail, "unsubscribed", person(turn, "Dana Weber"))
        assert "2 drafts" in draft_message(turn, purpose="an apology for the outage", segment="Rhine").text
        mail.segment = "Rhine"
        assert "1 draft" in draft_message(turn, purpose="an apology for the outage", campaign=mail).text


def test_only_the_first_of_many_drafts_are_shown_and_all_are_in_the_file(house: House) -> None:
    with house.turn() as turn:
        define_segment(turn, "Rhine", IN_BONN)
        for number in range(4):
            home = turn.crm.customers.add(Customer(name=f"Mill {number}", city="Bonn"))
            turn.crm.contacts.add(Contact(name=f"Ann {number}", customer=home))
        reply = draft_message(turn, purpose="our new ovens", segment=rhine(turn))
        assert "6 drafts for Rhine. Nothing is sent. Here are the first 3; all are in drafts-rhine.txt." in reply.text
        assert len(reply.parts) == 3
        assert str(reply.files[0].content).count("To: ") == 6


def test_a_campaign_without_a_segment_and_a_segment_without_members_are_refused(house: House) -> None:
    with house.turn() as turn:
        mail = turn.crm.campaigns.add(Campaign(name="Old Mail"))
        with pytest.raises(Refused, match="Old Mail has no segment yet"):
            draft_message(turn, campaign=mail)
        define_segment(turn, "Nobody", [["city", "=", "Atlantis"]])
        with pytest.raises(Refused, match="nobody in Nobody"):
            draft_message(turn, purpose="hello", segment="Nobody")
