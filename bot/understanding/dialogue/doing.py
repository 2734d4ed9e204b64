"""Doing what a numbered list offers: "merge 1", "the second pair is not the same", "fix 2", by its place."""

import re
from typing import Any

from bot.understanding.intents import Intent, Reading
from bot.understanding.reader import Context
from skills.duplicates import shown_pair

PLACES = {
    word: place
    for place, words in enumerate(
        ("1 1st first one", "2 2nd second two", "3 3rd third three", "4 4th fourth four", "5 5th fifth five",
         "6 6th sixth six", "7 7th seventh seven", "8 8th eighth eight")
    )
    for word in words.split()
} | {"last": -1, "them": 0, "they": 0, "these": 0, "those": 0, "it": 0, "that": 0, "both": 0}  # fmt: skip
PLACE = re.compile(rf"(?<![\w.])#?({'|'.join(PLACES)})(?![\w.])", re.IGNORECASE)
BOTH = re.compile(r"\b(?:those|these|the|them) two\b", re.IGNORECASE)
POINTING = {"them", "they", "these", "those", "it", "that", "both"}
"""Words that mean the only pair there is."""
MERGE = re.compile(r"\b(?:merge|join|combine|unite|marry|mrege|merg)\b", re.IGNORECASE)
APART = re.compile(
    r"\b(?:not|aren'?t|isn'?t|arent|isnt|never) (?:really |at all )?(?:the |a |an )?"
    r"(?:same|duplicates?|dupes?|one|twins?|match)\b|\b(?:keep|tell|leave)\b.*\b(?:apart|separate|as (?:it|they))\b"
    r"|\bdifferent\b|\bno (?:duplicates?|dupes?|match)\b",
    re.IGNORECASE,
)
FIX = re.compile(r"\b(?:fix|mend|repair|clean(?: up)?|correct|tidy(?: up)?|sort out|do)\b", re.IGNORECASE)
SMALL = re.compile(
    r"\b(?:please|pls|and|the|a|an|number|no|nr|pair|pairs|ones?|is|are|ok|okay|yes|now|also|just|too|can|could|you|in"
    r"|list|of|from|at|item|entry|go|ahead|into|together|up|s|t|really|all|same|not|they|duplicate|duplicates|those"
    r"|these|it|that|them|both|for|me|problem|issue|thing)\b|[^\w]",
    re.IGNORECASE,
)


def done_by_place(text: str, context: Context) -> Reading | None:
    """What a message wants done with entries of the list last shown; None when it says anything else."""
    shown = context.memory.shown
    slots = shown.slots if shown else {}
    if not ({"pairs", "fixes"} & set(slots)):
        return None
    for verb, act in ((APART, _apart), (MERGE, _merged), (FIX, _fixed)):
        if verb.search(text) and (places := _places(text, verb, slots)):
            intents = tuple(intent for place in places if (intent := act(slots, place, text)))
            return Reading(intents) if len(intents) == len(places) else None
    return None


def _places(text: str, verb: re.Pattern[str], slots: dict[str, Any]) -> list[int]:
    """The places that are named where the message says nothing else; "them" is the only pair."""
    rest = verb.sub(" ", BOTH.sub("them", text))
    words = [match[1].casefold() for match in PLACE.finditer(rest)]
    if SMALL.sub("", PLACE.sub(" ", rest)).strip():
        return []
    named = [word for word in words if word not in POINTING and word != "one"] or [w for w in words if w != "one"]
    if named and all(word in POINTING for word in named):
        return [0] if len(slots.get("pairs") or slots.get("fixes") or []) == 1 else []
    return list(dict.fromkeys(PLACES[word] for word in named or words))


def _merged(slots: dict[str, Any], place: int, text: str) -> Intent | None:
    pair = shown_pair(slots, place)
    return Intent("merge_customers", {"keep": pair[0], "merge": pair[1]}, 1.0, text) if pair else None


def _apart(slots: dict[str, Any], place: int, text: str) -> Intent | None:
    pair = shown_pair(slots, place)
    return Intent("keep_apart", {"one": pair[0], "other": pair[1]}, 1.0, text) if pair else None


def _fixed(slots: dict[str, Any], place: int, text: str) -> Intent | None:
    fixes = slots.get("fixes") or []
    told = fixes[place] if -len(fixes) <= place < len(fixes) else None
    return Intent("fix_data", told, 1.0, text) if told else None
