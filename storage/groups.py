"""Groups: what a report is told by, as SQL, and how its rows become labels."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from storage.buckets import QUARTER_HOUR, UNITS, first_of, following, has_whole_hours, label, local_day
from storage.folded import Hour, Seconds
from storage.folding import fold
from storage.joins import Known, Scope
from storage.measures import Measure
from storage.rows import Row

Key = Any
Parts = list[int]
Sums = dict[Key, Parts]


class Groups:
    """The groups of a report, by a field or a unit of time, or the one group of all.

    What is told of a record that others point to, as cases by country, is first added up for each of these, and then
    for their groups: the records are read once, in the order of an index where there is one.
    """

    def __init__(self, scope: Scope, measure: Measure, by: str | None) -> None:
        self.scope, self.measure, self.unit = scope, measure, ""
        self.known: Known | None = None
        self.other: Scope | None = None
        self.pointer: Any = None
        self.keys: tuple[Any, ...] = ()
        if by:
            self._group(by)

    def _group(self, by: str) -> None:
        name = self.measure.moment if by in UNITS else by
        probe = Scope(self.scope.crm, self.scope.noun.kind, self.scope.zone)
        self.known = probe.known(name)
        self.unit = by if by in UNITS else "month" if self.known.field.kind in ("date", "moment") else ""
        path = probe.path_of(self.known)
        path += (self.known.field.name,) if self.known.field.kind == "record" else ()
        self.keys = self._keys_of_others(path) if path else _keys(self.scope, self.known)

    def _keys_of_others(self, path: tuple[str, ...]) -> tuple[Any, ...]:
        """The keys of records that are pointed to, the pointer being the group of the first step."""
        assert self.known is not None
        field = self.scope.noun.field(path[0])
        assert field is not None
        self.pointer = getattr(self.scope.holder_of(path[0]), f"{path[0]}_id")
        self.other = Scope(self.scope.crm, field.of, self.scope.zone)
        if self.known.field.kind == "record" and len(path) == 1:
            return _named(self.other.noun)
        rest = (*path[1:], *(() if self.known.field.kind == "record" else (self.known.field.name,)))
        return _keys(self.other, self.other.known(".".join(rest)))

    def sums(self, wanted: Sequence[Any]) -> dict[str, Sums]:
        """The parts of each group of the records that meet the criteria, in each currency."""
        found: dict[str, Sums] = {}
        for row in self.scope.crm.session.execute(self._statement(wanted)):
            currency = str(row[-1] or "").upper() if self.measure.currency is not None else ""
            _add(found.setdefault(currency, {}), self._key(row), row[len(self.keys) : len(self.keys) + self._width])
        return _of_one_currency(found)

    @property
    def _width(self) -> int:
        return len(self.measure.parts)

    def _statement(self, wanted: Sequence[Any]) -> Any:
        money = [] if self.measure.currency is None else [self.measure.currency.label("currency")]
        keys = self.keys if self.pointer is None else (self.pointer.label("pointer"),)
        parts = [part.label(f"part_{place}") for place, part in enumerate(self.measure.parts)]
        statement = select(*keys, *parts, *money).select_from(self.scope.noun)
        statement = self.scope.joins(statement).where(*wanted).group_by(*self._grouped(keys), *self._currency())
        return statement if self.pointer is None else self._of_others(statement.subquery())

    def _grouped(self, keys: Sequence[Any]) -> Sequence[Any]:
        return keys if self.pointer is None else (self.pointer,)

    def _currency(self) -> list[Any]:
        return [] if self.measure.currency is None else [self.measure.currency]

    def _of_others(self, first: Any) -> Any:
        """The second step: the sums for each record that is pointed to, by what is told of it."""
        assert self.other is not None
        noun = self.other.noun
        money = [] if self.measure.currency is None else [first.c.currency]
        parts = [func.sum(first.c[f"part_{place}"]) for place in range(self._width)]
        theirs = (first.c.pointer == noun.id) & noun.deleted_at.is_(None)
        statement = select(*self.keys, *parts, *money).select_from(first).outerjoin(noun, theirs)
        return self.other.joins(statement).group_by(*self.keys, *money)

    def _key(self, row: Sequence[Any]) -> Key:
        if self.unit and row[0] is not None:
            day = row[0] if isinstance(row[0], date) else local_day(row[0], self.scope.zone)
            return first_of(day, self.unit)
        return tuple(row[: len(self.keys)])

    def rows(self, sums: dict[str, Sums]) -> list[Row]:
        """The rows, in the order they are read, one currency after the other."""
        return [row for currency, each in sums.items() for row in self._rows(each, currency)]

    def _rows(self, sums: Sums, currency: str) -> Iterable[Row]:
        if self.unit:
            return self._timeline(sums, currency)
        rows = [Row(text, self.measure.figure(parts), id, currency=currency) for text, id, parts in _merged(sums)]
        choices = self.known.field.choices if self.known else ()
        if choices:
            return sorted(rows, key=lambda row: choices.index(row.label) if row.label in choices else len(choices))
        return sorted(rows, key=_largest_first)

    def _timeline(self, sums: Sums, currency: str) -> Iterable[Row]:
        days = sorted(key for key in sums if isinstance(key, date))
        empty = [0] * self._width
        for day in following(days[0], days[-1], self.unit) if days else ():
            figure = self.measure.figure(sums.get(day, empty))
            yield Row(label(day, self.unit), figure, first=day, currency=currency)


def _largest_first(row: Row) -> tuple[bool, Decimal, str, int]:
    return row.figure is None, -(row.figure or Decimal()), row.label, row.id or 0


def _keys(scope: Scope, known: Known) -> tuple[Any, ...]:
    if known.field.kind == "record":
        return _named(scope.name_of(known))
    if known.field.kind != "moment":
        return (known.value,)
    if has_whole_hours(scope.zone):
        return (Hour(known.value),)
    seconds = Seconds(known.value)
    since = (seconds % QUARTER_HOUR + QUARTER_HOUR) % QUARTER_HOUR  # never below 0, before 1970 neither
    return (seconds - since,)


def _named(noun: Any) -> tuple[Any, ...]:
    return (getattr(noun, "name", None) or noun.number, noun.id)


def _add(sums: Sums, key: Key, parts: Sequence[Any]) -> None:
    held = sums.setdefault(key, [0] * len(parts))
    for place, part in enumerate(parts):
        held[place] += int(part or 0)


def _of_one_currency(found: dict[str, Sums]) -> dict[str, Sums]:
    """What names no currency is in the only one that is named; that of most groups comes first."""
    named = [currency for currency in found if currency]
    if len(named) == 1 and "" in found:
        for key, parts in found.pop("").items():
            _add(found[named[0]], key, parts)
    return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0])))


def _merged(sums: Sums) -> list[tuple[str, int | None, Parts]]:
    """Label, id and parts of each group; ways to write one word are one group, under the way used most."""
    merged: dict[Any, tuple[str, int | None, Parts]] = {}
    for key, parts in sorted(sums.items(), key=lambda item: (-abs(item[1][-1]), str(item[0]))):
        text, id = "" if key[0] is None else str(key[0]), key[1] if len(key) > 1 else None
        kept = merged.get(id or fold(text), (text, id, [0] * len(parts)))
        merged[id or fold(text)] = (kept[0], id, [one + other for one, other in zip(kept[2], parts, strict=True)])
    return list(merged.values())
