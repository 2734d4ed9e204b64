"""Exporting: every record into a folder of CSV files that can be imported again."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from storage.crm import NOUNS
from storage.exchange.directory import Directory
from storage.exchange.headers import CUSTOM, is_field
from storage.exchange.nouns import FILES, attribute, columns_of, required
from storage.exchange.values import written
from storage.fields import Field
from storage.store import Store

CHUNK = 2000


def export_folder(store: Store, folder: Path, now: datetime) -> dict[str, int]:
    """Write one file a noun into the folder, and return how many records each has.

    Deleted records are left out, and with them what cannot be without them, as the comments on a case.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with store.read(now) as crm:
        connection = crm.session.connection()
        directory = Directory(connection)
        return {name: _Sheet(kind, connection, directory).write(folder / f"{name}.csv") for name, kind in FILES.items()}


class _Sheet:
    """One file: its columns, and how each is taken from a record."""

    def __init__(self, kind: str, connection: Connection, directory: Directory) -> None:
        table = NOUNS[kind].__table__
        assert isinstance(table, Table)
        self.kind, self.connection, self.directory, self.table = kind, connection, directory, table
        self.fields = columns_of(kind)
        self.customs = self._custom_names()
        self.needed = [attribute(field) for field in required(kind) if field.of]

    def write(self, path: Path) -> int:
        """Write the file, and return how many records are in it."""
        custom = [f"{CUSTOM}{name}" if is_field(self.kind, name) else name for name in self.customs]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field.name for field in self.fields] + custom)
            count = 0
            for row in self._rows():
                writer.writerow(row)
                count += 1
        return count

    def _rows(self) -> Iterator[list[str]]:
        for record in self._records(select(self.table)):
            cells = {attribute(field): self._cell(field, record) for field in self.fields}
            if all(cells[name] for name in self.needed):
                yield [*cells.values(), *(written(record["custom"].get(name)) for name in self.customs)]

    def _cell(self, field: Field, record: Any) -> str:
        value = record[attribute(field)]
        if not field.of:
            return written(value)
        if not self.directory.entry(field.of, value):
            return ""
        within = record["customer_id"] if field.of == "contact" else None
        return self.directory.shelf(field.of).spelled(value, within)

    def _custom_names(self) -> list[str]:
        """The custom fields in the order in which they first come."""
        custom = self._records(select(self.table.c.custom))
        return list(dict.fromkeys(name for record in custom for name in record["custom"]))

    def _records(self, wanted: Any) -> Iterator[Any]:
        live = wanted.where(self.table.c.deleted_at.is_(None)).order_by(self.table.c.id)
        streamed = self.connection.execution_options(yield_per=CHUNK).execute(live)
        yield from streamed.mappings()
