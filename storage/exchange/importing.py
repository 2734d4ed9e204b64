"""Importing: a folder of CSV files into the store, as one turn that can be undone."""

from datetime import datetime
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from storage.exchange.directory import Directory
from storage.exchange.intake import Intake, Progress
from storage.exchange.maven import maven_tables
from storage.exchange.nouns import FILES, kind_of
from storage.exchange.report import CannotImport, ImportReport
from storage.exchange.tables import Table, paths, read_table
from storage.lining import complete_lines
from storage.people import Person
from storage.store import Store

PRESETS = {"maven": maven_tables}


class _DryRun(Exception):
    """Leaves the transaction of a dry run, which rolls it back."""


def import_folder(
    store: Store,
    folder: Path,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    preset: str | None = None,
    actor: Person | int | str | None = None,
) -> ImportReport:
    """Bring in every file of the folder that is named after a noun, in one transaction. Raises CannotImport.

    A row that is there already updates its record in the cells that are filled and differ. A dry run only reports.
    """
    started = perf_counter()
    report = ImportReport(f"import-{now:%Y%m%dT%H%M%S}-{token_hex(3)}", dry_run)
    tables = PRESETS[preset](folder, report) if preset else _tables(folder, report)
    try:
        with store.begin(actor, now, report.turn) as crm:
            directory = Directory(crm.session.connection())
            for table in tables:
                report.files.append(Intake(table, crm, directory, report).run(progress or _silent))
            complete_lines(crm.session.connection(), now)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    report.seconds = perf_counter() - started
    return report


def _tables(folder: Path, report: ImportReport) -> list[Table]:
    """The files that are about a noun, those that others point to first."""
    kinds = {path: kind for path in paths(folder) if (kind := kind_of(path.stem))}
    report.ignored += [path.name for path in paths(folder) if path not in kinds]
    if not kinds:
        raise CannotImport(f"None of {', '.join(report.ignored)} is about what I keep: {', '.join(FILES)}.")
    order = list(FILES.values())
    return [read_table(path, kinds[path], report) for path in sorted(kinds, key=lambda path: order.index(kinds[path]))]


def _silent(file: str, done: int, total: int) -> None:
    """Report no progress."""
