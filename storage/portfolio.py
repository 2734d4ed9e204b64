"""Portfolios: all that somebody looks after, open and closed, by its kind."""

from dataclasses import dataclass

from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.leads import Lead
from storage.people import Person
from storage.record import Record
from storage.reminders import Reminder

OVER = ("won", "lost")
LEFT = ("converted", "unqualified")


@dataclass(frozen=True)
class Portfolio:
    """What is still to be looked after, and how many closed things of a kind stay where they are."""

    records: dict[str, list[Record]]
    closed: dict[str, int]

    def all(self) -> list[Record]:
        """Everything that is still to be looked after."""
        return [record for records in self.records.values() for record in records]


def portfolio_of(crm: Crm, person: Person) -> Portfolio:
    """All that a person looks after."""
    deals, leads, cases = Deal.owner_id == person.id, Lead.owner_id == person.id, Case.assignee_id == person.id
    reminders = Reminder.person_id == person.id
    records: dict[str, list[Record]] = {
        "customer": [*crm.customers.where(Customer.owner_id == person.id)],
        "lead": [*crm.leads.where(leads, Lead.status.not_in(LEFT))],
        "deal": [*crm.deals.where(deals, Deal.stage.not_in(OVER))],
        "case": [*crm.cases.where(cases, Case.status != "closed")],
        "reminder": [*crm.reminders.where(reminders, Reminder.status == "open")],
    }
    closed = {
        "lead": crm.leads.count(leads, Lead.status.in_(LEFT)),
        "deal": crm.deals.count(deals, Deal.stage.in_(OVER)),
        "case": crm.cases.count(cases, Case.status == "closed"),
    }
    return Portfolio({kind: found for kind, found in records.items() if found}, closed)


def hand(crm: Crm, record: Record, to: Person) -> None:
    """Give a record to somebody; what recurs keeps its rule and its zone, a case goes on by their team's hours."""
    if isinstance(record, Case):
        crm.case_clock.hand(record, to)
    else:
        setattr(record, "person" if record.kind == "reminder" else "owner", to)
