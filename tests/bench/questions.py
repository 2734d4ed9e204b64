"""Measures questions over a big house: reports and lists through their skills, beside hand-written SQL.

Run: python -m tests.bench.questions [sqlite] [postgresql] [--share PART] [--runs COUNT] [--only WORDS] [--kept FILE]
A question is asked cold (its first time) and then `runs` times in turn with its SQL; median and best are told.
"""

import argparse
import gc
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import skills.questions
from knowledge.knowledge import Knowledge
from skills.turn import Turn
from storage.crm import Crm
from storage.migrate import migrate
from storage.store import Store
from tests.bench.asked import LISTS, REPORTS, Asked, statements
from tests.bench.warehouse import NOW, fill
from tests.postgres import server

GOALS = {"report": 300, "find_records": 100}  # milliseconds
NOTHING = 10
"""Where the hand-written SQL takes less than so many milliseconds, their ratio says nothing."""


class Times(NamedTuple):
    """Milliseconds: the first time, the median, the best, the best of processor time, and median and best by hand."""

    cold: float
    median: float
    best: float
    processor: float
    by_hand: float
    best_by_hand: float


def main() -> None:
    """Print a line for each question on each database."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.questions")
    parser.add_argument("databases", nargs="*", default=["sqlite"])
    parser.add_argument("--share", type=float, default=1.0, help="how much of the house is built")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", default="", help="ask only what has these words in its name")
    parser.add_argument("--kept", help="an SQLite file of an earlier run, or the name of one to keep")
    told = parser.parse_args()
    for database in told.databases:
        with _house(database, told.share, told.kept) as store:
            print(
                f"\n{database}: {'question':60} {'cold':>7} {'median':>7} {'best':>7} {'cpu':>7} {'by hand':>8} ratio"
            )
            asked = [each for each in [*REPORTS, *LISTS] if told.only in each.name]
            _summed([(each, _measured(store, each, told.runs)) for each in asked])


@contextmanager
def _house(database: str, share: float, kept: str | None) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="rapport-questions-", ignore_cleanup_errors=True) as folder:
        if database == "postgresql":
            Path(folder).chmod(0o755)
            with server(Path(folder)) as url:
                yield from _filled(Store(url), share)
            return
        path = Path(kept or Path(folder) / "rapport.db")
        if path.exists():
            yield Store(path)
        else:
            yield from _filled(Store(path), share)


def _filled(store: Store, share: float) -> Iterator[Store]:
    started = perf_counter()
    migrate(store)
    fill(store, share)
    print(f"built in {perf_counter() - started:.0f} s")
    yield store
    store.close()


def _measured(store: Store, asked: Asked, runs: int) -> Times:
    """Ask it once, then again and again beside its SQL."""
    cold, _ = _timed(lambda: _answered(store, asked))
    by_hand = statements(asked, "sqlite" if store.is_sqlite else "postgresql")
    _timed(lambda: _read(store, by_hand))
    ours, hands = [], []
    for _ in range(runs):
        ours.append(_timed(lambda: _answered(store, asked)))
        hands.append(_timed(lambda: _read(store, by_hand))[0])
    walls = [wall for wall, _ in ours]
    times = Times(
        cold, statistics.median(walls), min(walls), min(cpu for _, cpu in ours), statistics.median(hands), min(hands)
    )
    ratio = times.best / times.best_by_hand
    mark = " !" if times.best > GOALS[asked.skill] else " ~" if _slow(times) else ""
    told = " ".join(f"{each:7.1f}" for each in times[:5])
    print(f"{asked.skill[:4]} {asked.name:60} {told} {ratio:5.1f}{mark}", flush=True)
    return times


def _slow(times: Times) -> bool:
    """Whether it takes more than twice as long as by hand, where that takes any time."""
    return times.best > 2 * times.best_by_hand and times.best_by_hand >= NOTHING


def _timed(act: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    act()
    return (perf_counter() - wall) * 1000, (process_time() - cpu) * 1000


def _answered(store: Store, asked: Asked) -> Any:
    with store.read(NOW, 1) as crm:
        turn = _turn(crm)
        return getattr(skills.questions, asked.skill)(turn, **asked.slots)


def _turn(crm: Crm) -> Turn:
    assert crm.actor is not None
    return Turn(crm, Knowledge(Path("/nowhere")), crm.actor, NOW.astimezone(crm.actor.zone), "", "")


def _read(store: Store, by_hand: list[str]) -> None:
    with store.engine.connect().execution_options(reading=True) as connection:
        for sql in by_hand:
            connection.exec_driver_sql(sql.replace("%", "%%") if not store.is_sqlite else sql).all()


def _summed(told: list[tuple[Asked, Times]]) -> None:
    for skill, goal in GOALS.items():
        each = [times for asked, times in told if asked.skill == skill]
        if not each:
            continue
        within = sum(times.median <= goal for times in each)
        best = sum(times.best <= goal for times in each)
        twice = sum(not _slow(times) for times in each)
        print(
            f"{skill}: {len(each)} questions, {within} within {goal} ms at the median, {best} at best, "
            f"{twice} within twice the SQL; slowest {max(times.median for times in each):.0f} ms"
        )


if __name__ == "__main__":
    main()
