"""Reports: a measure over records, as one number or by group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from storage.buckets import UNITS, first_of, following, label
from storage.comparison import Filter
from storage.conditions import criteria
from storage.crm import Crm
from storage.folded import teach
from storage.folding import fold
from storage.groups import Groups, Sums
from storage.joins import NotUnderstood, Scope
from storage.measures import MEASURES, Measure, Unit
from storage.products import Order
from storage.rows import Row
from storage.spellings import spellings
from storage.timelines import in_spans

TOLD, MOST_UNITS = 12, 40
LONGEST = {"day": timedelta(1), "week": timedelta(7), "month": timedelta(30), "quarter": timedelta(91),
           "year": timedelta(365)}  # fmt: skip
MOST = 20
"""So many currencies are looked for."""


@dataclass(frozen=True)
class Inquiry:
    """What to compute: a measure such as `count` or `sum:amount`, `by` a field or a unit of time.

    `period` are the first and the last day, either may be open.
    """

    measure: str
    entity: str = ""
    by: str | None = None
    filters: list[Filter] = field(default_factory=list)
    period: tuple[date | None, date | None] = (None, None)


@dataclass(frozen=True)
class Report:
    """The figure over all, and over each group; groups of time stand in their order, others largest first.

    `sums` are the figure in each currency, the first one the most used: money of several is never added up, and the
    figure over all is None then. `added` are the currencies of orders that were added up in it as they stand.
    """

    entity: str
    unit: Unit
    moment: str
    figure: Decimal | None
    rows: list[Row]
    sums: dict[str, Decimal | None] = field(default_factory=dict)
    added: tuple[str, ...] = ()

    @property
    def mixed(self) -> bool:
        """Whether there are several currencies, and so no figure over all."""
        return len(self.sums) > 1


def report(crm: Crm, inquiry: Inquiry, zone: ZoneInfo) -> Report:
    """Compute it. Days are those of `zone`. Raises NotUnderstood with a kind sentence."""
    teach(crm.session)
    name, _, field_name = inquiry.measure.partition(":")
    scope = Scope(crm, entity_of(name, inquiry.entity), zone, inquiry.period)
    scope.split_by(_fields_of(inquiry))
    measure = _dated(MEASURES[name][1](scope, field_name), scope, inquiry.filters)
    if inquiry.by in UNITS and not measure.moment:
        return _compared(crm, inquiry, zone)
    groups = Groups(scope, measure, inquiry.by)
    wanted = [*measure.only, *criteria(scope, inquiry.filters)]
    spans = _spans(inquiry, measure)
    found = _sums(groups, wanted, spans)
    whole = _sums(Groups(scope, measure, None), wanted, spans) if scope.line is not None and inquiry.by else found
    overall = {currency: _figure(measure, each.values()) for currency, each in whole.items()}
    figure = next(iter(overall.values())) if len(overall) == 1 else None if overall else _figure(measure, ())
    rows = groups.rows(found) if inquiry.by else []
    return Report(scope.noun.kind, measure.unit, measure.moment, figure, rows, overall, _added(crm, measure))


def _fields_of(inquiry: Inquiry) -> Iterator[str]:
    """The fields that it is asked by."""
    yield from (filter[0] for filter in inquiry.filters)
    if inquiry.by and inquiry.by not in UNITS:
        yield inquiry.by


def _sums(groups: Groups, wanted: Sequence[Any], spans: list[Filter]) -> dict[str, Sums]:
    """The parts of each group, a span of time at a time where that is quicker."""
    if not wanted and groups.scope.line is None and (found := in_spans(groups, spans)) is not None:
        return found
    return groups.sums([*wanted, *criteria(groups.scope, spans)])


def _figure(measure: Measure, sums: Iterable[list[int]]) -> Decimal | None:
    each = list(sums)
    return measure.figure([sum(part) for part in zip(*each, strict=True)] if each else [0] * len(measure.parts))


def _added(crm: Crm, measure: Measure) -> tuple[str, ...]:
    """The currencies of all orders, where a measure adds orders up whatever their currency."""
    if not measure.sold:
        return ()
    named = {str(each).upper() for each in spellings(crm, Order, "currency", MOST) if each}
    return tuple(sorted(named)) if len(named) > 1 else ()


def _compared(crm: Crm, inquiry: Inquiry, zone: ZoneInfo) -> Report:
    """A measure that compares two times, for one unit after the other, each with the days just before it.

    Without a period the last 12 units; the one that is not over yet counts up to today.
    """
    overall = report(crm, replace(inquiry, by=None), zone)
    unit, today = inquiry.by or "", crm.now.astimezone(zone).date()
    last = min(inquiry.period[1] or today, today)
    firsts = list(following(first_of(inquiry.period[0] or last - LONGEST[unit] * (TOLD - 1), unit), last, unit))
    if len(firsts) > MOST_UNITS:
        raise NotUnderstood(f"That is {len(firsts)} times to compare. Take a shorter time, or quarters.")
    ends = [*(first - timedelta(1) for first in firsts[1:]), last]
    rows = []
    for first, end in zip(firsts, ends, strict=True):
        figure = report(crm, replace(inquiry, by=None, period=(first, end)), zone).figure
        rows.append(Row(label(first, unit), figure, first=first))
    return replace(overall, rows=rows)


def entity_of(measure: str, entity: str) -> str:
    """What a measure is about; its own entity comes first. Raises NotUnderstood for a measure I do not know."""
    if measure not in MEASURES:
        can = ", ".join(name.replace("_", " ") for name in MEASURES)
        raise NotUnderstood(f"I cannot compute {measure.replace('_', ' ')} yet; I can do {can}.")
    if not (MEASURES[measure][0] or entity):
        raise NotUnderstood("Of what? Customers, deals, cases, orders, leads or interactions?")
    return MEASURES[measure][0] or entity


def _dated(measure: Measure, scope: Scope, filters: Sequence[Filter]) -> Measure:
    """Won and lost deals are counted when they closed, and so are closed cases."""
    ends = {"deal": ("stage", {"won", "lost"}), "case": ("status", {"closed"})}.get(scope.noun.kind)
    over = ends and any(name == ends[0] and op == "=" and _words(value) <= ends[1] for name, op, value in filters)
    return replace(measure, moment="closed_at") if over else measure


def _words(value: Any) -> set[str]:
    return {fold(str(one)) for one in (value if isinstance(value, list) else [value])}


def _spans(inquiry: Inquiry, measure: Measure) -> list[Filter]:
    if not measure.moment:
        return []
    edges = zip((">=", "<="), inquiry.period, strict=True)
    return [[measure.moment, op, edge.isoformat()] for op, edge in edges if edge]
