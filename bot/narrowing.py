"""Narrowing the open question: a change of many records asked about, answered with "only the ones in Munich"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.understanding.dialogue.memory import Question
from bot.understanding.many.narrowing import narrowed
from skills.reply import Button, Reply

if TYPE_CHECKING:
    from bot.conversation import Conversation


def narrows(conversation: "Conversation", question: Question) -> bool:
    """Whether the message took some of the records out of the question; it is asked anew of the others."""
    first, *rest = question.pending
    left = narrowed(conversation.text, first, conversation.context) if question.kind == "confirm" else None
    if left is None:
        return False
    if left.unread:
        buttons = tuple(Button(each["label"], each["label"], question.id) for each in question.options)
        words = f"I did not understand “{' '.join(left.unread)}”. {question.text}"
        conversation.replies.append(Reply(words, buttons=buttons))
        return True
    conversation.memory.question = None
    conversation.carry_out([replace(first, slots=first.slots | {"filters": left.filters}), *rest])
    return True
