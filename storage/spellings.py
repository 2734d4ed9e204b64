"""The different values of a column, without reading every row where an index has them in order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select

from storage.crm import Crm
from storage.record import Record


def spellings(crm: Crm, noun: type[Record], name: str, limit: int) -> Sequence[Any]:
    """At most `limit` of the values that the column holds in some row, deleted ones too; nothing is no value."""
    table = noun.__table__
    assert isinstance(table, Table)
    column = table.c[name]
    leading = any(index.columns.keys()[:1] == [name] for index in table.indexes)
    each = _hopping(column) if leading else select(column).where(column.is_not(None)).distinct()
    return crm.session.scalars(each.limit(limit)).all()


def _hopping(column: ColumnElement[Any]) -> Select[Any]:
    """From each value to the next higher one, each found through the index."""
    first = select(func.min(column).label("value")).cte("spelled", recursive=True)
    higher = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    spelled = first.union_all(select(higher).where(first.c.value.is_not(None)))
    return select(spelled.c.value).where(spelled.c.value.is_not(None))
