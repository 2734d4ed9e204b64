"""Measures the import of Maven's CRM tables beside a bare insert of the same deals.

Run: python -m tests.bench.importing FOLDER [runs]
"""

import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select

from storage.deals import Deal
from storage.exchange.exporting import export_folder
from storage.exchange.importing import import_folder
from storage.migrate import migrate
from storage.store import Store

DEALS: Any = Deal.__table__
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def main(folder: Path, runs: int = 7) -> None:
    """Print the medians and their ratio: empty store, the same files again, export, bare insert."""
    times: dict[str, list[float]] = {"import": [], "again": [], "export": [], "bare insert": []}
    for _ in range(runs):
        for name, seconds in _run(folder).items():
            times[name].append(seconds)
    for name, each in times.items():
        print(f"{name:12} {statistics.median(each) * 1000:7.0f} ms  ({min(each) * 1000:.0f} to {max(each) * 1000:.0f})")
    ratios = [one / other for one, other in zip(times["import"], times["bare insert"], strict=True)]
    print(f"{'ratio':12} {statistics.median(ratios):7.1f}     ({min(ratios):.1f} to {max(ratios):.1f})")
    print(f"{'memory':12} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:7} MB")


def _run(folder: Path) -> dict[str, float]:
    with _store() as store, tempfile.TemporaryDirectory() as out:
        first = _timed(lambda: import_folder(store, folder, NOW, preset="maven"))
        again = _timed(lambda: import_folder(store, folder, NOW, preset="maven"))
        export = _timed(lambda: export_folder(store, Path(out), NOW))
        with store.engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(select(DEALS)).mappings()]
    return {"import": first, "again": again, "export": export, "bare insert": _bare(folder, rows)}


def _bare(folder: Path, rows: list[dict[str, Any]]) -> float:
    """The same deals by one executemany into the same table, one commit, nothing else."""
    with _store() as store, tempfile.TemporaryDirectory() as others:
        for path in folder.glob("*.csv"):
            lines = path.read_text(encoding="utf-8").splitlines()
            kept = lines[:1] if path.name == "sales_pipeline.csv" else lines
            (Path(others) / path.name).write_text("\n".join(kept), encoding="utf-8")
        import_folder(store, Path(others), NOW, preset="maven")

        def write() -> None:
            with store.engine.begin() as connection:
                connection.execute(insert(DEALS), rows)

        return _timed(write)


def _timed(act: Any) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        yield store
        store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
