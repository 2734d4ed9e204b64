"""Workbooks: the sheets of an Excel file as tables, each about the noun that it or the file is named after."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

from storage.exchange.nouns import FILES, kind_of
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.tables import SAMPLE, Row, Table


def workbook_tables(path: Path, report: ImportReport, kind: str | None = None) -> list[Table]:
    """The tables of an Excel file; `kind` is what a single sheet is about where no name tells. Raises CannotImport."""
    sheets = _sheets(path)
    told = kind or kind_of(path.stem)
    alone = told if len(sheets) == 1 else None
    kinds = [(sheet, alone or kind_of(sheet.title)) for sheet in sheets]
    report.ignored += [f"{path.name}, sheet {sheet.title}" for sheet, about in kinds if about is None]
    tables = [_table(path, sheet, about) for sheet, about in kinds if about]
    if not tables:
        raise CannotImport(f"No sheet of {path.name} is named after what I keep: {', '.join(FILES)}.")
    order = list(FILES.values())
    return sorted(tables, key=lambda table: order.index(table.kind))


def _sheets(path: Path) -> list[Any]:
    from openpyxl import load_workbook

    try:
        return list(load_workbook(path, read_only=True, data_only=True).worksheets)
    except Exception as error:  # openpyxl lets the errors of zip files, of XML and its own through
        raise CannotImport(f"{path.name} is no Excel file that I can read. Save it as .xlsx or CSV.") from error


def _table(path: Path, sheet: Any, kind: str) -> Table:
    rows = _rows(sheet)
    header = [cell.strip() for cell in next(rows, Row(1, [])).cells]
    while header and not header[-1]:
        header.pop()
    even = (row._replace(cells=(row.cells + [""] * len(header))[: len(header)]) for row in rows)
    first = list(islice(even, SAMPLE))
    name = f"{path.name}, sheet {sheet.title}"
    return Table(name, kind, header, chain(first, even), sheet.max_row or 0, sample=[row.cells for row in first])


def _rows(sheet: Any) -> Iterator[Row]:
    """The rows that are not blank, the header first."""
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_text(value) for value in values]
        if any(cells):
            yield Row(line, cells)


def _text(value: Any) -> str:
    """A cell as text that reads back: days in ISO 8601, figures plainly."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()
