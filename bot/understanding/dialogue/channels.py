"""Channels: where a channel is about a customer, what is said in it is about that customer unless said otherwise."""

import re
from dataclasses import replace
from typing import Any

from bot.understanding.dialogue.memory import Memory
from bot.understanding.intents import READING, Intent
from skills.skill import all_skills
from skills.turn import ref
from storage.crm import Crm

Found = dict[str, Any]

OTHERS = re.compile(
    r"\b(?:my|mine|our|ours|all|every\w*|each|overall|total|team'?s?|house|altogether|across|i|who"
    r"|customers)\b",
    re.IGNORECASE,
)
"""With these words a question is asked of the speaker, of several or of all, and not of the channel's customer."""
WHAT_IS_OPEN = re.compile(
    r"\W*(?:so )?what(?:'s| is|s)? (?:still )?(?:open|pending|outstanding|going on)"
    r"(?: here| now| there| with them)?\W*",
    re.IGNORECASE,
)
TELLING = frozenset(
    """contact lead deal case quote order record product person campaign segment filters customer lines""".split()
)
"""Slots that tell what is meant, so that no customer is to be filled in."""
BESIDE: dict[str, set[str]] = {
    "open_case": {"product"},
    "record_order": {"product", "lines"},
    "add_deal": {"product"},
    "make_quote": {"product", "lines"},
    "add_line": {"product", "lines"},
    "record_response": {"campaign"},
    "remind_me": {"person"},
    "find_opportunities": {"product"},
}
"""Slots that skills have beside a customer."""
NEVER = frozenset(("link_channel",))
HOMED = {"deal", "case", "contact", "order", "quote", "interaction", "reminder", "feedback"}
"""Kinds of records that belong to a customer."""


def customer_of_channel(crm: Crm, channel: str) -> Found | None:
    """The customer that a channel is about, as a record of memory; None where it is about nobody."""
    link = crm.links.of_channel(channel)
    return ref(link.customer) if link else None


def begun(memory: Memory, customer: Found | None) -> None:
    """Let "they" mean the channel's customer where no other one was spoken of."""
    if customer and not memory.latest("customer"):
        memory.records = [customer, *memory.records]


def placed(intent: Intent, customer: Found | None) -> Intent:
    """The request with the channel's customer where it names nobody and nothing that has one."""
    if customer is None or intent.skill in NEVER:
        return intent
    if WHAT_IS_OPEN.fullmatch(intent.text):
        return replace(intent, skill="brief_customer", slots={"customer": customer})
    if intent.skill in ("find_records", "report"):
        return _asked_of(intent, customer)
    slots = all_skills()[intent.skill].slots
    told = {name for name, value in intent.slots.items() if value not in (None, "", [])}
    if "customer" not in slots or told & (TELLING - BESIDE.get(intent.skill, set())):
        return intent
    if intent.skill in READING and OTHERS.search(intent.text) and not _is_ours(intent):
        return intent
    return replace(intent, slots=intent.slots | {"customer": customer})


def _is_ours(intent: Intent) -> bool:
    """Whether a question is asked by "we" or "I" of what there was with one customer: "when did I last call?"."""
    return intent.skill in ("recall_history", "show_timeline", "brief_customer", "show_health")


def _asked_of(intent: Intent, customer: Found) -> Intent:
    """A question for a list or a figure, asked of the customer's alone: "what is open?"."""
    filters = intent.slots.get("filters") or []
    named = any("customer" in str(name) or name in ("owner", "name", "contact") for name, _, _ in filters)
    entity = intent.slots.get("entity")
    if named or entity not in HOMED or OTHERS.search(intent.text) or intent.slots.get("group_by"):
        return intent
    told = ["customer", "=", {"id": customer["id"], "name": customer["name"]}]
    return replace(intent, slots=intent.slots | {"filters": [*filters, told]})
