"""Merging: which of two customers named stays, and which goes into it."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.marks import Mark

KEEP = re.compile(r"\bkeep(?:ing)?\b", re.IGNORECASE)
INTO = re.compile(
    r"\b(?:into|in|to|onto|under|(?:a )?(?:dupl?icate|dupe|double|copy|twin|second (?:entry|record)) of"
    r"|is really|is actually|(?:is )?the same as)\b",
    re.IGNORECASE,
)


def kept_and_merged(text: str, marks: Sequence[Mark]) -> dict[str, Any]:
    """Of two customers named the one that stays: the one to be kept, or into which the other goes; else the first."""
    named = _apart([mark for mark in marks if mark.is_one("customer")])
    if len(named) < 2:
        return {}
    first, second = named[:2]
    kept = KEEP.search(text)
    after = min((mark for mark in named if kept and mark.start >= kept.end()), key=lambda m: m.start, default=None)
    after = after or (_described(text[kept.end() :], named[:2]) if kept else None)
    into = INTO.search(text[first.end : second.start]) is not None
    stays = after or (second if into else first)
    goes = second if stays.as_record("customer") == first.as_record("customer") else first
    return {"keep": stays.as_record("customer"), "merge": goes.as_record("customer")}


def _apart(named: Sequence[Mark]) -> list[Mark]:
    """The marks that each mean one customer, where at least two do, as in "Kestrel is there twice, fold A into B"."""
    sure = [mark for mark in named if "several" not in mark.as_record("customer")]
    return sure if len({mark.as_record("customer")["id"] for mark in sure}) > 1 else list(named)


def _described(words: str, named: Sequence[Mark]) -> Mark | None:
    """The one of two whose name alone has a word that is said: "keep the GmbH one"."""
    said = set(re.findall(r"\w+", words.casefold()))
    told = [set(re.findall(r"\w+", mark.candidates[0].name.casefold())) for mark in named]
    fitting = [mark for mark, own, other in zip(named, told, reversed(told), strict=True) if said & (own - other)]
    return fitting[0] if len(fitting) == 1 else None
