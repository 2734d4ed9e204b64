"""A short question for the own day is understood as one for advice; talk of days is not."""

import pytest

from bot.understanding.showing import shown


@pytest.mark.parametrize("text", ["my day", "Show me my day", "what's my day look like?", "How does my day look?"])
def test_a_question_for_the_own_day_asks_what_to_do(text: str) -> None:
    asked = shown(text, [])
    assert asked is not None
    assert asked.skill == "suggest_action"


@pytest.mark.parametrize("text", ["tomorrow is my day off", "that made my day", "my day was long"])
def test_talk_of_days_is_left_to_the_reader(text: str) -> None:
    assert shown(text, []) is None
