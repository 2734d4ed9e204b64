"""Bare answers: the one value that a message gives to the slot that was asked for."""

import re
from dataclasses import replace
from typing import Any

from bot.understanding.dates.moments import read_moment_answer
from bot.understanding.dialogue.pronouns import stands_for
from bot.understanding.marks import Mark, find_marks
from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_find
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.belonging import deal_with
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.stages import stage_chosen
from skills.clocks import clock_said
from skills.slots import Slot

STRAY = 4
POINTING = 6
"""So many words an answer may have that only points at something: "for that one, please"."""
WORD = re.compile(r"\w+")
LIGHT = frozenset(
    "the a an at in on of for from with to he she they it is was works work it's that's its for and ok okay yes please "
    "then well i think mean meant customer company called named by make let's do us our my um uh".split()
)
ANSWERS = {
    "money": ("money", "number"),
    "number": ("number", "money"),
    "percent": ("percent", "number"),
    "period": ("period",),
}
"""The kinds of marks that answer for a kind of slot."""


def read_single(slot: Slot, text: str, context: Context) -> Any | None:
    """The value, as intents hold it; None where the message is no plain answer to that slot."""
    if slot.kind == "moment":
        moment = read_moment_answer(text, context.now)
        return moment.value() if moment else None
    marks = find_marks(text, context.now, context.directory)
    if slot.kind == "clock":
        return clock_said(text)
    if slot.kind in ("filters", "entity"):
        return _asked(slot, text, marks, context)
    if slot.kind in ("record", "case"):
        return _record(slot, text, marks, context)
    if slot.own == "stage":
        return stage_chosen(text, context.crm)
    if slot.kind == "choice":
        return next((choice for choice in slot.choices if choice in text.casefold().split()), None)
    wanted = ANSWERS.get(slot.kind, ())
    found = [mark for mark in marks if mark.kind in wanted]
    return found[0].value if found and _bare(text, found[:1]) else None


def _asked(slot: Slot, text: str, marks: tuple[Mark, ...], context: Context) -> Any | None:
    """Who belongs to a group, or of what something is: "retail customers in Berlin", "leads"."""
    clause = Clause(text, marks, (), context, Respelled(text, text))
    asked = compile_find(text, replace(sheet_of(clause), entity="customer" if slot.kind == "filters" else ""))
    return None if asked.unread else asked.slots.get(slot.kind)


def _record(slot: Slot, text: str, marks: tuple[Mark, ...], context: Context) -> Any | None:
    cases = [mark.value for mark in marks if mark.kind in ("case", "number")]
    if slot.kind == "case":
        return cases[0] if cases and _bare(text, [mark for mark in marks if mark.value == cases[0]]) else None
    fitting = [mark for mark in marks if mark.is_one(slot.of)]
    if fitting and _bare(text, fitting[:1]):
        return fitting[0].as_record(slot.of)
    if slot.of == "deal" and _bare(text, list(marks)) and (deal := deal_with(text, marks, context)):
        return deal
    if len(WORD.findall(text)) <= STRAY:
        found = context.directory.look_up(text.strip(" .!?"), *([slot.of] if slot.of != "any" else []))
        if found:
            return {"kind": found[0].kind, "id": found[0].id, "name": found[0].name}
    return stands_for(text, slot.of, context.memory) if len(WORD.findall(text)) <= POINTING else None


def _bare(text: str, marks: list[Mark]) -> bool:
    """Whether little is said beside what was recognised."""
    rest = "".join(" " if any(m.start <= i < m.end for m in marks) else c for i, c in enumerate(text))
    return sum(word.casefold() not in LIGHT for word in WORD.findall(rest)) <= 2
