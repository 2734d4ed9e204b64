"""Belonging: a deal that is called by the customer it is with."""

from collections.abc import Sequence
from typing import Any

from bot.understanding.dialogue.pronouns import stands_for
from bot.understanding.marks import Mark
from bot.understanding.reader import Context
from storage.deals import Deal

MOST = 8


def deal_with(text: str, marks: Sequence[Mark], context: Context) -> dict[str, Any] | None:
    """The open deal, or the several, of the customer named or meant by a pronoun; a closed one where none is open.

    Of those meant by a pronoun it is the one last spoken of.
    """
    named = [(mark.text, each.id) for mark in marks for each in mark.candidates if each.kind == "customer"]
    meant = None if named else stands_for(text, "customer", context.memory)
    customers = named or ([(str(meant["name"]), meant["id"])] if meant else [])
    deals = context.crm.deals.where(Deal.customer_id.in_([id for _, id in customers]))
    found = [_reference(deal) for deal in [each for each in deals if each.is_open] or deals]
    latest = context.memory.latest("deal")
    if spoken := next((each for each in found if meant and latest and each["id"] == latest["id"]), None):
        return spoken
    if len(found) < 2:
        return found[0] if found else None
    return {"several": found[:MOST], "spoken": customers[0][0]}


def _reference(deal: Deal) -> dict[str, Any]:
    return {"kind": "deal", "id": deal.id, "name": deal.name, "within": deal.customer_id}
