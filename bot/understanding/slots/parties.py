"""Parties: the contact, the lead or the customer whom a clause is about."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.marks import Mark
from storage.folding import fold


def without_party(purpose: str, marks: Sequence[Mark]) -> str:
    """A purpose without whom it goes to: "follow-up about the fair", of "follow-up to Kestrel about the fair"."""
    for mark in marks:
        if mark.is_one("contact") or mark.is_one("customer"):
            purpose = re.sub(rf"\s*\b(?:to|for|with|at) {re.escape(mark.text)}(?!\w)(?!['’]s)", "", purpose)
    return purpose


def one_party(found: dict[str, Any]) -> dict[str, Any]:
    """The slots without parties that are on no record where another one is: a lead who was taken for a contact."""
    parties = [name for name in ("contact", "lead", "customer") if name in found]
    customer, contact = found.get("customer"), found.get("contact")
    if isinstance(contact, str) and isinstance(customer, dict) and fold(contact) in fold(str(customer.get("name"))):
        found = found | {"contact": None}
    if "lead" not in parties or not any(isinstance(found[name], dict) for name in parties):
        return found
    return found | {name: None for name in parties if isinstance(found[name], str)}
