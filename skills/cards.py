"""Cards: a record at a glance, as names and values."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from skills.baskets import line_words
from skills.campaigns import of_campaign, of_segment
from skills.caseload import clock_of
from skills.cover import spelt
from skills.merge_notes import merge_notes
from skills.reply import Facts
from skills.risks import is_slipping, slipping_words, stuck_words
from skills.turn import Turn, ref
from skills.values import said_of
from skills.wording import count_of, day, money, percent
from storage.campaigns import Campaign, Segment
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Preference
from storage.folding import fold
from storage.health import health_of
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Quote
from storage.record import Record, Welcomed
from storage.standings import day_of, vitals_on
from storage.stays import standings
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
    "pipeline",
    "probability",
    "first_replied_at",
}

Pair = tuple[str, str]


def card(turn: Turn, record: Record) -> Facts:
    """Everything that is known of one record."""
    more = MORE.get(type(record))
    told = (*field_pairs(turn, record), *(more(turn, record) if more else ()))
    return Facts(titled(record), (*told, *merge_notes(turn, record)), ref(record))


def short_card(turn: Turn, record: Record) -> Facts:
    """A record that was just written, as far as its own fields go."""
    return Facts(titled(record), field_pairs(turn, record), ref(record))


def field_pairs(turn: Turn, record: Record) -> tuple[Pair, ...]:
    """The record's filled fields and its custom ones, in words."""
    currency = getattr(record, "currency", None)
    shown = [field for field in record.FIELDS if field.name not in UNSHOWN and not field.derived]
    values = [(field, getattr(record, field.name)) for field in shown]
    filled = [(field, value) for field, value in values if _filled(value)]
    own = [
        (_title(field.name), said_of(turn, field, value, currency) + _otherwise(record, field.name))
        for field, value in filled
    ]
    return (*own, *((_title(name), str(value)) for name, value in (record.custom or {}).items()))


def _otherwise(record: Record, name: str) -> str:
    """How a value was written, where that differs by more than spaces and capitals."""
    written = record.written(name) if isinstance(record, Welcomed) else None
    return f" (written {written})" if written and fold(written) != fold(str(getattr(record, name))) else ""


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
    told = health_of(vitals_on(crm, [customer], day_of(crm))[customer.id])
    if told.score is not None and customer.health is None:
        yield "health", f"{told.score} of 100"
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
    if deal.pipeline and not deal.pipeline.is_default:
        yield "pipeline", deal.pipeline.name
    if deal.is_open:
        yield "chance", percent(deal.chance)
    yield "history", _steps(turn, deal, "stage")
    standing = standings(turn.crm.session, [deal], turn.now)[deal.id]
    if deal.is_open and standing.is_stuck(turn.now):
        yield "stuck", stuck_words(deal, standing, turn.now)
    if is_slipping(deal, turn.now.date()):
        yield "slipping", "; ".join(slipping_words(deal, turn.now.date()))
    if deal.lead:
        yield "made of the lead", deal.lead.name
    yield from _lines(turn, deal)


def _lines(turn: Turn, record: Any) -> Iterator[Pair]:
    """Each product of a quote, an order or a deal, where there are several or it is but one part of it."""
    if len(lines := record.standing) > 1 or record.kind == "deal":
        yield from ((f"line {place}", line_words(line)) for place, line in enumerate(lines, 1))


def _of_order(turn: Turn, order: Order) -> Iterator[Pair]:
    yield "number", str(order.number)
    yield from _lines(turn, order)


def _steps(turn: Turn, record: Record, field: str) -> str:
    """How long it stood at each step: `open 12 days, contacted since Tue 24 Nov`."""
    told = stretches(turn.crm, [record], field)[record.id]
    passed = [f"{each.value} {count_of(each.days(turn.now), 'day')}" for each in told[:-1]]
    since = day(told[-1].since.astimezone(turn.now.tzinfo).date(), turn.now.date())
    return ", ".join([*passed, f"{told[-1].value} since {since}"])


def _of_person(turn: Turn, person: Person) -> Iterator[Pair]:
    crm = turn.crm
    if absence := crm.absences.next_of(person):
        yield "absence", spelt(absence)
    yield "customers", str(crm.customers.count(Customer.owner_id == person.id))
    yield "open deals", str(crm.deals.count(Deal.owner_id == person.id, Deal.stage.not_in(("won", "lost"))))
    yield "open cases", str(crm.cases.count(Case.assignee_id == person.id, Case.status != "closed"))


MORE: dict[type[Record], Callable[[Turn, Any], Iterator[Pair]]] = {
    Customer: _of_customer, Contact: _of_contact, Case: _of_case, Person: _of_person, Lead: _of_lead, Deal: _of_deal,
    Campaign: of_campaign, Segment: of_segment, Quote: _lines, Order: _of_order,
}  # fmt: skip


BELONGINGS = {
    "customer": ("contact", "deal", "case", "interaction", "order"),
    "contact": ("deal", "case", "interaction", "preference"),
    "lead": ("deal", "response"),
}


def belongings(turn: Turn, record: Record) -> str:
    """What else is kept of a customer, a contact or a lead, as a sentence's end: `2 contacts, 1 deal and 3 cases`."""
    crm = turn.crm
    kinds = BELONGINGS.get(record.kind, ())
    counts = [
        (crm.of(kind).count(getattr(crm.of(kind).noun, f"{record.kind}_id") == record.id), kind) for kind in kinds
    ]
    return listed([count_of(number, kind) for number, kind in counts if number])


def listed(words: Sequence[str]) -> str:
    """Several words as a sentence has them: `one, two and three`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
