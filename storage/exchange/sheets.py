"""Sheets: what a file of another program means in our words, declared once and read by one way for all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from storage.exchange.headers import CUSTOM
from storage.exchange.tables import Row, Table
from storage.folding import fold

Cells = Mapping[str, str]
"""The cells of a row by the folded titles of their columns."""


@dataclass(frozen=True)
class Sheet:
    """One kind of file. All titles are folded; a column that is not named here becomes a custom field.

    `columns` say which field a column fills, the first that is filled first; `made` computes a field that no column
    filled, `spent` are the columns that it says. `ids` are the columns that may hold the record's own id, `links` the
    sheets whose ids a record field holds, `refers` those of columns that are no fields of ours. `where` picks the
    rows of a file that is read by several sheets. `names` are what the file may be called, `signs` the columns by
    which it is known under any name.
    """

    sheet: str
    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made: Mapping[str, Callable[[Cells], str]] = field(default_factory=dict)
    spent: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    where: Callable[[Cells], bool] | None = None
    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    zone: str = ""
    currency: str = ""
    day_first: bool | None = None

    def claims(self, stem: str, header: list[str]) -> bool:
        """Whether a file of that name and header is such a sheet."""
        titles = {fold(title) for title in header}
        return fold(stem.replace("_", " ")) in self.names or (bool(self.signs) and titles.issuperset(self.signs))

    @cached_property
    def extra(self) -> list[str]:
        """The fields that are made or constant: columns that follow those of the file."""
        return [*self.made, *self.constants]


@dataclass(frozen=True)
class Preset:
    """The files of one program. `name` is the source that ids are kept under, `title` what people call it.

    `knows` tells from the tables of a folder whether they are from there, `bare` makes an id the same however it is
    written.
    """

    name: str
    title: str
    sheets: tuple[Sheet, ...]
    knows: Callable[[list[Table]], bool]
    claims: Callable[[Table, Sheet], bool] = lambda table, sheet: sheet.claims(table.stem, table.header)
    bare: Callable[[str], str] = str.strip

    def sheets_of(self, table: Table) -> list[Sheet]:
        """The sheets that a file is read by: those of the first that claims it, else it is kept as documents."""
        first = next((sheet for sheet in self.sheets if self.claims(table, sheet)), None)
        if first is None:
            return [unknown(table.stem, table.header)]
        return [sheet for sheet in self.sheets if sheet.sheet == first.sheet]


def as_sheet(table: Table, sheet: Sheet, preset: Preset) -> Table:
    """The table read by a sheet: its rows picked, with the columns that are made behind those of the file."""
    header = [*table.header, *sheet.extra]
    sample = [row.cells for row in _rows([Row(0, cells) for cells in table.sample], table.header, sheet)]
    read = replace(
        table, kind=sheet.kind, header=header, sheet=sheet, source=preset.name, bare=preset.bare, sample=sample
    )
    return replace(read, rows=_rows(table.rows, table.header, sheet))


def _rows(rows: Any, header: list[str], sheet: Sheet) -> Iterator[Row]:
    titles, constants = [fold(title) for title in header], list(sheet.constants.values())
    made = list(sheet.made.values())
    if not (made or constants or sheet.where):
        yield from rows
        return
    for row in rows:
        cells = dict(zip(titles, row.cells, strict=False))
        if row.wrong:
            yield row
        elif sheet.where is None or sheet.where(cells):
            yield row._replace(cells=[*row.cells, *(make(cells) for make in made), *constants])


def unknown(stem: str, header: list[str]) -> Sheet:
    """A file that no sheet claims: each row becomes a document called after its first cell."""
    first = fold(header[0])
    title = {"title": lambda cells: cells.get(first) or next((cell for cell in cells.values() if cell), "")}
    return Sheet(sheet=stem, kind="document", made=title, constants={"sort": stem})


def told(title: str) -> str:
    """A title folded, empty where it says that it is a custom field's."""
    return "" if title.casefold().startswith(CUSTOM) else fold(title)


def joined(*titles: str) -> Callable[[Cells], str]:
    """Makes a text of several cells, those that are filled, once where they say the same."""

    def make(cells: Cells) -> str:
        return " ".join(dict.fromkeys(text for title in titles if (text := cells.get(title, "").strip())))

    return make


def worded(form: str) -> Callable[[Cells], str]:
    """Makes a text in which `{title}` stands for a cell; none where all of them are empty."""
    titles = [part.partition("}")[0] for part in form.split("{")[1:]]

    def make(cells: Cells) -> str:
        found = {title: cells.get(title, "").strip() for title in titles}
        if titles and not any(found.values()):
            return ""
        text = form
        for title, cell in found.items():
            text = text.replace(f"{{{title}}}", cell)
        return " ".join(text.split())

    return make


def among(title: str, *words: str) -> Callable[[Cells], bool]:
    """Whether a cell is one of these words."""
    wanted = {fold(word) for word in words}
    return lambda cells: fold(cells.get(title, "")) in wanted


def not_among(title: str, *words: str) -> Callable[[Cells], bool]:
    """Whether a cell is none of these words."""
    is_among = among(title, *words)
    return lambda cells: not is_among(cells)
