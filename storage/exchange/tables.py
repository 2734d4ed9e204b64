"""Tables: CSV files of any encoding and separator, read row by row."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.exchange.encodings import Encoding, encoding_of
from storage.exchange.report import CannotImport, ImportReport, Problem

if TYPE_CHECKING:
    from storage.exchange.sheets import Sheet

SEPARATORS = ",;\t|"
LONGEST = 1 << 24
SAMPLE = 500


class Row(NamedTuple):
    """The cells of a row that begins in `line`; `wrong` says why they cannot be trusted."""

    line: int
    cells: list[str]
    wrong: str = ""


@dataclass
class Table:
    """One file about one kind of record, its rows to be read once; it has `lines` of them at most.

    `sample` are the cells of its first rows, to tell how it writes days; `decimal_comma` how it writes figures.
    A file of another program is read by its `sheet`; ids are kept under its `source`, made alike by `bare`.
    """

    file: str
    kind: str
    header: list[str]
    rows: Iterator[Row]
    lines: int
    decimal_comma: bool = False
    sample: list[list[str]] = field(default_factory=list)
    sheet: "Sheet | None" = None
    source: str = ""
    bare: Callable[[str], str] = str.strip

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return self.file.rpartition(".")[0] or self.file


def paths(folder: Path, endings: tuple[str, ...] = (".csv",)) -> list[Path]:
    """The files of a folder with one of these endings, by name. Raises CannotImport where there are none."""
    if not folder.exists():
        raise CannotImport(f"There is no folder {folder}. Check its name, then import it again.")
    if not folder.is_dir():
        raise CannotImport(f"{folder} is a file. Name the folder that it is in, then import it again.")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings and path.is_file())
    if not found:
        raise CannotImport(f"There are no CSV files in {folder}. Put in customers.csv, contacts.csv and the like.")
    return found


def has_csv(folder: Path) -> bool:
    """Whether there is a CSV file in the folder."""
    return folder.is_dir() and any(path.suffix.lower() == ".csv" for path in folder.iterdir())


def read_table(path: Path, kind: str, report: ImportReport, separator: str = "") -> Table:
    """The table of a file; what is odd about its form goes to the report. Raises CannotImport."""
    try:
        encoding = encoding_of(path)
        separator = separator or _separator(path, encoding)
    except (OSError, UnicodeError) as error:
        raise CannotImport(f"{path.name} cannot be read: {_why(error)}.") from error
    if encoding.guessed:
        guess = "is not UTF-8; read as this, check the letters beyond A to Z"
        report.warnings.append(Problem(path.name, 1, "", encoding.name, guess))
    rows = _rows(path, encoding, separator, report)
    header = next(rows, Row(1, []))
    if header.wrong:
        raise CannotImport(f"The first line of {path.name} cannot be read: {header.wrong}.")
    even = _even(rows, len(header.cells))
    first = list(islice(even, SAMPLE))
    sample = [row.cells for row in first if not row.wrong]
    return Table(path.name, kind, header.cells, chain(first, even), encoding.lines, separator == ";", sample)


def _separator(path: Path, encoding: Encoding) -> str:
    """The one that makes most columns of the first line."""
    with encoding.opened(path) as file:
        line = next((line for line in file if line.strip()), "")
    return max(SEPARATORS, key=lambda separator: len(next(csv.reader([line], delimiter=separator), [])))


def _rows(path: Path, encoding: Encoding, separator: str, report: ImportReport) -> Iterator[Row]:
    """Every row that is not blank, the header first."""
    csv.field_size_limit(LONGEST)
    try:
        with encoding.opened(path) as file:
            yield from _parsed(_without_nul(file, path.name, report), separator)
    except (OSError, UnicodeError) as error:
        raise CannotImport(f"{path.name} cannot be read to its end: {_why(error)}.") from error


def _parsed(lines: Iterable[str], separator: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, [], _explained(error, reader.line_num))
        else:
            if any(map(str.strip, cells)):
                yield Row(line, cells)


def _explained(error: csv.Error, last: int) -> str:
    if "unexpected end" in str(error):
        return f"a quotation mark is never closed, nothing up to line {last} could be read"
    if "field larger" in str(error):
        return "a value is longer than 16 million letters"
    return f"its quotation marks do not pair ({error})"


def _without_nul(lines: Iterable[str], file: str, report: ImportReport) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            report.warnings.append(Problem(file, number, "", "", "NUL bytes were taken out"))
        yield line.replace("\0", "")


def _even(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """The rows as wide as the header; one with more in it is wrong, for its values may be in the wrong columns."""
    for row in rows:
        if len(row.cells) == width or row.wrong:
            yield row
        elif any(map(str.strip, row.cells[width:])):
            yield row._replace(wrong=f"has {len(row.cells)} cells where the header has {width}")
        else:
            yield row._replace(cells=(row.cells + [""] * width)[:width])


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "its encoding is damaged"
