"""Naming: what something new is to be called, where the sentence says so outright - "call it Hot Pots"."""

import re
from typing import Any

from bot.understanding.slots.filling import Clause
from bot.understanding.slots.texts import tidy

CAPITAL = r"[A-Z0-9][\w&'’-]*"
OUTRIGHT = re.compile(
    r"\b(?:called|calls?(?: it| this| them)?|named?(?: it| is)?|titled?|entitled|define)(?::|\s)\s*[*\"“]?"
    rf"({CAPITAL}(?:\s+(?:(?:of|and|the|y|de|la|&)\s+){{0,2}}{CAPITAL})*)"
)
"""A name in capital letters behind the word that gives it."""


def name_said(clause: Clause) -> tuple[int, int] | None:
    """Where the clause says the new name: where it was marked, or else behind a word that gives a name."""
    marked = [(span.start, span.end) for span in clause.tagged("name")]
    said = OUTRIGHT.search(clause.text)
    if said is None or any(start == said.start(1) for start, _ in marked[:1]):
        return (marked[0][0], max(end for _, end in marked)) if marked else None
    return said.start(1), said.end(1)


def new_name(slots: dict[str, Any], clause: Clause) -> str | None:
    """The new name, as it was typed."""
    said, marked = name_said(clause), [span.start for span in clause.tagged("name")][:1]
    if said and said[0] not in marked:
        return tidy(clause.said.said(*said))
    return slots.get("name")


def fill_campaign(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `start_campaign` with its name."""
    return slots | ({"name": name} if (name := new_name(slots, clause)) else {}), ""
