"""Importing from the command line: with a progress bar, and the vectors of what came in made at once or later."""

import csv
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.home import Home
from storage.exchange.importing import import_folder
from storage.exchange.mapping import NAMES
from storage.exchange.report import ImportReport, Problem

SOON = 5_000
"""So many texts are learned while one waits; more are learned later."""
PER_SECOND = 250
"""About how many texts a machine learns, to say how long it will take."""


@dataclass(frozen=True)
class Source:
    """What to import: the folder, whose files they are and what they mean where that is not to be found out."""

    folder: Path
    preset: str | None = None
    mapping: Path | None = None


def bring_in(home: Home, source: Source, dry_run: bool = False) -> ImportReport:
    """Import a folder of files, or one file, and make what came in findable. Raises CannotImport and StoreTrouble."""
    now, actor, report = datetime.now(UTC), home.settings.me or None, ImportReport("")
    with _bars() as show, _ledger(home, now, report, dry_run), _as_folder(source.folder) as folder:
        import_folder(home.store, folder, now, dry_run, show, source.preset, actor, source.mapping, report)
    if not dry_run and home.unlearned() <= SOON:
        learn(home)
    return report


@contextmanager
def _as_folder(path: Path) -> Iterator[Path]:
    """The folder; of one file a folder with that alone, and with what says what its columns mean."""
    if not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="rapport-") as place:
        folder = Path(place) / path.stem
        folder.mkdir()
        for each in (path, *(path.with_name(name) for name in NAMES)):
            if each.is_file():
                (folder / each.name).symlink_to(each.resolve())
        yield folder


def still_to_learn(home: Home) -> str:
    """What is said where many texts wait to be learned; empty where none do."""
    count = home.unlearned()
    if not count:
        return ""
    minutes = max(1, round(count / PER_SECOND / 60))
    return (
        f"{count:,} texts are found by their words already, but not yet by their meaning. Rapport learns that while it "
        f"runs in Slack, newest first; or do it now with “rapport index rebuild”, in about {minutes:,} min."
    )


def bring_in_demo(home: Home) -> ImportReport:
    """Import the demo company, moved to end on last Friday."""
    from storage.demo import copy_demo

    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        copy_demo(Path(folder), datetime.now(UTC).date())
        return bring_in(home, Source(Path(folder)))


def learn(home: Home) -> None:
    """Make the vectors of what is in the store and has none."""
    seen = 0
    with _bars() as show:

        def count(some: int) -> None:
            nonlocal seen
            seen += some
            show("Learning what was said", seen, 0)

        home.learn(count)


@contextmanager
def _ledger(home: Home, now: datetime, report: ImportReport, dry_run: bool) -> Iterator[None]:
    """Write every row that is refused and every doubt into `imports/` of the home folder as they come."""
    if dry_run:
        yield
        return
    folder = home.folder / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%d-%H%M%S}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        path.chmod(0o600)
        writer = csv.writer(file)
        writer.writerow(("file", "line", "column", "value", "reason", "refused row"))

        def write(problem: Problem) -> None:
            row = json.dumps(problem.row, ensure_ascii=False) if problem.row else ""
            writer.writerow((problem.file, problem.line, problem.column, problem.value, problem.reason, row))

        report.problems.written = report.warnings.written = write
        yield
    report.ledger = str(path) if report.problems.sorts or report.warnings.sorts else ""
    if not report.ledger:
        path.unlink()


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each name it is called with, on a terminal; 0 as the total: nobody knows it."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {}

        def show(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total or None)
            progress.update(tasks[name], completed=done, total=total or None)

        yield show
