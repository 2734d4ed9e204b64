"""Changing: a clause that asks for a change of many records, read whole; or none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.understanding.many.forms import Form, forms_of
from bot.understanding.many.selection import Selection, read_selection
from bot.understanding.many.setting import field_of, read_setting
from bot.understanding.slots.filling import Clause
from skills.skill import all_skills

OWNED = frozenset(("customer", "lead", "deal", "case"))
OWN_SKILLS = {("lead", "status"): ("set_lead_status", "status"), ("deal", "stage"): ("move_deal", "stage")}
"""Skills of their own for a field of a noun, with the slot that takes its value."""

ME = re.compile(r"(?:me|myself|i)\b", re.IGNORECASE)
AT_ONCE = re.compile(
    r"\b(?:from (?:now|today|here) on(?:wards)?|as of (?:now|today)|starting (?:now|today)|for (?:now|good)"
    r"|(?:with )?immediate(?:ly)?(?: effect)?|effective (?:immediately|now|today)|right away"
    r"|at once|asap|as well|too|(?:so )?please reassign(?: them)?)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?:(?<![ ,.;:()—–-])[ ,.;:()—–-]+)?\b(?:and |but )?(?:please )?"
    r"(?:(?:do|change|close|delete|touch|remove|update|assign|move|mark) nothing"
    r"|(?:don'?t|do not) do anything|leave it(?: be| alone| at that)?|skip (?:it|this)|never mind)"
    r" (?:if|when|where|in case) (?:there(?:'s| is| are) )?(?:none|nothing|no (?:such )?\w+|nobody|not any)"
    r"(?: (?:left|there|found|like that))?|(?:(?<![ ,.;(])[ ,.;(]+)?\bif (?:there are )?any\b\)?(?=[\s.!]*$)"
    r"|(?:(?<![ ,.;(])[ ,.;(]+)?\bif (?:there are )?none,? (?:do|change) nothing\)?",
    re.IGNORECASE,
)
"""What holds by itself: nothing is done where there is none. Signs before it count from their first one only, or a
long row of them would be tried from each."""


@dataclass(frozen=True)
class Change:
    """A skill with its slots for many records; `commands` where nothing else could be meant."""

    skill: str
    slots: dict[str, Any]
    unread: str
    commands: bool
    together: bool = False
    """Whether a record was to change together with its own: one request, though nothing comes of it."""

    @property
    def is_whole(self) -> bool:
        """Whether the message is this one request and cannot be cut."""
        return self.commands and (self.together or not self.unread)


def read_change(clause: Clause) -> Change | None:
    """The change of many records that a clause asks for; None where it asks for none, or of one record."""
    return next(changes_in(clause), None)


def changes_in(clause: Clause) -> Iterator[Change]:
    """The readings of a clause as a change of many records, the likeliest first."""
    for form in forms_of(clause.text):
        if change := _change(form, clause):
            yield change


def _change(form: Form, clause: Clause) -> Change | None:
    person, after = _person(form, clause)
    if "person" in form.parts and person is None:
        return None
    rest = _rest(form, clause.text, after)
    selection = read_selection(clause, *form.parts["sel"], rest)
    if selection is None:
        return None
    told = READERS[form.skill](form, clause, selection, person)
    if told is None:
        return None
    skill, slots = told
    chosen = {"entity": selection.entity, "filters": selection.filters}
    return Change(skill, chosen | slots, " ".join(selection.unread), form.commands, selection.together)


def _rest(form: Form, text: str, after: int) -> str:
    """The text blank up to what follows the form."""
    left = AT_ONCE.sub("", text[after:])
    return " " * after + left if left.strip(" .!,;") else ""


def _person(form: Form, clause: Clause) -> tuple[dict[str, Any] | None, int]:
    """The colleague of the form, and where the form ends; the words behind a name are told apart from it."""
    if "person" not in form.parts:
        return None, form.end
    start, end = form.parts["person"]
    if ME.match(clause.text, start):
        speaker = clause.context.speaker
        person: dict[str, Any] | None = {"kind": "person", "id": speaker.id, "name": speaker.name}
        stop = start + len(re.split(r"\s", clause.text[start:end])[0])
    else:
        marks = [mark for mark in clause.marks if start <= mark.start <= start + 4 and mark.is_one("person")]
        person = marks[0].as_record("person") if marks else None
        stop = marks[0].end if marks else end
    return person, stop if end >= form.end else form.end


def _assigned(form: Form, clause: Clause, selection: Selection, person: Any) -> tuple[str, dict[str, Any]] | None:
    return ("assign_owner", {"person": person}) if selection.entity in OWNED else None


def _deleted(form: Form, clause: Clause, selection: Selection, person: Any) -> tuple[str, dict[str, Any]] | None:
    return "delete_record", {}


def _closed(form: Form, clause: Clause, selection: Selection, person: Any) -> tuple[str, dict[str, Any]] | None:
    closed = {"field": "status", "value": "closed"}
    return ("update_record", closed) if selection.entity == "case" else None


def _emptied(form: Form, clause: Clause, selection: Selection, person: Any) -> tuple[str, dict[str, Any]] | None:
    field = field_of(clause, selection.entity, form.of(clause.text, "field") or "")
    return ("update_record", {"field": field.name, "value": "nothing"}) if field else None


def _updated(form: Form, clause: Clause, selection: Selection, person: Any) -> tuple[str, dict[str, Any]] | None:
    verb = (form.of(clause.text, "verb") or "").casefold()
    setting = read_setting(clause, selection.entity, form.of(clause.text, "field"), form.parts["value"], verb)
    if setting is None:
        return None
    skill, slot = OWN_SKILLS.get((selection.entity, setting.field or ""), ("", ""))
    own = all_skills().get(skill)
    if own and "filters" in own.slots and (setting.value in own.slots[slot].choices or own.slots[slot].own):
        return skill, {slot: setting.value}
    return "update_record", {"field": setting.field, "value": setting.value} if setting.field else {
        "value": setting.value
    }


READERS = {
    "assign_owner": _assigned,
    "update_record": _updated,
    "delete_record": _deleted,
    "empty": _emptied,
    "close": _closed,
}


def without_condition(text: str) -> str:
    """The text without "do nothing if there are none", which holds by itself."""
    return CONDITION.sub("", text) if CONDITION.search(text) else text
