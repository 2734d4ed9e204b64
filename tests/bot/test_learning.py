"""Learning from the command line: what was put right is learned from, and told before and after."""

import re
from pathlib import Path

import pytest

from bot.lessons import told, told_thumbs
from bot.understanding.learning.relearning import Outcome, Score
from storage.ratings import Rating
from tests.bot.conftest import Rapport


def test_a_sentence_put_right_is_read_so_from_the_next_start_on(rapport: Rapport, home: Path) -> None:
    said = "Pinefold Mills is a no mornings kind of place"
    assert "nothing to learn" in rapport("learn").out
    rapport("ask", "add customer Pinefold Mills")
    rapport("ask", said)
    asked = rapport("ask", "how did you read that?").out
    [meant] = re.findall(r"1\) Rather: (.+)", asked)
    assert f"taken for: {meant}" not in asked
    assert "forget that" in rapport("ask", "1").out
    earlier = home / "learned" / "of-an-earlier-version"
    earlier.mkdir(parents=True)
    (earlier / "router.npz").write_bytes(b"unreadable")
    ran = rapport("learn", "--force")
    assert ran.status == 0, ran.err
    assert "fits another version" in ran.out
    assert not earlier.exists()
    assert "Learned from 1 sentence" in ran.out
    assert "held out" in ran.out
    assert "now 1 of 1" in ran.out
    assert list((home / "learned").glob("*/router.npz"))
    assert f"taken for: {meant}" in _read_again(rapport, said)
    assert "fits another version" not in rapport("learn", "--force").out


def _read_again(rapport: Rapport, said: str) -> str:
    rapport("ask", "--thread", "another", said)
    return rapport("ask", "--thread", "another", "how did you read that?").out


def test_forgetting_all_of_it_goes_back_to_what_is_packaged(rapport: Rapport, home: Path) -> None:
    rapport("ask", "help")
    rapport("ask", "book me a flight to Lisbon")
    rapport("ask", "why?")
    rapport("ask", "1")
    assert "not learn" in rapport("ask", "forget that sentence").out
    assert "nothing to learn" in rapport("learn").out
    assert not list(home.glob("learned/*/router.npz"))


def test_keeping_none_is_a_setting(rapport: Rapport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_LEARN", "false")
    rapport("ask", "book me a flight to Lisbon")
    rapport("ask", "why?")
    assert "learn" not in rapport("ask", "1").out
    assert "nothing to learn" in rapport("learn").out


def test_thumbs_are_counted_by_skill() -> None:
    given = (("report", True), ("report", True), ("report,remind_me", False), ("", False))
    ratings = [Rating(turn=str(n), by_id=1, good=good, text="", skill=skill) for n, (skill, good) in enumerate(given)]
    line = told_thumbs(ratings)
    assert "compute a number or a table 2 up, 1 down" in line
    assert "not understood 0 up, 1 down" in line
    assert told_thumbs([]) == ""


def test_a_worse_model_is_not_taken_and_chance_is_no_worse() -> None:
    before, kept = Score(1450, 1700), (Score(1, 6), Score(6, 6))
    worse, chance = (Outcome((before, Score(right, 1700)), kept, Score(3, 6), False) for right in (1430, 1447))
    assert worse.is_worse
    assert not chance.is_worse
    words = told(worse, 12.3)
    assert "--force" in words
    assert "before 1 of 6 (16.7 %), now 6 of 6 (100.0 %)" in words
    assert "in 12 s" in words
