"""Thumbs: whether an answer was of use, kept with how its message was read, and what follows from it."""

from typing import TYPE_CHECKING

from bot.correction import explain
from bot.understanding.dialogue.memory import Understood
from bot.understanding.learning.lessons import lesson_of, masked_text
from storage.lessons import Lesson
from storage.ratings import Rating

if TYPE_CHECKING:
    from bot.conversation import Conversation

GOOD, BAD = "good:", "bad:"
"""How the questions begin that a thumb up and a thumb down answer; the turn follows."""


def rates(conversation: "Conversation") -> bool:
    """Whether the message is a thumb. Up confirms the reading, in silence; down shows it, to be put right."""
    pressed = conversation.message.question
    if not pressed.startswith((GOOD, BAD)):
        return False
    good, turn = pressed.startswith(GOOD), pressed.partition(":")[2]
    found = next((each for each in conversation.memory.understood if each.turn == turn), None)
    _keep(conversation, turn, good, found)
    conversation.explicable = False
    if found and conversation.learns and found.by == conversation.context.speaker.id:
        _learn(conversation, found, good)
    if good:
        conversation.silent = True
    else:
        explain(conversation, turn)
    return True


def _keep(conversation: "Conversation", turn: str, good: bool, found: Understood | None) -> None:
    """Keep the rating; the text, names masked, only where sentences may be kept."""
    context = conversation.context
    text = masked_text(found.text, context) if found and conversation.learns else ""
    skills = dict.fromkeys(intent.skill for intent in found.intents) if found else ()
    rating = Rating(turn=turn, by_id=context.speaker.id, good=good, text=text, skill=",".join(skills), at=context.now)
    context.crm.ratings.keep(rating)


def _learn(conversation: "Conversation", found: Understood, good: bool) -> None:
    """Keep each clause as a lesson that it was read rightly, or drop such a lesson again."""
    context, lessons = conversation.context, conversation.context.crm.lessons
    for intent in found.intents:
        lesson = lesson_of(intent, intent.skill, context)
        same = [each for each in lessons.all() if (each.text, each.skill) == (lesson.text, lesson.skill)]
        if good and intent.text and not same:
            lessons.keep(lesson)
        for each in [] if good else filter(confirms, same):
            lessons.forget(each)


def confirms(lesson: Lesson) -> bool:
    """Whether the lesson tells that its sentence was read rightly."""
    return lesson.read_as == lesson.skill
