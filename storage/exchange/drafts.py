"""Drafts: the rows of a table as the columns of records."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from storage.crm import NOUNS
from storage.door import WELCOMED, at_the_door, is_doubtful
from storage.exchange.addresses import phone_doubt
from storage.exchange.directory import Directory
from storage.exchange.figures import Unreadable, currency, plainly_number
from storage.exchange.headers import Column, columns
from storage.exchange.nouns import attribute, columns_of, holds_json, required
from storage.exchange.report import ImportReport, Problem
from storage.exchange.tables import Row, Table
from storage.exchange.values import Reading, parsed, pointer, reader
from storage.fields import Field
from storage.folding import fold
from storage.record import Welcomed

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
        order = {name: place for place, name in enumerate(WELCOMED)}
        self.welcomed = sorted((cell for cell in cells if cell.field.name in order), key=lambda c: order[c.field.name])
        self.keeps_written = issubclass(NOUNS[table.kind], Welcomed)
        self.named = any(cell.target == "name" for cell in cells)
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
        for cell in self.welcomed:
            if cell.target in draft:
                self._welcome(draft, row, cell)
        for cell in self.money:
            if code := currency(row.cells[cell.place]):
                draft["currency"] = code
        return draft

    def _welcome(self, draft: Draft, row: Row, cell: Cell) -> None:
        """Bring an address, a number, a country or a currency into the form in which it is kept."""
        written = draft[cell.target]
        where = self._country(draft) if cell.field.name == "phone" else None
        kept = at_the_door(cell.field.name, written, where)
        if cell.field.name == "phone" and is_doubtful(kept) and not phone_doubt(written):
            self._warn(row, cell, written, "is no number that a phone can have; kept as it is")
        if kept != written:
            draft[cell.target] = kept
            if self.keeps_written:
                draft["as_written"] = {**draft.get("as_written", {}), cell.target: [written, kept]}

    def _country(self, draft: Draft) -> str:
        """Where the telephones of a row are."""
        home = self.directory.entry("customer", draft.get("customer_id"))
        return draft.get("country") or (home.country if home else "") or self.directory.country

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
            self._warn(row, cell, text, doubt)
        draft[cell.target] = value
        return True

    def _warn(self, row: Row, cell: Cell, text: str, doubt: str) -> None:
        column = self.table.header[cell.place]
        self.report.warnings.append(Problem(self.table.file, row.line, column, text, doubt))

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
