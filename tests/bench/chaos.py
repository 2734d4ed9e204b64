"""Kills processes at any moment, a hundred times on each database, and counts what was lost or done twice.

Run: python -m tests.bench.chaos [kills] [minutes a database]
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from storage.migrate import migrate
from storage.store import Store
from tests.chaos.harness import WRONG, Run, furnish
from tests.postgres import binaries, server

TOLD = ("killed", "while_posting", "paused", "seconds", "acknowledged", "in_doubt", "events", "posts")


def main(kills: int = 100, minutes: float = 8) -> None:
    """Print what each database went through, and what went wrong."""
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with tempfile.TemporaryDirectory(prefix="rapport-chaos-", ignore_cleanup_errors=True) as folder:
            if name == "PostgreSQL" and binaries() is None:
                print("PostgreSQL: skipped, it is not installed")
                continue
            with database(Path(folder)) as url:
                _tell(name, _tormented(url, Path(folder), kills, minutes))


def _tormented(url: str, folder: Path, kills: int, minutes: float) -> dict[str, Any]:
    store = Store(url)
    migrate(store)
    furnish(store)
    store.close()
    return Run(url, folder / "home", kills, until=time.monotonic() + minutes * 60).verdict()


def _tell(name: str, told: dict[str, Any]) -> None:
    print(f"{name}: " + ", ".join(f"{word.replace('_', ' ')} {told[word]}" for word in TOLD))
    wrong = {word: len(told[word]) for word in WRONG} | {f"index {word}": n for word, n in told["index"].items()}
    print("  wrong: " + ", ".join(f"{word.replace('_', ' ')} {count}" for word, count in wrong.items()), flush=True)
    for word in WRONG:
        if told[word]:
            print(f"  {word}: {told[word][:5]}", flush=True)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'rapport.db'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    folder.chmod(0o755)
    place = folder / "server"
    place.mkdir()
    with server(place) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE chaos"))
        engine.dispose()
        yield url.replace("/postgres", "/chaos")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
