"""A company whose every name and note tries to be a mention, a link or too much, and whose lists are long."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from storage.campaigns import Campaign, Goal, Segment
from storage.cases import Case, Comment
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Product, Quote
from storage.record import Record
from storage.reminders import Reminder
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NAMES = (
    "<!channel> {}", "<@U1> & <#C1|x> {}", "<https://evil.test|here> {}", "\u202eشركة عكس {}", "😀" * 60 + " {}",
    '"\\{{}}" ' * 30 + "{}", "*bold* _it_ `code` ~no~ {}", "https://evil.test/{} mailto:a@b.c @here", "x" * 400 + " {}",
    "multi\nline\tand\u2028more {}",
)  # fmt: skip
LONG = "<!everyone> they said <https://evil.test|this> and “that” & 😀 more. " * 150
ROWS = 300


def named(kind: str, count: int) -> Iterator[str]:
    """That many hostile names, no two of them alike."""
    for place, form in zip(range(count), cycle(NAMES), strict=False):
        yield form.replace("{}", f"{kind} {place}")


def fill(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Fill the store; returns references to the first records of each kind."""
    with store.begin(None, NOW, "people") as crm:
        for name, role in ((LONG[:300], "manager"), ("<!here> Ines", "agent"), ("Priya <@U9>", "rep")):
            email = f"{role}@rapport.test"
            crm.people.add(Person(name=name, email=email, role=role, time_zone="Europe/Berlin", team="<!subteam^S1>"))
    with store.begin("manager@rapport.test", NOW, "fill") as crm:
        kept: list[Record] = [*crm.people.all(), *_customers(crm), *_sold(crm), *_worked(crm), *_marketed(crm)]
        known: dict[str, list[dict[str, Any]]] = {}
        for record in kept:
            refs = known.setdefault(record.kind, [])
            refs.append({"kind": record.kind, "id": record.id, "name": record.label})
        return known


def _customers(crm: Crm) -> list[Record]:
    owners = cycle([*crm.people.all(), None])
    made = [Customer(name=name, city="<!here>", owner=next(owners)) for name in named("customer", ROWS)]
    for place, each in enumerate(made):
        each.country, each.industry = "Germany" if place > 5 else "Austria", LONG[:200]
        each.custom = {"<@U2> tier": LONG if place < 5 else LONG[:50]}
    crm.session.add_all(made)
    for each in made:
        each.created_at = NOW - timedelta(days=400)
    crm.session.flush()
    people = [
        Contact(name=name, customer=made[place % 3], title=LONG[:90], birthday=date(1980, 11, 24))
        for place, name in enumerate(named("contact", 30))
    ]
    for person in people:
        crm.contacts.add(person)
        crm.preferences.add(Preference(contact=person, customer=person.customer, text=LONG[:400]))
    return [*made[:3], *people[:3]]


def _sold(crm: Crm) -> list[Record]:
    first, second = crm.customers.by_ids([1, 2])
    owner = crm.actor
    goods = [
        Product(name=name, price=Decimal(250), stock=9, category=LONG[:90], vendor="<!here>")
        for name in named("product", 4)
    ]
    goods = [crm.products.add(each) for each in goods]
    deals = []
    for place, name in enumerate(named("deal", 40)):
        stage = ("prospecting", "proposal", "won", "lost")[place % 4]
        deal = Deal(name=name, customer=first, owner=owner, amount=Decimal(1000 * place + 1), product=goods[0])
        deal.stage, deal.close_on = stage, date(2026, 12, 1 + place % 20)
        if stage in ("won", "lost"):
            deal.closed_at, deal.reason = NOW - timedelta(days=20 * place), LONG[:500]
        deals.append(crm.deals.add(deal))
    for place in range(30):
        on = NOW.date() - timedelta(days=30 * place + 40)
        crm.orders.add(
            Order(customer=first, product=goods[place % 4], quantity=place + 1, amount=Decimal(250), ordered_on=on)
        )
    orders = [
        crm.orders.add(Order(customer=second, product=goods[1], quantity=2, amount=Decimal(500), ordered_on=NOW.date()))
    ]
    quotes = [
        crm.quotes.add(
            Quote(number=7, customer=first, product=goods[0], quantity=3, amount=Decimal(750), valid_until=NOW.date())
        )
    ]
    return [*goods, *deals[:3], *orders, *quotes]


def _worked(crm: Crm) -> list[Record]:
    first, agent, made = crm.customers.by_ids([1])[0], crm.people.by_ids([2])[0], []
    for place in range(60):
        at = NOW - timedelta(days=place * 3 + 5)
        told = Interaction(
            customer=first, channel="call", happened_at=at, by=crm.actor, summary=LONG if place < 3 else LONG[:90]
        )
        told.sentiment, told.source = "negative", f"C1:17000000{place:02}.000100"
        crm.interactions.add(told)
    for place, name in enumerate(named("case", 25)):
        case = Case(subject=name, customer=first, priority="urgent", assignee=agent, number=place + 1, status="new")
        case.opened_at, case.due_at = NOW - timedelta(days=9), NOW - timedelta(days=2)
        made.append(crm.cases.add(case))
        crm.feedback.add(
            Feedback(
                score=1, comment=LONG if place < 2 else LONG[:90], customer=first, given_at=NOW - timedelta(days=4)
            )
        )
    for place in range(12):
        crm.session.add(
            Comment(case=made[0], text=LONG if place < 2 else LONG[:200], by=agent, at=NOW, created_at=NOW, custom={})
        )
    reminders = [
        crm.reminders.add(
            Reminder(about=LONG[:600], due_at=NOW + timedelta(hours=place + 1), person=crm.actor, customer=first)
        )
        for place in range(30)
    ]
    return [*made[:3], *reminders[:1]]


def _marketed(crm: Crm) -> list[Record]:
    leads = [
        crm.leads.add(Lead(name=name, company=LONG[:120], status="open", source="event", owner=crm.actor))
        for name in named("lead", 30)
    ]
    segment = crm.segments.add(Segment(name="<!channel> all", filters=[["country", "=", "Austria"]]))
    campaign = crm.campaigns.add(
        Campaign(name="<@U1> Winter", channel="email", segment="<!channel> all", budget=Decimal(900))
    )
    span = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    crm.goals.add(Goal(metric="count", entity="lead", target=Decimal(50), owner=crm.actor, filters=[], **span))
    return [*leads[:3], segment, campaign]
