"""Comparisons with what belongs to a record: its number of orders, their sum, when it was last contacted."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import false, func

from storage.comparison import OPERATORS, Comparison, Criterion
from storage.comparisons import met, noun_of
from storage.derived import Newest

LATELY = timedelta(days=150)
"""What happened since then is sought by its moment, which an index has in order; what is older, record by record."""


def tallied(comparison: Comparison) -> Criterion:
    """Compared once for all that have something to be counted, in one pass over that, and not one by one.

    Where it holds of nothing too, as “less than three orders” does, those are sought of whom it does not hold.
    """
    known, op = comparison.known, comparison.op
    assert known.tally is not None
    owners = known.tally.owners(noun_of(known).kind, comparison.scope.crm.now)
    if isinstance(known.tally, Newest):
        return _newest(comparison, known.tally, owners)
    if op in ("empty", "filled") and known.field.kind == "number":
        return known.source.id.not_in(owners) if op == "empty" else known.source.id.in_(owners)  # type: ignore[no-any-return]
    holds = func.coalesce(_met_by(comparison, known.tally.figure), false())
    if _holds_of_none(comparison):
        return known.source.id.not_in(owners.having(holds.is_(False)))  # type: ignore[no-any-return]
    return known.source.id.in_(owners.having(holds))  # type: ignore[no-any-return]


def _newest(comparison: Comparison, tally: Newest, owners: Any) -> Criterion:
    """The newest is after a day where any is, and before it where none is after."""
    known, op = comparison.known, comparison.op
    if op == "empty":
        return known.source.id.not_in(owners)  # type: ignore[no-any-return]
    if op == "filled":
        return known.source.id.in_(owners)  # type: ignore[no-any-return]
    if op in ("=", "!=") or not _is_lately(comparison):
        return met(comparison)
    holds = _met_by(comparison, tally.moment)
    if op in (">", ">="):
        return known.source.id.in_(owners.where(holds))  # type: ignore[no-any-return]
    return known.source.id.not_in(owners.where(~holds))  # type: ignore[no-any-return]


def _is_lately(comparison: Comparison) -> bool:
    value, today = comparison.value, comparison.scope.crm.now.date()
    if isinstance(value, dict):
        return "days_ago" in value and int(value["days_ago"]) <= LATELY.days
    try:
        return datetime.fromisoformat(str(value)).date() >= today - LATELY
    except ValueError:
        return False


def _met_by(comparison: Comparison, figure: Any) -> Criterion:
    return met(replace(comparison, known=replace(comparison.known, value=figure)))


def _holds_of_none(comparison: Comparison) -> bool:
    """Whether the comparison is true of a record that has nothing: its count is zero, its sum is not known."""
    op, value = comparison.op, comparison.value
    if op in ("empty", "filled"):
        return op == "empty"
    if comparison.known.field.kind != "number":
        return op == "!=" or comparison.long_ago
    numbers = (Decimal(str(one).replace(",", "")) for one in (value if isinstance(value, list) else [value]))
    each = [OPERATORS[op](0, number) for number in numbers]
    return all(each) if op == "!=" else any(each)
