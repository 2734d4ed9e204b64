"""Birthdays: days that return every year, compared by month and day."""

from calendar import isleap
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, extract, or_

from storage.comparison import OPERATORS, Filter
from storage.joins import Scope


def returns(scope: Scope, filter: Filter) -> bool:
    """Whether a day of some year about now is compared with birthdays, and no year of birth."""
    name, op, value = filter
    year = str(value)[:4]
    return name == "birthday" and op in OPERATORS and year.isdecimal() and int(year) >= scope.crm.now.year - 1


def birthday_criterion(scope: Scope, filters: Sequence[Filter]) -> Any:
    """Birthdays whose day and month lie within the days, over the turn of the year too."""
    day = day_of_year(scope, filters)
    sides = [(op, _month_and_day(value)) for _, op, value in filters]
    first = next((edge for op, edge in sides if op in (">", ">=")), 0)
    last = next((edge for op, edge in sides if op in ("<", "<=")), 1300)
    each = [OPERATORS[op](day, edge) for op, edge in sides]
    return or_(*each) if first > last else and_(*each)


def birthday_order(scope: Scope, filters: Sequence[Filter]) -> list[Any]:
    """The birthdays that are asked about in the order in which they come, over the turn of the year too."""
    returning = [filter for filter in filters if returns(scope, filter)]
    if not returning:
        return []
    day = day_of_year(scope, returning)
    begins = [_month_and_day(value) for _, op, value in returning if op in (">", ">=")]
    first = begins[0] if begins else 0
    return [case((day < first, 1), else_=0), day]


def day_of_year(scope: Scope, filters: Sequence[Filter]) -> Any:
    """The month and day of birthdays as one number, 1126 for 26 November.

    That of 29 February is kept on 1 March where the year that is asked about has none.
    """
    column = scope.known("birthday").value
    day = extract("month", column) * 100 + extract("day", column)
    year = int(str(filters[-1][2])[:4])
    return day if isleap(year) else case((day == 229, 301), else_=day)


def _month_and_day(value: Any) -> int:
    """1126 for `2026-11-26`."""
    return int(str(value)[5:7]) * 100 + int(str(value)[8:10])
