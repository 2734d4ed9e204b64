"""Reports: a measure over records, as one number or by group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, cast, select
from sqlalchemy import func as sql

from storage.buckets import QUARTER_HOUR, UNITS, first_of, following, label, local_day
from storage.conditions import Filter, criteria
from storage.crm import Crm
from storage.folded import Seconds, teach
from storage.folding import fold
from storage.joins import Known, NotUnderstood, Scope
from storage.measures import MEASURES, Measure, Unit

Key = Any


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
class Row:
    """The figure of one group; the label is empty for the records that have none.

    `id` is that of a record, `first` the first day of a group of time.
    """

    label: str
    figure: Decimal | None
    id: int | None = None
    first: date | None = None


@dataclass(frozen=True)
class Report:
    """The figure over all, and over each group; groups of time stand in their order, others largest first."""

    entity: str
    unit: Unit
    moment: str
    figure: Decimal | None
    rows: list[Row]


def report(crm: Crm, inquiry: Inquiry, zone: ZoneInfo) -> Report:
    """Compute it. Days are those of `zone`. Raises NotUnderstood with a kind sentence."""
    teach(crm.session)
    name, _, field_name = inquiry.measure.partition(":")
    scope = Scope(crm, entity_of(name, inquiry.entity), zone, inquiry.period)
    scope.split_by(_fields_of(inquiry))
    measure = _dated(MEASURES[name][1](scope, field_name), scope, inquiry.filters)
    groups = _Groups(scope, measure, inquiry.by)
    wanted = [*measure.only, *criteria(scope, [*inquiry.filters, *_spans(inquiry, measure)])]
    sums = groups.added(_rows(scope, groups, wanted))
    overall = measure.figure(_together(scope, groups, wanted, sums))
    rows = groups.rows(sums) if inquiry.by else []
    return Report(scope.noun.kind, measure.unit, measure.moment, overall, rows)


def _fields_of(inquiry: Inquiry) -> Iterator[str]:
    """The fields that it is asked by."""
    yield from (filter[0] for filter in inquiry.filters)
    if inquiry.by and inquiry.by not in UNITS:
        yield inquiry.by


def _together(scope: Scope, groups: "_Groups", wanted: list[Any], sums: dict[Key, list[int]]) -> list[int]:
    """The parts over all groups; an order whose lines are in several groups is one order all the same."""
    if scope.line is not None and groups.known is not None:
        whole = scope.joins(select(*groups.measure.parts).select_from(scope.noun)).where(*wanted)
        return [int(part or 0) for part in scope.crm.session.execute(whole).one()]
    return [sum(part) for part in zip(*sums.values(), strict=True)] or [0] * len(groups.measure.parts)


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


def _rows(scope: Scope, groups: "_Groups", wanted: list[Any]) -> Sequence[Any]:
    statement = select(*groups.keys, *groups.measure.parts).select_from(scope.noun)
    statement = scope.joins(statement).where(*wanted).group_by(*groups.keys)
    return scope.crm.session.execute(statement).all()


class _Groups:
    """The groups of a report: what SQL groups by, and how its rows become labels."""

    def __init__(self, scope: Scope, measure: Measure, by: str | None) -> None:
        self.scope, self.measure = scope, measure
        self.unit: str = ""
        self.known: Known | None = None
        if by:
            self.unit, self.known = self._by(by)
        self.keys = _keys(scope, self.known)

    def _by(self, by: str) -> tuple[str, Known]:
        if by in UNITS and not self.measure.moment:
            raise NotUnderstood(f"This compares two times already. Ask me for one {by}, then for the next.")
        if by in UNITS:
            return by, self.scope.known(self.measure.moment)
        known = self.scope.known(by)
        return ("month" if known.field.kind in ("date", "moment") else ""), known

    def added(self, rows: Sequence[Any]) -> dict[Key, list[int]]:
        """The parts of each group; groups that people would call the same are one."""
        sums: dict[Key, list[int]] = {}
        for row in rows:
            key = self._key(tuple(row[: len(self.keys)]))
            parts = [int(part or 0) for part in row[len(self.keys) :]]
            sums[key] = [one + other for one, other in zip(sums.get(key, [0] * len(parts)), parts, strict=True)]
        return sums

    def _key(self, key: tuple[Any, ...]) -> Key:
        if self.unit and key[0] is not None:
            day = key[0] if isinstance(key[0], date) else local_day(int(key[0]), self.scope.zone)
            return first_of(day, self.unit)
        return key

    def rows(self, sums: dict[Key, list[int]]) -> list[Row]:
        """The rows, in the order they are read."""
        if self.unit:
            return self._timeline(sums)
        merged = _merged(sums)
        rows = [Row(text, self.measure.figure(parts), id) for text, id, parts in merged]
        choices = self.known.field.choices if self.known else ()
        if choices:
            return sorted(rows, key=lambda row: choices.index(row.label) if row.label in choices else len(choices))
        return sorted(rows, key=lambda row: (row.figure is None, -(row.figure or 0), row.label))

    def _timeline(self, sums: dict[Key, list[int]]) -> list[Row]:
        days = sorted(key for key in sums if isinstance(key, date))
        empty = [0] * len(self.measure.parts)
        each = following(days[0], days[-1], self.unit) if days else []
        return [Row(label(day, self.unit), self.measure.figure(sums.get(day, empty)), first=day) for day in each]


def _keys(scope: Scope, known: Known | None) -> tuple[Any, ...]:
    if known is None:
        return ()
    if known.field.kind == "record":
        other = scope.name_of(known)
        return (getattr(other, "name", None) or other.number, known.value)
    if known.field.kind == "moment":
        return (cast(sql.floor(Seconds(known.value) / QUARTER_HOUR), Integer),)
    return (known.value,)


def _merged(sums: dict[Key, list[int]]) -> list[tuple[str, int | None, list[int]]]:
    """Label, id and parts of each group; ways to write one word are one group, under the way used most."""
    merged: dict[Any, tuple[str, int | None, list[int]]] = {}
    for key, parts in sorted(sums.items(), key=lambda item: (-abs(item[1][-1]), str(item[0]))):
        text, id = "" if key[0] is None else str(key[0]), key[1] if len(key) > 1 else None
        kept = merged.get(id or fold(text), (text, id, [0] * len(parts)))
        merged[id or fold(text)] = (kept[0], id, [one + other for one, other in zip(kept[2], parts, strict=True)])
    return list(merged.values())
