"""Sharing: what the clauses of a message have in common, so that each need not say it again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.dialogue.pronouns import ONE_PERSON
from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.reader import Context
from skills.skill import all_skills
from skills.turn import Shown

ADDED = {"add_customer": "customer", "add_contact": "contact", "define_segment": "segment"}
"""Skills that add what the clauses after them may be about."""


SUBJECTS = ("customer", "contact", "lead", "deal", "record")
"""Slots that name what a change of a field in the next clause is about, the surest last."""

SHARED = {
    "make_quote": ("product",),
    "record_order": ("product",),
    "add_deal": ("product",),
    "move_deal": ("deal",),
    "close_deal": ("deal",),
    "set_lead_status": ("lead",),
    "convert_lead": ("lead",),
}
"""What a clause may leave out because one before it told, beside whom it is about."""


def shared(intent: Intent, known: dict[str, Any]) -> Intent:
    """The intent with whom and what the clauses before were about, where it leaves that out."""
    slots = all_skills()[intent.skill].slots
    names = ("customer", "contact", "case")
    if "customer" in slots and "customer" not in intent.slots and _works_at(intent.slots.get("contact"), known):
        intent = replace(intent, slots=intent.slots | {"customer": known["customer"]})
    if "segment" in known and "segment" in slots and "segment" not in intent.slots:
        intent = replace(intent, slots=intent.slots | {"segment": known["segment"]})
    told = {name: known[name] for name in SHARED.get(intent.skill, ()) if name in known and name not in intent.slots}
    if told and "filters" not in intent.slots:
        intent = replace(intent, slots=intent.slots | told)
    new = known.get("contact")
    if isinstance(new, str) and "contact" in slots and "contact" not in intent.slots and ONE_PERSON.search(intent.text):
        return replace(intent, slots={n: v for n, v in intent.slots.items() if n != "customer"} | {"contact": new})
    if not any(name in intent.slots for name in names):
        missing = {name: known[name] for name in names if name in slots and name in known}
        if "customer" in missing and not ONE_PERSON.search(intent.text):
            missing.pop("contact", None)
        intent = replace(intent, slots=missing | intent.slots)
    known |= {name: intent.slots[name] for name in (*names, "product", "deal", "lead") if name in intent.slots}
    if subjects := [intent.slots[name] for name in SUBJECTS if _is_record(intent.slots.get(name))]:
        known["record"] = subjects[-1]
    if (added := ADDED.get(intent.skill)) and "name" in intent.slots:
        known[added] = intent.slots["name"]
    return intent


def assigned(intents: Sequence[Intent]) -> list[Intent]:
    """The intents with what belongs together as one: a segment and who is in it, a case's changes and its new owner."""
    joined: list[Intent] = []
    for intent in intents:
        pair = {each.skill: each for each in (*joined[-1:], intent)}
        update, assign = pair.get("update_case"), pair.get("assign_owner")
        segment, listed = pair.get("define_segment"), pair.get("find_records")
        if segment and listed and "filters" not in segment.slots and listed.slots.get("entity") == "customer":
            joined[-1] = replace(
                segment,
                slots=segment.slots | _filters(listed),
                text=f"{segment.text} {listed.text}",
                unread=listed.unread,
            )
        elif update and assign and "person" in assign.slots and _case_of(assign) == _case_of(update) is not None:
            joined[-1] = replace(update, slots=update.slots | {"assignee": assign.slots["person"]})
        else:
            joined.append(intent)
    return joined


def _filters(listed: Intent) -> dict[str, Any]:
    return {name: value for name, value in listed.slots.items() if name == "filters"}


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and "id" in value


def _case_of(intent: Intent) -> Any:
    """The name of the case that the intent changes."""
    case = intent.slots.get("case", intent.slots.get("record"))
    named = case.get("name") if isinstance(case, dict) and case.get("kind") == "case" else None
    return f"case {case}" if isinstance(case, int) else named


def customer_asked_of(intent: Intent, marks: Sequence[Mark]) -> dict[str, Any]:
    """The one customer that a question names, which its slots hold in a filter only."""
    named = [mark for mark in marks if mark.is_one("customer")]
    return (
        {"customer": named[0].as_record("customer")}
        if intent.skill in ("find_records", "report") and len(named) == 1
        else {}
    )


def _works_at(contact: Any, known: dict[str, Any]) -> bool:
    """Whether a contact is one of the customer that was spoken of before."""
    customer = known.get("customer")
    if not (isinstance(contact, dict) and isinstance(customer, dict)):
        return False
    return bool(contact.get("within") == customer.get("id", 0))


def selected(intent: Intent) -> Shown:
    """The records that an intent selects, as if they had been listed: what "them" means after it."""
    return Shown(intent.slots.get("entity", ""), [], {"filters": intent.slots["filters"]})


def spoken_of(intent: Intent, context: Context) -> list[dict[str, Any]]:
    """The records that an intent names."""
    found = [value for value in intent.slots.values() if isinstance(value, dict) and "id" in value]
    number = intent.slots.get("case")
    case = context.crm.cases.numbered(number) if isinstance(number, int) else None
    return [*found, {"kind": "case", "id": case.id, "name": case.label}] if case else found
