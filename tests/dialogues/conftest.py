"""The demo company on both databases, and a colleague to talk as."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.understanding.learning.training import local_reader
from bot.understanding.local import LocalReader
from bot.understanding.names.directory import Directory
from knowledge.knowledge import Knowledge
from storage.demo import copy_demo
from storage.exchange.importing import import_folder
from storage.migrate import migrate
from storage.store import Store
from tests.dialogues.talking import Talk
from tests.postgres import create_database, drop_database

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NUMBERS = count()


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """The encoder, and an index that nobody needs here."""
    knowledge = Knowledge(tmp_path_factory.mktemp("knowledge"))
    yield knowledge
    knowledge.close()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> LocalReader:
    """The local reader, trained on first use."""
    return local_reader(knowledge.encoder)


def _filled(store: Store, folder: Path) -> None:
    copy_demo(folder, date(2026, 11, 20))
    migrate(store)
    report = import_folder(store, folder, NOW)
    assert not report.problems
    store.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company in SQLite, to copy."""
    folder = tmp_path_factory.mktemp("demo")
    _filled(Store(folder / "demo.db"), folder / "csv")
    return folder / "demo.db"


@pytest.fixture(scope="session")
def demo_database(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo company in PostgreSQL, to copy; the name of its database."""
    name = f"demo_{next(NUMBERS)}"
    create_database(postgres, name, "template")
    _filled(Store(postgres.replace("/postgres", f"/{name}")), tmp_path_factory.mktemp("demo") / "csv")
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def talk(request: pytest.FixtureRequest, tmp_path: Path, reader: LocalReader, knowledge: Knowledge) -> Iterator[Talk]:
    """A conversation of Lena's with the demo company."""
    if request.param == "sqlite":
        store = Store(shutil.copy(request.getfixturevalue("demo_file"), tmp_path / "rapport.db"))
    else:
        url: str = request.getfixturevalue("postgres")
        name = f"talk_{next(NUMBERS)}"
        create_database(url, name, request.getfixturevalue("demo_database"))
        store = Store(url.replace("/postgres", f"/{name}"))
    yield Talk(Assistant(store, reader, Directory(), knowledge), NOW)
    store.close()
    if request.param == "postgresql":
        drop_database(url, name)
