"""Lessons: from a sentence and what it was meant for to a row with its names masked, and on to a training sentence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.understanding.intents import Intent
from bot.understanding.learning.masks import MASKS
from bot.understanding.learning.sentences import Sentence, Span
from bot.understanding.marks import Mark, find_marks, masked_spans
from bot.understanding.reader import Context
from skills.skill import Skill, all_skills
from skills.slots import Slot
from storage.lessons import Lesson

WORDED = frozenset(("text", "name", "value", "field", "filters", "measure", "entity"))
"""Kinds of slots that are filled with words which nothing but the tagger tells from the others."""

Place = tuple[int, int]


def lesson_of(intent: Intent, read_as: str, context: Context) -> Lesson:
    """The intent's sentence as a lesson, with the spans of those slots that were recognised just there."""
    marks = _apart(find_marks(intent.text, context.now, context.directory))
    text, places = hidden(intent.text, masked_spans(marks))
    skill = all_skills()[intent.skill]
    found = {
        name: _where(skill.slots[name], value, marks) for name, value in intent.slots.items() if name in skill.slots
    }
    spans = [[name, *places[mark.start, mark.end]] for name, mark in found.items() if mark]
    seen = [[kind, *places[start, end]] for start, end, kind in masked_spans(marks)]
    marked = len(spans) == len(intent.slots) > 0 and is_plain(skill)
    at: datetime = context.crm.now
    return Lesson(
        text=text, skill=intent.skill, read_as=read_as, spans=spans, seen=seen, marked=marked,
        by_id=context.speaker.id, at=at,
    )  # fmt: skip


def sentence_of(lesson: Lesson) -> Sentence:
    """The lesson as a sentence to train on; without spans where there may be more than are known."""
    spans, seen = ([Span(*each) for each in marks] for marks in (lesson.spans if lesson.marked else [], lesson.seen))
    return Sentence(lesson.skill, lesson.text, tuple(sorted(spans, key=_place)), tuple(sorted(seen, key=_place)))


def masked_text(text: str, context: Context) -> str:
    """The text with the names, numbers and dates that are recognised in it masked."""
    return hidden(text, masked_spans(_apart(find_marks(text, context.now, context.directory))))[0]


def hidden(text: str, found: Sequence[tuple[int, int, str]]) -> tuple[str, dict[Place, Place]]:
    """The text with what has a mask masked, and where each span, none within another, is in it."""
    shown, position = "", 0
    places: dict[Place, Place] = {}
    for start, end, kind in found:
        shown += text[position:start]
        words = MASKS.get(kind, text[start:end])
        places[start, end] = (len(shown), len(shown) + len(words))
        shown, position = shown + words, end
    return shown + text[position:], places


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, in order, without those that begin within an earlier one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _where(slot: Slot, value: Any, marks: Sequence[Mark]) -> Mark | None:
    """The only mark that means the slot's value."""
    meant = [mark for mark in marks if _means(mark, slot, value)]
    return meant[0] if len(meant) == 1 else None


def _means(mark: Mark, slot: Slot, value: Any) -> bool:
    if slot.kind == "record" and isinstance(value, dict):
        return mark.is_one(slot.of) and mark.as_record(slot.of).get("id") == value.get("id") is not None
    return mark.kind != "record" and mark.value == value


def is_plain(skill: Skill) -> bool:
    """Whether all slots of a skill are recognised, so that a sentence for it teaches the tagger too."""
    return not any(slot.kind in WORDED for slot in skill.slots.values())


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end
