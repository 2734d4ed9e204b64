"""Updating: which field a sentence changes, and to what."""

import re
from typing import Any

from bot.understanding.dates.moments import find_moments
from bot.understanding.marks import Mark
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.texts import tidy
from skills.fieldnames import field_asked, field_named
from storage.crm import NOUNS
from storage.fields import Field
from storage.folding import fold
from storage.record import Record

KINDS: dict[str, tuple[str, ...]] = {
    "email": ("email",),
    "phone": ("phone",),
    "money": ("money", "number"),
    "percent": ("percent", "number"),
    "number": ("number", "money", "percent"),
    "date": ("moment",),
    "moment": ("moment",),
}
MEANT_FOR = {
    "deal": {"money": "amount", "number": "amount", "moment": "close_on"},
    "product": {"money": "price"},
    "campaign": {"money": "budget"},
    "reminder": {"moment": "due_at"},
}
"""The field that a sum or a day is meant for where no field is named."""

TELLING = {"email": "email", "phone": "phone", "url": "website"}
MOVED = re.compile(r"\b(?:moved|relocated|moves|moving|based)\b", re.IGNORECASE)
ROLE = re.compile(r"\b(?:promoted|is now|became|has become|new (?:role|job|title|position))\b", re.IGNORECASE)


def fill_update(slots: dict[str, Any], clause: Clause) -> dict[str, Any]:
    """The slots of `update_record` with the field by its own name and the value as that field holds it.

    Of the kinds of record that the name may mean, the one counts that has the field.
    """
    record = slots.get("record") or clause.context.about
    kinds = _kinds(record, clause)
    if own := next(((kind, name) for kind in kinds for name in _own_fields(kind, clause)), None):
        return slots | _of_own(*own, record, clause)
    kind, field = next(((kind, field) for kind in kinds if (field := _field(NOUNS[kind], clause))), (kinds[0], None))
    if len(kinds) > 1 and field:
        record = _named(record, clause)[0].as_record(kind)
    found = {"record": record, "field": field.name if field else slots.get("field"), "value": _value(field, clause)}
    return slots | {name: told for name, told in found.items() if told not in (None, "")}


def _own_fields(kind: str, clause: Clause) -> list[str]:
    """The custom fields of a kind of record that are named in the clause."""
    context, said = clause.context, f" {fold(clause.text)} "
    known = context.directory.vocabulary(context.crm).fields.get(kind, ())
    return [name for name in known if NOUNS[kind].field(name) is None and f" {fold(name.replace('_', ' '))} " in said]


def _of_own(kind: str, name: str, record: Any, clause: Clause) -> dict[str, Any]:
    """The slots of a change of a custom field."""
    named, value = _named(record, clause), _value(None, clause)
    found = {"record": named[0].as_record(kind) if named else record, "field": name, "value": value}
    return {slot: told for slot, told in found.items() if told}


def _kinds(record: Any, clause: Clause) -> list[str]:
    """The kinds of record that may be meant, the likeliest first."""
    each = record.get("several", [record])[0] if isinstance(record, dict) else {}
    first = each.get("kind", "customer")
    others = (candidate.kind for mark in _named(record, clause) for candidate in mark.candidates)
    return list(dict.fromkeys([first, *others]))


def _named(record: Any, clause: Clause) -> list[Mark]:
    """The mark, if any, that the record was read from."""
    if not isinstance(record, dict):
        return []
    ids = {(each["kind"], each["id"]) for each in record.get("several", [record])}
    return [mark for mark in clause.taken if ids & {(each.kind, each.id) for each in mark.candidates}][:1]


def _field(noun: type[Record], clause: Clause) -> Field | None:
    """The field of the noun that the clause changes, by its name, its value or what is said of it."""
    return _field_said(noun, clause) or _field_of_value(noun, clause)


def _field_of_value(noun: type[Record], clause: Clause) -> Field | None:
    """The field that what is told must be meant for, as a sum is a deal's amount."""
    told = {mark.kind for mark in clause.marks}
    asked = field_asked(noun, clause.text)
    if asked and asked.kind in KINDS:
        return asked if told & set(KINDS[asked.kind]) else None
    fields = MEANT_FOR.get(noun.kind, {})
    return next((noun.field(fields[kind]) for kind in fields if kind in told), None)


def _field_said(noun: type[Record], clause: Clause) -> Field | None:
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
    dated = any(mark.kind in ("moment", "period") for mark in clause.marks)
    if ROLE.search(clause.text) or (clause.tagged("value") and noun.kind == "contact" and not dated):
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
