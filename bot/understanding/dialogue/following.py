"""Dialogue: what only makes sense after what was said before - corrections, places, the same of somebody else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.dialogue.correcting import correction
from bot.understanding.dialogue.counting import counted_anew
from bot.understanding.dialogue.doing import done_by_place
from bot.understanding.dialogue.paging import paged
from bot.understanding.dialogue.pointing import pointed_at, points
from bot.understanding.intents import Intent, Reading
from bot.understanding.marks import Mark
from bot.understanding.questions.refining import asked_of_others, refined
from bot.understanding.reader import Context
from skills.skill import Skill, all_skills
from storage.crm import NOUNS

AGAIN = re.compile(
    r"^(?:ok|okay|and|so|now|then|right)?[ ,]*(?:(?:what|how) about|and(?: what about| for| with)?"
    r"|same for|same (?:thing )?with"
    r"|also for|now for|the same for)[ ,]+(?P<whom>.+?)[ ?.!]*$",
    re.IGNORECASE,
)
REPEATED = frozenset(
    "find_records report show_timeline brief_customer recall_history show_record list_reminders suggest_action "
    "show_changes show_forecast show_goals show_product find_opportunities show_health find_churn_risks "
    "suggest_improvements find_duplicates check_data".split()
)
"""Skills that only read, and may be asked again of another record by naming just that."""


def follow_up(text: str, marks: Sequence[Mark], context: Context) -> Reading | None:
    """The reading of a message that carries on the conversation; None when it stands for itself."""
    if done := done_by_place(text, context):
        return done
    if place := pointed_at(text, context):
        return Reading((place,))
    if points(text):
        return Reading()
    if not context.memory.last:
        return None
    if next_ones := paged(text, context):
        return Reading((next_ones,))
    if lines := counted_anew(text, context):
        return Reading((lines,))
    if put_right := correction(text, context):
        return Reading(put_right)
    intent = _again(text, marks, context) or refined(text, marks, context) or _of_others(text, marks, context)
    return Reading((intent,)) if intent else None


# ---- the same again: "what about Kestrel?"


def _again(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The last question asked again of the record or the time that the message names."""
    said = AGAIN.match(text)
    last = context.memory.last[-1]
    if not said or last.skill not in REPEATED or not _only_named(said["whom"], text, marks):
        return None
    if last.skill == "find_records" and (one := _one_of_them(last, marks)):
        return Intent("show_record", {"record": one}, 1.0, text)
    slots = dict(last.slots)
    for mark in marks:
        _replace(slots, mark, all_skills()[last.skill])
    return replace(last, slots=slots, text=text) if slots != last.slots else None


def _one_of_them(last: Intent, marks: Sequence[Mark]) -> dict[str, Any] | None:
    """The record named that is itself of the kind that was listed."""
    kind = str(last.slots.get("entity"))
    return next((mark.as_record(kind) for mark in marks if mark.candidates and mark.candidates[0].kind == kind), None)


def _of_others(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The last question asked of other records: "and deals?", "same for the urgent ones"."""
    said = AGAIN.match(text)
    if said and (field := _field_of_it(said["whom"], context)):
        return field
    return asked_of_others(said["whom"], said.start("whom"), marks, context) if said else None


def _field_of_it(words: str, context: Context) -> Intent | None:
    """The record just shown, with the field that the words name: "and his phone?"."""
    last = context.memory.last[-1]
    record = last.slots.get("record")
    if last.skill != "show_record" or not isinstance(record, dict) or "kind" not in record:
        return None
    named = re.sub(r"^(?:the|his|her|their|its) ", "", words.casefold().strip(" .?!"))
    field = NOUNS[record["kind"]].field(named.replace(" ", "_"))
    return Intent("show_record", {"record": record}, 1.0, f"what is the {named}?") if field else None


def _only_named(whom: str, text: str, marks: Sequence[Mark]) -> bool:
    """Whether little is said beside records and times."""
    named = sum(len(mark.text) for mark in marks if mark.kind in ("record", "period", "moment", "case"))
    return named > 0 and len(whom) - named <= 6


def _replace(slots: dict[str, Any], mark: Mark, skill: Skill) -> None:
    """Put what a mark names in the place of what was named in the last question."""
    if mark.kind == "period" and "period" in skill.slots:
        slots["period"] = mark.value
    if mark.kind != "record":
        return
    for name in ("record", "customer", "contact", "product", "deal"):
        kind = skill.slots[name].of if name in skill.slots else ""
        if kind and mark.is_one(kind):
            for other in ("customer", "contact"):
                slots.pop(other, None)
            slots[name] = mark.as_record(kind)
            return
    if "filters" in skill.slots:
        slots["filters"] = _refiltered(slots.get("filters") or [], mark)


def _refiltered(filters: list[Any], mark: Mark) -> list[Any]:
    """The filters with the record that the mark names in place of the one of its kind."""
    kind = mark.candidates[0].kind
    field = {"person": "owner"}.get(kind, kind)
    kept = [each for each in filters if each[0] != field]
    return [*kept, [field, "=", mark.candidates[0].name]]
