"""Settings: the field that a change of many sets, and to what."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.dates.moments import read_moment_answer
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.stages import stage_chosen
from bot.understanding.slots.texts import tidy
from bot.understanding.slots.updating import KINDS
from skills.fieldnames import SYNONYMS, field_named
from storage.crm import NOUNS
from storage.fields import Field
from storage.folding import fold
from storage.record import Record

TAGGING = frozenset(("tag", "label", "mark", "flag"))
FEW = 4
"""Words of the longest value that may stand without its field."""


@dataclass(frozen=True)
class Setting:
    """A field by its own name, None where it is left to the value, and the value as intents hold it."""

    field: str | None
    value: Any


@cache
def spoken_fields() -> str:
    """The ways to say a field of any record, as alternatives of a regular expression."""
    own = {field.name.replace("_", " ") for noun in NOUNS.values() for field in noun.FIELDS}
    spoken = own | {words for each in SYNONYMS.values() for words in each}
    return "|".join(re.escape(words) for words in sorted(spoken, key=len, reverse=True))


def read_setting(clause: Clause, entity: str, field: str | None, span: tuple[int, int], verb: str) -> Setting | None:
    """What is set where characters `span` tell the value; None where they tell none that the records could hold."""
    start, end = span
    noun = NOUNS[entity]
    known = field_of(clause, entity, field) if field else None
    if field and known is None:
        return None
    if known is None:
        known, end = _behind(clause, noun, start, end)
    if known is None:
        return _bare(clause, noun, (start, end), verb)
    value = _value(clause, known, start, end)
    return Setting(known.name, value) if value not in (None, "") else None


def field_of(clause: Clause, entity: str, spoken: str) -> Field | None:
    """A field of the entity, or a custom one, by what people call it."""
    noun = NOUNS[entity]
    custom = clause.context.directory.vocabulary(clause.context.crm).fields.get(noun.kind, ())
    own = next((name for name in custom if fold(name) == fold(spoken) and not noun.field(name)), None)
    name = field_named(noun, spoken)
    return Field(own) if own else noun.field(name) if name else None


def _behind(clause: Clause, noun: type[Record], start: int, end: int) -> tuple[Field | None, int]:
    """The field named behind its value, "high priority", and where the value ends."""
    match = re.search(rf"\s+({spoken_fields()})[\s.!]*$", clause.text[start:end], re.IGNORECASE)
    name = field_named(noun, match[1]) if match else None
    return (noun.field(name), start + match.start()) if match and name else (None, end)


def _bare(clause: Clause, noun: type[Record], span: tuple[int, int], verb: str) -> Setting | None:
    """A value that tells its field: a word of a choice, a share of a deal, or a mark."""
    said = tidy(clause.text[slice(*span)])
    if len(said.split()) > FEW or not said:
        return None
    for field in noun.FIELDS:
        if field.own and (stage := stage_chosen(said, clause.context.crm)):
            return Setting(field.name, stage)
        if field.kind == "choice" and (value := chosen(field, said)) in field.choices:
            return Setting(field.name, value)
    percent = [mark.value for mark in _marks(clause, span) if mark.kind == "percent"]
    if percent and noun.field("probability"):
        return Setting("probability", percent[0])
    if verb in TAGGING and noun.field("tag"):
        return Setting("tag" if verb in ("tag", "label") else None, tidy(clause.said.said(*span)))
    return None


def chosen(field: Field, said: str) -> str | None:
    """The choice of the field that the words tell, by itself or by other words for it."""
    exact = next((choice for choice in field.choices if fold(choice) == fold(said)), None)
    return exact or read_choice(field.name, said)


def _value(clause: Clause, field: Field, start: int, end: int) -> Any:
    kinds = KINDS.get(field.kind, ())
    marks = [mark for mark in _marks(clause, (start, end)) if mark.kind in kinds]
    if marks:
        return marks[-1].value
    words = tidy(clause.said.said(start, end))
    if field.kind in ("date", "moment"):
        moment = read_moment_answer(words, clause.context.now)
        return moment.value() if moment else None
    if field.own and (stage := stage_chosen(words, clause.context.crm)):
        return stage
    if field.kind == "choice":
        return chosen(field, tidy(clause.text[start:end])) or words
    if field.kind == "record":
        inside = _marks(clause, (start, end))
        names = [each.name for mark in inside for each in mark.candidates if each.kind == field.of]
        return names[0] if len(set(names)) == 1 else words
    return None if kinds else words


def _marks(clause: Clause, span: tuple[int, int]) -> list[Any]:
    return [mark for mark in clause.marks if span[0] <= mark.start and mark.end <= span[1]]
