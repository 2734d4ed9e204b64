"""Importing from the command line: with a progress bar, and the vectors of what came in made at once."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.home import Home
from storage.exchange.importing import import_folder
from storage.exchange.report import ImportReport


def bring_in(home: Home, folder: Path, preset: str | None = None, dry_run: bool = False) -> ImportReport:
    """Import a folder of CSV files, and make what came in findable. Raises CannotImport and StoreTrouble."""
    now, actor = datetime.now(UTC), home.settings.me or None
    with _bars() as show:
        report = import_folder(home.store, folder, now, dry_run, show, preset, actor)
    if not dry_run:
        learn(home)
    return report


def bring_in_demo(home: Home) -> ImportReport:
    """Import the demo company, moved to end on last Friday."""
    from storage.demo import copy_demo

    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        copy_demo(Path(folder), datetime.now(UTC).date())
        return bring_in(home, Path(folder))


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
