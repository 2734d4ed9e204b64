"""A comparison: one field of a question with one value."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_
from sqlalchemy.sql.elements import ColumnElement

from storage.joins import Known, NotUnderstood, Scope, UnknownValue

Criterion = ColumnElement[bool]
Filter = list[Any]

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
LATEST = ("last_contacted_at", "last_ordered_on")
"""The newest of something that may never have been."""


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
        return self.op in ("<", "<=") and self.known.field.name in LATEST

    def wrong(self, what: str) -> NotUnderstood:
        """The error for a value or an operator that does not fit the field."""
        name = self.known.field.name.replace("_", " ")
        return UnknownValue(f"“{self.value}” does not fit {name}: {what}.")
