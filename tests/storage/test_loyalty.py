"""Retention and churn are what a plain computation over the same orders gives, on both databases."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest

from storage.crm import Crm
from storage.customers import Customer
from storage.products import Order
from storage.questions import NotUnderstood
from storage.reports import Inquiry, report
from storage.store import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
PERIODS = (
    (None, None),
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 11, 2), date(2026, 11, 2)),
    (None, date(2025, 12, 31)),
    (date(2026, 1, 1), None),
)


def fill(crm: Crm, seed: int) -> None:
    random = Random(seed)
    for number in range(40):
        customer = crm.customers.add(Customer(name=f"C{number}", industry=random.choice(("Food", "Freight"))))
        for _ in range(random.randrange(6)):
            day = date(2024, 6, 1) + timedelta(random.randrange(900))
            crm.orders.add(
                Order(customer=customer, ordered_on=random.choice((day, date(2026, 11, random.choice((1, 2))))))
            )
    for order in random.sample(crm.orders.all(), 10):
        crm.orders.remove(order)


def kept_and_lost(crm: Crm, period: tuple[date | None, date | None], industry: str = "") -> tuple[int, int]:
    last = period[1] or date(2026, 11, 24)
    first = period[0] or last - timedelta(364)
    length = (last - first).days + 1
    days: dict[int, set[date]] = {}
    for order in crm.orders.all():
        assert order.customer
        assert order.ordered_on
        if industry in ("", order.customer.industry):
            days.setdefault(order.customer.id, set()).add(order.ordered_on)
    had = [on for on in days.values() if any(first - timedelta(length) <= day < first for day in on)]
    kept = sum(any(first <= day <= last for day in on) for on in had)
    return kept, len(had) - kept


def percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize("seed", range(3))
def test_they_are_what_a_plain_computation_gives(store: Store, seed: int) -> None:
    with store.begin(None, NOW, "fill") as crm:
        fill(crm, seed)
    with store.read(NOW) as crm:
        for period in PERIODS:
            kept, lost = kept_and_lost(crm, period)
            assert report(crm, Inquiry("retention_rate", period=period), BERLIN).figure == percent(kept, kept + lost)
            assert report(crm, Inquiry("churn_rate", period=period), BERLIN).figure == percent(lost, kept + lost)


def test_they_are_told_by_field_and_of_some(store: Store) -> None:
    with store.begin(None, NOW, "fill") as crm:
        fill(crm, 7)
    with store.read(NOW) as crm:
        rows = {row.label: row.figure for row in report(crm, Inquiry("churn_rate", by="industry"), BERLIN).rows}
        for industry in ("Food", "Freight"):
            kept, lost = kept_and_lost(crm, (None, None), industry)
            assert rows[industry] == percent(lost, kept + lost)
            of_them = Inquiry("churn_rate", filters=[["industry", "=", industry]])
            assert report(crm, of_them, BERLIN).figure == percent(lost, kept + lost)


@pytest.mark.parametrize(("unit", "first"), [("month", "2026-01"), ("quarter", "2026-Q1")])
def test_over_time_each_figure_is_that_of_its_own_days_and_those_before(store: Store, unit: str, first: str) -> None:
    with store.begin(None, NOW, "fill") as crm:
        fill(crm, 1)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    with store.read(NOW) as crm:
        told = report(crm, Inquiry("churn_rate", by=unit, period=year), BERLIN)
        assert told.rows[0].label == first
        assert told.rows[-1].first == {"month": date(2026, 11, 1), "quarter": date(2026, 10, 1)}[unit]
        ends = [*(row.first - timedelta(1) for row in told.rows[1:] if row.first), NOW.date()]
        for row, end in zip(told.rows, ends, strict=True):
            kept, lost = kept_and_lost(crm, (row.first, end))
            assert row.figure == percent(lost, kept + lost)
        kept, lost = kept_and_lost(crm, year)
        assert told.figure == percent(lost, kept + lost)


def test_over_time_the_last_twelve_are_told_and_too_many_are_refused(store: Store) -> None:
    with store.read(NOW) as crm:
        rows = report(crm, Inquiry("retention_rate", by="month"), BERLIN).rows
        assert (rows[0].label, rows[-1].label, len(rows)) == ("2025-12", "2026-11", 12)
        with pytest.raises(NotUnderstood, match="Take a shorter time"):
            report(crm, Inquiry("churn_rate", by="day", period=(date(2026, 1, 1), None)), BERLIN)
