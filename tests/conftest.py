"""Fixtures: a migrated store on SQLite and on PostgreSQL, and a Rapport without proxies or settings."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.store import Store
from tests.postgres import binaries, create_database, drop_database, server

NUMBERS = count()
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes that the files of a run take at most, by far."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' files in memory where there is room, so that no test waits for a disk; or where TMPDIR says."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between the tests and their own servers, and no setting of whoever runs them."""
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name.startswith(("SLACK_", "RAPPORT_", "DATABASE_")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "rapport.db"
    store = Store(path)
    migrate(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server whose database `template` is migrated and empty."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="rapport-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with server(Path(folder)) as url:
            create_database(url, "template", "template1")
            store = Store(url.replace("/postgres", "/template"))
            migrate(store)
            store.close()
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated store; every test that takes it runs on both databases."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        store = Store(shutil.copy(template, tmp_path / "rapport.db"))
    else:
        url: str = request.getfixturevalue("postgres")
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        create_database(url, name, "template")
        store = Store(url.replace("/postgres", f"/{name}"))
    yield store
    store.close()
    if request.param == "postgresql":
        drop_database(url, name)
