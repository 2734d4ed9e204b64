"""Asking: the slots of questions over many records, compiled from the clause."""

import re
from collections.abc import Iterator
from typing import Any

from bot.understanding.dialogue.pronouns import ONE_PERSON, THEY
from bot.understanding.marks import Mark
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.questions.compiler import Compiled, Marks, compile_find, compile_report
from bot.understanding.slots.filling import Clause

COMPANY_OF = re.compile(r"\b(?:his|her|their) (?:company|firm|employer|account)(?:['’]s)?\b", re.IGNORECASE)


def ask_find(clause: Clause) -> Compiled:
    """The slots of `find_records`."""
    return compile_find(clause.text, sheet_of(clause))


def ask_report(clause: Clause) -> Compiled:
    """The slots of `report`."""
    return compile_report(clause.text, sheet_of(clause))


def sheet_of(clause: Clause) -> Marks:
    """What a question compiled from the clause may refer to."""
    context = clause.context
    speaker = {"kind": "person", "id": context.speaker.id, "name": context.speaker.name}
    shown = context.memory.shown
    marks = clause.marks
    if not any(mark.is_one("customer") or mark.is_one("contact") for mark in marks):
        marks = tuple(sorted([*marks, *_meant(clause)], key=lambda mark: mark.start))
    vocabulary = context.directory.vocabulary(context.crm)
    return Marks(marks, speaker, vocabulary, context.now, shown.kind if shown else "")


def _meant(clause: Clause) -> Iterator[Mark]:
    """The customer or person that a pronoun stands for, as if it had been named."""
    memory = clause.context.memory
    pattern = COMPANY_OF.search(clause.text) or THEY.search(clause.text) or ONE_PERSON.search(clause.text)
    if not pattern:
        return
    latest = memory.latest("customer", "contact")
    customer = memory.latest("customer") or _home(clause, latest)
    record = customer if latest is None or latest["kind"] != "customer" else latest
    if record is not None:
        candidate = Candidate(record["kind"], record["id"], record["name"], 1.0, "exact")
        yield Mark(pattern.start(), pattern.end(), "record", None, pattern[0], (candidate,))


def _home(clause: Clause, person: dict[str, Any] | None) -> dict[str, Any] | None:
    """The customer where a contact works."""
    contact = clause.context.crm.contacts.get(person["id"]) if person and person["kind"] == "contact" else None
    home = contact.customer if contact else None
    return {"kind": "customer", "id": home.id, "name": home.name} if home else None
