"""Measures: figures over records, each made of parts that add up over groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from inspect import cleandoc
from typing import Any, Literal

from sqlalchemy import BigInteger, case, distinct, exists, func, literal, type_coerce
from sqlalchemy.orm import aliased

from storage.customers import Customer
from storage.folded import Seconds
from storage.joins import Known, NotUnderstood, Scope
from storage.products import Order

Unit = Literal["count", "money", "number", "percent", "days", "hours", "score"]
DAY, HOUR = 86_400, 3_600
YEAR = 365  # days
SOLD = ("lifetime_value", "earned")
"""Fields that add up orders."""

MOMENTS = {
    "deal": "created_at", "order": "ordered_on", "case": "opened_at", "interaction": "happened_at",
    "reminder": "due_at", "campaign": "starts_on", "feedback": "given_at",
}  # fmt: skip
"""The field by which a record belongs to a time; `created_at` where none is named."""


@dataclass(frozen=True)
class Measure:
    """A figure in the making: SQL `parts` that add up, the number they make, its unit, its moment, who counts.

    One without a moment compares the period that is asked about with the time before by itself. Money of different
    `currency` is kept apart; `sold` says that orders are in it whatever their currency.
    """

    parts: tuple[Any, ...]
    figure: Callable[[Sequence[int]], Decimal | None]
    unit: Unit
    moment: str
    only: tuple[Any, ...] = ()
    currency: Any = None
    sold: bool = False


def count(scope: Scope, field: str) -> Measure:
    """The number of records."""
    number = func.count() if scope.line is None else func.count(scope.identity)
    return Measure((number,), lambda parts: Decimal(parts[0]), "count", moment_of(scope))


def total(scope: Scope, field: str) -> Measure:
    """The sum of a field over the records that have it; exact to the cent for money, each currency by itself."""
    known, unit = _numeric(scope, field)
    part = func.sum(_whole(known.value))
    told = Measure((part,), lambda parts: _in_unit(Decimal(parts[0]), unit), unit, moment_of(scope))
    return _in_currencies(told, known)


def average(scope: Scope, field: str) -> Measure:
    """The sum of a field divided by the number of records that have it, to the cent or to two digits.

    Each currency by itself.
    """
    known, unit = _numeric(scope, field)
    cents = _whole(known.value)
    number = func.count(cents)
    if scope.line is not None:
        number = func.count(distinct(case((cents.is_not(None), scope.noun.id))))
    parts = (func.sum(cents), number)
    return _in_currencies(Measure(parts, lambda parts: _mean(parts, unit), unit, moment_of(scope)), known)


def lifetime_value(scope: Scope, field: str) -> Measure:
    """Mean sum of a customer's orders, over those that have ordered; by the day the customer was added."""
    return average(scope, "lifetime_value")


def retention_rate(scope: Scope, field: str) -> Measure:
    """Customers kept, in percent: of those who ordered in the time before, how many ordered in the period again.

    The time before is as long as the period; without one, both are 12 months, the second up to today.
    """
    before, during = _ordered_before_and_during(scope)
    return Measure((_how_many(during), func.count()), _share, "percent", "", (before,))


def churn_rate(scope: Scope, field: str) -> Measure:
    """Customers lost, in percent: of those who ordered in the time before, how many did not in the period.

    It is 100 minus the retention rate. The time before is as long as the period; without one, both are 12 months.
    """
    before, during = _ordered_before_and_during(scope)
    return Measure((_how_many(~during), func.count()), _share, "percent", "", (before,))


def _ordered_before_and_during(scope: Scope) -> tuple[Any, Any]:
    """Whether a customer ordered in the time before, and whether in the period."""
    last = scope.period[1] or scope.crm.now.astimezone(scope.zone).date()
    first = scope.period[0] or last - timedelta(days=YEAR - 1)
    earlier = first - (last - first) - timedelta(days=1)
    return _ordered(earlier, first - timedelta(days=1)), _ordered(first, last)


def _ordered(first: date, last: date) -> Any:
    orders = aliased(Order)
    of_them = (orders.customer_id == Customer.id, orders.deleted_at.is_(None))
    return exists().where(*of_them, orders.ordered_on.between(first, last)).correlate(Customer)


def win_rate(scope: Scope, field: str) -> Measure:
    """Deals won out of the deals won or lost, in percent: won / (won + lost) · 100; by the day they closed."""
    stage = scope.known("stage").value
    only = stage.in_(("won", "lost"))
    return Measure((_how_many(stage == "won"), func.count()), _share, "percent", "closed_at", (only,))


def conversion_rate(scope: Scope, field: str) -> Measure:
    """Leads converted out of all leads, in percent: converted / all · 100; by the day they came in."""
    status = scope.known("status").value
    return Measure((_how_many(status == "converted"), func.count()), _share, "percent", "created_at")


def cycle_days(scope: Scope, field: str) -> Measure:
    """Mean days from a deal's creation to its winning: sum of (closed_at - created_at) / won deals."""
    closed, created = scope.known("closed_at").value, scope.known("created_at").value
    only = (scope.known("stage").value == "won", closed.is_not(None))
    parts = (func.sum(Seconds(closed) - Seconds(created)), func.count())
    return Measure(parts, lambda parts: _per(parts, DAY), "days", "closed_at", only)


def resolution_hours(scope: Scope, field: str) -> Measure:
    """Mean hours from a case's opening to its closing: sum of (closed_at - opened_at) / closed cases."""
    closed, opened = scope.known("closed_at").value, scope.known("opened_at").value
    parts = (func.sum(Seconds(closed) - Seconds(opened)), func.count())
    return Measure(parts, lambda parts: _per(parts, HOUR), "hours", "closed_at", (closed.is_not(None),))


def first_reply_hours(scope: Scope, field: str) -> Measure:
    """Mean hours from a case's opening to its first reply: sum of (first_replied_at - opened_at) / replied cases."""
    replied, opened = scope.known("first_replied_at").value, scope.known("opened_at").value
    parts = (func.sum(Seconds(replied) - Seconds(opened)), func.count())
    return Measure(parts, lambda parts: _per(parts, HOUR), "hours", "first_replied_at", (replied.is_not(None),))


def csat(scope: Scope, field: str) -> Measure:
    """Satisfied customers in percent: csat scores of 4 and 5 / all csat scores · 100."""
    score = scope.known("score").value
    only = (scope.known("scale").value == "csat",)
    return Measure((_how_many(score >= 4), func.count()), _share, "percent", "given_at", only)


def nps(scope: Scope, field: str) -> Measure:
    """Net promoter score, -100 to 100: the percentage of scores 9 and 10 minus that of scores 0 to 6."""
    score = scope.known("score").value
    only = (scope.known("scale").value == "nps",)
    net = func.sum(case((score >= 9, 1), (score <= 6, -1), else_=0))
    return Measure((net, func.count()), _share, "score", "given_at", only)


def roi(scope: Scope, field: str) -> Measure:
    """Return on what campaigns cost, in percent: (earned - budget) / budget · 100, over those with a budget.

    Earned are the orders, placed while a campaign ran, of the customers who bought because of it; by its first day.
    """
    budget = _whole(scope.known("budget").value)
    earned = func.coalesce(_whole(scope.known("earned").value), 0)
    parts = (func.sum(earned - budget), func.sum(budget))
    return Measure(parts, _share, "percent", "starts_on", (budget > 0,), sold=True)


def cost_per_lead(scope: Scope, field: str) -> Measure:
    """What a lead won by campaigns cost: budgets / leads, over those begun with a budget; by the campaign's first day.

    Leads are those who replied, signed up or bought upon it.
    """
    budget, leads = _whole(scope.known("budget").value), scope.known("leads").value
    only = (budget > 0, scope.known("status").value != "planned")
    return Measure((func.sum(budget), func.sum(leads)), lambda parts: _mean(parts, "money"), "money", "starts_on", only)


def moment_of(scope: Scope) -> str:
    """The name of the field that tells when a record of this entity is counted."""
    return MOMENTS.get(scope.noun.kind, "created_at")


Formula = Callable[[Scope, str], Measure]
MEASURES: dict[str, tuple[str, Formula]] = {
    "count": ("", count),
    "sum": ("", total),
    "average": ("", average),
    "win_rate": ("deal", win_rate),
    "conversion_rate": ("lead", conversion_rate),
    "cycle_days": ("deal", cycle_days),
    "resolution_hours": ("case", resolution_hours),
    "first_reply_hours": ("case", first_reply_hours),
    "csat": ("feedback", csat),
    "nps": ("feedback", nps),
    "lifetime_value": ("customer", lifetime_value),
    "roi": ("campaign", roi),
    "cost_per_lead": ("campaign", cost_per_lead),
    "retention_rate": ("customer", retention_rate),
    "churn_rate": ("customer", churn_rate),
}
"""Each measure by its name, with the entity that it is always about."""


def formula_of(measure: str) -> str:
    """How a measure is computed, in words."""
    return " ".join(cleandoc(MEASURES[measure][1].__doc__ or "").split())


def _in_currencies(measure: Measure, known: Known) -> Measure:
    """The measure of a field, kept apart by the currency of its records where they have one.

    A record without an amount brings no currency in.
    """
    own = None if known.field.derived else getattr(known.source, "currency", None)
    if known.field.kind != "money" or own is None:
        return replace(measure, sold=known.field.name in SOLD)
    return replace(measure, currency=own, only=(known.value.is_not(None),))


def _numeric(scope: Scope, field: str) -> tuple[Known, Unit]:
    if not field:
        raise NotUnderstood("Which field should I add up? For example sum:amount.")
    known = scope.measured(field)
    if known.field.kind not in ("money", "number"):
        raise NotUnderstood(f"I cannot add up {field.replace('_', ' ')}: it is no number.")
    return known, "money" if known.field.kind == "money" else "number"


def _whole(column: Any) -> Any:
    """The column as it is kept, money in whole cents."""
    return type_coerce(column, BigInteger)


def _how_many(criterion: Any) -> Any:
    return func.sum(case((criterion, literal(1)), else_=literal(0)))


def _in_unit(amount: Decimal, unit: Unit) -> Decimal:
    return amount / 100 if unit == "money" else amount


def _mean(parts: Sequence[int], unit: Unit) -> Decimal | None:
    mean = Decimal(parts[0]) / parts[1] if parts[1] else None
    return mean if mean is None else rounded(_in_unit(mean, unit), 2)


def _share(parts: Sequence[int]) -> Decimal | None:
    return rounded(Decimal(parts[0]) * 100 / parts[1], 1) if parts[1] else None


def _per(parts: Sequence[int], seconds: int) -> Decimal | None:
    return rounded(Decimal(parts[0]) / parts[1] / seconds, 1) if parts[1] else None


def rounded(number: Decimal, digits: int) -> Decimal:
    """The number to so many digits after the point, halves away from zero."""
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
