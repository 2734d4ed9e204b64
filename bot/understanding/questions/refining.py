"""Refining: the list last shown narrowed, counted or listed - "only the ones over 20k", "list them"."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.questions.compiler import Marks, compile_find, compile_report
from bot.understanding.reader import Context
from bot.understanding.slots.choices import find_choices
from skills.turn import Shown

ONLY = re.compile(
    r"^(?:ok|okay|and|now|please|so|no)?[ ,]*(?:only|just|show (?:me )?only|show (?:me )?just)\b", re.IGNORECASE
)
LIST = re.compile(
    r"^(?:ok|okay|and|now|please|can you|could you)?[ ,]*(?:(?:list|show)(?: me)?(?: all of)? (?:them"
    r"|these|those)(?: all)?"
    r"|which (?:ones|are (?:they|those|these)|ones are they)|who are they|what are they)[ .?!]*(?:please)?[ .?!]*$",
    re.IGNORECASE,
)
OF_THEM = re.compile(r"\b(?:they|them|these|those|of those|of these|the list)\b", re.IGNORECASE)
FIGURE = re.compile(
    r"\b(?:how many|how much|total|worth|sum|average|mean|altogether|in all|count|value|add up)\b", re.IGNORECASE
)
LONGEST = 14


def refined(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The intent of a message that speaks of the list last shown; None when it does not."""
    shown = context.memory.shown or Shown()
    if len(text.split()) > LONGEST:
        return None
    if LIST.match(text) and "filters" in shown.slots:
        return Intent("find_records", {"entity": shown.kind, "filters": shown.slots["filters"]}, 1.0, text)
    if ONLY.match(text):
        return _only(text, marks, context, shown)
    if OF_THEM.search(text) and FIGURE.search(text) and "filters" in shown.slots:
        return _figure(text, marks, context, shown)
    return None


def _only(text: str, marks: Sequence[Mark], context: Context, shown: Shown) -> Intent | None:
    """The list with what is said now beside what was asked before."""
    last = context.memory.last[-1]
    if last.skill == "show_timeline":
        channel = next((value for _, value in find_choices("channel", text)), None)
        return Intent(last.skill, last.slots | {"channel": channel}, 1.0, text) if channel else None
    if "filters" not in shown.slots:
        return None
    added = compile_find(text, _sheet(marks, context, shown)).slots.get("filters") or []
    told = {each[0] for each in added}
    kept = [each for each in shown.slots["filters"] if each[0] not in told]
    return Intent("find_records", {"entity": shown.kind, "filters": [*kept, *added]}, 1.0, text) if added else None


def _figure(text: str, marks: Sequence[Mark], context: Context, shown: Shown) -> Intent:
    """A figure over the records that were listed."""
    asked: dict[str, Any] = compile_report(text, _sheet(marks, context, shown)).slots
    measure = asked.get("measure", "count")
    filters = shown.slots["filters"]
    return Intent("report", {"measure": measure, "entity": shown.kind, "filters": filters}, 1.0, text)


def _sheet(marks: Sequence[Mark], context: Context, shown: Shown) -> Marks:
    speaker = {"kind": "person", "id": context.speaker.id, "name": context.speaker.name}
    return Marks(tuple(marks), speaker, context.directory.vocabulary(context.crm), context.now, shown.kind)
