"""What cannot work is said in one sentence, with an exit status of 1 or 2 and never a stack trace."""

import sqlite3
from pathlib import Path

import pytest

from storage.store import Store
from tests.bot.conftest import Ran, Rapport


def refused(ran: Ran) -> str:
    """The one sentence on standard error."""
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith("rapport: ")
    assert ran.err.count("\n") == 1
    return ran.err


def change(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "rapport.db")
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_home_that_is_a_file(rapport: Rapport, home: Path) -> None:
    home.write_text("")
    assert "home folder" in refused(rapport("ask", "help"))


def test_a_database_of_a_newer_version(rapport: Rapport, home: Path) -> None:
    rapport("migrate")
    change(home, "update alembic_version set version_num = '9999'")
    assert "newer Rapport" in refused(rapport("ask", "help"))


def test_a_file_that_is_no_database(rapport: Rapport, home: Path) -> None:
    home.mkdir()
    (home / "rapport.db").write_text("no database " * 1000)
    assert "damaged" in refused(rapport("ask", "help"))


def test_a_database_that_may_only_be_read(rapport: Rapport, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rapport("ask", "help")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///file:{home / 'rapport.db'}?mode=ro&uri=true")
    ran = rapport("ask", "add customer Pinefold Mills")
    assert "can only be read" in refused(ran)


def test_a_database_server_that_is_not_there(rapport: Rapport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://rapport:hidden@127.0.0.1:1/rapport")
    said = refused(rapport("ask", "help"))
    assert "does not answer" in said
    assert "hidden" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://x/y"), ("PORT", "many"), ("RAPPORT_LOG", "loud"), ("RAPPORT_THREADS", "x")],
)
def test_a_setting_that_cannot_be(rapport: Rapport, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert name in refused(rapport("ask", "help"))


def test_a_colleague_whose_time_zone_does_not_exist(rapport: Rapport, home: Path) -> None:
    rapport("ask", "help")
    change(home, "update people set time_zone = 'Mars/Phobos'")
    assert "Mars/Phobos" in refused(rapport("ask", "help"))


def test_a_moment_that_is_none(rapport: Rapport) -> None:
    ran = rapport("ask", "help", "--now", "tomorrow")
    assert ran.status == 2
    assert "ISO 8601" in ran.err


def test_a_batch_file_that_is_not_there(rapport: Rapport) -> None:
    assert rapport("ask", "--batch", "nowhere.jsonl").status == 2


def test_a_speaker_whom_nobody_knows_is_told_so(rapport: Rapport) -> None:
    rapport("ask", "help")
    assert "do not know who@rapport.test" in rapport("ask", "help", "--as", "who@rapport.test").out


def test_slack_without_tokens(rapport: Rapport) -> None:
    assert "SLACK_BOT_TOKEN" in refused(rapport("slack"))


def test_a_locked_database_is_said_to_be_busy(home: Path, rapport: Rapport) -> None:
    rapport("migrate")
    store = Store(f"sqlite:///{home / 'rapport.db'}?timeout=0.1")
    with store.engine.begin():
        assert "busy" in refused(rapport("ask", "add customer Pinefold Mills"))
    store.close()
