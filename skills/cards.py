"""Cards: a record at a glance, as names and values."""

from collections.abc import Callable, Iterator
from typing import Any

from skills.campaigns import of_segment, outcome
from skills.caseload import clock_of
from skills.reply import Facts
from skills.turn import Turn
from skills.values import said_of
from skills.wording import count_of, day, money
from storage.campaigns import Campaign, Segment
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Preference
from storage.leads import Lead
from storage.people import Person
from storage.record import Record
from storage.stretches import stretches

UNSHOWN = {
    "name",
    "created_at",
    "lifetime_value",
    "last_contacted_at",
    "number",
    "overdue",
    "said",
    "text",
    "filters",
    "first_replied_at",
}

Pair = tuple[str, str]


def card(turn: Turn, record: Record) -> Facts:
    """Everything that is known of one record."""
    more = MORE.get(type(record))
    return Facts(titled(record), (*field_pairs(turn, record), *(more(turn, record) if more else ())))


def field_pairs(turn: Turn, record: Record) -> tuple[Pair, ...]:
    """The record's filled fields and its custom ones, in words."""
    currency = getattr(record, "currency", None)
    shown = [field for field in record.FIELDS if field.name not in UNSHOWN and not field.derived]
    values = [(field, getattr(record, field.name)) for field in shown]
    own = [(_title(field.name), said_of(turn, field, value, currency)) for field, value in values if _filled(value)]
    return (*own, *((name, str(value)) for name, value in (record.custom or {}).items()))


def titled(record: Record) -> str:
    """The record's name with its kind: `Acme Ltd (customer)`, `case 17`."""
    return record.label if record.label.startswith(record.kind) else f"{record.label} ({record.kind})"


def _filled(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _title(name: str) -> str:
    return name.replace("_", " ")


def _of_customer(turn: Turn, customer: Customer) -> Iterator[Pair]:
    crm, today = turn.crm, turn.now.date()
    people = crm.contacts.at(customer)
    if people:
        yield "contacts", ", ".join(person.name for person in people[:5]) + (" …" if len(people) > 5 else "")
    deals = [deal for deal in crm.deals.where(Deal.customer_id == customer.id) if deal.is_open]
    worth = sum(deal.amount or 0 for deal in deals)
    yield "open deals", f"{len(deals)}, together {money(worth)}" if worth else str(len(deals))
    yield "open cases", str(len(crm.cases.open_for(customer)))
    if last := crm.interactions.latest_with(customer):
        yield "last contact", f"{last.channel}, {day(last.happened_at.astimezone(turn.now.tzinfo).date(), today)}"
    yield from _preferences(turn.crm.preferences.where(Preference.customer_id == customer.id))


def _of_contact(turn: Turn, contact: Contact) -> Iterator[Pair]:
    if stopped := turn.crm.responses.unsubscribed(contact.customer, contact):
        yield "advertising", f"none: unsubscribed from {stopped.campaign.name}"
    yield from _preferences(turn.crm.preferences.where(Preference.contact_id == contact.id))


def _preferences(preferences: list[Preference]) -> Iterator[Pair]:
    if preferences:
        yield "good to know", "; ".join(preference.text for preference in preferences)


def _of_case(turn: Turn, case: Case) -> Iterator[Pair]:
    if case.is_overdue(turn.now):
        yield "overdue", "yes"
    yield from clock_of(turn, case)
    for comment in turn.crm.cases.comments(case):
        by = comment.by.name if comment.by else "somebody"
        yield f"{day(comment.at.astimezone(turn.now.tzinfo).date(), turn.now.date())}, {by}", comment.text


def _of_lead(turn: Turn, lead: Lead) -> Iterator[Pair]:
    yield "history", _steps(turn, lead, "status")
    deal = turn.crm.deals.first(Deal.lead_id == lead.id)
    if deal and deal.customer:
        yield "became", f"{deal.customer.name}, {deal.name}"


def _of_deal(turn: Turn, deal: Deal) -> Iterator[Pair]:
    yield "history", _steps(turn, deal, "stage")
    if deal.lead:
        yield "made of the lead", deal.lead.name


def _steps(turn: Turn, record: Record, field: str) -> str:
    """How long it stood at each step: `open 12 days, contacted since Tue 24 Nov`."""
    told = stretches(turn.crm, [record], field)[record.id]
    passed = [f"{each.value} {count_of(each.days(turn.now), 'day')}" for each in told[:-1]]
    since = day(told[-1].since.astimezone(turn.now.tzinfo).date(), turn.now.date())
    return ", ".join([*passed, f"{told[-1].value} since {since}"])


def _of_person(turn: Turn, person: Person) -> Iterator[Pair]:
    crm = turn.crm
    yield "customers", str(crm.customers.count(Customer.owner_id == person.id))
    yield "open deals", str(crm.deals.count(Deal.owner_id == person.id, Deal.stage.not_in(("won", "lost"))))
    yield "open cases", str(crm.cases.count(Case.assignee_id == person.id, Case.status != "closed"))


MORE: dict[type[Record], Callable[[Turn, Any], Iterator[Pair]]] = {
    Customer: _of_customer, Contact: _of_contact, Case: _of_case, Person: _of_person, Lead: _of_lead, Deal: _of_deal,
    Campaign: outcome, Segment: of_segment,
}  # fmt: skip


def belongings(turn: Turn, customer: Customer) -> str:
    """What else is kept of a customer, as a sentence's end: `2 contacts, 1 deal and 3 cases`; empty for nothing."""
    crm = turn.crm
    kinds = ("contact", "deal", "case", "interaction", "order")
    counts = [(crm.of(kind).count(crm.of(kind).noun.customer_id == customer.id), kind) for kind in kinds]
    said = [count_of(number, kind) for number, kind in counts if number]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
