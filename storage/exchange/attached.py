"""Attached files: one file of any kind that can be read, brought in within a turn that is under way."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from storage.crm import Crm
from storage.exchange.directory import Directory
from storage.exchange.formats import CALENDARS, CARDS, ENDINGS, WORKBOOKS, formatted_tables
from storage.exchange.headers import columns
from storage.exchange.importing import keep_import
from storage.exchange.intake import Intake
from storage.exchange.nouns import kind_of, required
from storage.exchange.report import ImportReport
from storage.exchange.sheets import as_sheet
from storage.exchange.sources import known
from storage.exchange.tables import Table, read_table
from storage.exchange.workbooks import workbook_tables
from storage.folding import fold
from storage.lining import complete_lines
from storage.uploads import Upload

LIKELY = ("customer", "contact", "lead", "deal", "product", "order", "case", "interaction", "reminder", "campaign")
"""What the rows of a file may be taken for by their columns alone."""


class UnknownKind(Exception):
    """Nothing tells what the rows of the file are."""


def tried(crm: Crm, upload: Upload, kind: str | None = None) -> ImportReport:
    """What bringing the file in would do; nothing stays. Raises CannotImport and UnknownKind."""
    report = ImportReport(crm.session.info["turn"], dry_run=True)
    trial = crm.session.begin_nested()
    try:
        _take(crm, upload, kind, report)
    finally:
        trial.rollback()
        crm.session.expire_all()
    return report


def brought_in(crm: Crm, upload: Upload, kind: str | None = None) -> ImportReport:
    """Bring the file in as a part of this turn, so that its undo takes it back. Raises CannotImport and UnknownKind."""
    report = ImportReport(crm.session.info["turn"])
    _take(crm, upload, kind, report)
    report.number = keep_import(crm, upload.name, report)
    return report


def header_of(upload: Upload) -> list[str]:
    """The titles of the columns, none where the file has no columns of its own. Raises CannotImport."""
    if not _is_table(upload):
        return []
    with _written(upload) as path:
        if path.suffix.casefold() in WORKBOOKS:
            return [title for table in workbook_tables(path, ImportReport(""), "customer") for title in table.header]
        return read_table(path, "", ImportReport("")).header


def likely_kind(header: list[str]) -> str | None:
    """The kind whose fields most columns are, where one stands out and has all that it needs."""
    counts = {kind: _matched(kind, header) for kind in LIKELY}
    best = max(counts.values())
    leading = [kind for kind, count in counts.items() if count == best]
    return leading[0] if best > 1 and len(leading) == 1 else None


def _matched(kind: str, header: list[str]) -> int:
    found = {column.field.name for column in columns(kind, header) if column.field}
    needed = {field.name for field in required(kind)} - {"created_at"}
    return len(found) if needed <= found else 0


def _take(crm: Crm, upload: Upload, kind: str | None, report: ImportReport) -> None:
    directory = Directory(crm.session.connection())
    with _written(upload) as path:
        for table in _tables(crm, path, upload, kind or upload.mapping.get("kind"), report):
            titles = dict(zip(renamed(table.header, upload), table.header, strict=True))
            taken = Intake(replace(table, header=list(titles)), crm, directory, report).run(_silent)
            taken.columns = [(titles.get(title, title), becomes) for title, becomes in taken.columns]
            report.files.append(taken)
    complete_lines(crm.session.connection(), crm.now)
    crm.session.expire_all()


def _tables(crm: Crm, path: Path, upload: Upload, kind: str | None, report: ImportReport) -> list[Table]:
    if path.suffix.casefold() in ENDINGS:
        kind = kind or kind_of(path.stem) or likely_kind(renamed(header_of(upload), upload))
        return formatted_tables(crm, path, report, kind)
    head = read_table(path, "", ImportReport(""))
    if preset := None if kind else known([head]):
        report.source = preset.title
        return [as_sheet(read_table(path, sheet.kind, report), sheet, preset) for sheet in preset.sheets_of(head)]
    kind = kind or kind_of(path.stem) or likely_kind(renamed(head.header, upload))
    if kind is None:
        raise UnknownKind
    return [read_table(path, kind, report)]


def renamed(header: Sequence[str], upload: Upload) -> list[str]:
    """The titles of the columns, those that were told called as they were told."""
    told: dict[str, str] = upload.mapping.get("columns", {})
    wanted = {fold(column): field for column, field in told.items()}
    return [wanted.get(fold(title), title) for title in header]


def _silent(file: str, done: int, total: int) -> None:
    """Show no progress: whoever waits sees an answer."""


def _is_table(upload: Upload) -> bool:
    return not upload.name.casefold().endswith((*CARDS, *CALENDARS))


@contextmanager
def _written(upload: Upload) -> Iterator[Path]:
    """The file on disk for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="rapport-") as folder:
        path = Path(folder) / (Path(upload.name.replace("\\", "/")).name or "file.csv")
        path.write_bytes(upload.content)
        yield path
