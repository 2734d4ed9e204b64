"""Absences, portfolios and what campaigns cost, alike on both databases."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.clock import remind
from storage.absences import Absence
from storage.campaigns import Campaign
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.leads import Lead
from storage.people import Person
from storage.portfolio import portfolio_of
from storage.questions import Question, find
from storage.reminders import Reminder
from storage.reports import Inquiry, report
from storage.responses import Response
from storage.store import Store
from tests.skills.house import NOW, colleagues

TODAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")


def test_what_is_due_is_told_to_the_stand_in_and_kept_for_the_return(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
        priya, tom, sam, _ = crm.people.all()
        absence = crm.absences.add(Absence(person=priya, first_day=TODAY, last_day=TODAY, stand_in=tom))
        crm.absences.add(Absence(person=tom, first_day=TODAY, stand_in=sam, reason="sick"))
        crm.reminders.add(Reminder(about="call", due_at=NOW - timedelta(minutes=1), person=priya, zone="UTC"))
    assert (remind(store, NOW), remind(store, NOW)) == (1, 0)
    with store.read(NOW) as crm:
        (cover,) = crm.absences.handled(absence)
        assert (cover.person_id, cover.kind) == (sam.id, "reminder")
        assert crm.absences.covered_by(sam, "reminder") == [cover.record_id]
        assert [each.name for each in crm.absences.present(crm.people.all())] == ["Sam Ode", "Ines Cruz"]
        assert crm.absences.over() == []
    with store.read(NOW + timedelta(days=2)) as crm:
        assert [each.person.name for each in crm.absences.over()] == ["Priya Nair"]


def test_who_is_away_is_judged_by_the_day_where_they_live(store: Store) -> None:
    late = datetime(2026, 11, 23, 20, tzinfo=ZoneInfo("UTC"))
    with store.begin(None, late, "setup") as crm:
        far = crm.people.add(Person(name="Wei", email="wei@rapport.test", time_zone="Asia/Singapore"))
        crm.absences.add(Absence(person=far, first_day=TODAY, last_day=TODAY))
        assert crm.absences.of(far) is None
        assert crm.absences.now_and_later() == []


def test_new_cases_pass_over_those_who_are_away(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
        priya, _, sam, ines = crm.people.all()
        crm.absences.add(Absence(person=ines, first_day=TODAY))
        assert crm.cases.least_busy([sam, ines]) == sam
        crm.absences.all()[0].stand_in = priya
        assert crm.cases.taken_by([sam, ines]) == (priya, crm.absences.all()[0])


def test_a_portfolio_is_what_is_open(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
        priya = crm.people.all()[0]
        crm.customers.add(Customer(name="Globe", owner=priya))
        crm.leads.add(Lead(name="Ian", owner=priya, status="converted"))
        crm.cases.add(Case(number=1, subject="jam", opened_at=NOW, assignee=priya))
        found = portfolio_of(crm, priya)
        assert {kind: len(records) for kind, records in found.records.items()} == {"customer": 1, "case": 1}
        assert found.closed == {"lead": 1, "deal": 0, "case": 0}


def test_a_lead_of_a_campaign_costs_its_share_of_the_budget(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        globe = crm.customers.add(Customer(name="Globe"))
        lars = crm.contacts.add(Contact(name="Lars", customer=globe))
        ian = crm.leads.add(Lead(name="Ian"))
        mail = crm.campaigns.add(Campaign(name="Mail", budget=Decimal(500), channel="email", status="running"))
        crm.campaigns.add(Campaign(name="Fair", budget=Decimal(100), channel="event", status="running"))
        for whom, what in ((lars, "replied"), (lars, "bought"), (lars, "opened")):
            crm.responses.add(Response(campaign=mail, contact=whom, customer=globe, response=what, at=NOW))
        crm.responses.add(Response(campaign=mail, lead=ian, response="signed_up", at=NOW))
        rows = {row.label: row.figure for row in report(crm, Inquiry("cost_per_lead", by="channel"), BERLIN).rows}
        assert rows == {"email": Decimal(250), "event": None}
        assert find(crm, Question("campaign", [["leads", ">", 1]]), BERLIN).records == [mail]


def test_the_wish_of_a_lead_is_that_of_the_contact_made_of_it(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        globe = crm.customers.add(Customer(name="Globe"))
        lars = crm.contacts.add(Contact(name="Lars", customer=globe))
        ian = crm.leads.add(Lead(name="Lars"))
        mail = crm.campaigns.add(Campaign(name="Mail"))
        crm.responses.add(Response(campaign=mail, lead=ian, response="unsubscribed", at=NOW))
        assert crm.responses.unsubscribed(globe, lars) is None
        crm.deals.add(Deal(name="Ovens", customer=globe, contact=lars, lead=ian))
        assert crm.responses.unsubscribed(globe, lars) is not None
