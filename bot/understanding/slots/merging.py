"""Merging: which of two customers named stays, and which goes into it."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.marks import Mark

KEEP = re.compile(r"\bkeep(?:ing)?\b", re.IGNORECASE)
INTO = re.compile(r"\b(?:into|in|to|onto|under)\b", re.IGNORECASE)


def kept_and_merged(text: str, marks: Sequence[Mark]) -> dict[str, Any]:
    """Of two customers named the one that stays: the one to be kept, or into which the other goes; else the first."""
    named = [mark for mark in marks if mark.is_one("customer")]
    if len(named) < 2:
        return {}
    first, second = named[:2]
    kept = KEEP.search(text)
    after = min((mark for mark in named if kept and mark.start >= kept.end()), key=lambda m: m.start, default=None)
    into = INTO.search(text[first.end : second.start]) is not None
    stays = after or (second if into else first)
    goes = second if stays.as_record("customer") == first.as_record("customer") else first
    return {"keep": stays.as_record("customer"), "merge": goes.as_record("customer")}
