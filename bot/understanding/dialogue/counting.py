"""Counting anew: "make it 3 canopies", of the quote, the order or the deal whose products were last spoken of."""

from typing import Any

from bot.understanding.dialogue.telling import Said, said_anew
from bot.understanding.intents import Intent
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.baskets import counted
from bot.understanding.slots.filling import Clause
from storage.lines import HEADERS

SPEAK_OF = ("add_line", "make_quote", "record_order", "undo")
"""Skills after which a product with a number is one of what they wrote."""


def counted_anew(text: str, context: Context) -> Intent | None:
    """The lines that are told anew; None where what was last written has but one, which tells all of it."""
    last, bearer = context.memory.last[-1], context.memory.latest(*HEADERS)
    said = said_anew(text, context) if last.skill in SPEAK_OF and bearer else None
    if said is None or bearer is None or not (last.skill == "add_line" or _has_several(bearer, context)):
        return None
    lines = [line for line in _lines(said, last, context) if {"quantity", "discount"} & set(line)]
    if not lines:
        return None
    more = {"lines": lines} if len(lines) > 1 else {}
    return Intent("add_line", {**lines[0], **more, "how": "set", bearer["kind"]: bearer}, 1.0, text)


def _has_several(bearer: dict[str, Any], context: Context) -> bool:
    record = context.crm.of(bearer["kind"]).get(bearer["id"])
    return record is not None and len(record.standing) > 1


def _lines(said: Said, last: Intent, context: Context) -> list[dict[str, Any]]:
    """The products named with their numbers, or the one last spoken of with a bare number."""
    clause = Clause(said.meant, said.marks, (), context, Respelled(said.meant, said.meant))
    if lines := counted(clause):
        return lines
    told = {"number": "quantity", "percent": "discount"}
    bare = {told[mark.kind]: mark.value for mark in reversed(said.marks) if mark.kind in told}
    product = last.slots.get("product") if last.skill == "add_line" and "lines" not in last.slots else None
    return [{"product": product, **bare}] if product and bare else []
