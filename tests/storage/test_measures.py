"""Every measure is what plain Python gives over the same rows, on both databases, in any zone and to the cent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.buckets import UNITS
from storage.crm import Crm
from storage.measures import MEASURES, formula_of
from storage.questions import Question, find
from storage.reports import Inquiry, Report, report
from storage.store import Store
from tests.storage.ledger import (
    NOW,
    Ledger,
    bought,
    day_of,
    drawn,
    grouped,
    kept,
    live,
    mean,
    returned,
    rounded,
    seconds,
    share,
    unit_of,
    units,
)  # fmt: skip

ZONES = st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC")).map(ZoneInfo)
DAY = st.none() | st.dates(date(2025, 6, 1), date(2027, 1, 1)) | st.sampled_from((date(2026, 3, 29), date(2026, 11, 1)))
PERIODS = st.tuples(DAY, DAY).filter(lambda days: (days[0] or date.min) <= (days[1] or date.max))
CURRENCIES = st.sampled_from(((None,), ("EUR",), ("EUR", "eur", None), ("EUR", "USD"), ("EUR", "USD", None)))
HOUSES = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """A measure in plain Python: whom it is of, who counts, the moment it is dated by, and the figure of some."""

    kind: str
    figure: Callable[[Ledger, list[Any]], Decimal | None]
    moment: str
    counts: Callable[[Any], bool] = lambda record: True
    by: tuple[str, ...] = ("customer", "country", "industry")


def is_closed(deal: Any) -> bool:
    return deal.stage in ("won", "lost")


def is_won(deal: Any) -> bool:
    return deal.stage == "won" and deal.closed_at is not None


PLAIN: dict[tuple[str, str], Plain] = {
    ("count", "interaction"): Plain("interactions", lambda house, some: Decimal(len(some)), "happened_at",
                                    by=("by", "channel", "customer", "country")),
    ("count", "customer"): Plain("customers", lambda house, some: Decimal(len(some)), "created_at",
                                 by=("industry", "owner", "country")),
    ("count", "deal"): Plain("deals", lambda house, some: Decimal(len(some)), "created_at", by=("stage", "industry")),
    ("sum:employees", "customer"): Plain(
        "customers", lambda house, some: Decimal(sum(each.employees for each in some)), "created_at", by=("owner",)),
    ("average:employees", "customer"): Plain(
        "customers", lambda house, some: mean((each.employees for each in some), 2), "created_at", by=("industry",)),
    ("sum:quantity", "order"): Plain(
        "orders", lambda house, some: Decimal(sum(each.quantity for each in some)), "ordered_on"),
    ("win_rate", ""): Plain("deals", lambda house, some: share(sum(each.stage == "won" for each in some), len(some)),
                            "closed_at", is_closed, ("owner", "customer", "country", "industry")),
    ("conversion_rate", ""): Plain(
        "leads", lambda house, some: share(sum(each.status == "converted" for each in some), len(some)), "created_at",
        by=("source", "owner")),
    ("cycle_days", ""): Plain(
        "deals", lambda house, some: mean((seconds(each.closed_at, each.created_at) for each in some), 1, 86_400),
        "closed_at", is_won, ("owner", "industry")),
    ("resolution_hours", ""): Plain(
        "cases", lambda house, some: mean((seconds(each.closed_at, each.opened_at) for each in some), 1, 3600),
        "closed_at", lambda case: case.closed_at is not None, ("assignee", "priority", "country")),
    ("csat", ""): Plain("feedback", lambda house, some: share(sum(each.score >= 4 for each in some), len(some)),
                        "given_at", lambda each: each.scale == "csat"),
    ("nps", ""): Plain(
        "feedback",
        lambda house, some: share(sum((each.score >= 9) - (each.score <= 6) for each in some), len(some)),
        "given_at", lambda each: each.scale == "nps"),
    ("lifetime_value", ""): Plain(
        "customers",
        lambda house, some: mean((each for one in some if (each := bought(house, one)) is not None), 2),
        "created_at", by=("industry", "owner", "country")),
    ("roi", ""): Plain("campaigns", returned, "starts_on", lambda each: bool(each.budget), ("name",)),
}  # fmt: skip


def of_time(records: list[Any], moment: str, period: tuple[Any, Any], zone: ZoneInfo) -> list[Any]:
    """The records that belong to the period; all where there is none."""
    first, last = period
    days = [(each, day_of(getattr(each, moment), zone)) for each in records]
    return [
        each for each, day in days
        if (not first or (day and day >= first)) and (not last or (day and day <= last))
    ]  # fmt: skip


def label_of(record: Any, by: str) -> str:
    """What a record is told by; nothing that points to what was deleted."""
    if by in ("country", "industry") and not hasattr(record, by):
        customer = record.customer
        return (getattr(customer, by) if customer and not customer.deleted_at else None) or ""
    value = getattr(record, by)
    if hasattr(value, "deleted_at"):
        return "" if value.deleted_at else str(value.name)
    return str(value or "")


def told(asked: Report) -> dict[str, Any]:
    return {" ".join(row.label.lower().split()): row.figure for row in asked.rows}


def check(crm: Crm, house: Ledger, name: tuple[str, str], period: Any, zone: ZoneInfo) -> None:
    plain = PLAIN[name]
    counted = [each for each in live(getattr(house, plain.kind)) if plain.counts(each)]
    some = of_time(counted, plain.moment, period, zone)
    asked = report(crm, Inquiry(*name, period=period), zone)
    assert asked.figure == plain.figure(house, some)
    assert asked.moment == plain.moment
    for by in plain.by:
        groups = grouped(some, partial(label_of, by=by))
        expected = {label: plain.figure(house, each) for label, each in groups.items()}
        assert told(report(crm, Inquiry(*name, by=by, period=period), zone)) == expected
    for unit in UNITS:
        found = report(crm, Inquiry(*name, by=unit, period=period), zone).rows
        assert [(row.label, row.figure) for row in found] == timeline(house, plain, some, unit, zone)


def timeline(house: Ledger, plain: Plain, some: list[Any], unit: str, zone: ZoneInfo) -> list[tuple[str, Any]]:
    days = {id(each): day for each in some if (day := day_of(getattr(each, plain.moment), zone))}
    if not days:
        return []
    labels = units(list(days.values()), unit)
    dated = [each for each in some if id(each) in days]
    return [
        (label, plain.figure(house, [each for each in dated if unit_of(days[id(each)], unit) == label]))
        for label in labels
    ]


@HOUSES
@example(seed=0, size=7, period=(None, None), zone=ZoneInfo("Asia/Kolkata"), currencies=(None,))
@given(seed=st.integers(0, 10**6), size=st.integers(0, 7), period=PERIODS, zone=ZONES, currencies=CURRENCIES)
def test_every_measure_is_what_plain_python_gives(
    store: Store, seed: int, size: int, period: Any, zone: ZoneInfo, currencies: Any
) -> None:
    with store.read(NOW) as crm:
        house = drawn(crm, Random(seed), size, currencies)
        for name in PLAIN:
            check(crm, house, name, period, zone)


@HOUSES
@given(seed=st.integers(0, 10**6), size=st.integers(0, 8), period=PERIODS, zone=ZONES, currencies=CURRENCIES)
def test_money_is_exact_and_of_each_currency_by_itself(
    store: Store, seed: int, size: int, period: Any, zone: ZoneInfo, currencies: Any
) -> None:
    with store.read(NOW) as crm:
        house = drawn(crm, Random(seed), size, currencies)
        for entity, records, moment in (("deal", house.deals, "created_at"), ("order", house.orders, "ordered_on")):
            some = of_time([each for each in live(records) if each.amount is not None], moment, period, zone)
            money_of(crm, entity, some, period, zone)


def money_of(crm: Crm, entity: str, some: list[Any], period: Any, zone: ZoneInfo) -> None:
    purses = by_currency(some)
    sums = {name: sum((each.amount for each in theirs), Decimal()) for name, theirs in purses.items()}
    asked = report(crm, Inquiry("sum:amount", entity, period=period), zone)
    assert asked.sums == sums
    assert asked.figure == (None if len(sums) > 1 else sum(sums.values(), Decimal()))
    means = report(crm, Inquiry("average:amount", entity, period=period), zone)
    assert means.sums == {name: mean((each.amount for each in theirs), 2) for name, theirs in purses.items()}
    expected = {
        (name, label): sum((each.amount for each in group), Decimal())
        for name, theirs in purses.items()
        for label, group in grouped(theirs, lambda one: label_of(one, "country")).items()
    }
    rows = report(crm, Inquiry("sum:amount", entity, by="country", period=period), zone).rows
    assert {(row.currency, row.label.lower()): row.figure for row in rows} == expected


def by_currency(some: list[Any]) -> dict[str, list[Any]]:
    """What names no currency is in the only one that is named."""
    purses: dict[str, list[Any]] = {}
    for each in some:
        purses.setdefault((each.currency or "").upper(), []).append(each)
    named = [name for name in purses if name]
    if len(named) == 1 and "" in purses:
        purses[named[0]] += purses.pop("")
    return purses


@HOUSES
@given(seed=st.integers(0, 10**6), size=st.integers(0, 7), period=PERIODS, zone=ZONES)
def test_loyalty_is_what_plain_python_gives(store: Store, seed: int, size: int, period: Any, zone: ZoneInfo) -> None:
    last = period[1] or NOW.astimezone(zone).date()
    first = period[0] or last - timedelta(days=364)
    with store.read(NOW) as crm:
        house = drawn(crm, Random(seed), size, ("EUR",))
        stayed, had = kept(house, live(house.customers), first, last)
        assert report(crm, Inquiry("retention_rate", period=period), zone).figure == share(stayed, had)
        assert report(crm, Inquiry("churn_rate", period=period), zone).figure == share(had - stayed, had)


@HOUSES
@given(seed=st.integers(0, 10**6), size=st.integers(0, 7), limit=st.sampled_from(("0", "1", "2", "3")))
def test_records_with_so_many_others_are_those_that_have_them(store: Store, seed: int, size: int, limit: str) -> None:
    day = date(2026, 10, 1)
    with store.read(NOW) as crm:
        house = drawn(crm, Random(seed), size, ("EUR",))
        for op, holds in (
            ("=", int.__eq__),
            ("!=", int.__ne__),
            (">", int.__gt__),
            ("<", int.__lt__),
            ("<=", int.__le__),
        ):
            expected = {id(each) for each in live(house.customers) if holds(orders_of(house, each), int(limit))}
            assert found(crm, ["orders", op, limit]) == expected
        worth = {id(each): bought(house, each) for each in live(house.customers)}
        assert found(crm, ["lifetime_value", ">", 3000]) == {one for one, sum in worth.items() if sum and sum > 3000}
        assert found(crm, ["lifetime_value", "empty", None]) == {one for one, sum in worth.items() if sum is None}
        spoken = {id(each): last_contact(house, each) for each in live(house.customers)}
        before = {one for one, at in spoken.items() if at is None or at.date() < day}
        assert found(crm, ["last_contacted_at", "<", str(day)]) == before
        assert found(crm, ["last_contacted_at", ">=", str(day)]) == set(spoken) - before


def found(crm: Crm, filter: list[Any]) -> set[int]:
    return {id(each) for each in find(crm, Question("customer", [filter]), ZoneInfo("UTC")).records}


def orders_of(house: Ledger, customer: Any) -> int:
    return sum(each.customer is customer for each in live(house.orders))


def last_contact(house: Ledger, customer: Any) -> datetime | None:
    passed = [each.happened_at for each in live(house.interactions) if each.customer is customer]
    return max((at for at in passed if at <= NOW), default=None)


def test_nothing_is_divided_by_zero_in_an_empty_house(store: Store) -> None:
    with store.read(NOW) as crm:
        for name in MEASURES:
            measure = f"{name}:amount" if name in ("sum", "average") else name
            asked = report(crm, Inquiry(measure, MEASURES[name][0] or "deal"), ZoneInfo("UTC"))
            assert (asked.figure, asked.rows) == (Decimal(0) if name in ("count", "sum") else None, [])


def test_groups_with_the_same_figure_stand_by_name(store: Store) -> None:
    with store.read(NOW) as crm:
        house = drawn(crm, Random(3), 8, ("EUR",))
        rows = report(crm, Inquiry("count", "order", by="customer"), ZoneInfo("UTC")).rows
        assert rows == sorted(rows, key=lambda row: (-(row.figure or 0), row.label))
        assert len({row.figure for row in rows}) < len(rows) <= len(house.customers) + 1


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_has_a_formula_in_words(measure: str) -> None:
    assert len(formula_of(measure)) > 20
    assert rounded(Decimal("0.05"), 1) == Decimal("0.1")
