"""Tools: the skills as a chat model sees them, with the fields of SKILLS.md and never one of the workspace's own."""

from collections.abc import Callable
from typing import Any

from skills.skill import Skill
from skills.slots import Slot
from skills.tables import COLUMNS
from storage.buckets import UNITS
from storage.crm import NOUNS
from storage.derived import fields_of
from storage.measures import MEASURES

OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "contains", "empty", "filled")
SCHEMAS: dict[str, dict[str, Any]] = {
    "moment": {"type": "string", "description": "ISO 8601: a date, or date and time as 2026-11-24T15:00"},
    "period": {
        "type": "object",
        "properties": {"from": {"type": "string"}, "to": {"type": "string"}},
        "description": "first and last day, ISO 8601, both included",
    },
    "recurrence": {"type": "string", "description": "an RFC 5545 RRULE without DTSTART, as FREQ=WEEKLY;BYDAY=MO"},
    "money": {"type": "number"},
    "percent": {"type": "number", "description": "in percent, as 15"},
    "number": {"type": "number"},
    "lines": {
        "type": "array",
        "description": "only where several products are named: each with what was said of it",
        "items": {
            "type": "object",
            "properties": {
                "product": {"type": "string"},
                "quantity": {"type": "number"},
                "discount": {"type": "number", "description": "in percent, as 15"},
                "price": {"type": "number", "description": "of one piece"},
            },
            "required": ["product"],
        },
    },
    "clock": {"type": "string", "description": "a time of day as 07:30, empty for none"},
    "case": {"type": "integer", "description": "the number of the case"},
}


def tool(skill: Skill) -> dict[str, Any]:
    """A skill as the chat model sees it."""
    properties = {name: _schema(slot) for name, slot in skill.slots.items()}
    parameters = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "type": "function",
        "function": {"name": skill.name, "description": skill.summary, "parameters": parameters},
    }


def _schema(slot: Slot) -> dict[str, Any]:
    if slot.own:
        known = " ".join(slot.choices)
        return {"type": "string", "description": f"{slot.ask} One of {known}, or one of the workspace's own"}
    if slot.kind == "choice":
        return {"type": "string", "enum": list(slot.choices)}
    if slot.kind == "choices":
        return {"type": "array", "items": {"type": "string", "enum": list(slot.choices)}}
    if slot.kind == "entity":
        return {"type": "string", "enum": list(COLUMNS)}
    if describe := QUESTIONS.get(slot.kind):
        return describe()
    return SCHEMAS.get(slot.kind, {"type": "string", "description": slot.ask})


def _filters() -> dict[str, Any]:
    fields = "; ".join(f"{kind}: {' '.join(field.name for field in fields_of(NOUNS[kind]))}" for kind in COLUMNS)
    description = f"a list of [field, op, value], op one of {' '.join(OPERATORS)}. Fields by entity: {fields}"
    return {"type": "array", "items": {"type": "array", "items": {}}, "description": description}


def _measure() -> dict[str, Any]:
    own = [name for name in MEASURES if name not in ("sum", "average")]
    return {"type": "string", "description": f"one of {' '.join(own)}, or sum:FIELD, average:FIELD"}


QUESTIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "filters": _filters,
    "measure": _measure,
    "order": lambda: {"type": "string", "description": "a field, or -field for the largest or latest first"},
    "field": lambda: {"type": "string", "description": f"a field, or in reports one of {' '.join(UNITS)}"},
}
