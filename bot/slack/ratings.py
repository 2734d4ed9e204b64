"""Ratings: the thumbs under an answer, from Slack's buttons to what the assistant keeps of them."""

from typing import Any

from bot.rating import BAD, GOOD

RATE = "rate"
"""The action id of the thumbs."""


def rating_value(turn: str, good: bool) -> str:
    """The value of a thumb up or down for the answer of a turn."""
    return f"{'good' if good else 'bad'}:{turn}"


def rated(action: dict[str, Any]) -> str:
    """The question that a pressed thumb answers."""
    side, _, turn = action["value"].partition(":")
    return f"{GOOD if side == 'good' else BAD}{turn}"


def words_of(question: str) -> str:
    """A thumb in words."""
    return "That helped me." if question.startswith(GOOD) else "That was not what I wanted."
