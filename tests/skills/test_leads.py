"""Leads: taken in once, followed up, and converted with all that is known of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.knowledge import Knowledge
from skills.conversation import undo
from skills.history import show_timeline
from skills.leads import add_lead, convert_lead, set_lead_status
from skills.records import show_record
from skills.slots import When
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.campaigns import Campaign
from storage.leads import Lead
from storage.responses import Response
from storage.store import Store
from storage.undo import changes_by
from tests.skills.house import NOW, House, colleagues


def lead(turn: Turn, name: str = "Ida Holm") -> Lead:
    return turn.crm.leads.named(name)[0]


def take_in(house: House) -> None:
    with house.turn() as turn:
        add_lead(turn, "Ida Holm", "Holm Kayaks", "event", "ida@holmkayaks.test", "+47 22 55 01 34", "racks")


def written(turn: Turn, limit: int) -> list[str]:
    """What the speaker last wrote, oldest first."""
    return [f"{each.action} {each.kind}" for each in reversed(changes_by(turn.crm, turn.speaker, limit))]


def test_a_lead_is_taken_in_and_a_follow_up_offered(house: House) -> None:
    with house.turn() as turn:
        reply = add_lead(turn, "Ida Holm", "Holm Kayaks", "event")
        assert reply.text == "Added the lead Ida Holm of Holm Kayaks, from event. You look after them."
        assert reply.offer is not None
        assert reply.offer.question == "Shall I remind you tomorrow to get in touch with Ida Holm?"
        assert reply.offer.slots == {"about": "get in touch with Ida Holm of Holm Kayaks", "due_at": "2026-11-24"}
        assert (lead(turn).status, lead(turn).owner) == ("open", turn.speaker)


def test_a_follow_up_never_falls_on_a_weekend(house: House) -> None:
    house.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    with house.turn() as turn:
        offer = add_lead(turn, "Ida Holm").offer
        assert offer is not None
        assert offer.slots["due_at"] == "2026-11-30"


def test_a_company_alone_is_a_lead_and_nobody_is_asked_about(house: House) -> None:
    with house.turn() as turn:
        add_lead(turn, company="Holm Kayaks")
        assert lead(turn, "Holm Kayaks").company == "Holm Kayaks"
        with pytest.raises(Unclear, match="Who is the lead") as asked:
            add_lead(turn)
        assert asked.value.slot == "name"


@pytest.mark.parametrize(
    "told",
    [
        {"name": "Somebody Else", "email": "IDA@holmkayaks.test"},
        {"name": "Somebody Else", "phone": "+47 2255 0134"},
        {"name": "ída holm", "company": "Holm Kayaks AS"},
        {"name": "Ida Holmm"},
        {"name": "Lars B.", "email": "lars@globefreight.test"},
    ],
)
def test_somebody_who_is_there_already_is_asked_about(house: House, told: dict[str, str]) -> None:
    take_in(house)
    with house.turn() as turn, pytest.raises(Unconfirmed, match=r"There is already the (lead Ida|contact Lars)"):
        add_lead(turn, **told)  # type: ignore[arg-type]
    with house.turn(confirmed=True) as turn:
        add_lead(turn, **told)  # type: ignore[arg-type]
        assert turn.crm.leads.count() == 2


def test_others_of_the_same_company_are_told_of_but_not_asked_about(house: House) -> None:
    take_in(house)
    with house.turn() as turn:
        assert (
            "Also a lead from there: Ida Holm (open)." in add_lead(turn, "Per Dahl", email="per@holmkayaks.test").note
        )
        assert "Ida" not in add_lead(turn, "Ida Holm", "Nordlys Yoga").note
        note = add_lead(turn, "Mia Roth", email="mia@globefreight.test").note
        assert note == "Globe Freight is a customer already of Priya Nair."


def test_people_who_share_a_mail_house_are_not_of_one_company(house: House) -> None:
    with house.turn() as turn:
        add_lead(turn, "Ida Holm", email="ida@gmail.com")
        assert add_lead(turn, "Per Dahl", email="per@gmail.com").note == ""


def test_a_status_is_kept_with_its_reason_its_time_and_what_comes_next(house: House) -> None:
    take_in(house)
    house.later(days=4)
    with house.turn() as turn:
        reply = set_lead_status(turn, "contacted", lead(turn))
        assert reply.text == "Ida Holm: open → contacted after 4 days."
        assert reply.offer is not None
        assert reply.offer.slots["about"] == "follow up with Ida Holm of Holm Kayaks"
    house.later(days=2)
    with house.turn() as turn:
        reply = set_lead_status(turn, "qualified", lead(turn), "has the budget")
        assert reply.text == "Ida Holm: contacted → qualified after 2 days. Reason: has the budget."
        card = show_record(turn, lead(turn)).plain()
        assert "history: open 4 days, contacted 2 days, qualified since today" in card
        assert "reason: has the budget" in card
        assert "already" in set_lead_status(turn, "qualified", lead(turn)).text


def test_the_reason_of_a_status_does_not_outlive_it(house: House) -> None:
    take_in(house)
    with house.turn() as turn:
        set_lead_status(turn, "unqualified", lead(turn), "no budget")
        set_lead_status(turn, "contacted", lead(turn))
        assert lead(turn).reason is None


def test_what_was_undone_is_no_part_of_the_history(house: House) -> None:
    take_in(house)
    with house.turn() as turn:
        set_lead_status(turn, "contacted", lead(turn))
    with house.turn() as turn:
        undo(turn)
    with house.turn() as turn:
        assert "history: open since today" in show_record(turn, lead(turn)).plain()


def test_many_leads_are_shown_and_confirmed_first(house: House) -> None:
    take_in(house)
    with house.turn() as turn:
        add_lead(turn, "Per Dahl", source="cold")
    filters = [["status", "=", "open"]]
    with house.turn() as turn, pytest.raises(Unconfirmed, match="Set to contacted: 2 open leads") as asked:
        set_lead_status(turn, "contacted", filters=filters)
    assert asked.value.facts == (("Ida Holm", "open → contacted"), ("Per Dahl", "open → contacted"))
    with house.turn(confirmed=True) as turn:
        assert set_lead_status(turn, "contacted", entity="lead", filters=filters).text == "2 leads are contacted now."
    with house.turn() as turn:
        undo(turn)
        assert {each.status for each in turn.crm.leads.all()} == {"open"}


def test_without_a_lead_it_is_asked_for_and_other_kinds_are_refused(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Unclear, match="Which lead is it"):
            set_lead_status(turn, "contacted")
        with pytest.raises(Refused, match="A customer has no such status"):
            set_lead_status(turn, "contacted", entity="customer", filters=[])


def test_a_lead_becomes_a_customer_a_contact_and_a_deal(house: House) -> None:
    take_in(house)
    with house.turn() as turn:
        reply = convert_lead(turn, lead(turn), Decimal(12000), When(date(2027, 1, 15)))
        assert reply.text == ("Converted Ida Holm: Holm Kayaks is a customer now, with the deal Holm Kayaks: racks.")
        assert written(turn, 4) == ["created customer", "created contact", "created deal", "updated lead"]
    with house.turn() as turn:
        (deal,) = turn.crm.deals.all()
        assert deal.customer is not None
        assert deal.contact is not None
        assert (deal.customer.name, deal.customer.website) == ("Holm Kayaks", "holmkayaks.test")
        assert (deal.contact.name, deal.contact.email) == ("Ida Holm", "ida@holmkayaks.test")
        assert (deal.lead, deal.amount, deal.source, deal.stage) == (lead(turn), Decimal(12000), "event", "prospecting")
        with pytest.raises(Refused, match="It became Holm Kayaks with the deal Holm Kayaks: racks"):
            convert_lead(turn, lead(turn))
        with pytest.raises(Refused, match="converted already"):
            set_lead_status(turn, "open", lead(turn))


def test_a_conversion_is_undone_whole_and_can_be_made_again(store: Store, tmp_path: Path) -> None:
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
    house = House(store, Knowledge(tmp_path))
    take_in(house)
    with house.turn() as turn:
        convert_lead(turn, lead(turn))
    with house.turn() as turn:
        undo(turn)
    with house.turn() as turn:
        assert lead(turn).status == "open"
        assert not turn.crm.customers.named("Holm Kayaks")
        assert not turn.crm.contacts.named("Ida Holm")
        assert turn.crm.deals.count() == 0
        assert "Holm Kayaks is a customer now" in convert_lead(turn, lead(turn)).text


@pytest.mark.parametrize("told", [{"company": "Globe Freight Ltd"}, {"email": "ann@globefreight.test"}])
def test_a_customer_who_is_there_is_used(house: House, told: dict[str, str]) -> None:
    with house.turn() as turn:
        add_lead(turn, "Ann Lee", **told)  # type: ignore[arg-type]
    with house.turn() as turn:
        reply = convert_lead(turn, lead(turn, "Ann Lee"))
        assert "customer: Globe Freight (was there already)" in reply.plain()
        assert written(turn, 3) == ["created contact", "created deal", "updated lead"]


def test_a_contact_who_is_there_is_used(house: House) -> None:
    with house.turn(confirmed=True) as turn:
        add_lead(turn, "Lars Berg", "Globe Freight", email="lars@globefreight.test")
    with house.turn() as turn:
        convert_lead(turn, lead(turn, "Lars Berg"))
        assert written(turn, 2) == ["created deal", "updated lead"]


def test_the_history_of_the_lead_goes_on_with_the_customer_and_the_contact(house: House) -> None:
    take_in(house)
    house.later(days=3)
    with house.turn() as turn:
        set_lead_status(turn, "qualified", lead(turn), "has the budget")
        convert_lead(turn, lead(turn))
        customer, contact = turn.crm.customers.named("Holm Kayaks")[0], turn.crm.contacts.named("Ida Holm")[0]
    with house.turn() as turn:
        for reply in (show_timeline(turn, customer), show_timeline(turn, contact=contact)):
            told = reply.plain()
            assert "lead open | Priya Nair | Ida Holm: from event, racks" in told
            assert "lead qualified | Priya Nair | Ida Holm" in told
            assert "lead converted" in told


def test_somebody_who_is_a_contact_already_is_noticed_by_name_company_or_number(house: House) -> None:
    with house.turn() as turn:
        turn.crm.contacts.named("Lars Berg")[0].phone = "+49 228 5550142"
        turn.crm.session.flush()
        for told in (
            {"name": "Lars  Bergg", "company": "Globe Freight"},
            {"name": "L. Berg", "phone": "+49 228 5550142"},
            {"name": "Lars", "email": "LARS@globefreight.test"},
        ):
            with pytest.raises(Unconfirmed, match="already the contact Lars Berg of Globe Freight"):
                add_lead(turn, **told)  # type: ignore[arg-type]


def test_who_unsubscribed_as_a_lead_gets_no_advertising_as_a_contact(house: House) -> None:
    with house.turn() as turn:
        add_lead(turn, "Ian Holm", "Holm Kayaks")
        lead = turn.crm.leads.named("Ian Holm")[0]
        mail = turn.crm.campaigns.add(Campaign(name="Old Mail"))
        turn.crm.responses.add(Response(campaign=mail, lead=lead, response="unsubscribed", at=turn.now))
        convert_lead(turn, lead)
        ian = turn.crm.contacts.named("Ian Holm")[0]
        assert turn.crm.responses.unsubscribed(ian.customer, ian)


def test_a_follow_up_keeps_to_the_working_days_of_whoever_follows_up(house: House) -> None:
    with house.turn() as turn:
        turn.speaker.working_days = "MO,FR"
        assert "on Fri 27 Nov" in str(add_lead(turn, "Ian Holm").offer)
