"""Leads and deals as both databases keep them: who is alike, how long they stood, and what they are to bring."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from storage.campaigns import Goal
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.leads import Lead
from storage.people import Person
from storage.questions import Question, find
from storage.stays import usual_stays
from storage.store import Store
from storage.stretches import stretches, usual_cycle
from storage.targets import target
from storage.undo import take_back
from storage.worth import last_contacts

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def moved(store: Store, at: datetime, stage: str, turn: str) -> None:
    with store.begin(None, at, turn) as crm:
        for deal in crm.deals.all():
            deal.enter(stage, at)


def three_deals(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        customer = crm.customers.add(Customer(name="Globe Freight"))
        for number in range(3):
            crm.deals.add(Deal(name=f"Deal {number}", customer=customer, stage="prospecting"))


def test_stretches_tell_how_long_a_deal_stood_in_each_stage_but_not_what_was_undone(store: Store) -> None:
    three_deals(store)
    moved(store, NOW + timedelta(days=3), "proposal", "moved")
    moved(store, NOW + timedelta(days=5), "won", "mistaken")
    later = NOW + timedelta(days=6)
    with store.begin(None, later, "undone") as crm:
        take_back(crm, "mistaken")
    with store.read(later) as crm:
        deals = crm.deals.all()
        told = stretches(crm, deals, "stage")
        assert [[(each.value, each.days(later)) for each in told[deal.id]] for deal in deals] == [
            [("prospecting", 3), ("proposal", 3)]
        ] * 3
        usual = usual_stays(crm.session, crm.now)
        assert {stage: (each.days, each.known) for (_, stage), each in usual.items()} == {"prospecting": (3, 3)}
        assert usual_cycle(crm) is None


def test_the_usual_cycle_is_the_median_of_those_won(store: Store) -> None:
    three_deals(store)
    moved(store, NOW + timedelta(days=8), "won", "won")
    with store.read(NOW + timedelta(days=9)) as crm:
        assert usual_cycle(crm) == 8


def test_a_deal_without_a_probability_of_its_own_is_found_by_that_of_its_stage(store: Store) -> None:
    three_deals(store)
    with store.begin(None, NOW, "second") as crm:
        crm.deals.add(Deal(name="Own chance", stage="proposal", probability=5))
        crm.deals.add(Deal(name="Imported", stage="proposal"))
        likely = Question("deal", [["probability", ">=", 50]])
        assert [each.label for each in find(crm, likely, ZoneInfo("UTC")).records] == ["Imported"]
        assert len(find(crm, Question("deal", [["probability", "=", 10]]), ZoneInfo("UTC")).records) == 3


def goal(crm: Crm, first: date, last: date, amount: int, owner: Person | None = None) -> None:
    crm.goals.add(
        Goal(metric="sum:amount", entity="deal", target=Decimal(amount), starts_on=first, ends_on=last, owner=owner)
    )


def test_the_target_is_that_of_the_period_or_of_the_parts_of_it(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        priya = crm.people.add(Person(name="Priya Nair", email="priya@rapport.test"))
        for month, amount in ((10, 100), (11, 200)):
            goal(crm, date(2026, month, 1), date(2026, month, 30), amount)
        goal(crm, date(2026, 10, 1), date(2026, 10, 31), 7, priya)
        assert target(crm, *QUARTER, None) == 300
        assert target(crm, *QUARTER, priya) == 7
        goal(crm, *QUARTER, 500)
        assert target(crm, *QUARTER, None) == 500
        assert target(crm, date(2027, 1, 1), date(2027, 3, 31), None) is None


def test_leads_are_alike_by_address_number_and_name(store: Store) -> None:
    with store.begin(None, NOW, "first") as crm:
        kept = crm.leads.add(
            Lead(name="Ida Holm", company="Holm Kayaks", email="Ida@Holm.test", phone="+47 22 55 01 34")
        )
        same = [Lead(name="X", email="ida@holm.TEST"), Lead(name="X", phone="+47 22 55 01 34"), Lead(name="ÍDA HOLM")]
        assert [crm.leads.alike(each) for each in same] == [[kept]] * 3
        assert crm.leads.alike(Lead(name="Ida Holm", company="Nordlys Yoga")) == []
        assert crm.leads.alike(Lead(name="X", email="i_a@holm.test")) == []
        assert crm.leads.colleagues(Lead(name="Per", email="per@holm.test")) == [kept]
        assert crm.leads.colleagues(Lead(name="Per", company="Holm Kayaks AS")) == [kept]


def test_last_contacts_are_of_those_one_spoke_with(store: Store) -> None:
    three_deals(store)
    with store.read(NOW) as crm:
        assert last_contacts(crm, [1]) == {}
