"""Openings: the products that a new deal is opened with, each with how many of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.understanding.intents import Intent
from bot.understanding.slots.baskets import counted

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause


def with_worth(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The slots of a new deal; a bare number that counts a product is no amount: "a deal for 3 fridge lockers"."""
    amount = found.get("amount")
    priced = any(mark.kind == "money" and mark.value == amount for mark in clause.marks)
    counts = any(line.get("quantity") == amount for line in counted(clause))
    return found | {"amount": None} if amount and counts and not priced else found


def goods_of(told: Intent, clause: "Clause") -> Iterator[Intent]:
    """What is to be added to the deal that a clause opens: several products, or so many of one instead of an amount.

    A deal itself is about one product; how many of what stands on its lines.
    """
    lines = counted(clause) if told.skill == "add_deal" else []
    numbered = [line for line in lines if line.get("quantity")]
    if numbered and (len(lines) > 1 or "amount" not in told.slots):
        slots = {"lines": lines} if len(lines) > 1 else lines[0]
        yield Intent("add_line", slots, told.confidence, told.text)
