"""Dialogue: what only makes sense after what was said before - corrections, refinements, "what about Hooli?"."""

from collections.abc import Sequence

from bot.understanding.intents import Reading
from bot.understanding.marks import Mark
from bot.understanding.reader import Context


def follow_up(text: str, marks: Sequence[Mark], context: Context) -> Reading | None:
    """The reading of a message that carries on the conversation; None when it stands for itself."""
    return None
