"""Merging: which of two records named stays, and which goes into it."""

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

KINDS = {
    "customer": re.compile(r"\b(?:customer|compan|account|client|firm)", re.IGNORECASE),
    "contact": re.compile(r"\b(?:contact|person|people|persons)\b|\bcontacts\b", re.IGNORECASE),
    "lead": re.compile(r"\bleads?\b", re.IGNORECASE),
}
"""The kinds that can be merged, with the words that tell which is meant."""


def kept_and_merged(text: str, marks: Sequence[Mark]) -> dict[str, Any]:
    """Of two records named the one that stays: the one to be kept, or into which the other goes; else the first."""
    kind, named = _two(text, marks)
    if len(named) == 1:
        one, other = sorted(named[0].as_record(kind)["several"], key=lambda each: int(each["id"]))
        return {"keep": one, "merge": other}
    if not named:
        return {}
    first, second = named[:2]
    kept = KEEP.search(text)
    after = min((mark for mark in named if kept and mark.start >= kept.end()), key=lambda m: m.start, default=None)
    after = after or (_described(text[kept.end() :], named[:2]) if kept else None)
    into = INTO.search(text[first.end : second.start]) is not None
    stays = after or (second if into else first)
    goes = second if stays.as_record(kind) == first.as_record(kind) else first
    return {"keep": stays.as_record(kind), "merge": goes.as_record(kind)}


def told_apart(text: str, marks: Sequence[Mark]) -> dict[str, Any]:
    """The two records that are said not to be the same."""
    found = kept_and_merged(text, marks)
    return {"one": found["keep"], "other": found["merge"]} if found else {}


def _two(text: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """The kind of the two records named, and their marks; one mark where it is the name of both."""
    said = [kind for kind, words in KINDS.items() if words.search(text)]
    for kind in dict.fromkeys([*said, *KINDS]):
        named = _apart([mark for mark in marks if mark.is_one(kind)], kind)
        if len(named) > 1:
            return kind, named
        if named and len(named[0].as_record(kind).get("several", ())) == 2:
            return kind, named
    return "", []


def _apart(named: Sequence[Mark], kind: str) -> list[Mark]:
    """The marks that each mean one record, where at least two do, as in "Kestrel is there twice, fold A into B"."""
    sure = [mark for mark in named if "several" not in mark.as_record(kind)]
    return sure if len({mark.as_record(kind)["id"] for mark in sure}) > 1 else list(named)


def _described(words: str, named: Sequence[Mark]) -> Mark | None:
    """The one of two whose name alone has a word that is said: "keep the GmbH one"."""
    said = set(re.findall(r"\w+", words.casefold()))
    told = [set(re.findall(r"\w+", mark.candidates[0].name.casefold())) for mark in named]
    fitting = [mark for mark, own, other in zip(named, told, reversed(told), strict=True) if said & (own - other)]
    return fitting[0] if len(fitting) == 1 else None
