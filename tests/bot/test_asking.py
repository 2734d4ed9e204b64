"""Asking from the command line: one sentence, JSON, and batches of lines."""

import json
from pathlib import Path

from tests.bot.conftest import Rapport
from tests.bot.days import NOW


def test_a_first_question_makes_the_home_and_is_answered(rapport: Rapport, home: Path) -> None:
    ran = rapport("ask", "help")
    assert ran.status == 0
    assert "records" in ran.out
    assert (home / "rapport.db").exists()


def test_what_was_said_is_there_for_the_next_command(rapport: Rapport) -> None:
    rapport("ask", "add customer Pinefold Mills")
    assert "Pinefold Mills" in rapport("ask", "show Pinefold Mills").out


def test_a_dry_run_changes_nothing(rapport: Rapport) -> None:
    said = json.loads(rapport("ask", "--json", "--dry-run", "add customer Pinefold Mills").out)
    assert [intent["skill"] for intent in said["intents"]] == ["add_customer"]
    assert said["changes"] == []
    assert "0" in rapport("ask", "how many customers are there?").out


def test_json_tells_what_was_written(rapport: Rapport) -> None:
    said = json.loads(rapport("ask", "--json", "--now", NOW, "add customer Pinefold Mills").out)
    assert set(said) >= {"intents", "reply", "blocks", "asks", "changes", "citations", "ms"}
    assert [(change["action"], change["record"]) for change in said["changes"]] == [
        ("created", "customer Pinefold Mills")
    ]


def test_a_batch_answers_each_line_and_says_which_are_bad(rapport: Rapport, tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "help"}', "no json", '{"id": "c", "text": "help", "now": "soon"}', ""]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines))
    answers = [json.loads(line) for line in rapport("ask", "--batch", "lines.jsonl").out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "2", "3"]
    assert [("error" in answer) for answer in answers] == [False, True, True]


def test_standard_input_is_answered_line_by_line(rapport: Rapport) -> None:
    ran = rapport("chat", typed="add customer Pinefold Mills\nshow Pinefold Mills\nexit\nadd customer Never\n")
    assert ran.status == 0
    assert ran.out.count("Pinefold Mills") >= 2
    assert "Never" not in ran.out
