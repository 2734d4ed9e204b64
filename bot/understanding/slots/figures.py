"""Figures of slots: money, numbers and percentages."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.understanding.marks import Mark

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause
    from skills.slots import Slot

EACH = re.compile(r"\s*(?:each|apiece|a piece|per (?:piece|unit|item))\b", re.IGNORECASE)
STOCK = re.compile(r"\b(?:stock|quantity|inventory)(?: is| of|:)? $", re.IGNORECASE)
STOCKED = re.compile(
    r" (?:of (?:them|these|those) )?(?:in stock|on stock|on hand|available|in the warehouse|pieces|pcs|units|left)\b",
    re.IGNORECASE,
)
NUMBERS = {
    "money": ("money", "number"),
    "percent": ("percent", "number", "money"),
    "number": ("number", "percent", "money"),
}
"""The kinds of marks that may fill each kind of slot where the tagger says so; without it only the first does."""


def number(name: str, slot: "Slot", clause: "Clause", texts: Sequence[str]) -> Any:
    """The figure of a slot: what was tagged first, or else what of its kind stands free. Each is told but once."""
    found = _amount(name, clause, texts) if slot.kind == "money" else _count(name, NUMBERS[slot.kind], clause, texts)
    if found is None:
        return None
    clause.taken.append(found)
    return found.value


def _count(name: str, kinds: Sequence[str], clause: "Clause", texts: Sequence[str]) -> Mark | None:
    tagged = [mark for mark in _tagged(name, clause) if mark.kind in kinds]
    free = [mark for mark in _left(clause.elsewhere(texts), clause) if _kind_of(mark, clause) == kinds[0]]
    if name == "stock":
        tagged, free = [mark for mark in (*tagged, *free) if _is_stock(mark, clause)], tagged
    return next(iter([*tagged, *free]), None)


def _amount(name: str, clause: "Clause", texts: Sequence[str]) -> Mark | None:
    """The money tagged, or else the largest number: "3 lockers, 30k"; the money told where nothing was tagged."""
    tagged = [mark for mark in _tagged(name, clause) if name != "price" or not _is_stock(mark, clause)]
    money = [mark for mark in tagged if mark.kind == "money"]
    numbers = sorted((mark for mark in tagged if mark.kind == "number"), key=lambda mark: -mark.value)
    left = _left(clause.elsewhere(texts), clause)
    free = [mark for mark in left if _kind_of(mark, clause) == "money"]
    bare = [mark for mark in left if name == "price" and mark.kind == "number" and not _is_stock(mark, clause)]
    return next(iter([*money, *numbers, *free, *bare]), None)


def _tagged(name: str, clause: "Clause") -> list[Mark]:
    return _left((mark for span in clause.tagged(name) for mark in clause.at(span)), clause)


def _left(marks: Iterable[Mark], clause: "Clause") -> list[Mark]:
    """The marks that no other slot has taken."""
    return [mark for mark in marks if not any(mark is taken for taken in clause.taken)]


def _is_stock(mark: Mark, clause: "Clause") -> bool:
    """Whether a number says how many there are: "60 in stock"."""
    return bool(STOCKED.match(clause.text, mark.end) or STOCK.search(clause.text[: mark.start]))


def _kind_of(mark: Mark, clause: "Clause") -> str:
    """The kind of an amount; a bare number of which "each" is said is money."""
    priced = mark.kind == "number" and EACH.match(clause.text, mark.end)
    return "money" if priced else mark.kind
