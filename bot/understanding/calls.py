"""Calls: a chat model's tool calls as intents, every argument checked against its slot and the records."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.understanding.dialogue.pronouns import stands_for
from bot.understanding.intents import Intent
from bot.understanding.marks import find_marks
from bot.understanding.reader import Context
from bot.understanding.tools import OPERATORS
from skills.skill import Skill, all_skills
from skills.slots import Slot, When
from storage.fields import Field
from storage.joins import NotUnderstood, Scope
from storage.measures import MEASURES

POINTING = re.compile(
    r"(?:s?he|her|hers|him|his|they|them|their|it|its|(?:this|that|the)(?: (?:one|case|ticket|deal|customer|lead))?)",
    re.IGNORECASE,
)
SPEAKER = ("i", "me", "my", "mine", "myself")
ASKING = ("find_records", "report")
"""Skills whose filters are checked here; where something is written, the skill refuses what it does not know."""


def intent_of(call: Mapping[str, Any], text: str, context: Context) -> Intent | None:
    """The intent a tool call stands for, without the arguments that are none; None for a tool we never offered."""
    skill = all_skills().get(call["name"])
    if skill is None:
        return None
    told = {name: value for name, value in call["args"].items() if name in skill.slots and value not in (None, "", [])}
    slots = {name: _value(skill.slots[name], value, context) for name, value in told.items()}
    slots = _pointed(skill, text, context) | {name: value for name, value in slots.items() if value is not None}
    intent = Intent(skill.name, slots, 1.0, text)
    return _checked(intent, context) if skill.name in ASKING else intent


def _pointed(skill: Skill, text: str, context: Context) -> dict[str, Any]:
    """What the skill needs and the message says by a pronoun only."""
    needed = {name: skill.slots[name] for name in skill.required if skill.slots[name].kind in ("record", "case")}
    found = {name: stands_for(text, slot.of, context.memory) for name, slot in needed.items()}
    return {name: record for name, record in found.items() if record}


def _value(slot: Slot, value: Any, context: Context) -> Any:
    """The argument as intents hold it; None where it is not of the slot's kind."""
    try:
        return CHECKS[slot.kind](slot, value, context) if slot.kind in CHECKS else value
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _record(slot: Slot, value: Any, context: Context) -> Any:
    said = str(value)
    if said.casefold() in (*SPEAKER, context.speaker.name.casefold()) and slot.of in ("person", "any"):
        return {"kind": "person", "id": context.speaker.id, "name": context.speaker.name}
    if POINTING.fullmatch(said):
        return stands_for(said, slot.of, context.memory)
    marks = [mark for mark in find_marks(said, context.now, context.directory) if mark.is_one(slot.of)]
    return marks[0].as_record(slot.of) if len(marks) == 1 else said


def _case(slot: Slot, value: Any, context: Context) -> Any:
    return stands_for(value, "case", context.memory) if POINTING.fullmatch(str(value)) else int(value)


def _period(_: Slot, value: Any, __: Context) -> dict[str, str | None]:
    ends = {end: value.get(end) for end in ("from", "to")}
    return {end: day and date.fromisoformat(day).isoformat() for end, day in ends.items()}


def _choice(slot: Slot, value: Any, _: Context) -> str | None:
    return value if value in slot.choices or slot.own else None


OF_A_LINE = ("quantity", "discount", "price")
"""The numbers that may be told of a line."""


def _number(value: Any) -> int | float:
    number = float(value)
    return int(number) if number == int(number) else number


def _filters(_: Slot, value: Any, __: Context) -> list[list[Any]]:
    """Each filter with all its three parts."""
    return [[*each, None][:3] for each in value if 2 <= len(each) <= 3 and each[1] in OPERATORS]


def _measure(slot: Slot, value: Any, context: Context) -> str | None:
    name, __, field = str(value).partition(":")
    return str(value) if name in MEASURES and bool(field) == (name in ("sum", "average")) else None


def _lines(_: Slot, value: Any, context: Context) -> list[dict[str, Any]] | None:
    """Each line with its product and the numbers told of it; one line alone is told by the other slots."""
    product = Slot("record", of="product")
    told = [each for each in value if isinstance(each, dict) and each.get("product")]
    numbers = [{name: _number(each[name]) for name in OF_A_LINE if each.get(name) is not None} for each in told]
    lines = [{"product": _record(product, each["product"], context), **of_it}
             for each, of_it in zip(told, numbers, strict=True)]  # fmt: skip
    return lines if len(lines) > 1 else None


CHECKS: dict[str, Any] = {
    "record": _record,
    "moment": lambda _, value, __: When.of(str(value)).value(),
    "period": _period,
    "money": lambda _, value, __: _number(value),
    "percent": lambda _, value, __: _number(value),
    "number": lambda _, value, __: _number(value),
    "case": _case,
    "choice": _choice,
    "lines": _lines,
    "filters": _filters,
    "measure": _measure,
}

# ---- questions over many records


def _checked(intent: Intent, context: Context) -> Intent:
    """The question with the filters that its records can meet; the others are told as not understood."""
    asked = intent.slots.get("filters") or []
    kept = [_filter(str(intent.slots.get("entity", "")), each, context) for each in asked]
    lost = [" ".join(str(part) for part in each) for each, fit in zip(asked, kept, strict=True) if fit is None]
    slots = intent.slots | ({"filters": [each for each in kept if each]} if asked else {})
    return replace(intent, slots=slots, unread=", ".join(lost))


def _filter(entity: str, filter: list[Any], context: Context) -> list[Any] | None:
    """The filter with its value as the records hold it; None where there is no such field or it holds no such value."""
    name, op, value = filter
    try:
        field = Scope(context.crm, entity, context.speaker.zone).known(str(name)).field
        return [name, op, None if op in ("empty", "filled") else _held(field, value, context)]
    except (NotUnderstood, ValueError, TypeError):
        return None


def _held(field: Field, value: Any, context: Context) -> Any:
    """The value as the field holds it. Raises ValueError where it cannot."""
    if isinstance(value, list):
        return [_held(field, each, context) for each in value]
    if field.kind == "record":
        record = _record(Slot("record", of=field.of), value, context)
        return record["name"] if isinstance(record, dict) and "name" in record else str(value)
    if field.kind in ("money", "number"):
        return _number(value)
    if field.kind in ("date", "moment"):
        return When.of(str(value)).value()
    if field.own and str(value).casefold() in map(str.casefold, context.crm.pipelines.stage_names()):
        return value
    if field.kind == "choice" and str(value).casefold() not in (choice.casefold() for choice in field.choices):
        raise ValueError(f"{value} is no {field.name}")
    return value
