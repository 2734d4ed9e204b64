"""Timelines: where an index has the moments in order, the records of each day or month are counted in it alone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Integer, Table, column, func, select, values

from storage.buckets import first_of, following
from storage.columns import UTCDateTime
from storage.comparison import Filter
from storage.groups import Groups, Sums
from storage.joins import Scope

MOST = 1600
"""More spans than that, some four years of days, are quicker grouped."""


def in_spans(groups: Groups, spans: list[Filter]) -> dict[str, Sums] | None:
    """The parts of each group of time; None where there is no such index, or records are told by something else.

    Only for a number of records of whom nothing else is asked than to lie within the `spans`.
    """
    measure, scope = groups.measure, groups.scope
    if not groups.unit or groups.pointer is not None or measure.unit != "count" or len(scope.joined) > 1:
        return None
    if groups.known is None or groups.known.field.kind != "moment" or not _is_in_order(scope, groups.known.field.name):
        return None
    days = _days(scope, groups.known.value, spans)
    firsts = list(following(first_of(days[0], groups.unit), days[1], groups.unit)) if days else []
    if not days or len(firsts) > MOST:
        return None if days else {}
    counts = _counted(groups, [max(days[0], first) for first in firsts], days[1])
    return {"": {first: [count] for first, count in zip(firsts, counts, strict=True) if count}}


def _counted(groups: Groups, firsts: Sequence[date], last: date) -> Sequence[int]:
    """The number of records from each of these days until the next one, the last one included."""
    scope, moment = groups.scope, groups.scope.known(groups.measure.moment).value
    starts = [datetime.combine(day, time(), scope.zone) for day in (*firsts, last + timedelta(days=1))]
    columns = (column("place", Integer), column("starts", UTCDateTime), column("ends", UTCDateTime))
    each = values(*columns, name="each").data([(place, *edges) for place, edges in enumerate(pairwise(starts))])
    spans = each.cte("spans")
    within = (moment >= spans.c.starts, moment < spans.c.ends, scope.noun.deleted_at.is_(None))
    count = select(func.count()).select_from(scope.noun).where(*within).correlate(spans).scalar_subquery()
    return scope.crm.session.scalars(select(count).select_from(spans).order_by(spans.c.place)).all()


def _is_in_order(scope: Scope, name: str) -> bool:
    table = scope.noun.__table__
    assert isinstance(table, Table)
    return any(index.columns.keys()[:1] == [name] for index in table.indexes)


def _days(scope: Scope, moment: Any, spans: list[Filter]) -> tuple[date, date] | None:
    """The first and the last day that there is something of, within the spans."""
    ends = (scope.crm.session.scalar(select(edge(moment))) for edge in (func.min, func.max))
    edges = [edge.astimezone(scope.zone).date() for edge in ends if edge]
    if not edges:
        return None
    first, last = edges
    for _, op, edge in spans:
        first, last = (max(first, _day(edge)), last) if op == ">=" else (first, min(last, _day(edge)))
    return (first, last) if first <= last else None


def _day(edge: Any) -> date:
    return date.fromisoformat(str(edge)[:10])
