"""The fields of a question, its own and those of the records it points to, as columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import process
from sqlalchemy import String, and_, cast, distinct, func, select, true
from sqlalchemy.orm import aliased

from storage.crm import NOUNS, Crm
from storage.derived import DERIVED, Tally, fields_of
from storage.fields import Field
from storage.folding import fold
from storage.lines import Line
from storage.products import Order, Quote
from storage.record import Record
from storage.standings import RENEWED, renew

NEAREST = ("customer", "product", "contact", "case", "owner", "assignee", "person", "by")
"""Where a field that the noun lacks is looked for, in this order."""


SPLIT = (Order, Quote)
"""Whatever is asked of these by product is asked of their lines."""
OF_LINES = ("amount", "quantity")
"""What a line has a share in."""


class NotUnderstood(Exception):
    """A question that cannot be answered as it is put; the text says kindly what can be asked instead."""


class UnknownField(NotUnderstood):
    """There is no field of that name."""


class UnknownValue(NotUnderstood):
    """No record has that value."""


@dataclass(frozen=True)
class Known:
    """A field in a question: `value` is its SQL, `source` the noun or alias that it belongs to.

    `tally` is there where it counts or sums up what belongs to the record.
    """

    field: Field
    value: Any
    source: Any
    custom: bool = False
    tally: Tally | None = None


Days = tuple[date | None, date | None]
"""The first and the last day of a period; either may be open."""


class Scope:
    """The records of one entity, joined to others as the fields that are asked for need it.

    `period` is the one that is asked about, for measures that compare it with the time before. An order's product is
    that of its lines, which are joined once it is asked for; with `whole` it is the one that the whole order is over.
    """

    def __init__(self, crm: Crm, entity: str, zone: ZoneInfo, period: Days = (None, None), whole: bool = False) -> None:
        if entity not in NOUNS:
            raise NotUnderstood(f"I do not keep {entity}s. I keep customers, contacts, leads, deals, cases and more.")
        self.crm, self.zone, self.period = crm, zone, period
        self.noun = NOUNS[entity]
        self.joined: dict[tuple[str, ...], tuple[type[Record], Any]] = {(): (self.noun, self.noun)}
        self.splits = issubclass(self.noun, SPLIT) and not whole
        self.line: Any = None

    def known(self, name: str) -> Known:
        """The field of that name, `city` as much as `customer.city`. Raises UnknownField."""
        *path, last = (fold(part.replace("_", " ")).replace(" ", "_") for part in name.split("."))
        found = self._own(tuple(path), last) if self._reaches(path) else None
        found = found or (None if path else self._nearby(last))
        if not found:
            raise UnknownField(self._no_field(name))
        return found

    def measured(self, name: str) -> Known:
        """The field to add up: of the lines where they are what is asked about, by `split_by`."""
        known = self.known(name)
        if self.line is None or known.source is not self.noun or name not in OF_LINES:
            return known
        return Known(known.field, getattr(self.line, name), self.line)

    def split_by(self, names: Iterable[str]) -> None:
        """Ask about lines where any of these fields is one of theirs. Raises UnknownField."""
        probe = Scope(self.crm, self.noun.kind, self.zone)
        if any(probe.known(name) and probe.line is not None for name in names):
            self.line = aliased(Line)

    @property
    def identity(self) -> Any:
        """What tells one record from another where a record may stand in several rows."""
        return distinct(self.noun.id)

    def joins(self, statement: Any) -> Any:
        """The statement with the tables that the fields so far need."""
        if self.line is not None:
            mine = getattr(self.line, f"{self.noun.kind}_id") == self.noun.id
            statement = statement.outerjoin(self.line, and_(mine, self.line.deleted_at.is_(None)))
        for path, (_, alias) in self.joined.items():
            if path:
                source = self.line if self._is_lines(path) else self.joined[path[:-1]][1]
                statement = statement.outerjoin(alias, getattr(source, f"{path[-1]}_id") == alias.id)
        return statement

    def _is_lines(self, path: tuple[str, ...]) -> bool:
        """Whether it is the product of lines."""
        return self.splits and path == ("product",)

    def holder_of(self, name: str) -> Any:
        """What points to the record of that name: the lines, where it is their product and they are asked about."""
        return self.line if self.line is not None and self._is_lines((name,)) else self.noun

    def _lines(self) -> Any:
        self.line = aliased(Line) if self.line is None else self.line
        return self.line

    def name_of(self, known: Known) -> Any:
        """The table of the records that a record field points to."""
        return self._source((*self.path_of(known), known.field.name))[1]

    def path_of(self, known: Known) -> tuple[str, ...]:
        """The fields that lead from the record to the one that a field belongs to; none for its own."""
        return next(path for path, (_, alias) in self.joined.items() if alias is known.source)

    def _source(self, path: tuple[str, ...]) -> tuple[type[Record], Any]:
        if self._is_lines(path):
            self._lines()
        if path not in self.joined:
            field = self._source(path[:-1])[0].field(path[-1])
            assert field is not None
            self.joined[path] = (NOUNS[field.of], aliased(NOUNS[field.of]))
        return self.joined[path]

    def _reaches(self, path: list[str]) -> bool:
        noun: type[Record] | None = self.noun
        for part in path:
            field = noun.field(part) if noun else None
            noun = NOUNS[field.of] if field and field.of else None
        return noun is not None

    def _own(self, path: tuple[str, ...], name: str) -> Known | None:
        noun = self._noun(path)
        field = next((field for field in fields_of(noun) if field.name == name), None)
        if not field:
            return self._custom(path, name)
        source = self._source(path)[1]
        if (noun.kind, name) in RENEWED:
            renew(self.crm)
        if expression := DERIVED.get((noun.kind, name)):
            tally = expression if isinstance(expression, Tally) else None
            return Known(field, expression(source, self.crm.now), source, tally=tally)
        holder = self._lines() if self._is_lines((*path, name)) else source
        return Known(field, getattr(holder, f"{name}_id" if field.of else name), source)

    def _noun(self, path: tuple[str, ...]) -> type[Record]:
        noun = self.noun
        for part in path:
            field = noun.field(part)
            assert field is not None
            noun = NOUNS[field.of]
        return noun

    def _custom(self, path: tuple[str, ...], name: str) -> Known | None:
        spelled = custom_names(self.crm, self._noun(path)).get(name)
        if spelled is None:
            return None
        source = self._source(path)[1]
        return Known(Field(spelled), cast(source.custom[spelled].as_string(), String), source, custom=True)

    def _nearby(self, name: str) -> Known | None:
        near = sorted((field for field in self.noun.FIELDS if field.name in NEAREST and field.of), key=_nearness)
        return next((known for field in near if (known := self._own((field.name,), name))), None)

    def _no_field(self, name: str) -> str:
        names = self.names
        near = [names[index] for _, _, index in process.extract(name, names, limit=3, score_cutoff=60)]
        return f"A {self.noun.kind} has no “{name}”. It has {', '.join(near or names)}."

    @cached_property
    def names(self) -> list[str]:
        """The names of its own fields, the custom ones last."""
        own = [field.name for field in fields_of(self.noun)]
        return own + [name for name in custom_names(self.crm, self.noun).values() if name not in own]


def _nearness(field: Field) -> int:
    return NEAREST.index(field.name)


def custom_names(crm: Crm, noun: type[Record]) -> dict[str, str]:
    """The custom fields of a noun as they were imported, by their folded names with `_` for spaces."""
    entries = custom_entries(crm, noun)
    some = cast(noun.custom, String) != "{}"
    spelled = crm.session.scalars(select(entries.c.key).select_from(noun).join(entries, true()).where(some).distinct())
    return {fold(name).replace(" ", "_"): name for name in spelled}


def custom_entries(crm: Crm, noun: type[Record]) -> Any:
    """The custom fields and values of every record, as a table of `key` and `value`."""
    postgresql = crm.session.get_bind().dialect.name == "postgresql"
    function = func.json_each_text if postgresql else func.json_each
    return function(noun.custom).table_valued("key", "value", name="entries")
