"""Corrections: how a message was read is told, put right in one tap, and kept to learn from."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.explanation import RIGHT, explained, rather
from bot.understanding.dialogue.answers import chosen
from bot.understanding.dialogue.assent import Answer, answer_of, cancels
from bot.understanding.dialogue.memory import Question, Understood
from bot.understanding.dialogue.wondering import forgets, speaks_of_learning, wonders
from bot.understanding.intents import Intent
from bot.understanding.learning.lessons import lesson_of
from bot.understanding.names.lacking import Lacking
from bot.understanding.reader import Context
from skills.reply import QUIET, Button, Reply
from skills.turn import Unconfirmed
from skills.undoing import undone
from storage.undo import changes_of, last_turn, stands

if TYPE_CHECKING:
    from bot.conversation import Conversation

READING, LESSON = "reading:", "lesson:"
"""How the questions of the buttons begin that explain a turn and that drop a lesson."""

FEW = 5
"""Words that may choose what was meant when anything else may be said as well."""

UNEXPLAINED = frozenset(("help", "undo"))
"""Skills whose replies offer no explanation."""


def reading_button(turn: str) -> Button:
    """The small button that shows how the message of a turn was read."""
    return Button("How I read this", "How did you read that?", f"{READING}{turn}", QUIET)


def looks_back(conversation: "Conversation") -> bool:
    """Whether the message only asks how the last one was read, or drops what was kept of it to learn from."""
    pressed, text, memory = conversation.message.question, conversation.text, conversation.memory
    kept, memory.lesson = memory.lesson, None
    if pressed.startswith(READING) or (not pressed and wonders(text)):
        explain(conversation, pressed.removeprefix(READING))
    elif pressed.startswith(LESSON):
        forget_lesson(conversation, int(pressed.removeprefix(LESSON)))
    elif kept and not pressed and (speaks_of_learning(text) or (not memory.question and forgets(text))):
        forget_lesson(conversation, kept)
    else:
        return False
    conversation.explicable = False
    return True


def explain(conversation: "Conversation", turn: str) -> None:
    """Tell how the message of a turn, or the last one, was read; whoever said it may put it right."""
    context, reader = conversation.context, conversation.reader
    found = [each for each in context.memory.understood if turn in ("", each.turn)]
    if not found:
        words = "That is too long ago for me to tell." if turn else "You have told me nothing here yet."
        return conversation.replies.append(Reply(words))
    then = _as_then(found[-1], context)
    parts = explained(found[-1], reader, then)
    if found[-1].by != context.speaker.id:
        return conversation.replies.append(Reply("This is how I read it.", parts))
    before = context.memory.question
    conversation.ask("reading", "This is how I read it. Was it meant otherwise?", rather(found[-1], reader, then))
    asked = context.memory.question
    assert asked
    asked.slot, asked.behind = found[-1].turn, before.behind if before and before.kind == "reading" else before
    conversation.replies[-1] = replace(conversation.replies[-1], parts=parts)
    return None


def answers_reading(conversation: "Conversation", question: Question) -> bool:
    """Whether the message said how it was meant, or answered the question behind; else it is something new."""
    memory, text = conversation.memory, conversation.text
    memory.question = None
    words = text.strip(" .!").casefold()
    by_label = (option for option in question.options if words in _wordings(option))
    option = next(by_label, None) or (chosen(text, question.options) if len(words.split()) <= FEW else None)
    if option or answer_of(text) == Answer("yes"):
        conversation.explicable = bool(option and option["value"] != RIGHT)
        put_right(conversation, question, option["value"] if option else RIGHT)
        return True
    memory.question = question.behind
    if question.behind:
        return conversation.answers(question.behind)
    return cancels(text) and conversation.drop("All right, I'll leave it.")


def _wordings(option: dict[str, Any]) -> tuple[str, str]:
    label = str(option["label"]).casefold()
    return label, label.removeprefix("rather: ")


def put_right(conversation: "Conversation", question: Question, choice: Any) -> None:
    """Take back what the message wrote, carry it out as it was meant, and keep it to learn from."""
    conversation.memory.question = None
    if choice == RIGHT:
        return _go_on(conversation, question.behind)
    found = next((each for each in conversation.memory.understood if each.turn == question.slot), None)
    if found is None:
        return conversation.replies.append(Reply("That is too long ago. Please say it again in other words."))
    clauses = found.intents or [Intent("", text=found.text)]
    clause = clauses[choice["place"]]
    meant = conversation.reader.read_as(choice["skill"], clause.text, _as_then(found, conversation.context))
    if not _take_back(conversation, found.turn):
        return None
    keep_lesson(conversation, meant, clause.skill)
    as_meant = [meant if each is clause else each for each in clauses]
    return conversation.carry_out(as_meant)


def _go_on(conversation: "Conversation", open_before: Question | None) -> None:
    """Ask again what was open before the explanation."""
    conversation.memory.question = open_before
    buttons = (
        [Button(each["label"], each["label"], open_before.id) for each in open_before.options] if open_before else []
    )
    words = f"Good. {open_before.text}" if open_before else "Good."
    conversation.replies.append(Reply(words, buttons=tuple(buttons)))


def _take_back(conversation: "Conversation", turn: str) -> bool:
    """Whether nothing of the turn stands any more; if not, the reply says why."""
    crm = conversation.context.crm
    if not stands(crm, turn):
        return True
    if last_turn(crm) != turn:
        conversation.replies.append(
            Reply(
                "You have changed more since, so I leave it as it is. Say “undo” for each step back, then say it anew."
            )
        )
        return False
    try:
        conversation.replies.append(undone(conversation.turn(Intent("undo")), turn))
    except Unconfirmed as others_wrote:
        conversation.replies.append(Reply(f"{others_wrote.question.partition('. ')[0]}. So I leave it as it is."))
        return False
    return True


def _as_then(understood: Understood, context: Context) -> Context:
    """The context in which a message was said: its time, and without the records that it added."""
    written = changes_of(context.crm, understood.turn)
    gone = {(change.kind, change.record_id) for change in written if change.action == "created"}
    now = datetime.fromisoformat(understood.at).astimezone(context.now.tzinfo)
    return replace(context, now=now, directory=Lacking(context.directory, gone) if gone else context.directory)


# ---- what is kept to learn from


def keep_lesson(conversation: "Conversation", meant: Intent, read_as: str) -> None:
    """Keep the sentence with what was meant, if that is allowed, and say so."""
    if not conversation.learns or not meant.text:
        return
    context = conversation.context
    lesson = context.crm.lessons.keep(lesson_of(meant, read_as, context))
    context.memory.lesson = lesson.id
    note = "I keep this sentence on this machine to learn from, names masked. Say “forget that” and I drop it."
    button = Button("Forget that sentence", "Forget that sentence", f"{LESSON}{lesson.id}", QUIET)
    conversation.closing.append(Reply("", buttons=(button,), note=note))


def forget_lesson(conversation: "Conversation", id: int | None) -> None:
    """Drop a lesson that the speaker gave."""
    lessons = conversation.context.crm.lessons
    lesson = lessons.get(id) if id else None
    conversation.memory.lesson = None
    if lesson is None or lesson.by_id != conversation.context.speaker.id:
        return conversation.replies.append(Reply("There is no sentence of yours that I keep from here."))
    lessons.forget(lesson)
    return conversation.replies.append(Reply("Forgotten: I do not learn from that sentence. What was done stays done."))
