"""Answering: what a message says to the assistant's own open question, and what becomes of the question."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.correction import answers_reading, keep_lesson
from bot.narrowing import narrows
from bot.understanding.dialogue.answers import ORDINALS, chosen, is_called
from bot.understanding.dialogue.assent import Answer, answer_of, twin_answer
from bot.understanding.dialogue.correcting import amended, correction
from bot.understanding.dialogue.memory import Memory, Question
from bot.understanding.dialogue.pointing import points
from bot.understanding.intents import Intent, Reading
from skills.reply import Reply
from skills.skill import all_skills
from storage.folding import fold

if TYPE_CHECKING:
    from bot.conversation import Conversation

LEAD_IN = re.compile(r"^(?:(?:ok|okay|well|oh|ah|so|right|sure|yes|and|um|uh|it'?s|that)[ ,.:-]+)+", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|don'?t|never|no)\b", re.IGNORECASE)
SURE = 0.5
CERTAIN = 0.8
"""The confidence, of 1, from which a message is a request of its own rather than the words that were asked for."""

FIGURES = ("number", "money", "percent")
FEW = 5
"""Words of a message that says again what was asked for, as "delete it"."""

POINTERS = frozenset("the that this one at in from of with for a an it its he she him her i we yes no".split())
"""Words with which answers that name a record begin."""
PATIENCE = {"slot": 3, "confirm": 1, "offer": 1}
"""Messages about something else after which a question lapses."""

Found = dict[str, Any]


def answers(conversation: "Conversation", question: Question) -> bool:
    """Whether the message answered the question (and was acted upon)."""
    text = conversation.text
    if question.kind in ("confirm", "offer"):
        return _answers_yes_or_no(conversation, question)
    if question.kind == "reading":
        return answers_reading(conversation, question)
    if (answer := answer_of(text)).said in ("no", "cancel") and not answer.rest:
        return conversation.drop("All right, I'll leave it.")
    option = chosen(text, question.options)
    if option and not (question.kind == "skill" and _is_other(conversation, option["label"])):
        return fill(conversation, question, option["value"])
    if answer.said == "cancel":
        return conversation.drop("All right, I'll leave it.") and _hear(conversation, answer.rest, question)
    if question.kind != "slot":
        return False
    told_otherwise = answer.said == "no" and bool(answer.rest) and _amends(conversation, question, answer)
    return told_otherwise or _answers_slot(conversation, question, answer)


def _answers_yes_or_no(conversation: "Conversation", question: Question) -> bool:
    if narrows(conversation, question):
        return True
    answer = _yes_or_no(conversation, question)
    if answer.said is None or answer.rest:
        if _amends(conversation, question, answer):
            return True
        if answer.said is None or (answer.said == "yes" and answer.rest.casefold().startswith("but ")):
            conversation.explicable = True
            return False
    conversation.memory.question = None
    conversation.explicable = question.kind == "confirm"
    if answer.said == "yes":
        conversation.carry_out(question.pending, confirmed=question.kind == "confirm")
    else:
        conversation.replies.append(Reply("All right, I'll leave it as it is."))
    return _hear(conversation, answer.rest, question)


def _yes_or_no(conversation: "Conversation", question: Question) -> Answer:
    """What the message answers; a request that is said again in a few words is a yes, or a no where it is denied."""
    text, asked = conversation.text, question.pending[0]
    if is_called(text, question.options[0]["label"], question.text):
        return Answer("yes")
    answer = answer_of(text)
    twin = twin_answer(text) if asked.skill.startswith("add_") and len(text.split()) <= FEW + 3 else None
    if twin or answer.said or len(text.split()) > FEW or text.rstrip().endswith("?"):
        return Answer(twin) if twin else answer
    said_again = _says_again(conversation.reader.read(text, conversation.context), asked, text)
    return Answer("no" if DENIED.search(text) else "yes") if said_again else answer


def _says_again(reading: Reading, asked: Intent, text: str) -> bool:
    """Whether the message only says in other words what was asked for."""
    if len(reading.intents) != 1 or reading.doubtful or text.casefold() in asked.text.casefold():
        return False
    told = reading.intents[0]
    return told.skill == asked.skill and all(asked.slots.get(name) == value for name, value in told.slots.items())


def _amends(conversation: "Conversation", question: Question, answer: Answer) -> bool:
    """Whether the message tells otherwise what waits for a yes; it is carried out, or asked again, like that."""
    first, *rest = question.pending
    if question.kind == "offer" and all(isinstance(value, dict) for value in first.slots.values()):
        return _puts_right(conversation, question, answer)
    intent = amended(answer.rest or conversation.text, first, conversation.context, answer.said or "")
    if intent is None:
        return question.kind == "offer" and _puts_right(conversation, question, answer)
    conversation.memory.question = None
    conversation.carry_out([intent, *rest])
    return True


def _puts_right(conversation: "Conversation", question: Question, answer: Answer) -> bool:
    """Whether a yes or a no also puts right what the offer was made from, for it tells nothing of its own."""
    told = (answer.rest, conversation.text) if answer.said and answer.rest else ()
    found = next((found for words in told if (found := correction(words, conversation.context))), ())
    if found:
        conversation.memory.question = None
        conversation.carry_out([*found, *(question.pending if answer.said == "yes" else ())])
    return bool(found)


def _hear(conversation: "Conversation", rest: str, question: Question) -> bool:
    """Carry out what was asked for after the answer; always true."""
    if not rest:
        return True
    reading = conversation.reader.read(rest, conversation.context)
    if reading.intents and not reading.doubtful and reading.intents[0].confidence >= SURE:
        asked = question.pending[0] if question.pending else None
        if asked is None or not _says_again(reading, asked, rest):
            conversation.explicable = True
            conversation.carry_out(list(reading.intents))
    return True


# ---- what was missing


def _answers_slot(conversation: "Conversation", question: Question, answer: Answer) -> bool:
    intent, text = question.pending[0], conversation.text
    slot = all_skills()[intent.skill].slots.get(question.slot)
    if slot is None:
        return False
    if slot.kind in ("text", "name", "value"):
        if _is_elsewhere(conversation, intent):
            return False
        return fill(conversation, question, LEAD_IN.sub("", text).strip())
    value = conversation.reader.read_answer(slot, answer.rest or text, conversation.context)
    if slot.kind == "record" and _commands(text, value) and _is_elsewhere(conversation, intent):
        return False
    if value is None or (_is_unoffered(value, question) and _is_request(conversation)):
        return False
    if slot.kind == "record":
        first, *rest = question.pending
        question.pending = [replace(first, slots=_figures_beside(conversation, first) | first.slots), *rest]
    return fill(conversation, question, value)


def _figures_beside(conversation: "Conversation", intent: Intent) -> dict[str, Any]:
    """How many and how much the answer tells beside what was asked for: "5 Gateway G5" to "Which product?"."""
    if not any(letter.isdigit() for letter in conversation.text):
        return {}
    told = conversation.reader.read_as(intent.skill, conversation.text, conversation.context).slots
    kinds = {name: slot.kind for name, slot in all_skills()[intent.skill].slots.items()}
    return {name: value for name, value in told.items() if kinds[name] in FIGURES}


def _is_elsewhere(conversation: "Conversation", pending: Intent) -> bool:
    """Whether the message surely asks for something else."""
    reading = conversation.reader.read(conversation.text, conversation.context)
    if not reading.intents or reading.doubtful:
        return False
    return reading.intents[0].skill != pending.skill and reading.intents[0].confidence >= CERTAIN


def _commands(text: str, value: Any) -> bool:
    """Whether more is said than a record's name, beginning with another word: "erase Lars Holm" asks for that."""
    words = fold(text).split()
    name = str(value.get("name") or value.get("spoken") or "") if isinstance(value, dict) else ""
    return len(words) > 1 and bool(name) and words[0] not in {*fold(name).split(), *POINTERS}


def _is_unoffered(value: Any, question: Question) -> bool:
    """Whether the answer is none of those that were offered."""
    return bool(question.options) and value not in [option["value"] for option in question.options]


def _is_request(conversation: "Conversation") -> bool:
    """Whether the message surely asks for something by itself."""
    if len(conversation.text.split()) < 2:
        return False
    reading = conversation.reader.read(conversation.text, conversation.context)
    return bool(reading.intents) and not reading.doubtful and reading.intents[0].confidence >= SURE


def _is_other(conversation: "Conversation", label: str) -> bool:
    """Whether the message asks for something of its own and only shares words with what it could choose."""
    words = re.findall(r"[\w'-]+", conversation.text.casefold())
    beyond = set(words) - set(re.findall(r"[\w'-]+", label.casefold()))
    return bool(beyond) and not any(word in ORDINALS for word in words) and _is_request(conversation)


def fill(conversation: "Conversation", question: Question, value: Any) -> bool:
    """Go on with the answer; always true."""
    conversation.memory.question = None
    if question.kind == "skill":
        keep_lesson(conversation, Intent(**value), question.options[0]["value"]["skill"])
        conversation.carry_out([Intent(**value)])
        return True
    first, *rest = question.pending
    conversation.carry_out([replace(first, slots=first.slots | {question.slot: value}), *rest])
    return True


# ---- what is not answered


def stays_open(conversation: "Conversation", question: Question | None) -> None:
    """Keep the question for after something else, and say so; it lapses when much else is said."""
    if question is None or conversation.memory.question is not question or not conversation.done:
        return
    question.asides += 1
    if question.asides > PATIENCE.get(question.kind, 0) or _is_void(conversation, question):
        conversation.memory.question = None
    else:
        conversation.replies.append(Reply("", note=f"Still open: {question.text}"))


def _is_void(conversation: "Conversation", question: Question) -> bool:
    """Whether nothing is left to be answered: what it is about was deleted, or what it offered to go on from undone."""
    if question.kind == "offer" and any(intent.skill == "undo" for intent in conversation.done):
        return True
    told = [value for intent in question.pending for value in intent.slots.values() if isinstance(value, dict)]
    crm = conversation.context.crm
    return any(crm.of(each["kind"]).get(each["id"]) is None for each in told if "kind" in each and "id" in each)


def not_asked(conversation: "Conversation") -> Reply | None:
    """What is said to a yes or no where nothing was asked, or somebody else was; None to anything else."""
    memory, answer = conversation.memory, answer_of(conversation.text)
    waits = next((each for each in memory.waiting if answer.said or chosen(conversation.text, each.options)), None)
    if points(conversation.text) and not waits:
        return Reply("I have shown you no list that has it here. Say its name, and I know which one you mean.")
    if answer.rest or not (waits or answer.said):
        return None
    asker = conversation.context.crm.people.get(waits.asker) if waits else None
    if asker:
        return Reply(f"I asked {asker.name} that. Ask me yourself and I will ask you.")
    return Reply("All right. Nothing is open: I have asked you nothing.")


def late(memory: Memory, pressed: str) -> Reply:
    """What is said to a button of a question that is not the speaker's open one."""
    if memory.asked(pressed):
        return Reply("That question waits for somebody else's answer. Ask me yourself and I will ask you.")
    return Reply("That question is settled already. Just tell me what you need.")
