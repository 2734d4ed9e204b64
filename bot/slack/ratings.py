"""Ratings: the thumbs under an answer, from Slack's buttons to what the assistant keeps of them."""

from typing import Any

from bot.rating import BAD, GOOD

RATE = "rate"
"""The action id of the thumbs."""

SIDES = ("good", "bad")


def rating_value(turn: str, good: bool) -> str:
    """The value of a thumb up or down for the answer of a turn."""
    return f"{'good' if good else 'bad'}:{turn}"


def rated(action: dict[str, Any]) -> str:
    """The question that a pressed thumb answers; where its value is the turn alone, its words tell which it was."""
    side, _, turn = action["value"].partition(":")
    if side not in SIDES:
        words = str((action.get("text") or {}).get("text", "")).casefold().split()
        side, turn = next((word for word in words if word in SIDES), "good"), action["value"]
    return f"{BAD if side == 'bad' else GOOD}{turn}"


def words_of(question: str) -> str:
    """A thumb in words."""
    return "That helped me." if question.startswith(GOOD) else "That was not what I wanted."
