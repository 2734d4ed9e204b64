"""Pronouns: which record "she", "their" or "it" stands for, by what was last spoken of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.dialogue.memory import Memory
from bot.understanding.intents import READING, Intent
from skills.skill import all_skills
from storage.folding import fold

ONE_PERSON = re.compile(r"\b(?:she|her|hers|he|him|his)\b", re.IGNORECASE)
THEY = re.compile(
    r"\b(?:they|them|their|theirs|(?<!are )(?<!is )(?<!were )(?<!was )(?<!be )there"
    r"|(?:the|this|that) (?:customer|client|company|account|firm))\b",
    re.IGNORECASE,
)
THING = re.compile(
    r"\b(?:it|its|this|that|this one|that one|(?:the|this|that) (?:case|ticket|issue|deal|lead|one|reminder))\b", re.I
)
PAPER = re.compile(r"\b(?:the|this|that) (quote|quotation|offer|order)(?! (?:number|no|nr|#)?\s*#?\d)\b", re.IGNORECASE)
ANY = re.compile(f"{ONE_PERSON.pattern}|{THEY.pattern}|{THING.pattern}", re.IGNORECASE)
MADE = {
    "open_case": "case", "add_deal": "deal", "add_lead": "lead", "add_customer": "customer", "add_contact": "contact",
    "add_product": "product", "make_quote": "quote", "record_order": "order", "remind_me": "reminder",
}  # fmt: skip
"""What skills make that "it" means right after."""
PERSONS = ("contact", "lead", "person")


def stands_for(text: str, kind: str, memory: Memory) -> dict[str, Any] | None:
    """The record of that kind (`any` admits each) that a pronoun in the text means; None where there is none."""
    if paper := PAPER.search(text):
        of = "order" if paper[1].casefold() == "order" else "quote"
        if kind in ("any", of):
            return memory.latest(of)
    if kind == "any":
        return _any(text, memory)
    if kind in PERSONS and ONE_PERSON.search(text):
        return memory.latest(kind)
    if kind in ("customer", "contact") and THEY.search(text):
        return memory.latest(kind) if kind == "customer" else None
    if kind == "customer" and ONE_PERSON.search(text) and not memory.latest(*PERSONS):
        return memory.latest("customer")
    if kind not in ("customer", *PERSONS) and THING.search(text):
        return memory.latest(kind)
    return None


BEARERS = {"quote", "order", "deal", "customer"}
"""Slots that tell what a product is added to."""
OF_DEALS = {"add_line", "move_deal", "close_deal"}
OF_LEADS = {"convert_lead", "set_lead_status"}
"""Skills for the deal or the lead that was added in the same breath."""


def completed(intent: Intent, memory: Memory) -> Intent:
    """The request with the record just spoken of where it names none: "what is the phone number?", "reopen"."""
    if intent.skill in ("comment_case", "reopen_case") and "case" not in intent.slots:
        latest = memory.records[-1] if memory.records else None
        return replace(intent, slots=intent.slots | {"case": latest}) if latest and latest["kind"] == "case" else intent
    if made := _just_made(intent, memory):
        return replace(intent, slots=intent.slots | {made["kind"]: made})
    if intent.skill == "quote_document" and not {"quote", "customer"} & set(intent.slots):
        quote = memory.latest("quote")
        return replace(intent, slots={"quote": quote}) if quote else intent
    if intent.skill != "show_record" or "record" in intent.slots or not memory.records:
        return intent
    told = memory.last[-1].skill if memory.last else ""
    return replace(intent, slots=intent.slots | {"record": memory.records[-1]}) if told in READING else intent


def _just_made(intent: Intent, memory: Memory) -> dict[str, Any] | None:
    """The lead or the deal that was written down just before, where the request names none: "and convert her"."""
    kind = "deal" if intent.skill in OF_DEALS else "lead" if intent.skill in OF_LEADS else ""
    told = {"filters", kind, *(BEARERS if intent.skill == "add_line" else ())} & set(intent.slots)
    told -= {kind} if _is_pointed_at(intent, kind) else set()
    made = bool(kind) and not told and memory.last and memory.last[-1].skill == f"add_{kind}"
    return memory.latest(kind) if made else None


def _is_pointed_at(intent: Intent, kind: str) -> bool:
    """Whether the record is but an "it" or a "her" of the request, read before the one that is meant was there."""
    told, text = intent.slots.get(kind), fold(intent.text)
    pointed = THING.search(intent.text) or ONE_PERSON.search(intent.text)
    return bool(pointed) and isinstance(told, dict) and not any(w in text for w in fold(str(told.get("name"))).split())


def made_by(intent: Intent, mentioned: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The record that a request has made, among those that its turn mentioned."""
    kind = MADE.get(intent.skill)
    return next((each for each in reversed(mentioned) if each["kind"] == kind), None)


def about_made(intent: Intent, made: dict[str, Any] | None) -> Intent:
    """The request about what the one before it in its message has made: "open a case, and assign it to me".

    It was read before that was there, so that "it" was taken for what was spoken of earlier.
    """
    names = all_skills()[intent.skill].slots
    slot = "case" if made and made["kind"] == "case" and "case" in names else "record"
    if made is None or slot not in names or not THING.search(intent.text):
        return intent
    told = intent.slots.get(slot)
    called = told.get("name", told.get("spoken", "")) if isinstance(told, dict) else str(told or "")
    if called and called.casefold() in intent.text.casefold():
        return intent
    return replace(intent, slots=intent.slots | {slot: made})


def adrift(text: str, memory: Memory) -> str | None:
    """The "she" or "his" of a text that can mean nobody, as none was spoken of; None where there is none."""
    pronoun = ONE_PERSON.search(text)
    return pronoun[0] if pronoun and not memory.latest(*PERSONS, "customer") else None


def _any(text: str, memory: Memory) -> dict[str, Any] | None:
    if ONE_PERSON.search(text):
        return memory.latest(*PERSONS)
    if THEY.search(text):
        return memory.latest("customer")
    if THING.search(text):
        return memory.latest("case", "deal", "lead", "customer", "contact", "product", "campaign", "reminder")
    return None
