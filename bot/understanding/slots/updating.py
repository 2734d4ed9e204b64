"""Updating: which field a sentence changes, and to what."""

import re
from typing import Any

from bot.understanding.dates.moments import find_moments
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.texts import tidy
from skills.fieldnames import field_named
from storage.crm import NOUNS
from storage.fields import Field
from storage.record import Record

KINDS: dict[str, tuple[str, ...]] = {
    "email": ("email",),
    "phone": ("phone",),
    "money": ("money", "number"),
    "number": ("number", "money", "percent"),
    "date": ("moment",),
    "moment": ("moment",),
}
TELLING = {"email": "email", "phone": "phone", "url": "website"}
MOVED = re.compile(r"\b(?:moved|relocated|moves|moving|based)\b", re.IGNORECASE)
ROLE = re.compile(r"\b(?:promoted|is now|became|has become|new (?:role|job|title|position))\b", re.IGNORECASE)


def fill_update(slots: dict[str, Any], clause: Clause) -> dict[str, Any]:
    """The slots of `update_record` with the field by its own name and the value as that field holds it."""
    record = slots.get("record")
    kind = record.get("kind") if isinstance(record, dict) else None
    several = record.get("several") if isinstance(record, dict) else None
    noun = NOUNS[kind or (several[0]["kind"] if several else "customer")]
    field = _field(noun, clause)
    value = _value(field, clause)
    found = {"field": field.name if field else slots.get("field"), "value": value}
    return slots | {name: told for name, told in found.items() if told not in (None, "")}


def _field(noun: type[Record], clause: Clause) -> Field | None:
    for span in clause.tagged("field"):
        if name := _spoken_field(noun, clause.text, span.start, span.end):
            return noun.field(name)
    for mark in clause.marks:
        if mark.kind in TELLING and (field := noun.field(TELLING[mark.kind])):
            return field
    named = _named_in(noun, clause.text)
    if named:
        return named
    if MOVED.search(clause.text):
        return noun.field("city")
    if ROLE.search(clause.text) or (clause.tagged("value") and noun.kind == "contact"):
        return noun.field("title")
    return None


def _spoken_field(noun: type[Record], text: str, start: int, end: int) -> str | None:
    """The field that the tagged words name, taken with what goes on after "of" where that names one better."""
    longer = re.match(r"\s+of\s+\w+", text[end:])
    wider = field_named(noun, text[start : end + longer.end()]) if longer else None
    return wider or field_named(noun, text[start:end])


def _named_in(noun: type[Record], text: str) -> Field | None:
    """A field whose plain name stands in the text."""
    said = f" {re.sub(r'[^a-z ]', ' ', text.casefold())} "
    found = [field for field in noun.FIELDS if field.name != "name" and f" {field.name.replace('_', ' ')} " in said]
    return found[0] if found else None


def _value(field: Field | None, clause: Clause) -> Any:
    spans = clause.tagged("value")
    words = tidy(clause.words(spans[-1])) if spans else ""
    if field is None:
        return words or None
    typed = _typed(field, clause)
    if typed is not None:
        return typed
    if field.kind == "choice":
        meant = tidy(clause.text[spans[-1].start : spans[-1].end]) if spans else clause.text
        return read_choice(field.name, meant) or words or None
    if field.kind == "record":
        return _record(field, clause) or words or None
    return words or None


def _typed(field: Field, clause: Clause) -> Any:
    kinds = KINDS.get(field.kind, ("url",) if field.name == "website" else ())
    spans = clause.tagged("value")
    if field.name == "birthday":
        return _birthday(clause)
    near = [mark for span in spans for mark in clause.at(span) if mark.kind in kinds]
    anywhere = [mark for mark in clause.marks if mark.kind in kinds]
    found = near or anywhere
    return found[-1].value if found else None


def _birthday(clause: Clause) -> str | None:
    """A day that has been: the last one of that date where no year was said."""
    found = find_moments(clause.text, clause.context.now, "past")
    return found[-1].day.isoformat() if found else None


def _record(field: Field, clause: Clause) -> str | None:
    named = [c.name for mark in clause.marks for c in mark.candidates if c.kind == field.of]
    return named[-1] if named else None
