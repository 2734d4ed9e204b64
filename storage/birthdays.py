"""Birthdays compared with days: they return every year."""

import operator
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, or_

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def returns(filter: Sequence[Any], year: int) -> bool:
    """Whether a day of this year or a later one is compared with birthdays, and no year of birth."""
    name, op, value = filter
    said = str(value)[:4]
    return name == "birthday" and op in OPERATORS and said.isdecimal() and int(said) >= year - 1


def birthday_criterion(column: Any, filters: Sequence[Sequence[Any]]) -> ColumnElement[bool]:
    """Birthdays whose day and month lie within the days, over the turn of the year too."""
    day = extract("month", column) * 100 + extract("day", column)
    sides = [(op, int(str(value)[5:7]) * 100 + int(str(value)[8:10])) for _, op, value in filters]
    first = next((edge for op, edge in sides if op in (">", ">=")), 0)
    last = next((edge for op, edge in sides if op in ("<", "<=")), 1300)
    each = [OPERATORS[op](day, edge) for op, edge in sides]
    return or_(*each) if first > last else and_(*each)
