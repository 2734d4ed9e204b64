"""Ratings: the thumbs under an answer, from Slack's buttons to what the assistant keeps of them."""

from bot.rating import BAD, GOOD

RATE = "rate"
"""The action id of the thumbs."""

DOWN = ("bad", "down", "negative", "-")


def rating_value(turn: str, good: bool) -> str:
    """The value of a thumb up or down for the answer of a turn."""
    return f"{'good' if good else 'bad'}:{turn}"


def rated(value: str) -> str:
    """The question that a thumb with this value answers."""
    side, _, turn = value.partition(":")
    return f"{BAD if side in DOWN else GOOD}{turn}"


def words_of(question: str) -> str:
    """A thumb in words."""
    return "That helped me." if question.startswith(GOOD) else "That was not what I wanted."
