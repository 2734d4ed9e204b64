"""Entries: what a form asks for, read off the slots of a skill or the fields of a record."""

import inspect
from dataclasses import dataclass, replace
from typing import Any, Literal

from skills.skill import Skill
from storage.crm import Crm
from storage.fields import Field
from storage.record import Record

Kind = Literal[
    "text", "line", "email", "record", "user", "choice", "date", "moment", "time", "money", "number", "percent",
    "several",
]  # fmt: skip
Choices = tuple[tuple[str, str], ...]

KINDS: dict[str, Kind] = {
    "record": "record", "case": "record", "moment": "moment", "money": "money", "percent": "percent",
    "number": "number", "choice": "choice", "text": "text", "name": "line", "recurrence": "choice", "date": "date",
    "email": "email", "phone": "line",
}  # fmt: skip
OFTEN: Choices = (
    ("FREQ=DAILY", "Every day"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday"),
    ("FREQ=WEEKLY", "Every week"),
    ("FREQ=MONTHLY", "Every month"),
    ("FREQ=YEARLY", "Every year"),
)
MOST_CHOICES = 100


@dataclass(frozen=True)
class Entry:
    """One thing asked for. `of` is the kind of a record, `choices` are values with the words for them."""

    name: str
    label: str
    kind: Kind
    of: str = ""
    choices: Choices = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Ask:
    """A slot that a form asks for, under a label. `kind` is how, where the slot's own way is not the one."""

    slot: str
    label: str
    required: bool = False
    kind: Kind | None = None
    hint: str = ""


def of_slot(skill: Skill, ask: Ask, crm: Crm) -> Entry:
    """The entry for a slot."""
    slot = skill.slots[ask.slot]
    own = [stage.name for stage in crm.pipelines.default.open_stages] if slot.own == "stage" else slot.choices
    choices = OFTEN if slot.kind == "recurrence" else worded(own)
    kind, of = ask.kind or KINDS[slot.kind], "case" if slot.kind == "case" else slot.of
    return Entry(ask.slot, ask.label, kind, of, choices, ask.required, ask.hint)


def default_of(skill: Skill, slot: str) -> Any:
    """What the skill takes where nothing is told."""
    return inspect.signature(skill.function).parameters[slot].default


def of_field(noun: type[Record], field: Field, crm: Crm) -> Entry:
    """The entry for a field of a record."""
    choices = worded(crm.pipelines.stage_names() if field.own else field.choices)
    kind = KINDS[field.kind]
    entry = Entry(field.name, called(field.name), kind, field.of, choices, noun.requires(field.name))
    return replace(entry, kind="line") if entry.kind == "text" and field.name in SHORT else entry


SHORT = (
    "name title industry city country website segment tag currency team time_zone working_days company vendor "
    "category channel entity metric"
).split()
"""Fields of a few words."""


def worded(choices: Any) -> Choices:
    """Choices with their words."""
    return tuple((each, called(each)) for each in choices)[:MOST_CHOICES]


def called(name: str) -> str:
    """A name as a label."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
