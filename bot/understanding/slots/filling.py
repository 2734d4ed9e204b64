"""Filling: from a clause, its skill, what was recognised in it and what the tagger marked, to the slots' values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.understanding.dialogue.pronouns import stands_for
from bot.understanding.learning.sentences import Span
from bot.understanding.marks import WHOLE_NAME, Mark
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.belonging import deal_with, own_names, still_open
from bot.understanding.slots.choices import find_choices, read_choice
from bot.understanding.slots.choosing import choice
from bot.understanding.slots.completing import completed, speaker
from bot.understanding.slots.figures import number
from bot.understanding.slots.free_texts import WHOLE, labelled, marked_text
from bot.understanding.slots.further import FURTHER
from bot.understanding.slots.homes import narrowed
from bot.understanding.slots.parties import one_party
from bot.understanding.slots.pipelines import pipeline_told
from bot.understanding.slots.texts import DEADLINE, PRONOUN, trimmed
from skills.skill import Skill
from skills.slots import Slot

SPEAKER = re.compile(r"(?:i|me|my|mine|myself)", re.IGNORECASE)
BORN = re.compile(r"\b(?:birthday|b-?day|born|birth|dob|turns|cake)\b", re.IGNORECASE)


@dataclass
class Clause:
    """A clause to be understood: its words, marks, the tagger's spans, and what may be known beside.

    `said` is how it was typed, which is what free texts and new names keep.
    """

    text: str
    marks: tuple[Mark, ...]
    tags: Sequence[Span]
    context: Context
    said: Respelled
    taken: list[Mark] = field(default_factory=list)

    def tagged(self, slot: str) -> list[Span]:
        """The spans that the tagger gave to a slot."""
        return [tag for tag in self.tags if tag.slot == slot]

    def at(self, span: Span) -> list[Mark]:
        """The marks that meet a span."""
        return [mark for mark in self.marks if mark.start < span.end and span.start < mark.end]

    def words(self, span: Span) -> str:
        """The words of a span, as they were typed."""
        return self.said.said(span.start, span.end)

    def elsewhere(self, slots: Sequence[str]) -> list[Mark]:
        """The marks outside of the spans of these slots."""
        spans = [span for slot in slots for span in self.tagged(slot)]
        return [mark for mark in self.marks if not any(s.start <= mark.start and mark.end <= s.end for s in spans)]


def fill(skill: Skill, clause: Clause) -> dict[str, Any]:
    """The slots of the skill that the clause states, as intents hold them."""
    texts = [name for name, slot in skill.slots.items() if slot.kind in ("text", "name") and name not in WHOLE]
    by_tag_first = sorted(skill.slots, key=lambda name: not clause.tagged(name))
    found = {name: _value(name, skill.slots[name], clause, texts) for name in by_tag_first}
    found = completed(found, skill.slots.keys(), clause)
    found = FURTHER[skill.name](found, clause) if skill.name in FURTHER else found
    found = one_party(found)
    return narrowed({name: found[name] for name in skill.slots if found[name] not in (None, "")})


def _value(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    filler = FILLERS_OF.get(slot.kind)
    return filler(name, slot, clause, texts) if filler else None


def _record(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    """A tagged record first, then a recognised one, then what a pronoun stands for."""
    if slot.of == "pipeline":
        return pipeline_told(clause)
    for span in clause.tagged(name):
        if SPEAKER.fullmatch(clause.words(span)) and slot.of in ("person", "any"):
            return speaker(clause)
        fitting = [mark for mark in clause.at(span) if _fits(mark, slot, clause)]
        if fitting:
            return _take(fitting[0], slot, clause)
    if slot.of == "person" or name in ("keep", "merge", "one", "other"):
        return _spoken(name, clause)
    fitting = [mark for mark in clause.elsewhere(texts) or clause.marks if _fits(mark, slot, clause)]
    fitting = fitting or [mark for mark in clause.marks if _fits(mark, slot, clause)]
    if name == "product":
        fitting = [mark for mark in fitting if not _is_said_in_passing(mark, clause, texts)]
    if fitting:
        return _take(fitting[0], slot, clause)
    if slot.of == "deal" and (deals := deal_with(clause.text, clause.marks, clause.context)):
        return deals
    return stands_for(clause.text, slot.of, clause.context.memory) or _spoken(name, clause)


def _is_said_in_passing(mark: Mark, clause: Clause, texts: Sequence[str]) -> bool:
    """Whether a product is but a common word of a text: "the terminal is dead", and no Touch Terminal."""
    within = any(span.start <= mark.start < span.end for name in texts for span in clause.tagged(name))
    telling = mark.candidates[0].score >= WHOLE_NAME or any(letter.isdigit() for letter in mark.text)
    return within and not telling


def _fits(mark: Mark, slot: Slot, clause: Clause) -> bool:
    """Whether the mark may fill the slot; of a person and the company where they work the person is meant."""
    if slot.of == "any" and _is_home(mark, clause):
        return False
    if any(mark is taken for taken in clause.taken):
        return False
    return mark.is_one(slot.of) or (mark.kind == "case" and slot.of in ("any", "case"))


def _is_home(mark: Mark, clause: Clause) -> bool:
    """Whether the mark is the customer of a contact named beside it."""
    ids = {candidate.id for candidate in mark.candidates if candidate.kind == "customer"}
    others = (other for other in clause.marks if other is not mark)
    return any(candidate.within in ids for other in others for candidate in other.candidates if candidate.within)


def _take(mark: Mark, slot: Slot, clause: Clause) -> Any:
    clause.taken.append(mark)
    if mark.kind == "case":
        return _case_named(mark.value, clause.context)
    crm, taken = clause.context.crm, mark.as_record(slot.of)
    return still_open(taken, crm) if slot.of == "deal" else own_names(taken, crm)


def _case_named(number: int, context: Context) -> Any:
    case = context.crm.cases.numbered(number)
    return {"kind": "case", "id": case.id, "name": case.label} if case else f"case {number}"


def _spoken(name: str, clause: Clause) -> str | None:
    """The words of a tag that is on no record; a pronoun is no name."""
    words = [trimmed(clause.words(span)) for span in clause.tagged(name)]
    named = [each for each in words if len(each) > 2 and not PRONOUN.fullmatch(each)]
    return named[0] if named else None


def _case(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    numbers = [mark.value for mark in clause.marks if mark.kind == "case"]
    if numbers:
        return numbers[0]
    for span in clause.tagged(name):
        if (digits := re.sub(r"\D", "", clause.words(span))) and len(digits) < 10:
            return int(digits)
    from bot.understanding.slots.described import described_case

    return described_case(clause) or stands_for(clause.text, "case", clause.context.memory)


def _moment(name: str, slot: Slot, clause: Clause, texts: Sequence[str], kinds: Sequence[str] = ("moment",)) -> Any:
    if name == "birthday" and not BORN.search(clause.text):
        return None
    for span in clause.tagged(name):
        found = [mark for mark in clause.at(span) if mark.kind in kinds and not _is_deadline(name, mark)]
        if found:
            return found[0].value
    free = [mark for mark in clause.elsewhere(texts) if mark.kind in kinds and not _is_deadline(name, mark)]
    return free[0].value if free else None


def _is_deadline(name: str, mark: Mark) -> bool:
    """Whether something is to be done by then, so that it has not happened then: "by Tuesday"."""
    return name == "happened_at" and bool(DEADLINE.match(mark.text))


def _recurrence(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    return next((mark.value for mark in clause.marks if mark.kind == "recurrence"), None)


def _address(kind: str, name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    found = next((mark.value for mark in clause.marks if mark.kind == kind), None)
    return found if found else marked_text(name, slot, clause, texts)


def _name(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    if name == "channel":
        return _medium(name, slot, clause, texts)
    if name in ("email", "phone"):
        return _address(name, name, slot, clause, texts)
    return marked_text(name, slot, clause, texts) or (labelled(name, clause) if slot.kind == "text" else None)


def _medium(name: str, slot: Slot, clause: Clause, texts: Sequence[str]) -> Any:
    """How a campaign reaches people: one of the usual ways, or another in the words that were marked."""
    marked = marked_text(name, slot, clause, texts)
    named = [(match.start(), value) for match, value in find_choices(name, clause.text)]
    within = [span for each in texts if each != name for span in clause.tagged(each)]
    free = [value for at, value in named if not any(span.start <= at < span.end for span in within)]
    return (read_choice(name, marked) or marked.casefold()) if marked else next(iter(free), None)


Filler = Callable[[str, Slot, Clause, Sequence[str]], Any]
FILLERS_OF: dict[str, Filler] = {
    "record": _record,
    "case": _case,
    "moment": _moment,
    "period": partial(_moment, kinds=("period",)),
    "recurrence": _recurrence,
    "money": number,
    "percent": number,
    "number": number,
    "choice": choice,
    "text": _name,
    "name": _name,
}
