"""The preset for Maven Analytics' CRM tables: accounts, products, sales teams and the sales pipeline."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from storage.exchange.report import CannotImport, ImportReport, Problem
from storage.exchange.tables import Row, Table, paths, read_table
from storage.folding import fold

Cells = dict[str, str]

MISSPELT = {"technolgy": "technology", "Philipines": "Philippines", "GTXPro": "GTX Pro"}
MILLION = 1_000_000


class Sheet(NamedTuple):
    """One of the files: its kind, what its columns are in our words, and what else changes in a row."""

    kind: str
    names: dict[str, str]
    mend: Callable[[Cells], Cells]


def maven_tables(folder: Path, report: ImportReport) -> list[Table]:
    """The folder's files as tables of ours. Raises CannotImport."""
    found = {path.name.casefold(): path for path in paths(folder)}
    report.ignored += [path.name for name, path in found.items() if name not in SHEETS]
    if missing := [name for name in SHEETS if name not in found]:
        raise CannotImport(f"{folder} is not Maven's CRM: there is no {', '.join(missing)}.")
    return [_table(found[name], sheet, report) for name, sheet in SHEETS.items()]


def is_maven(folder: Path) -> bool:
    """Whether the folder has all of Maven's files."""
    names = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
    return names.issuperset(SHEETS)


def _table(path: Path, sheet: Sheet, report: ImportReport) -> Table:
    table = read_table(path, sheet.kind, report)
    if absent := set(sheet.names) - set(table.header):
        raise CannotImport(f"{path.name} is not Maven's: it has no {', '.join(sorted(absent))}.")
    blank = dict.fromkeys(table.header, "")
    header = list(sheet.mend({sheet.names.get(name, name): "" for name in blank}))
    return replace(table, header=header, rows=_rows(table, sheet, report), sample=[])


def _rows(table: Table, sheet: Sheet, report: ImportReport) -> Iterator[Row]:
    names = [sheet.names.get(name, name) for name in table.header]
    for row in table.rows:
        if row.wrong:
            yield row
            continue
        cells = dict(zip(names, (MISSPELT.get(cell, cell) for cell in row.cells), strict=True))
        if sheet.kind == "deal" and not cells["customer"]:
            report.warnings.append(Problem(table.file, row.line, "account", "", "is missing; the deal has no customer"))
        yield row._replace(cells=list(sheet.mend(cells).values()))


def _account(cells: Cells) -> Cells:
    """Revenue comes in millions of dollars."""
    try:
        return cells | {"revenue": f"{Decimal(cells['revenue']) * MILLION:f}"}
    except InvalidOperation:
        return cells


def _agent(cells: Cells) -> Cells:
    """The agents have no addresses; these can never be written to (RFC 2606)."""
    return cells | {"email": f"{'.'.join(fold(cells['name']).split())}@maven.invalid", "role": "rep"}


def _opportunity(cells: Cells) -> Cells:
    """Opportunities have no names; these say whose and what they are."""
    name = " ".join(filter(None, (cells["customer"] or cells["product"], cells["opportunity_id"])))
    return cells | {"name": name, "close_on": cells["closed_at"]}


SHEETS = {
    "sales_teams.csv": Sheet("person", {"sales_agent": "name", "regional_office": "team"}, _agent),
    "accounts.csv": Sheet(
        "customer",
        {"account": "name", "sector": "industry", "office_location": "country", "revenue": "revenue"},
        _account,
    ),
    "products.csv": Sheet(
        "product", {"product": "name", "series": "category", "sales_price": "price"}, lambda cells: cells
    ),
    "sales_pipeline.csv": Sheet(
        "deal",
        {
            "opportunity_id": "opportunity_id",
            "product": "product",
            "sales_agent": "owner",
            "account": "customer",
            "deal_stage": "stage",
            "engage_date": "created_at",
            "close_date": "closed_at",
            "close_value": "amount",
        },
        _opportunity,
    ),
}
