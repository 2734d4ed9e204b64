"""The doctor finds what is wrong, says what to do, and touches nothing."""

import sqlite3
from pathlib import Path

import pytest

from bot.settings import read_settings
from bot.tokens import check_tokens
from tests.bot.conftest import Rapport


def test_a_machine_without_records_is_well(rapport: Rapport, home: Path) -> None:
    ran = rapport("doctor")
    assert ran.status == 0
    assert "problem" not in ran.out
    assert not home.exists()


def test_a_working_home_is_well(rapport: Rapport) -> None:
    rapport("ask", "add customer Pinefold Mills")
    rapport("index", "rebuild")
    ran = rapport("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert {line.split()[1] for line in ran.out.splitlines()} == {
        "python", "home", "database", "people", "understanding", "index", "tokens", "clock", "model",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update people set time_zone = 'Mars/Phobos'", "Mars/Phobos"),
        ("update alembic_version set version_num = '9999'", "newer Rapport"),
    ],
)
def test_what_is_wrong_in_the_database_is_a_problem(rapport: Rapport, home: Path, statement: str, said: str) -> None:
    rapport("ask", "help")
    connection = sqlite3.connect(home / "rapport.db")
    with connection:
        connection.execute(statement)
    connection.close()
    ran = rapport("doctor")
    assert ran.status == 1
    assert said in ran.out


def test_a_damaged_database_is_a_problem(rapport: Rapport, home: Path) -> None:
    home.mkdir()
    (home / "rapport.db").write_text("no database " * 1000)
    ran = rapport("doctor")
    assert ran.status == 1
    assert "Traceback" not in ran.out + ran.err


def test_a_speaker_whom_nobody_knows_is_a_problem(rapport: Rapport, monkeypatch: pytest.MonkeyPatch) -> None:
    rapport("ask", "help")
    monkeypatch.setenv("RAPPORT_ME", "who@rapport.test")
    assert "nobody is called who@rapport.test" in rapport("doctor").out


def test_an_index_that_is_behind_the_records_is_a_problem(rapport: Rapport, home: Path) -> None:
    rapport("ask", "add customer Pinefold Mills")
    rapport("ask", "had a call with Pinefold Mills, they want samples")
    rapport("index", "rebuild")
    connection = sqlite3.connect(home / "rapport.db")
    with connection:
        connection.execute("update passages set revision = revision + 1")
    connection.close()
    ran = rapport("doctor")
    assert ran.status == 1
    assert "rapport index rebuild" in ran.out


def test_a_token_of_another_form_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-1")
    states = [state for state, _ in check_tokens(read_settings())]
    assert states == ["problem", "problem"]


def test_slack_that_does_not_answer_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    assert [state for state, _ in check_tokens(read_settings())] == ["warning"]
