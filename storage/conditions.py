"""Filters as SQL criteria: `[field, op, value]`, each kind of field with its own way to compare."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz import process
from sqlalchemy import and_, extract, false, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage.campaigns import Segment
from storage.customers import Customer
from storage.deals import Deal
from storage.derived import BELONGING
from storage.folded import Folded
from storage.folding import fold
from storage.joins import Known, NotUnderstood, Scope, UnknownValue
from storage.lines import Line
from storage.record import Named
from storage.sort_keys import sort_key

Criterion = ColumnElement[bool]
Filter = list[Any]

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
MOST_SPELLINGS = 2000
ALL = (*OPERATORS, "contains", "empty", "filled")
FLAGS = {"true": 1, "yes": 1, "1": 1, "false": 0, "no": 0, "0": 0}


@dataclass(frozen=True)
class Comparison:
    """One field compared with one value."""

    scope: Scope
    known: Known
    op: str
    value: Any

    @property
    def column(self) -> Any:
        return self.known.value

    def against(self, value: Any) -> Criterion:
        """The comparison with a value of the column's own type; what is not known differs from everything."""
        criterion: Criterion = OPERATORS[self.op](self.column, value)
        return or_(criterion, self.column.is_(None)) if self.op == "!=" or self.long_ago else criterion

    @property
    def long_ago(self) -> bool:
        """Whether "never" is meant too: who was last contacted before a day, or never."""
        return self.op in ("<", "<=") and self.known.field.name in ("last_contacted_at", "last_ordered_on")

    def wrong(self, what: str) -> NotUnderstood:
        """The error for a value or an operator that does not fit the field."""
        name = self.known.field.name.replace("_", " ")
        return UnknownValue(f"“{self.value}” does not fit {name}: {what}.")


def condition(scope: Scope, filter: Filter, within: frozenset[int] = frozenset()) -> Criterion:
    """The criterion of one filter; a list of values means any of them. Raises NotUnderstood.

    `within` are the ids of the saved segments that the filter is a part of.

    `["deals", "filled", [["stage", "=", "proposal"]]]` are those that have such deals, `empty` those that have none.
    """
    name, op, value = filter
    if op not in ALL:
        raise NotUnderstood(f"I do not know “{op}”. I compare by {', '.join(ALL)}.")
    known = scope.known(name)
    if op in ("empty", "filled"):
        without = ~_belonging(scope, known, value) if value else _empty(known)
        return without if op == "empty" else ~without
    if known.field.name == "segment" and not known.custom and _noun(known) is Customer and op in ("=", "!="):
        return in_segment(scope, known, op, value, within)
    return any_of(Comparison(scope, known, op, value))


def _belonging(scope: Scope, known: Known, filters: Sequence[Filter]) -> Criterion:
    """Whether something that belongs to the record meets all the filters."""
    entity = BELONGING.get(known.field.name)
    if not entity:
        raise NotUnderstood(f"{known.field.name.replace('_', ' ')} are nothing that I can look into.")
    held = Scope(scope.crm, entity, scope.zone)
    wanted, owner = criteria(held, filters), getattr(held.noun, f"{_noun(known).kind}_id")
    statement = held.joins(select(owner).select_from(held.noun))
    return known.source.id.in_(  # type: ignore[no-any-return]
        statement.where(owner.is_not(None), held.noun.deleted_at.is_(None), *wanted)
    )


def criteria(scope: Scope, filters: Sequence[Filter], within: frozenset[int] = frozenset()) -> list[Criterion]:
    """The criteria of all filters; those of a birthday are taken together, since it returns every year."""
    returning = [filter for filter in filters if _returns(scope, filter)]
    others = [condition(scope, filter, within) for filter in filters if filter not in returning]
    return [*others, birthday_criterion(scope, returning)] if returning else others


def _returns(scope: Scope, filter: Filter) -> bool:
    """Whether a day of some year about now is compared with birthdays, and no year of birth."""
    name, op, value = filter
    year = str(value)[:4]
    return name == "birthday" and op in OPERATORS and year.isdecimal() and int(year) >= scope.crm.now.year - 1


def birthday_criterion(scope: Scope, filters: Sequence[Filter]) -> Criterion:
    """Birthdays whose day and month lie within the days, over the turn of the year too."""
    column = scope.known("birthday").value
    day = extract("month", column) * 100 + extract("day", column)
    sides = [(op, int(str(value)[5:7]) * 100 + int(str(value)[8:10])) for _, op, value in filters]
    first = next((edge for op, edge in sides if op in (">", ">=")), 0)
    last = next((edge for op, edge in sides if op in ("<", "<=")), 1300)
    each = [OPERATORS[op](day, edge) for op, edge in sides]
    return or_(*each) if first > last else and_(*each)


def any_of(comparison: Comparison) -> Criterion:
    """The comparison with each value of a list: any of them, or none of them for `!=`."""
    values = comparison.value if isinstance(comparison.value, list) else [comparison.value]
    each = [_one(Comparison(comparison.scope, comparison.known, comparison.op, value)) for value in values]
    return and_(*each) if comparison.op == "!=" else or_(false(), *each)


def _one(comparison: Comparison) -> Criterion:
    if comparison.value is None:
        raise comparison.wrong("ask for empty or filled instead")
    if comparison.known.custom and comparison.op in (">", ">=", "<", "<="):
        return _custom(comparison)
    return RULES[comparison.known.field.kind](comparison)


def _empty(known: Known) -> Criterion:
    worded = known.field.kind in ("text", "email", "phone", "choice")
    counted = known.field.kind == "number" and known.field.derived
    if counted:
        return known.value == 0  # type: ignore[no-any-return]
    return or_(known.value.is_(None), known.value == "") if worded else known.value.is_(None)


def _text(comparison: Comparison) -> Criterion:
    words, column = fold(str(comparison.value)), _folded(comparison.known)
    if comparison.op in ("=", "!=") and (spellings := _spellings(comparison, words)) is not None:
        among: Criterion = comparison.column.in_(spellings)
        return among if comparison.op == "=" else or_(~among, comparison.column.is_(None))
    if comparison.op == "contains":
        return column.contains(words, autoescape=True)  # type: ignore[no-any-return]
    criterion: Criterion = OPERATORS[comparison.op](column, words)
    return or_(criterion, column.is_(None)) if comparison.op == "!=" else criterion


def _spellings(comparison: Comparison, words: str) -> list[str] | None:
    """The ways a plain field spells a value, so that not every row is folded; None where it has too many values."""
    known = comparison.known
    if known.custom or known.field.derived or known.field.name == "name":
        return None
    column = getattr(_noun(known), known.field.name)
    spelled = comparison.scope.crm.session.scalars(select(column).distinct().limit(MOST_SPELLINGS)).all()
    return [each for each in spelled if each and fold(each) == words] if len(spelled) < MOST_SPELLINGS else None


def _folded(known: Known) -> Any:
    named = known.field.name == "name" and not known.custom and issubclass(_noun(known), Named)
    return known.source.name_fold if named else Folded(known.value)


def _noun(known: Known) -> type[Any]:
    return known.source if isinstance(known.source, type) else known.source._aliased_insp.class_


def _choice(comparison: Comparison) -> Criterion:
    """A word of the list, or one that the workspace uses besides."""
    wanted = fold(str(comparison.value))
    if comparison.op == "contains" or wanted not in map(fold, comparison.known.field.choices):
        return _text(comparison)
    word = next(choice for choice in comparison.known.field.choices if fold(choice) == wanted)
    return comparison.against(word)


def _record(comparison: Comparison) -> Criterion:
    if comparison.op not in ("=", "!=", "contains"):
        raise comparison.wrong("a record can be =, != or contains")
    if comparison.op == "contains":
        return comparison.scope.name_of(comparison.known).name_fold.contains(fold(str(comparison.value)))  # type: ignore[no-any-return]
    ids = _ids(comparison)
    among: Criterion = comparison.column.in_(ids)
    if comparison.known.field.of == "product" and _noun(comparison.known) is Deal:
        among = or_(among, comparison.known.source.lines.any(and_(Line.product_id.in_(ids), Line.deleted_at.is_(None))))
    return or_(~among, comparison.column.is_(None)) if comparison.op == "!=" else among


def _ids(comparison: Comparison) -> list[int]:
    """The ids of the records meant: by id, else by exact name, else by the first words of the name."""
    value = comparison.value
    if isinstance(value, dict):
        return [one["id"] for one in value.get("several", [value])]
    of = comparison.scope.crm.of(comparison.known.field.of)
    if comparison.known.field.of == "case" and str(value).isdecimal():
        return [case.id for case in of.where(of.noun.number == int(value))]
    exact = of.named(str(value)) or of.where(of.noun.name_fold.startswith(fold(str(value)) + " ", autoescape=True))
    if not exact:
        raise UnknownValue(_no_record(comparison))
    return [record.id for record in exact]


def _no_record(comparison: Comparison) -> str:
    kind, spoken = comparison.known.field.of, str(comparison.value)
    of = comparison.scope.crm.of(kind)
    start = fold(spoken)[:2]
    names = [record.name for record in of.where(of.noun.name_fold.startswith(start), limit=500)] if start else []
    near = [name for name, _, _ in process.extract(spoken, names, limit=3, score_cutoff=70)]
    return f"I know no {kind} called “{spoken}”." + (f" Did you mean {' or '.join(near)}?" if near else "")


def _number(comparison: Comparison) -> Criterion:
    try:
        number = Decimal(str(comparison.value).replace(",", "").removesuffix("%"))
    except InvalidOperation:
        raise comparison.wrong("it is a number") from None
    if comparison.op not in OPERATORS:
        raise comparison.wrong("a number is compared by =, !=, >, >=, < or <=")
    if comparison.known.field.kind == "money":
        return comparison.against(number)
    return comparison.against(float(number) if number % 1 else int(number))


def _flag(comparison: Comparison) -> Criterion:
    wanted = FLAGS.get(fold(str(comparison.value)))
    if wanted is None or comparison.op not in ("=", "!="):
        raise comparison.wrong("it is true or false")
    return comparison.against(wanted)


def _time(comparison: Comparison) -> Criterion:
    """A date means its whole day in the asker's zone, so `<=` includes it and `>` begins after it."""
    if comparison.op not in OPERATORS:
        raise comparison.wrong("a time is compared by =, !=, >, >=, < or <=")
    if comparison.known.field.kind == "date":
        return comparison.against(_moment(comparison).date())
    start = _moment(comparison).replace(tzinfo=comparison.scope.zone)
    end = start + timedelta(minutes=1)
    if isinstance(comparison.value, dict) or len(str(comparison.value)) <= len("2026-01-01"):
        end = datetime.combine(start.date() + timedelta(days=1), time(), comparison.scope.zone)
    return _within(comparison, start, end)


def _within(comparison: Comparison, start: datetime, end: datetime) -> Criterion:
    column, op = comparison.column, comparison.op
    if op in ("=", "!="):
        inside = and_(column >= start, column < end)
        return inside if op == "=" else or_(column < start, column >= end, column.is_(None))
    edge = start if op in (">=", "<") else end
    if op in (">", ">="):
        return column >= edge  # type: ignore[no-any-return]
    return or_(column < edge, column.is_(None)) if comparison.long_ago else column < edge


def _moment(comparison: Comparison) -> datetime:
    if isinstance(comparison.value, dict) and "days_ago" in comparison.value:
        today = comparison.scope.crm.now.astimezone(comparison.scope.zone).date()
        return datetime.combine(today - timedelta(days=int(comparison.value["days_ago"])), time())
    if isinstance(comparison.value, datetime | date):
        return datetime.fromisoformat(comparison.value.isoformat()).replace(tzinfo=None)
    try:
        return datetime.fromisoformat(str(comparison.value)).replace(tzinfo=None)
    except ValueError:
        raise comparison.wrong("a date looks like 2026-11-24") from None


def _custom(comparison: Comparison) -> Criterion:
    """A custom field holds words: its known values are compared as numbers, or else as words such as dates."""
    known = comparison.scope.crm.session.scalars(select(comparison.column).distinct())
    wanted = sort_key(comparison.value)
    fits = [each for each in known if each and _compares(comparison.op, sort_key(each), wanted)]
    return comparison.column.in_(fits)  # type: ignore[no-any-return]


def _compares(op: str, one: tuple[int, Any], other: tuple[int, Any]) -> bool:
    return one[0] == other[0] and bool(OPERATORS[op](one[1], other[1]))


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


RULES: dict[str, Callable[[Comparison], Criterion]] = {
    "text": _text, "email": _text, "phone": _text, "choice": _choice, "record": _record, "money": _number,
    "number": _number, "flag": _flag, "date": _time, "moment": _time,
}  # fmt: skip
