"""Colleagues: who is meant by part of a name, or a misspelt one, beside the customer where they work."""

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import OSA

from bot.understanding.marks import Mark
from storage.crm import Crm
from storage.folding import fold

BESIDE = re.compile(r"([^\W\d_]{2,30})\s+(?:over\s+)?(?:@|at|from|of)\s+(?:the\s+)?$", re.IGNORECASE)
ALIKE = 0.7
"""How much of a word must be the same for it to be a misspelling of another."""


def colleague(spoken: Any, text: str, marks: Sequence[Mark], crm: Crm) -> dict[str, Any] | None:
    """The contact of the one customer marked whom unrecognised words mean, or the word before "at" that customer."""
    customers = [mark for mark in marks if mark.is_one("customer")]
    home = customers[0].as_record("customer") if len(customers) == 1 else {}
    if "id" not in home:
        return None
    beside = BESIDE.search(text[: customers[0].start])
    words = spoken if isinstance(spoken, str) else beside[1] if beside else ""
    if not words:
        return None
    customer = crm.customers.get(home["id"])
    people = crm.contacts.at(customer) if customer else []
    meant = [person for person in people if _may_be(fold(words).split(), person.name_fold.split())]
    if len(meant) != 1:
        return None
    return {"kind": "contact", "id": meant[0].id, "name": meant[0].name, "within": home["id"]}


def _may_be(said: Sequence[str], name: Sequence[str]) -> bool:
    return bool(said) and all(any(_alike(word, part) for part in name) for word in said)


def _alike(word: str, part: str) -> bool:
    return word == part or (min(len(word), len(part)) > 3 and OSA.normalized_similarity(word, part) >= ALIKE)
