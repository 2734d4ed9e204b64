"""Measures the import of Maven's CRM tables beside a bare insert of the same deals, of many rows, and of Zoho's export.

Run: python -m tests.bench.importing FOLDER [runs]
     python -m tests.bench.importing rows 1000000 [database URL]
     python -m tests.bench.importing zoho FOLDER
     python -m tests.bench.importing cards FOLDER
"""

import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import insert, select

from storage.deals import Deal
from storage.exchange.exporting import export_folder
from storage.exchange.importing import import_folder
from storage.exchange.report import ImportReport
from storage.exchange.zoho import ZOHO
from storage.migrate import migrate
from storage.store import Store
from storage.unwinding import unwind
from tests.storage.cells import Cells

WORDS = (
    "quote price renewal delivery invoice oven contract sample visit budget decision team parts asked agreed".split()
)
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


def rows(count: int, url: str = "") -> None:
    """Import so many made-up interactions, import them again, take them back; print rows a second and memory."""
    with tempfile.TemporaryDirectory() as out, _store(url) as store:
        made(Path(out), count)
        first: ImportReport = _told("import", count, lambda: import_folder(store, Path(out), NOW))
        _told("again", count, lambda: import_folder(store, Path(out), NOW))
        _told("undo", count, lambda: _undo(store, first.turn))
        if store.is_sqlite:
            print(f"{'database':12} {Path(str(store.url.database)).stat().st_size >> 20:,} MB")


def zoho(folder: Path) -> None:
    """Import Zoho's export; print what became of its rows, its links and its cells."""
    with _store() as store:
        report: ImportReport = _told("import", 1, lambda: import_folder(store, folder, NOW, preset="zoho"))
        print(report.words())
        with store.read(NOW) as crm:
            tally = Cells(crm, ZOHO, report).tally(folder)
        print(f"cells: {dict(tally.places)}, lost {len(tally.lost):,}")
        for (file, column, reason), count in report.warnings.sorts.most_common():
            print(f"  {count:>6,}  {file}, {column}: {reason}")
        again = import_folder(store, folder, NOW, preset="zoho")
        print(
            f"again: {again.total('created')} new, {again.total('updated')} updated, {again.total('refused')} refused"
        )
        _told("undo", report.total("rows"), lambda: _undo(store, report.turn))


def cards(folder: Path) -> None:
    """Import each vCard file of a folder by itself; print how many came in whole."""
    whole, contacts, paths = 0, 0, sorted(folder.glob("*.vcf"))
    for path in paths:
        with _store() as store, tempfile.TemporaryDirectory() as place:
            (Path(place) / path.name).write_bytes(path.read_bytes())
            report = import_folder(store, Path(place), NOW)
            made = sum(file.created for file in report.files if file.noun == "contact")
            rows = sum(file.rows for file in report.files if file.noun == "contact")
            whole += made == rows and not report.problems.total
            contacts += made
    print(f"{whole} of {len(paths)} files whole, {contacts} contacts")


def made(folder: Path, count: int) -> None:
    """Twenty colleagues, a customer for each two hundred rows, and the interactions."""
    chosen, customers = Random(7), max(10, count // 200)
    (folder / "people.csv").write_text("name,email\n" + "".join(f"P {n},p{n}@house.test\n" for n in range(20)))
    (folder / "customers.csv").write_text("name,city\n" + "".join(f"C {n},City {n % 50}\n" for n in range(customers)))
    with (folder / "interactions.csv").open("w", encoding="utf-8") as file:
        file.write("customer,channel,happened_at,by,summary,ticket\n")
        for n in range(count):
            at = NOW - timedelta(minutes=chosen.randrange(4_000_000))
            words = " ".join(chosen.choices(WORDS, k=12))
            channel = chosen.choice(("call", "email", "meeting"))
            whom, by = chosen.randrange(customers), chosen.randrange(20)
            file.write(f"C {whom},{channel},{at:%Y-%m-%dT%H:%M:%SZ},P {by},{words} {n},T{n}\n")


def _undo(store: Store, turn: str) -> None:
    with store.begin(None, NOW, f"undo {turn}") as crm:
        unwind(crm, turn)


def _told(name: str, count: int, act: Callable[[], Any]) -> Any:
    wall, work = perf_counter(), process_time()
    done = act()
    wall, work = perf_counter() - wall, process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    each = f"{count / wall:,.0f} rows/s, {count / work:,.0f} by CPU time, " if count > 1 else ""
    print(f"{name:12} {wall:,.1f} s, {work:,.1f} s of CPU, {each}{memory} MB at most", flush=True)
    return done


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
def _store(url: str = "") -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(url or Path(folder) / "rapport.db")
        migrate(store)
        yield store
        store.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["rows", count, *url]:
            rows(int(count), *url)
        case ["zoho", place]:
            zoho(Path(place))
        case ["cards", place]:
            cards(Path(place))
        case [place, *others]:
            main(Path(place), *map(int, others))
