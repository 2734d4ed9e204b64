"""Choosing: which of a few values a clause tells."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.understanding.slots.choices import find_choices, read_choice
from bot.understanding.slots.left import is_left
from bot.understanding.slots.stages import stage_told

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause
    from skills.slots import Slot

MOVING = ("status", "stage")
"""Choices that a record goes through one after the other."""
BACK = re.compile(r"\bback (?:to|in|into|on) (?:the )?(\w+)", re.IGNORECASE)
"""With these words a record returns to a value, whatever else is said of it."""
SCALES = {5: "csat", 10: "nps"}
"""Which scale a score out of so many is on."""


def choice(name: str, slot: "Slot", clause: "Clause", texts: Sequence[str]) -> Any:
    """The value tagged, or else the first told outside of names and texts; not the one that a record had before."""
    if name == "scale" and (most := next((mark.extra for mark in clause.marks if mark.extra in SCALES), None)):
        return SCALES[most]
    if slot.own == "stage":
        return stage_told(clause, _hidden(clause, texts))
    if name in MOVING and (back := BACK.search(clause.text)) and read_choice(name, back[1]) in slot.choices:
        return read_choice(name, back[1])
    for span in clause.tagged(name):
        value = read_choice(name, clause.text[span.start : span.end])
        if value in slot.choices and not (name in MOVING and is_left(clause.text, span.start, span.end)):
            return value
    hidden = [mark for mark in clause.marks if mark.kind == "record"]
    spans = [span for slot_name in texts for span in clause.tagged(slot_name)] if name != "sentiment" else []
    for match, value in find_choices(name, clause.text):
        inside = any(mark.start <= match.start() < mark.end for mark in hidden)
        inside = inside or any(span.start <= match.start() < span.end for span in spans)
        if name in MOVING and is_left(clause.text, match.start(), match.end()):
            continue
        if value in slot.choices and not inside:
            return value
    return None


def _hidden(clause: "Clause", texts: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the names and free texts of a clause, in which words stand for themselves."""
    records = [(mark.start, mark.end) for mark in clause.marks if mark.kind == "record"]
    return records + [(span.start, span.end) for name in texts for span in clause.tagged(name)]
