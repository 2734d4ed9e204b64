"""Natural keys: by what a row of a file is known to be a record that is there already."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from storage.crm import NOUNS

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """Columns, or custom fields, whose values together name a record.

    A `sole` key counts only where it is filled and one record has it; of a `unique` one there are never two.
    A `numbered` one is for rows without the number that the record has.
    """

    columns: tuple[str, ...]
    sole: bool = False
    unique: bool = False
    numbered: bool = False

    def of(self, values: Values) -> Hashable:
        """The key of a record or of a row, None where it has none."""
        found = tuple(_part(name, values) for name in self.columns)
        return None if found[0] is None and (self.sole or self.unique) else found


KEYS: dict[str, tuple[Key, ...]] = {
    "person": (Key(("email",), unique=True),),
    "service time": (Key(("priority", "team")),),
    "working hours": (Key(("weekday", "team", "starts")),),
    "holiday": (Key(("day", "team")),),
    "customer": (Key(("name_fold",)),),
    "contact": (Key(("name_fold", "customer_id")), Key(("email",), sole=True)),
    "lead": (Key(("name_fold", "company")), Key(("email",), sole=True)),
    "product": (Key(("name_fold",)),),
    "deal": (Key(("opportunity_id",), sole=True), Key(("name_fold", "customer_id"))),
    "pipeline": (Key(("name_fold",)),),
    "stage": (Key(("name_fold", "pipeline_id")),),
    "stay": (Key(("deal_id", "stage", "since")),),
    "order": (Key(("number",), unique=True), Key(("customer_id", "product_id", "ordered_on", "quantity", "amount"))),
    "line": (Key(("order_id", "quote_id", "deal_id", "place")),),
    "quote": (Key(("number",), unique=True), Key(("customer_id", "amount", "valid_until"), numbered=True)),
    "case": (Key(("number",), unique=True), Key(("opened_at", "subject", "assignee_id"), numbered=True)),
    "comment": (Key(("case_id", "text", "at")),),
    "interaction": (Key(("happened_at", "customer_id", "contact_id", "summary")),),
    "campaign": (Key(("name_fold",)),),
    "segment": (Key(("name_fold",)),),
    "goal": (Key(("metric", "entity", "starts_on", "ends_on", "owner_id")),),
    "response": (Key(("campaign_id", "customer_id", "contact_id", "lead_id", "response", "at")),),
    "feedback": (Key(("customer_id", "contact_id", "case_id", "scale", "given_at")),),
    "preference": (Key(("customer_id", "contact_id", "text")),),
    "document": (Key(("title", "sort", "dated_on", "amount")),),
    "reminder": (Key(("person_id", "about", "due_at")),),
    "absence": (Key(("person_id", "first_day", "last_day")),),
    "distinction": (
        Key(("customer_id", "other_customer_id", "contact_id", "other_contact_id", "lead_id", "other_lead_id")),
    ),
}
"""The first column of each is the one that the records are looked up by."""


class Matches:
    """The records of a kind that were there before the import, each to be matched by one row.

    So the second of two rows with one key is the second record with it, and the same file matches itself. `owned`
    tells which records another row is known to be.
    """

    def __init__(
        self, kind: str, connection: Connection, owned: Callable[[Sequence[int]], set[int]] = lambda _: set()
    ) -> None:
        self.connection, self.owned = connection, owned
        table = NOUNS[kind].__table__
        assert isinstance(table, Table)
        self.table = table
        self.keys = KEYS[kind]
        self.last = connection.execute(select(func.max(table.c.id))).scalar() or 0
        self.used = bytearray(self.last + 1)

    def of(self, rows: Sequence[Values], known: Sequence[int | None] = ()) -> list[Values | None]:
        """For each row the record that it is, or None; `known` are the ids of those that are known otherwise."""
        found: list[Values | None] = self._known(known) if known else [None] * len(rows)
        for key in self.keys if self.last else ():
            waiting = [(place, rows[place]) for place, record in enumerate(found) if record is None]
            for place, record in self._matched(key, waiting):
                found[place] = record
        return found

    def _known(self, ids: Sequence[int | None]) -> list[Values | None]:
        wanted = select(self.table).where(self.table.c.id.in_([id for id in ids if id]))
        records: list[Any] = list(self.connection.execute(wanted).mappings())
        there: dict[int, Values] = {record["id"]: record for record in records}
        for id in there:
            if id <= self.last:
                self.used[id] = True
        return [there.get(id) if id else None for id in ids]

    def _matched(self, key: Key, rows: list[tuple[int, Values]]) -> Iterator[tuple[int, Values]]:
        sought_by = [row for _, row in rows if not (key.numbered and row.get("number"))]
        wanted = {id(row): sought for row in sought_by if (sought := key.of(row)) is not None}
        there = self._there(key, {sought[0] for sought in wanted.values()}) if wanted else {}  # type: ignore[index]
        for place, row in rows:
            free = [record for record in there.get(wanted.get(id(row)), ()) if not self.used[record["id"]]]
            if free and not (key.sole and len(free) > 1):
                self.used[free[0]["id"]] = True
                yield place, free[0]

    def _there(self, key: Key, firsts: set[Any]) -> dict[Hashable, list[Values]]:
        found: defaultdict[Hashable, list[Values]] = defaultdict(list)
        records = list(self._records(key, firsts))
        others = self.owned([record["id"] for record in records])
        for record in records:
            if record["id"] not in others:
                found[key.of(record)].append(record)
        return found

    def _records(self, key: Key, firsts: set[Any]) -> Iterable[Any]:
        column = _column(self.table, key.columns[0])
        among = or_(column.in_(firsts - {None}), column.is_(None)) if None in firsts else column.in_(firsts)
        wanted = select(self.table).where(among, self.table.c.id <= self.last).order_by(self.table.c.id)
        if not key.unique:
            wanted = wanted.where(self.table.c.deleted_at.is_(None))
        return self.connection.execute(wanted).mappings().all()


def _part(name: str, values: Values) -> Any:
    value = values[name] if name in values else values["custom"].get(name)
    return value.casefold() if name == "email" and value else value


def _column(table: Table, name: str) -> Any:
    if name not in table.c:
        return table.c.custom[name].as_string()
    return func.lower(table.c[name]) if name == "email" else table.c[name]
