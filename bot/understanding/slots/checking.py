"""Checking: which kind of records is to be looked at, and whose."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

KINDS = {
    "customer": r"customers?|compan(?:y|ies)|accounts?|clients?|firms?|organi[sz]ations?",
    "contact": r"contacts?|people|persons?",
    "lead": r"leads?|prospects?",
    "deal": r"deals?|opportunit(?:y|ies)|pipelines?",
}
SAID = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in KINDS.items()}
MINE = re.compile(r"\b(?:my|mine)\b|\b(?:i|me) own\b", re.IGNORECASE)


def checked(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The kind that is named first outside of names, and the speaker where it is about their own."""
    hidden = [mark for mark in clause.marks if mark.kind == "record"]
    said = [(match.start(), kind) for kind, words in SAID.items() for match in words.finditer(clause.text)]
    free = [(at, kind) for at, kind in said if not any(mark.start <= at < mark.end for mark in hidden)]
    told: dict[str, Any] = {"entity": min(free)[1] if free and not found.get("record") else None}
    if "owner" in found and not found["owner"] and MINE.search(clause.text):
        speaker = clause.context.speaker
        told["owner"] = {"kind": "person", "id": speaker.id, "name": speaker.name}
    return told
