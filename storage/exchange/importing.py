"""Importing: a folder of files into the store, as one turn that can be undone."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from storage.crm import Crm
from storage.exchange.directory import Directory
from storage.exchange.formats import formatted_paths, formatted_tables
from storage.exchange.intake import Intake, Progress
from storage.exchange.report import ImportReport
from storage.exchange.sources import tables_of
from storage.exchange.tables import has_csv
from storage.imports import Import
from storage.lining import complete_lines
from storage.people import Person
from storage.store import Store, actor_of

CACHE = 200_000
"""Kilobytes."""

COUNTS = ("rows", "created", "updated", "unchanged", "refused")


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
    mapping: Path | None = None,
    report: ImportReport | None = None,
) -> ImportReport:
    """Bring in every file of the folder that is named after a noun or known, in one transaction. Raises CannotImport.

    A row that is there already updates its record in the cells that are filled and differ. A dry run only reports.
    """
    started = perf_counter()
    report = report or ImportReport("")
    report.turn, report.dry_run = f"import-{now:%Y%m%dT%H%M%S}-{token_hex(3)}", dry_run
    others = formatted_paths(folder)
    tables = tables_of(folder, report, preset, mapping) if has_csv(folder) or not others else []
    try:
        with store.begin(actor, now, report.turn) as crm:
            _widen(crm)
            directory = Directory(crm.session.connection(), crm.country)
            formatted = (table for path in others for table in formatted_tables(crm, path, report))
            for table in chain(tables, formatted):
                report.files.append(Intake(table, crm, directory, report).run(progress or _silent))
                if table.kind == "person" and crm.actor is None:
                    crm.actor = actor_of(crm.session, actor)
            complete_lines(crm.session.connection(), now)
            if dry_run:
                raise _DryRun
            report.number = keep_import(crm, folder.name, report)
    except _DryRun:
        pass
    report.seconds = perf_counter() - started
    return report


def _widen(crm: Crm) -> None:
    """Let SQLite hold more of its indexes in memory while many rows come; it reads them again and again otherwise."""
    connection = crm.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE}")


def keep_import(crm: Crm, name: str, report: ImportReport) -> int:
    """Write down that there was this import, and return its number."""
    files = [{name: value for name, value in asdict(file).items() if name in FILE} for file in report.files]
    counts = {name: report.total(name) for name in COUNTS}
    by_id = crm.actor.id if crm.actor else None
    source = report.source or "CSV files"
    kept = Import(turn=report.turn, at=crm.now, by_id=by_id, source=source, folder=name, files=files, **counts)
    crm.session.add(kept)
    crm.session.flush()
    return kept.id


FILE = {"file", "noun", *COUNTS}


def _silent(file: str, done: int, total: int) -> None:
    """Report no progress."""


def presets() -> Iterable[str]:
    """The names of the programs whose files are known."""
    from storage.exchange.sources import PRESETS

    return ("csv", "maven", *PRESETS)
