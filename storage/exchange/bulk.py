"""Bulk writing: many new records at once, with the changes and passages that one at a time would bring."""

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from storage.changes import UNTRACKED, Change, plain
from storage.crm import NOUNS
from storage.exchange.directory import Directory
from storage.exchange.drafts import Draft
from storage.passages import IndexTask, Passage
from storage.record import Row, Textual
from storage.standings import TELLING, outdate

MOMENTS = ("happened_at", "opened_at", "at", "given_at", "created_at")


class Bulk:
    """Writes new records of one kind."""

    def __init__(self, kind: str, session: Session, directory: Directory) -> None:
        self.kind, self.directory = kind, directory
        self.session, self.connection = session, session.connection()
        self.noun: Any = NOUNS[kind]
        self.table = _table(self.noun)
        self.blank = {column.name: _default(column) for column in self.table.columns}
        self.tracked = [each.key for each in inspect(self.noun).column_attrs if each.key not in UNTRACKED]
        self.pointers = [(field.name, f"{field.name}_id", field.of) for field in self.noun.FIELDS if field.of]
        self.is_textual = issubclass(self.noun, Textual)

    def create(self, drafts: Sequence[Draft]) -> Sequence[int]:
        """Write them all, in their order, and return their ids."""
        if not drafts:
            return ()
        now: datetime = self.session.info["now"]
        ids = _new_ids(self.connection, self.table, len(drafts))
        rows = [{**self.blank, "created_at": now, **draft, "id": id} for id, draft in zip(ids, drafts, strict=True)]
        self.connection.execute(insert(self.table), rows)
        sketches = [self._sketch(row) for row in rows]
        self.connection.execute(
            insert(_table(Change)), [self._change(*each) for each in zip(rows, sketches, strict=True)]
        )
        if self.is_textual:
            self._keep_passages(sketches)
        if self.kind in TELLING | {"customer"}:
            outdate(self.session, (row["id" if self.kind == "customer" else "customer_id"] for row in rows))
        return ids

    def _sketch(self, row: Draft) -> Any:
        """Enough of the record for the noun's own words about it."""
        sketch = SimpleNamespace(**row)
        for name, key, kind in self.pointers:
            setattr(sketch, name, self.directory.entry(kind, row[key]))
        if self.is_textual and "customer_id" not in row:
            sketch.customer_id = self.noun.customer_id.fget(sketch)
        return sketch

    def _change(self, row: Draft, sketch: Any) -> dict[str, Any]:
        info = self.session.info
        after = {name: plain(row[name]) for name in self.tracked if row[name] not in (None, {}, [])}
        return {
            "turn": info["turn"],
            "at": info["now"],
            "by_id": info["by_id"],
            "action": "created",
            "kind": self.kind,
            "record_id": row["id"],
            "label": self.noun.label.fget(sketch),
            "before": None,
            "after": after,
            "undoes": None,
        }

    def _keep_passages(self, sketches: list[Any]) -> None:
        ids = _new_ids(self.connection, _table(Passage), len(sketches))
        passages = [self._passage(id, sketch) for id, sketch in zip(ids, sketches, strict=True)]
        self.connection.execute(insert(_table(Passage)), passages)
        self.connection.execute(insert(_table(IndexTask)), [{"passage_id": id, "revision": 1} for id in ids])

    def _passage(self, id: int, sketch: Any) -> dict[str, Any]:
        moments = (getattr(sketch, name, None) for name in MOMENTS)
        return {
            "id": id,
            "kind": self.kind,
            "record_id": sketch.id,
            "customer_id": sketch.customer_id,
            "contact_id": getattr(sketch, "contact_id", None),
            "at": next(moment for moment in moments if moment),
            "text": self.noun.passage(sketch),
            "revision": 1,
            "live": True,
        }


def _table(row: type[Row]) -> Table:
    assert isinstance(row.__table__, Table)
    return row.__table__


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None or default.is_clause_element:
        return None
    return default.arg if default.is_scalar else default.arg(None)


def _new_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Ids for that many new rows. On SQLite nobody else writes meanwhile, on PostgreSQL they come from the sequence."""
    if connection.dialect.name == "sqlite":
        last = connection.execute(select(func.max(table.c.id))).scalar() or 0
        return range(last + 1, last + 1 + count)
    taken = text("select nextval(pg_get_serial_sequence(:name, 'id')) from generate_series(1, :count)")
    return connection.execute(taken, {"name": table.name, "count": count}).scalars().all()
