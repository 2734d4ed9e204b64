"""Figures of slots: money, numbers and percentages."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.understanding.marks import Mark

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause
    from skills.slots import Slot

EACH = re.compile(r"\s*(?:each|apiece|a piece|per (?:piece|unit|item))\b", re.IGNORECASE)
FOR = re.compile(r"\b(?:for|at|costs?|price(?:d at| is)?|sells? (?:for|at)) $", re.IGNORECASE)
NUMBERS = {
    "money": ("money", "number"),
    "percent": ("percent", "number", "money"),
    "number": ("number", "percent", "money"),
}
"""The kinds of marks that may fill each kind of slot where the tagger says so; without it only the first does."""


def number(name: str, slot: "Slot", clause: "Clause", texts: Sequence[str]) -> Any:
    """The figure of a slot: what was tagged first, or else what of its kind stands free."""
    if slot.kind == "money":
        return _amount(name, clause, texts)
    kinds = NUMBERS[slot.kind]
    for span in clause.tagged(name):
        found = [mark for mark in clause.at(span) if mark.kind in kinds]
        if found:
            return found[0].value
    free = [mark for mark in clause.elsewhere(texts) if _kind_of(mark, clause) == kinds[0]]
    return free[0].value if free else None


def _amount(name: str, clause: "Clause", texts: Sequence[str]) -> Any:
    """The money tagged, or else the largest number: "3 lockers, 30k"; the money told where nothing was tagged."""
    tagged = [mark for span in clause.tagged(name) for mark in clause.at(span)]
    money = [mark.value for mark in tagged if mark.kind == "money"]
    numbers = [mark.value for mark in tagged if mark.kind == "number"]
    free = [mark.value for mark in clause.elsewhere(texts) if _kind_of(mark, clause, name) == "money"]
    return next(iter([*money, *sorted(numbers, reverse=True)[:1], *free]), None)


def _kind_of(mark: Mark, clause: "Clause", slot: str = "") -> str:
    """The kind of an amount; a bare number of which "each" is said, or "for" where a price is told, is money."""
    asked = slot == "price" and FOR.search(clause.text[: mark.start])
    priced = mark.kind == "number" and (asked or EACH.match(clause.text, mark.end))
    return "money" if priced else mark.kind
