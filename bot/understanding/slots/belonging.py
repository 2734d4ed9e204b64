"""Belonging: a deal that is called by the customer it is with, a lead by its company."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.dialogue.memory import Memory
from bot.understanding.dialogue.pronouns import stands_for
from bot.understanding.marks import Mark
from bot.understanding.reader import Context
from storage.crm import Crm
from storage.deals import Deal

MOST = 8
THE_DEAL = re.compile(r"\b(?:the|that|this) (?:deal|opportunity|opp)\b", re.IGNORECASE)


def deal_with(text: str, marks: Sequence[Mark], context: Context) -> dict[str, Any] | None:
    """The open deal, or the several, of the customer named or meant by a pronoun; a closed one where none is open.

    Of those meant by a pronoun it is the one last spoken of.
    """
    named = [(mark.text, each.id) for mark in marks for each in mark.candidates if each.kind == "customer"]
    meant = None if named else _spoken_of(text, context.memory)
    customers = named or ([(str(meant["name"]), meant["id"])] if meant else [])
    deals = context.crm.deals.where(Deal.customer_id.in_([id for _, id in customers]))
    found = [_reference(deal) for deal in [each for each in deals if each.is_open] or deals]
    latest = context.memory.latest("deal")
    if spoken := next((each for each in found if meant and latest and each["id"] == latest["id"]), None):
        return spoken
    if len(found) < 2:
        return found[0] if found else None
    return {"several": found[:MOST], "spoken": customers[0][0]}


def _spoken_of(text: str, memory: Memory) -> dict[str, Any] | None:
    """The customer that a pronoun means, or the one last spoken of where only "the deal" is said."""
    latest = memory.latest("customer", "deal") if THE_DEAL.search(text) else None
    return stands_for(text, "customer", memory) or (latest if latest and latest["kind"] == "customer" else None)


def still_open(taken: dict[str, Any], crm: Crm) -> dict[str, Any]:
    """Of several deals that may be meant those that are open, if any are."""
    several = taken.get("several", [])
    going = {deal.id for deal in crm.deals.by_ids([each["id"] for each in several]) if deal.is_open}
    left = [each for each in several if each["id"] in going]
    return taken if not left else left[0] if len(left) == 1 else taken | {"several": left}


def own_names(taken: dict[str, Any], crm: Crm) -> dict[str, Any]:
    """A lead that was called by its company, by its own name."""
    lead = crm.leads.get(taken["id"]) if taken.get("kind") == "lead" else None
    return taken | {"name": lead.name} if lead else taken


def _reference(deal: Deal) -> dict[str, Any]:
    return {"kind": "deal", "id": deal.id, "name": deal.name, "within": deal.customer_id}
