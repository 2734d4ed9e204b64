"""Filters as SQL criteria: `[field, op, value]`, of a record itself, of what belongs to it, and of segments."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import false, func, or_, select

from storage.birthdays import birthday_criterion, returns
from storage.campaigns import Segment
from storage.comparison import OPERATORS, Comparison, Criterion, Filter
from storage.comparisons import any_of, met, noun_of
from storage.customers import Customer
from storage.derived import BELONGING
from storage.joins import Known, NotUnderstood, Scope
from storage.tallies import tallied

ALL = (*OPERATORS, "contains", "empty", "filled")


def criteria(scope: Scope, filters: Sequence[Filter], within: frozenset[int] = frozenset()) -> list[Criterion]:
    """The criteria of all filters; those of a birthday are taken together, since it returns every year."""
    returning = [filter for filter in filters if returns(scope, filter)]
    others = [condition(scope, filter, within) for filter in filters if filter not in returning]
    return [*others, birthday_criterion(scope, returning)] if returning else others


def condition(scope: Scope, filter: Filter, within: frozenset[int] = frozenset()) -> Criterion:
    """The criterion of one filter; a list of values means any of them. Raises NotUnderstood.

    `within` are the ids of the saved segments that the filter is a part of.

    `["deals", "filled", [["stage", "=", "proposal"]]]` are those that have such deals, `empty` those that have none.
    """
    name, op, value = filter
    if op not in ALL:
        raise NotUnderstood(f"I do not know “{op}”. I compare by {', '.join(ALL)}.")
    known = scope.known(name)
    if op in ("empty", "filled") and value:
        without = ~_belonging(scope, known, value)
        return without if op == "empty" else ~without
    if known.tally:
        return tallied(Comparison(scope, known, op, value))
    if known.field.name == "segment" and not known.custom and noun_of(known) is Customer and op in ("=", "!="):
        return in_segment(scope, known, op, value, within)
    return met(Comparison(scope, known, op, value))


def _belonging(scope: Scope, known: Known, filters: Sequence[Filter]) -> Criterion:
    """Whether something that belongs to the record meets all the filters."""
    entity = BELONGING.get(known.field.name)
    if not entity:
        raise NotUnderstood(f"{known.field.name.replace('_', ' ')} are nothing that I can look into.")
    held = Scope(scope.crm, entity, scope.zone)
    wanted, owner = criteria(held, filters), getattr(held.noun, f"{noun_of(known).kind}_id")
    statement = held.joins(select(owner).select_from(held.noun))
    return known.source.id.in_(  # type: ignore[no-any-return]
        statement.where(owner.is_not(None), held.noun.deleted_at.is_(None), *wanted)
    )


def in_segment(scope: Scope, known: Known, op: str, value: Any, within: frozenset[int]) -> Criterion:
    """By the word kept with the customer, or by a saved segment's own filters, of customers that others belong to too.

    A segment that is part of itself has no members by that.
    """
    words = [_spoken(one) for one in (value if isinstance(value, list) else [value])]
    saved = [one for word in words for one in scope.crm.segments.named(word) if one.id not in within]
    kept = any_of(Comparison(scope, known, "=", words))
    inside = or_(kept, *(known.source.id.in_(_members(scope, one, within)) for one in saved))
    return func.coalesce(inside, false()).is_(False) if op == "!=" else inside


def _members(scope: Scope, segment: Segment, within: frozenset[int]) -> Any:
    """The ids of the customers that meet all the filters of a segment."""
    customers = Scope(scope.crm, "customer", scope.zone)
    wanted = criteria(customers, segment.filters, within | {segment.id})
    return customers.joins(select(Customer.id).select_from(Customer)).where(Customer.deleted_at.is_(None), *wanted)


def _spoken(value: Any) -> str:
    return str(value["name"] if isinstance(value, dict) else value)
