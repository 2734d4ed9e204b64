"""Dialogue: what only makes sense after what was said before - corrections, and the same again of somebody else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.intents import Intent, Reading
from bot.understanding.marks import Mark
from bot.understanding.questions.refining import refined
from bot.understanding.reader import Context
from bot.understanding.slots.choices import read_choice
from skills.skill import Skill, all_skills
from skills.slots import Slot

CORRECTION = re.compile(
    r"^(?:(?:no|nope|sorry|oops|oh|wait|actually|hm+|ah|well|argh|correction|not quite)[ ,.!:–—-]+)+"
    r"|^(?=(?:i mean|i meant|make (?:it|that)|i said|change (?:it|that) to|it (?:was|is|should)|should be|that was)\b)",
    re.IGNORECASE,
)
TURN = re.compile(
    r"^(?:i (?:mean|meant|said)|(?:please )?make (?:it|that)|(?:please )?change (?:it|that) to|set (?:it|that) to"
    r"|(?:it|that|this)(?:'s| was| is| should be| has to be| needs to be)|should be|rather"
    r"|i wanted(?: to say)?|on|for|to)\b[ :,]*",
    re.IGNORECASE,
)
AGAIN = re.compile(
    r"^(?:ok|okay|and|so|now|then|right)?[ ,]*(?:(?:what|how) about|and(?: what about| for| with)?"
    r"|same for|same (?:thing )?with"
    r"|also for|now for|the same for)[ ,]+(?P<whom>.+?)[ ?.!]*$",
    re.IGNORECASE,
)
OTHER = re.compile(r"\bthe other (?:one|\w+)", re.IGNORECASE)
SHORT = 8
REPEATED = frozenset(
    "find_records report show_timeline brief_customer recall_history show_record list_reminders suggest_action "
    "show_changes show_forecast show_goals show_product find_opportunities".split()
)
"""Skills that only read, and may be asked again of another record by naming just that."""

KINDS: dict[str, tuple[str, ...]] = {
    "moment": ("moment",),
    "period": ("period",),
    "recurrence": ("recurrence",),
    "money": ("money", "number"),
    "number": ("number", "money", "percent"),
}


def follow_up(text: str, marks: Sequence[Mark], context: Context) -> Reading | None:
    """The reading of a message that carries on the conversation; None when it stands for itself."""
    if not context.memory.last:
        return None
    intent = _correction(text, marks, context) or _again(text, marks, context) or refined(text, marks, context)
    return Reading((intent,)) if intent else None


# ---- corrections: "no, make it Thursday"


def _correction(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The last write put right, or the last question asked again with what was meant."""
    said = CORRECTION.match(text)
    rest = TURN.sub("", text[said.end() :]) if said else ""
    if not said or not rest or len(rest.split()) > SHORT:
        return None
    for last in reversed(context.memory.last):
        skill = all_skills()[last.skill]
        corrected = _corrected(rest, marks, skill, last)
        if corrected and context.memory.wrote and last.skill not in REPEATED:
            name, value = corrected
            return _rewritten(name, value, last, context, text)
        if corrected and last.skill in REPEATED:
            return replace(last, slots=last.slots | dict([corrected]), text=text)
    return None


def _corrected(rest: str, marks: Sequence[Mark], skill: Skill, last: Intent) -> tuple[str, Any] | None:
    """The slot of the last intent that the rest of the message tells anew, and its value."""
    told_first = sorted(skill.slots, key=lambda name: name not in last.slots)
    for name in told_first:
        value = _told(name, skill.slots[name], rest, marks, last)
        if value is not None and value != last.slots.get(name):
            return name, value
    return None


def _told(name: str, slot: Slot, rest: str, marks: Sequence[Mark], last: Intent) -> Any:
    if slot.kind in KINDS:
        return next((mark.value for mark in marks if mark.kind in KINDS[slot.kind]), None)
    if slot.kind == "choice":
        words = rest.casefold().strip(" .!").split()
        return next((choice for choice in slot.choices if choice in words), None) or _choice(name, slot, rest)
    if slot.kind == "record":
        return _record(slot, rest, marks, last.slots.get(name))
    return None


def _choice(name: str, slot: Slot, rest: str) -> str | None:
    value = read_choice(name, rest)
    return value if value in slot.choices else None


def _record(slot: Slot, rest: str, marks: Sequence[Mark], was: Any) -> Any:
    """The record named now; "the other Dana" is the one of that name that it was not."""
    for mark in marks:
        if not mark.is_one(slot.of):
            continue
        named = mark.as_record(slot.of)
        others = [each for each in named.get("several", [named]) if each != was and each["id"] != _id(was)]
        if OTHER.search(rest) and len(others) == 1:
            return others[0]
        return named
    return None


def _id(reference: Any) -> Any:
    return reference.get("id") if isinstance(reference, dict) else None


def _rewritten(name: str, value: Any, last: Intent, context: Context, text: str) -> Intent:
    record = context.memory.wrote[-1]
    if last.skill == "update_record":
        return replace(last, slots=last.slots | {"value": value}, text=text)
    return Intent("update_record", {"record": record, "field": name, "value": _plain(value)}, 1.0, text)


def _plain(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) and "name" in value else value


# ---- the same again: "what about Kestrel?"


def _again(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The last question asked again of the record or the time that the message names."""
    said = AGAIN.match(text)
    last = context.memory.last[-1]
    if not said or last.skill not in REPEATED or not _only_named(said["whom"], text, marks):
        return None
    slots = dict(last.slots)
    for mark in marks:
        _replace(slots, mark, all_skills()[last.skill])
    return replace(last, slots=slots, text=text) if slots != last.slots else None


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
