"""Drafts: the rows of a table as the columns of records."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from storage.crm import NOUNS
from storage.exchange.directory import Directory
from storage.exchange.figures import Unreadable, currency, plainly_number
from storage.exchange.headers import Column, columns
from storage.exchange.nouns import attribute, columns_of, holds_json, required
from storage.exchange.report import ImportReport, Problem
from storage.exchange.tables import Row, Table
from storage.exchange.values import Reading, parsed, pointer, reader
from storage.fields import Field
from storage.folding import fold
from storage.record import Named

Draft = dict[str, Any]
"""The columns that a row has values for; `custom` is always among them."""

REMEMBERED = 1 << 13


class Cell(NamedTuple):
    """One column of the table: where it stands, where its value goes and how it is read."""

    place: int
    name: str
    target: str
    read: Callable[..., Reading]
    field: Field


class Drafts:
    """Makes drafts of the rows of one table; what cannot be read goes to the report."""

    def __init__(self, table: Table, directory: Directory, report: ImportReport) -> None:
        self.table, self.directory, self.report = table, directory, report
        found = columns(table.kind, table.header)
        self.customs = [(column.place, column.name) for column in found if not column.field]
        cells = [self._cell(column, column.field) for column in found if column.field]
        self.cells = [cell for cell in cells if cell.field.of != "contact"]
        self.contacts = [cell for cell in cells if cell.field.of == "contact"]
        self.named = issubclass(NOUNS[table.kind], Named)
        kept = {field.name for field in columns_of(table.kind)} - {cell.target for cell in cells}
        self.money = [cell for cell in cells if cell.field.kind == "money"] if "currency" in kept else []

    def of(self, row: Row) -> Draft | None:
        """The draft of a row, or None when the row was refused."""
        if row.wrong:
            self.refuse(row, "", "", row.wrong)
            return None
        draft: Draft = {"custom": self._custom(row.cells)}
        readable = [self._fill(draft, row, cell) for cell in self.cells]
        readable += [self._fill(draft, row, cell, draft.get("customer_id")) for cell in self.contacts]
        if not all(readable):
            return None
        if self.named and "name" in draft:
            draft["name_fold"] = fold(draft["name"])
        for cell in self.money:
            if code := currency(row.cells[cell.place]):
                draft["currency"] = code
        return draft

    def refuse(self, row: Row, column: str, value: str, reason: str) -> None:
        """Leave the row out, and say why."""
        self.report.problems.append(Problem(self.table.file, row.line, column, value, reason))

    def _fill(self, draft: Draft, row: Row, cell: Cell, *within: int | None) -> bool:
        text = row.cells[cell.place].strip()
        if not text:
            return True
        try:
            value, doubt = cell.read(text, *within)
        except Unreadable as error:
            self.refuse(row, self.table.header[cell.place], text, str(error))
            return False
        if doubt:
            column = self.table.header[cell.place]
            self.report.warnings.append(Problem(self.table.file, row.line, column, text, doubt))
        draft[cell.target] = value
        return True

    def _custom(self, cells: list[str]) -> dict[str, Any]:
        return {name: plainly_number(text) for place, name in self.customs if (text := cells[place].strip())}

    def _cell(self, column: Column, field: Field) -> Cell:
        sample = [cells[column.place] for cells in self.table.sample]
        return Cell(
            column.place, column.name, attribute(field), lru_cache(REMEMBERED)(self._reader(field, sample)), field
        )

    def _reader(self, field: Field, sample: list[str]) -> Callable[..., Reading]:
        kind = self.table.kind
        if field.of == "contact":
            return self.directory.shelf(field.of).find
        if field.of:
            return pointer(self.directory.shelf(field.of), field not in required(kind))
        return parsed if holds_json(kind, field) else reader(field, self.table.decimal_comma, sample)
