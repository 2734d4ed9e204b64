"""Loosely: a change of many records in no shape that is known, by what the tagger marked."""

import re
from typing import Any

from bot.understanding.many.selection import Selection, selected_by, speaks_of_many
from bot.understanding.many.setting import read_setting
from bot.understanding.questions.entities import ENTITY_OF
from bot.understanding.slots.completing import given_to
from bot.understanding.slots.filling import Clause
from skills.skill import Skill

TAKEN = ("field", "value", "person", "status", "stage", "reason")
SUBJECTS = ("record", "lead", "deal")
ASKED = re.compile(
    r"\b(?:set|sets|mark|tag|label|flag|change|changed|update|make|put|give|gives|get|gets|got|should|must|raise|lower"
    r"|move|shift|bump|overwrite|turn|delete|remove|erase|drop|rid|want|need|assign|reassign|hand|over|transfer|let|if"
    r"|there|please|become|becomes|belong|go|goes|could|would|can|some|more|from now on|marked|tagged|field|removed"
    r"|deleted|list|any longer|new|out|cover|covering|takes?|across|board|mass|everywhere)\b",
    re.IGNORECASE,
)
"""Words that ask for a change and select nothing."""

QUANTIFIED = re.compile(r"\b(?:all|every|each|everyone|everybody|whoever|both)\b", re.IGNORECASE)


OF = re.compile(r"\b(?:of|at|from|with|for|in|by|to)(?: the)?\s+$", re.IGNORECASE)
TOLD = re.compile(r"(?:i|we)(?:'ve| have)?(?: just| already)? \w+(?:ed|put|set|gave)\b", re.IGNORECASE)
"""What was done already."""


def taken_loosely(skill: Skill, slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str] | None:
    """The slots for many records with the words not understood; None where the clause may speak of one."""
    subject = [span for name in SUBJECTS if name in slots for span in clause.tagged(name)]
    left = _left(clause)
    if TOLD.match(clause.text) or not _many(left) or (subject and not _of_it(clause.text, subject[0].start)):
        return None
    selection = selected_by(clause, left, "", left)
    chosen = {"entity": selection.entity, "filters": selection.filters}
    told = {name: value for name, value in slots.items() if name not in (*SUBJECTS, "field", "value")}
    setting = _setting(skill, selection, clause)
    return chosen | told | setting, " ".join(selection.unread)


def _of_it(text: str, start: int) -> bool:
    """Whether the record named there only tells which are meant: "all contacts at Kestrel"."""
    before = text[:start]
    return bool(QUANTIFIED.search(before) and OF.search(before))


def _left(clause: Clause) -> str:
    """The text without what is set, to whom it goes, and the words that ask for it."""
    text, given = clause.text, given_to(clause)
    told = [
        (span.start, span.end) for name in TAKEN if not (given and name == "person") for span in clause.tagged(name)
    ]
    for start, end in [*told, *([(given.start, given.end)] if given else [])]:
        text = text[:start] + " " * (end - start) + text[end:]
    return ASKED.sub(lambda match: " " * len(match[0]), text)


def _many(words: str) -> bool:
    nouns = [word for word in re.findall(r"[a-z]+", words.casefold()) if word in ENTITY_OF or word[:-1] in ENTITY_OF]
    quantified = QUANTIFIED.search(words)
    return bool(quantified and nouns) or any(speaks_of_many(word) for word in re.findall(r"[a-z]+", words.casefold()))


def _setting(skill: Skill, selection: Selection, clause: Clause) -> dict[str, Any]:
    """The field and the value that were marked, where the skill sets one."""
    values = clause.tagged("value")
    if "value" not in skill.slots or not values:
        return {}
    fields = [clause.text[span.start : span.end] for span in clause.tagged("field")]
    span = (values[-1].start, values[-1].end)
    setting = read_setting(clause, selection.entity, fields[0] if fields else None, span, "mark")
    if setting is None:
        spoken = {"field": fields[0]} if fields else {}
        return spoken | {"value": clause.words(values[-1])}
    return {"field": setting.field, "value": setting.value} if setting.field else {"value": setting.value}
