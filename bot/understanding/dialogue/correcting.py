"""Corrections: "no, make it Thursday", "wrong customer, it was Kestrel", "not 5k, 50k"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.dialogue.telling import KINDS, Said, bare, completed, record_told, said_anew, stray, told_anew
from bot.understanding.intents import READING, Intent
from bot.understanding.questions.refining import retold
from bot.understanding.reader import Context
from skills.skill import Skill, all_skills
from skills.slots import Slot
from storage.crm import NOUNS
from storage.undo import last_turn

FIELD = re.compile(
    r"^(?:(?:and|but|oh|also|no|sorry|actually)[ ,]+)*(?:the|its|their|his|her) (?P<field>\w+(?: \w+)?)"
    r"(?:'s| is| was| should be)(?: actually| now)? (?P<value>.+)$",
    re.IGNORECASE,
)
QUESTION = re.compile(r"\?\s*$|^(?:who|what|which|when|where|how|why|do|does|did|is|are|can|could)\b", re.IGNORECASE)
FEW = 2
"""Words that a correction of a change has at most beside what is recognised in it."""

WRITES = {
    "interaction": "log_interaction", "reminder": "remind_me", "case": "open_case", "customer": "add_customer",
    "contact": "add_contact", "product": "add_product", "quote": "make_quote", "order": "record_order",
}  # fmt: skip
"""The skill that writes each kind of record, whose slots are then its fields."""


def correction(text: str, context: Context) -> tuple[Intent, ...]:
    """The last write put right, or the last question asked again with what was meant; empty for anything else."""
    if field := _named_field(text, context):
        return (field,)
    said = said_anew(text, context)
    if said is None:
        return ()
    for last in reversed(context.memory.last):
        if found := _carried_on(last, said, text):
            return found
    return ()


def amended(text: str, pending: Intent, context: Context, answered: str = "") -> Intent | None:
    """What waits for a yes with what the message says anew: "make it Thursday".

    `answered` is the yes or no said before; after a yes it is no other record that is meant.
    """
    said = said_anew(text, context, bool(answered)) or bare(text, context)
    if said is None or QUESTION.search(text):
        return None
    beside = stray(said.meant, said.marks)
    for name, value in told_anew(all_skills()[pending.skill], pending, said):
        if len(beside) > (0 if isinstance(value, dict) else 1):
            continue
        if (said.firm and answered != "yes") or not isinstance(value, dict):
            return replace(pending, slots=pending.slots | {name: value})
    return None


# ---- what is put right


def _named_field(text: str, context: Context) -> Intent | None:
    """A field, by its name, of the record just written: "the contact is Shazia Noor"."""
    memory, found = context.memory, FIELD.match(text.strip(" .!"))
    if not found or not memory.wrote or memory.turn != memory.written:
        return None
    record = memory.wrote[-1]
    field = NOUNS[record["kind"]].field(found["field"].casefold().replace(" ", "_"))
    said = said_anew(found["value"], context, answered=True)
    if not field or field.derived or not said:
        return None
    value = _new_value(Intent("", {"record": record, "field": field.name}), said) or (
        said.meant if field.kind == "text" else None
    )
    return None if value is None else _set(record, field.name, value, text)


def _carried_on(last: Intent, said: Said, text: str) -> tuple[Intent, ...]:
    memory = said.context.memory
    if last.skill in READING:
        found = next(told_anew(all_skills()[last.skill], last, said), None)
        if found:
            return (replace(last, slots=_replaced(last.slots, *found), text=text),)
        slots = retold(said.meant, said.marks, said.context) if said.firm else None
        return (replace(last, slots=slots, text=text),) if slots else ()
    if len(stray(said.meant, said.marks)) > FEW:
        return ()
    if not memory.wrote or memory.turn != memory.written:
        again = _value_again(last, said, text) if {"record", "case"} & set(last.slots) else None
        return (again,) if again else ()
    record = memory.wrote[-1]
    if _target(last, record, said.context) is None:
        return tuple(_fields(record, all_skills()[last.skill], last, said, text))
    if again := _value_again(last, said, text):
        return (again,)
    if record["kind"] in WRITES and last.confidence == 1.0 and last.skill == "update_record":
        fields = tuple(_fields(record, all_skills()[WRITES[record["kind"]]], Intent(""), said, text))
        if fields:
            return fields
    return _told_otherwise(last, record, said)


def _fields(record: dict[str, Any], skill: Skill, last: Intent, said: Said, text: str) -> Iterator[Intent]:
    """The fields of a record just written that are told anew; a new person brings their company."""
    noun = NOUNS[record["kind"]]
    for name, value in told_anew(skill, last, said):
        if not noun.field(name):
            continue
        yield _set(record, name, value, text)
        if name == "contact" and noun.field("customer") and (home := _home(value, said.context)):
            yield _set(record, "customer", home, text)
        return


def _set(record: dict[str, Any], field: str, value: Any, text: str) -> Intent:
    named = value["name"] if isinstance(value, dict) and "name" in value else value
    return Intent("update_record", {"record": record, "field": field, "value": named}, 1.0, text)


def _home(contact: Any, context: Context) -> dict[str, Any] | None:
    found = context.crm.contacts.get(contact["id"]) if isinstance(contact, dict) and "id" in contact else None
    home = found.customer if found else None
    return {"kind": "customer", "id": home.id, "name": home.name} if home else None


def _value_again(last: Intent, said: Said, text: str) -> Intent | None:
    """The same change of the same record with another value."""
    if last.skill == "update_record":
        value = _new_value(last, said)
        return None if value in (None, last.slots.get("value")) else replace(
            last, slots=last.slots | {"value": value}, text=text
        )  # fmt: skip
    skill = all_skills()[last.skill]
    changed = {
        name: slot
        for name, slot in skill.slots.items()
        if slot.kind in ("choice", "moment", "money", "percent", "number")
    }
    people = {name: slot for name, slot in skill.slots.items() if slot.of == "person"}
    found = next(told_anew(replace(skill, slots=changed | people), last, said), None)
    return replace(last, slots=last.slots | dict([found]), text=text) if found else None


def _new_value(last: Intent, said: Said) -> Any:
    record = last.slots.get("record")
    noun = NOUNS.get(record["kind"]) if isinstance(record, dict) and "kind" in record else None
    field = noun.field(str(last.slots.get("field"))) if noun else None
    if field is None or field.kind in ("text", "choice", "flag"):
        return _words(field.choices if field else (), said)
    if field.kind == "record":
        named = record_told(Slot("record", of=field.of), said, None)
        return named.get("name") if named else None
    told = next((mark for mark in said.marks if mark.kind in KINDS[field.kind]), None)
    if noun and told and told.kind == "percent" != field.kind and any(each.kind == "percent" for each in noun.FIELDS):
        return None
    return completed(told, last.slots.get("value"), said.context) if told else None


def _words(choices: Sequence[str], said: Said) -> str | None:
    """The words as a value: a choice, what is set against something else, or a name."""
    words = said.meant.strip(" .!")
    if choices:
        return next((choice for choice in choices if choice in words.casefold().split()), None)
    named = words[:1].isupper() and len(words.split()) <= 3 and not any(mark.kind == "record" for mark in said.marks)
    return words if said.wrong or named else None


def _target(last: Intent, record: dict[str, Any], context: Context) -> str | None:
    """The slot that named the record written; None where it was made anew."""
    for name, value in last.slots.items():
        if isinstance(value, int) and name == "case":
            case = context.crm.cases.numbered(value)
            value = {"kind": "case", "id": case.id} if case else None
        if isinstance(value, dict) and (value.get("kind"), value.get("id")) == (record["kind"], record["id"]):
            return name
    return None


def _told_otherwise(last: Intent, record: dict[str, Any], said: Said) -> tuple[Intent, ...]:
    """The last change taken back and done to another record."""
    name = _target(last, record, said.context)
    skill = all_skills()[last.skill]
    found = next(told_anew(replace(skill, slots={name: skill.slots[name]}), last, said), None) if name else None
    if not found or last_turn(said.context.crm) != said.context.memory.written:
        return ()
    return Intent("undo"), replace(last, slots=last.slots | dict([found]))


def _replaced(slots: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The slots with one told anew; another customer is not the one of the contact named before."""
    kept = {each: held for each, held in slots.items() if {each, name} != {"customer", "contact"}}
    return kept | {name: value}
