"""A small house drawn by chance, and its figures worked out in plain Python over the same rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from storage.campaigns import Campaign
from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.folding import fold
from storage.interactions import Interaction
from storage.leads import Lead
from storage.people import Person
from storage.products import Order, Product
from storage.responses import Response

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
EDGES = [
    datetime.fromisoformat(f"{text}+00:00")
    for text in (
        "2026-03-29T00:59:59", "2026-03-29T01:00", "2026-03-28T23:00", "2026-10-25T00:30", "2026-10-25T01:30",
        "2026-10-24T22:00", "2026-10-31T22:59:59.999999", "2026-10-31T23:00", "2026-11-01T06:00", "2025-12-31T23:30",
        "2026-03-08T07:00", "2026-01-01T05:00", "2026-04-04T14:00", "2026-06-30T18:29:59", "2026-06-30T18:30",
    )
]  # fmt: skip
"""Moments about midnight and about the changes of clocks in Berlin, New York, Kolkata and on the Chatham Islands."""


@dataclass
class Ledger:
    """All that was written, deleted or not."""

    people: list[Any] = field(default_factory=list)
    products: list[Any] = field(default_factory=list)
    customers: list[Any] = field(default_factory=list)
    deals: list[Any] = field(default_factory=list)
    orders: list[Any] = field(default_factory=list)
    cases: list[Any] = field(default_factory=list)
    leads: list[Any] = field(default_factory=list)
    feedback: list[Any] = field(default_factory=list)
    interactions: list[Any] = field(default_factory=list)
    campaigns: list[Any] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)


def drawn(crm: Crm, random: Random, size: int, currencies: Sequence[str | None]) -> Ledger:
    """Write a house of about so many records of each kind."""
    house = Ledger()
    house.people = [Person(name=f"Person {place}", email=f"p{place}@x.test") for place in range(3)]
    house.products = [Product(name=f"Product {place}", currency=random.choice(currencies)) for place in range(2)]
    house.customers = [_customer(random, house, place) for place in range(size)]
    house.deals = [_deal(random, house, currencies) for _ in range(size * 2)]
    house.orders = [_order(random, house, currencies) for _ in range(size * 3)]
    house.cases = [_case(random, house, place) for place in range(size)]
    house.leads = [
        Lead(name=f"Lead {place}", status=random.choice(("open", "converted")), created_at=_moment(random),
             source=random.choice(("website", "event", None)), owner=_some(random, house.people))
        for place in range(size)
    ]  # fmt: skip
    house.feedback = [_feedback(random, house) for _ in range(size * 2)]
    house.interactions = [
        Interaction(customer=_some(random, house.customers), happened_at=_moment(random), summary="x",
                    channel=random.choice(("call", "email")), by=_some(random, house.people))
        for _ in range(size * 3)
    ]  # fmt: skip
    house.campaigns = [_campaign(random, place) for place in range(1 + size // 3)]
    house.responses = [
        Response(campaign=random.choice(house.campaigns), customer=_some(random, house.customers),
                 response=random.choice(("bought", "opened")), at=NOW)
        for _ in range(size)
    ]  # fmt: skip
    _write(crm, random, house)
    return house


def _write(crm: Crm, random: Random, house: Ledger) -> None:
    for records in vars(house).values():
        for record in records:
            record.created_at = record.created_at or NOW
            record.custom = {}
            crm.session.add(record)
        crm.session.flush()
    for records in vars(house).values():
        for record in records:
            if random.random() < 0.15:
                record.deleted_at = NOW
    crm.session.flush()


def _moment(random: Random) -> datetime:
    if random.random() < 0.4:
        return random.choice(EDGES)
    return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=random.randrange(60_000_000))


def _some(random: Random, records: Sequence[Any]) -> Any:
    return random.choice([*records, None])


def _money(random: Random) -> Decimal | None:
    return None if random.random() < 0.2 else Decimal(random.randrange(1, 1_000_000)) / 100


def _customer(random: Random, house: Ledger, place: int) -> Customer:
    return Customer(
        name=f"Customer {place}", industry=random.choice(("Food", "FOOD", "Freight", None)), created_at=_moment(random),
        country=random.choice(("Peru", "Malta", None)), owner=_some(random, house.people), employees=place,
    )  # fmt: skip


def _deal(random: Random, house: Ledger, currencies: Sequence[str | None]) -> Deal:
    stage = random.choice(("won", "lost", "proposal"))
    created = _moment(random)
    closed = None if stage == "proposal" or random.random() < 0.1 else created + timedelta(0, random.randrange(9**7))
    return Deal(
        name="Deal", stage=stage, amount=_money(random), currency=random.choice(currencies), created_at=created,
        closed_at=closed, customer=_some(random, house.customers), owner=_some(random, house.people),
    )  # fmt: skip


def _order(random: Random, house: Ledger, currencies: Sequence[str | None]) -> Order:
    return Order(
        customer=_some(random, house.customers), product=_some(random, house.products), amount=_money(random),
        currency=random.choice(currencies), quantity=random.randrange(1, 9),
        ordered_on=random.choice((None, *(_moment(random).date() for _ in range(5)))),
    )  # fmt: skip


def _case(random: Random, house: Ledger, place: int) -> Case:
    opened = _moment(random)
    closed = random.choice((None, opened + timedelta(0, random.randrange(900_000), random.randrange(10**6))))
    return Case(
        number=place + 1, subject="x", opened_at=opened, closed_at=closed, status="closed" if closed else "new",
        customer=_some(random, house.customers), assignee=_some(random, house.people),
        priority=random.choice(("low", "high")),
    )  # fmt: skip


def _feedback(random: Random, house: Ledger) -> Feedback:
    scale = random.choice(("csat", "nps"))
    score = random.randrange(1, 6) if scale == "csat" else random.randrange(11)
    return Feedback(customer=_some(random, house.customers), score=score, scale=scale, given_at=_moment(random))


def _campaign(random: Random, place: int) -> Campaign:
    first = random.choice((None, _moment(random).date()))
    last = random.choice((None, (first or date(2026, 1, 1)) + timedelta(200)))
    budget = random.choice((None, Decimal(0), Decimal("99.99"), Decimal(500)))
    return Campaign(name=f"Campaign {place}", budget=budget, starts_on=first, ends_on=last)


def live(records: Iterable[Any]) -> list[Any]:
    """Those that are not deleted."""
    return [record for record in records if record.deleted_at is None]


def rounded(figure: Decimal, digits: int) -> Decimal:
    """So many digits after the point, halves away from zero."""
    return figure.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A percentage to one digit; None of nothing."""
    return rounded(Decimal(part) * 100 / whole, 1) if whole else None


def mean(numbers: Iterable[Decimal | int], digits: int, divided: int = 1) -> Decimal | None:
    """The mean of numbers, each divided by something; None of none."""
    each = list(numbers)
    return rounded(Decimal(sum(each)) / len(each) / divided, digits) if each else None


def seconds(one: datetime, other: datetime) -> int:
    """The whole seconds from 1970 to one moment, less those to the other."""
    return int(one.timestamp() // 1 - other.timestamp() // 1)


def bought(house: Ledger, customer: Any) -> Decimal | None:
    """What a customer has ordered; None where no order has an amount."""
    amounts = [each.amount for each in live(house.orders) if each.customer is customer and each.amount is not None]
    return sum(amounts, Decimal()) if amounts else None


def returned(house: Ledger, campaigns: Iterable[Any]) -> Decimal | None:
    """The return on what campaigns cost."""
    counted = [each for each in campaigns if each.budget]
    earned = Decimal()
    for campaign in counted:
        buyers = {id(each.customer) for each in live(house.responses) if each.campaign is campaign
                  and each.response == "bought" and each.customer}  # fmt: skip
        earned += sum(
            (order.amount for order in live(house.orders)
             if order.amount is not None and id(order.customer) in buyers and _ran(campaign, order.ordered_on)),
            Decimal(),
        )  # fmt: skip
    spent = sum((each.budget for each in counted), Decimal())
    return share(earned - spent, spent)


def _ran(campaign: Any, day: date | None) -> bool:
    if day is None:
        return campaign.starts_on is None and campaign.ends_on is None
    return (campaign.starts_on is None or campaign.starts_on <= day) and (
        campaign.ends_on is None or day <= campaign.ends_on
    )


def kept(house: Ledger, customers: Iterable[Any], first: date, last: date) -> tuple[int, int]:
    """Of the customers that ordered in as many days before, how many ordered in the period, and how many there are."""
    earlier = first - (last - first) - timedelta(days=1)
    had = [each for each in customers if _ordered(house, each, earlier, first - timedelta(days=1))]
    return sum(_ordered(house, each, first, last) for each in had), len(had)


def _ordered(house: Ledger, customer: Any, first: date, last: date) -> bool:
    days = [each.ordered_on for each in live(house.orders) if each.customer is customer and each.ordered_on]
    return any(first <= day <= last for day in days)


def day_of(moment: datetime | date | None, zone: ZoneInfo) -> date | None:
    """The day in a zone."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def unit_of(day: date, unit: str) -> str:
    """The day's day, week, month, quarter or year as it is labelled."""
    year, week, _ = day.isocalendar()
    return {
        "day": f"{day}", "week": f"{year}-W{week:02}", "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": f"{day.year}",
    }[unit]  # fmt: skip


def units(days: Sequence[date], unit: str) -> Iterator[str]:
    """The labels of all the units from the first of the days to the last."""
    first, last = min(days), max(days)
    each = (unit_of(first + timedelta(past), unit) for past in range((last - first).days + 1))
    yield from dict.fromkeys(each)


def grouped(records: Iterable[Any], label: Callable[[Any], str]) -> dict[str, list[Any]]:
    """The records by the folded label."""
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(fold(label(record)), []).append(record)
    return groups
