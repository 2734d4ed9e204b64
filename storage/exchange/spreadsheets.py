"""Spreadsheets: tables written as CSV and as Excel workbooks that no cell of which runs as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

FORMULA = re.compile(r"[=+\-@\t\r\n\0＝＋－＠]")
"""How a text begins that a spreadsheet would take for a formula (OWASP: CSV injection)."""
PLAINLY_NUMBER = re.compile(r"[+-]?[\d\s()./-]*\d[\d\s()./-]*")
"""What begins with a sign and is but a number or a telephone number, which computes nothing it should not."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32767
"""The most letters that a cell of a workbook holds."""
FORMATS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
WIDEST = 48
SHEET_NAME = 31


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, for Excel takes it for another encoding without one."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe(column) for column in columns])
    writer.writerows([_written(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def as_workbook(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    """An Excel workbook of one sheet: figures and days are such, everything else is text and never a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:SHEET_NAME] or "Rapport")
    sheet.freeze_panes = "A2"
    body = [list(row) for row in rows]
    for place, width in enumerate(_widths(columns, body), 1):
        sheet.column_dimensions[_letter(place)].width = width
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if FORMULA.match(text) and not PLAINLY_NUMBER.fullmatch(text) else text


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return safe(value) if isinstance(value, str) else str(value)


def _cell(sheet: Any, value: Any, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet)
    if isinstance(value, datetime):
        cell.value, cell.number_format = value.replace(tzinfo=None, microsecond=0), FORMATS["moment"]
    elif isinstance(value, date):
        cell.value, cell.number_format = value, FORMATS["date"]
    elif isinstance(value, str):
        cell.value, cell.data_type = UNPRINTABLE.sub("", value)[:LONGEST], "s"
    else:
        cell.value = ("yes" if value else "no") if isinstance(value, bool) else value
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """How wide each column is to stand, in letters."""
    first = rows[:200]
    longest = [max([len(name), *(len(_written(row[at])) for row in first)]) for at, name in enumerate(columns)]
    return [min(width + 2, WIDEST) for width in longest]


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
