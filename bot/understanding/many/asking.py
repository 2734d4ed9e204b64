"""Asking: a clause that asks which records are so, and wants none of them changed."""

import re
from collections.abc import Sequence

from bot.understanding.marks import Mark

WHICH = re.compile(r"\W*(?:which|what|who|whose|show|list|find|count|how many)\b", re.IGNORECASE)


def asks_which(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a clause asks for records: it begins as a question does and names no lead and no deal."""
    return bool(WHICH.match(text)) and not any(mark.is_one("lead") or mark.is_one("deal") for mark in marks)
