"""Drafts: the rows of a table as the columns of records."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from storage.crm import NOUNS, Crm
from storage.door import WELCOMED, at_the_door, is_doubtful
from storage.exchange.addresses import phone_doubt
from storage.exchange.directory import Directory
from storage.exchange.figures import Unreadable, currency, plainly_number
from storage.exchange.headers import Column, columns, declared
from storage.exchange.keeping import is_lost, linked
from storage.exchange.lanes import pipeline_reader, stage_reader
from storage.exchange.nouns import attribute, columns_of, holds_json, required
from storage.exchange.origins import Origins
from storage.exchange.report import ImportReport, Problem
from storage.exchange.tables import Row, Table
from storage.exchange.values import Manner, Reading, parsed, pointer, reader
from storage.fields import Field
from storage.folding import fold
from storage.record import Named, Welcomed

Draft = dict[str, Any]
"""The columns that a row has values for; `custom` is always among them."""

REMEMBERED = 1 << 13
KEPT = "; kept as it is"


class Cell(NamedTuple):
    """One column of the table: where it stands, where its value goes and how it is read.

    `read` also says whether the text has more in it than the value.
    """

    place: int
    name: str
    target: str
    read: Callable[..., tuple[Any, str, bool]]
    field: Field


class Drafts:
    """Makes drafts of the rows of one table; what cannot be read goes to the report.

    Of our own files a row that cannot be read is refused; of another program's what is no value of a field is kept
    as a custom one.
    """

    def __init__(
        self, table: Table, crm: Crm, directory: Directory, report: ImportReport, origins: Origins | None
    ) -> None:
        self.table, self.crm, self.directory, self.report, self.origins = table, crm, directory, report, origins
        self.lenient = table.sheet is not None
        self.needed = {attribute(field) for field in required(table.kind)}
        self.found = declared(table.sheet, table.header) if table.sheet else columns(table.kind, table.header)
        self.own = len(table.header) - (len(table.sheet.extra) if table.sheet else 0)
        self._sort_columns()
        titles = [fold(title) for title in table.header]
        ids = table.sheet.ids if table.sheet else ()
        self.id_place = next((titles.index(title) for title in ids if title in titles), None)
        refers = table.sheet.refers.items() if table.sheet else ()
        self.refers = [(titles.index(title), sheets) for title, sheets in refers if title in titles]

    def _sort_columns(self) -> None:
        spent = self.table.sheet.spent if self.table.sheet else ()
        custom = [(column.place, column.name) for column in self.found if not column.field]
        self.spent = [(place, name) for place, name in custom if fold(name) in spent]
        self.customs = [each for each in custom if each not in self.spent]
        cells = [self._cell(column, column.field) for column in self.found if column.field]
        self.cells = [cell for cell in cells if cell.field.of != "contact"]
        self.contacts = [cell for cell in cells if cell.field.of == "contact"]
        order = {name: place for place, name in enumerate(WELCOMED)}
        met = {cell.target: cell for cell in reversed(cells) if cell.field.name in order}
        self.welcomed = sorted(met.values(), key=lambda cell: order[cell.field.name])
        self.keeps_written = issubclass(NOUNS[self.table.kind], Welcomed)
        self.named = issubclass(NOUNS[self.table.kind], Named)
        kept = {field.name for field in columns_of(self.table.kind)} - {cell.target for cell in cells}
        self.money = [cell for cell in cells if cell.field.kind == "money"] if "currency" in kept else []

    @property
    def sheet_of_ids(self) -> str:
        """Under which name the ids of the rows are kept: another where it is not the record's own that tells."""
        sheet = self.table.sheet
        assert sheet
        assert self.id_place is not None
        title = self.table.header[self.id_place]
        return sheet.sheet if fold(title) == sheet.ids[0] or len(sheet.ids) == 1 else f"{sheet.sheet} by {fold(title)}"

    def external_id(self, row: Row) -> str | None:
        """The id that the row's record has in its own program."""
        text = row.cells[self.id_place].strip() if self.id_place is not None and row.cells else ""
        return self.table.bare(text) if text else None

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
        self._finish(draft, row)
        return draft

    def _finish(self, draft: Draft, row: Row) -> None:
        if self.named and "name" in draft:
            draft["name_fold"] = fold(draft["name"])
        for cell in self.welcomed:
            if cell.target in draft:
                self._welcome(draft, row, cell)
        for cell in self.money:
            if code := currency(row.cells[cell.place]):
                draft["currency"] = code
        if self.money and self.table.sheet and self.table.sheet.currency:
            draft.setdefault("currency", self.table.sheet.currency)
        for place, name in self.spent:
            if (text := row.cells[place].strip()) and not _says(draft, text):
                draft["custom"][name] = plainly_number(text)
        for place, sheets in self.refers:
            self._check(row, place, sheets)

    def _welcome(self, draft: Draft, row: Row, cell: Cell) -> None:
        """Bring an address, a number, a country or a currency into the form in which it is kept."""
        written = draft[cell.target]
        where = self._country(draft) if cell.field.name == "phone" else None
        kept = at_the_door(cell.field.name, written, where)
        if cell.field.name == "phone" and is_doubtful(kept) and not phone_doubt(written):
            self._doubt(row, cell.place, "is no number that a phone can have; kept as it is")
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
        self.report.problems.append(
            Problem(self.table.file, row.line, column, value, reason, tuple(row.cells[: self.own]))
        )

    def _fill(self, draft: Draft, row: Row, cell: Cell, *within: int | None) -> bool:
        text = row.cells[cell.place].strip()
        if not text or (cell.place >= self.own and cell.target in draft):
            return True
        try:
            value, doubt, lost = cell.read(text, *within)
        except Unreadable as error:
            return self._unread(draft, row, cell, str(error))
        if doubt:
            self._doubt(row, cell.place, doubt)
        if self.lenient and (lost or draft.get(cell.target, value) != value):
            draft["custom"][self.table.header[cell.place]] = plainly_number(text)
        if value is not None:
            draft.setdefault(cell.target, value)
        return True

    def _unread(self, draft: Draft, row: Row, cell: Cell, reason: str) -> bool:
        """Keep the text beside the fields where that can be; a row that cannot be without it is refused."""
        title, text = self.table.header[cell.place], row.cells[cell.place].strip()
        if not self.lenient:
            self.refuse(row, title, text, reason)
            return False
        if cell.place < self.own:
            draft["custom"][title] = plainly_number(text)
        if cell.place < self.own or cell.field.of:
            self._doubt(row, cell.place, reason + KEPT)
        return True

    def _doubt(self, row: Row, place: int, doubt: str) -> None:
        text = row.cells[place].strip()
        self.report.warnings.append(Problem(self.table.file, row.line, self.table.header[place], text, doubt))

    def _check(self, row: Row, place: int, sheets: tuple[str, ...]) -> None:
        assert self.origins
        if text := row.cells[place].strip():
            try:
                self.origins.find(text, sheets)
            except Unreadable as error:
                self._doubt(row, place, str(error) + KEPT)

    def _custom(self, cells: list[str]) -> dict[str, Any]:
        return {name: plainly_number(text) for place, name in self.customs if (text := cells[place].strip())}

    def _cell(self, column: Column, field: Field) -> Cell:
        sample = [cells[column.place] for cells in self.table.sample]
        read = self._reader(field, sample)
        has_currency = any(each.name == "currency" for each in columns_of(self.table.kind))

        def reading(text: str, *within: int | None) -> tuple[Any, str, bool]:
            value, doubt = read(text, *within)
            return value, doubt, self.lenient and is_lost(field, text, value, has_currency)

        return Cell(column.place, column.name, attribute(field), lru_cache(REMEMBERED)(reading), field)

    def _reader(self, field: Field, sample: list[str]) -> Callable[..., Reading]:
        kind, sheet = self.table.kind, self.table.sheet
        if kind == "deal" and field.name == "pipeline":
            return pipeline_reader(self.crm, self.directory.shelf(field.of))
        if kind == "deal" and field.name == "stage":
            return stage_reader(self.crm, field, sheet.words.get("stage", {}) if sheet else {})
        if field.of and sheet:
            return linked(self.directory.shelf(field.of), self.origins, sheet.links.get(field.name, ()))
        if field.of == "contact":
            return self.directory.shelf(field.of).find
        if field.of:
            return pointer(self.directory.shelf(field.of), field not in required(kind))
        if holds_json(kind, field):
            return parsed
        manner = Manner(self.table.decimal_comma, sheet.day_first if sheet else None, sheet.zone if sheet else "")
        return reader(field, manner, sample, sheet.words.get(field.name, {}) if sheet else {})


def _says(draft: Draft, text: str) -> bool:
    """Whether a value of the draft has the text in it."""
    return any(isinstance(value, str) and text in value for name, value in draft.items() if name != "name_fold")
