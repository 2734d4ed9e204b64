"""Proves cell by cell that an import lost nothing: each is in a field, in a custom field or in the report."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import inspect, select

from storage.crm import NOUNS, Crm
from storage.exchange.days import moment
from storage.exchange.figures import Unreadable, currency, figure
from storage.exchange.report import ImportReport
from storage.exchange.sheets import Preset, Sheet
from storage.exchange.tables import read_table
from storage.folding import fold
from storage.imports import Origin


class Tally(NamedTuple):
    """Where the cells went, and those that are nowhere: file, line, column and text."""

    places: Counter[str]
    lost: list[tuple[str, int, str, str]]


class Cells:
    """The cells of a folder beside the records that they became; `report` must keep all its problems."""

    def __init__(self, crm: Crm, preset: Preset, report: ImportReport) -> None:
        self.crm, self.preset, self.report = crm, preset, report
        self.records = {kind: {each.id: each for each in crm.of(kind).all()} for kind in NOUNS}
        self.ids: dict[tuple[str, int], set[str]] = {}
        self.known: dict[tuple[str, str], tuple[str, int]] = {}
        for origin in crm.session.scalars(select(Origin).where(Origin.source == preset.name)):
            self.ids.setdefault((origin.kind, origin.record_id), set()).add(origin.external_id)
            self.known[origin.sheet.partition(" by ")[0], origin.external_id] = origin.kind, origin.record_id
        self.without = {
            kind: [record for id, record in sorted(records.items()) if (kind, id) not in self.ids]
            for kind, records in self.records.items()
        }
        self.refused = {(each.file, each.line) for each in report.problems if each.row}

    def tally(self, folder: Path) -> Tally:
        """Every cell of every file."""
        tally = Tally(Counter(), [])
        for path, sheets in self._files(folder):
            for line, header, cells, sheet in self._rows(path, sheets):
                record = None if (path.name, line) in self.refused else self._record(sheet, header, cells)
                for title, text in zip(header, cells, strict=False):
                    place = self._place(record, text.strip()) if (path.name, line) not in self.refused else "report"
                    tally.places[place] += 1
                    if place == "nowhere":
                        tally.lost.append((path.name, line, title, text))
        return tally

    def _files(self, folder: Path) -> list[tuple[Path, list[Sheet]]]:
        files = [(path, self.preset.sheets_of(read_table(path, "", ImportReport("")))) for path in folder.glob("*.csv")]
        return sorted(files, key=lambda each: next((n for n, s in enumerate(self.preset.sheets) if s in each[1]), 999))

    def _rows(self, path: Path, sheets: list[Sheet]) -> Iterator[tuple[int, list[str], list[str], Sheet]]:
        """The rows as Python's own reader sees them."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            for sheet in sheets:
                file.seek(0)
                reader = csv.reader(file)
                next(reader)
                for cells in reader:
                    named = dict(zip(map(fold, header), cells, strict=False))
                    if any(map(str.strip, cells)) and (sheet.where is None or sheet.where(named)):
                        yield reader.line_num, header, cells, sheet

    def _record(self, sheet: Sheet, header: list[str], cells: list[str]) -> Any:
        named = dict(zip(map(fold, header), map(str.strip, cells), strict=False))
        id = next((named[title] for title in sheet.ids if title in named), "")
        if id:
            kind, record_id = self.known[sheet.sheet, self.preset.bare(id)]
            return self.records[kind][record_id]
        return self.without[sheet.kind].pop(0)

    def _place(self, record: Any, text: str) -> str:
        if not text:
            return "blank"
        if any(str(value) == text for value in record.custom.values()):
            return "custom field"
        return "field" if any(self._says(record, name, value, text) for name, value in _values(record)) else "nowhere"

    def _says(self, record: Any, name: str, value: Any, text: str) -> bool:
        """Whether a column holds what the cell says, and all of it."""
        if name == "id":
            return self.preset.bare(text) in self.ids.get((record.kind, value), ())
        if isinstance(value, str):
            return text in value or fold(text) == fold(value)
        if name.endswith("_id"):
            return self._points(record, name, text)
        if isinstance(value, Decimal | int):
            has_currency = not currency(text) or getattr(record, "currency", None) == currency(text)
            return has_currency and _number(text) == value
        return _day(text, value)

    def _points(self, record: Any, name: str, text: str) -> bool:
        other = getattr(record, name.removesuffix("_id"), None)
        if other is None:
            return False
        return fold(other.label) == fold(text) or self.preset.bare(text) in self.ids.get((other.kind, other.id), ())


def _values(record: Any) -> Iterator[tuple[str, Any]]:
    for column in inspect(type(record)).columns:
        value = getattr(record, column.key)
        if value is not None and column.key not in ("custom", "deleted_at", "name_fold"):
            yield column.key, value


def _number(text: str) -> Decimal | None:
    try:
        return figure(text.removesuffix("%"), False)
    except Unreadable:
        return None


def _day(text: str, value: Any) -> bool:
    for day_first in (True, False):
        try:
            found = moment(text, day_first)
        except Unreadable:
            return False
        same: Any = found if isinstance(value, datetime) else found.date()
        midnight = (found.hour, found.minute, found.second) == (0, 0, 0)
        if isinstance(value, date) and same == value and (isinstance(value, datetime) or midnight):
            return True
    return False
