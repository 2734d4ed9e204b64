"""Comparisons with what belongs to a record: its number of orders, their sum, when it was last contacted."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import false, func

from storage.comparison import OPERATORS, Comparison, Criterion
from storage.comparisons import met, noun_of
from storage.derived import Newest

AFTER = {"<": ">=", "<=": ">"}
"""What does not hold of any where the newest is before."""


def tallied(comparison: Comparison) -> Criterion:
    """Compared once for all that have something to be counted, in one pass over that, and not one by one.

    Where it holds of nothing too, as “less than three orders” does, those are sought of whom it does not hold.
    """
    known, op = comparison.known, comparison.op
    tally, now = known.tally, comparison.scope.crm.now
    assert tally is not None
    if op in ("empty", "filled") and (known.field.kind == "number" or isinstance(tally, Newest)):
        has_any: Criterion = tally.any_of(known.source, now)
        return ~has_any if op == "empty" else has_any
    if isinstance(tally, Newest):
        return _newest(comparison, tally)
    holds = func.coalesce(_met_by(comparison, tally.figure), false())
    owners = tally.owners(noun_of(known).kind, now)
    if _holds_of_none(comparison):
        return known.source.id.not_in(owners.having(holds.is_(False)))  # type: ignore[no-any-return]
    return known.source.id.in_(owners.having(holds))  # type: ignore[no-any-return]


def _newest(comparison: Comparison, tally: Newest) -> Criterion:
    """The newest is after a day where any is, and before it where none is after: one look into an index for each."""
    known, now = comparison.known, comparison.scope.crm.now
    if comparison.op in ("=", "!=", "contains") or isinstance(comparison.value, list):
        return met(comparison)
    after = replace(comparison, op=AFTER.get(comparison.op, comparison.op))
    is_after: Criterion = tally.any_of(known.source, now, _met_by(after, tally.moment))
    return ~is_after if comparison.op in AFTER else is_after


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
