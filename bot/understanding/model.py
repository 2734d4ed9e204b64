"""The chat model as the other reader: skills are its tools, and it sees only the speaker's own words."""

import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from bot.understanding.calls import intent_of
from bot.understanding.dialogue.answers import courtesy
from bot.understanding.dialogue.assent import cancels
from bot.understanding.intents import Intent, Reading
from bot.understanding.local import LocalReader, unread_words
from bot.understanding.marks import find_marks, named_in
from bot.understanding.reader import Context
from bot.understanding.tools import tool
from skills.skill import all_skills
from skills.slots import Slot

log = logging.getLogger(__name__)

INSTRUCTIONS = """\
You read one message of a colleague to a CRM and say which tools serve it, with the arguments the message states.
Call one tool for each thing that is asked for, in the order spoken. Call none if no tool serves the message.
State only what the message says: leave out every argument that it does not mention, and never make up a name, a date
or a number. Write names as they are written, and "she", "it" or "that one" where it says no more. Free texts keep the
colleague's words. Today is {today}, a {weekday}, {clock} in the colleague's time zone. Weeks start on Monday.
"I" and "me" is {speaker}.
"""
KEPT = 64
"""Readings that are kept for being asked again."""

SURE = 0.6
"""The least confidence, of 1, with which a local reading stands where the model is only asked in doubt."""

FALLBACK = "The chat model did not answer ({reason}), so I read this on my own."
Occasion = Literal["always", "unsure"]


class ModelReader:
    """Reads with a LangChain chat model; with the local reader where the model fails or takes too long.

    `spec` is `provider:name`, `seconds` the longest wait for one message. With `when` at `unsure` the local reader
    reads first, and the model only what that leaves in doubt. What carries on what was said before, thanks and
    cancelling never go to the model.
    """

    slow = True

    def __init__(self, spec: str, seconds: float, local: LocalReader, when: Occasion = "always") -> None:
        self.spec = spec
        self.seconds = seconds
        self.local = local
        self.when = when
        self._read: OrderedDict[tuple[str, int, datetime], Reading] = OrderedDict()

    @cached_property
    def _model(self) -> BaseChatModel:
        model = init_chat_model(self.spec, timeout=self.seconds, max_retries=0, temperature=0)
        assert isinstance(model, BaseChatModel)
        return model

    def read(self, text: str, context: Context) -> Reading:
        """Understand a message. What leaves the machine is this text, the speaker's name, the time and the skills."""
        key = (text, context.speaker.id, context.now)
        reading = self._read.get(key) or self._anew(text, context)
        self._read[key] = reading
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return reading

    def _anew(self, text: str, context: Context) -> Reading:
        if carried := self.local.carried(text, context):
            return carried
        if courtesy(text) or cancels(text):
            return self.local.read(text, context)
        if self.when == "unsure" and is_sure(reading := self.local.read(text, context)):
            return reading
        return self._ask(text, context)

    def _ask(self, text: str, context: Context) -> Reading:
        try:
            tools = [tool(skill) for skill in all_skills().values()]
            answer = self._model.bind_tools(tools).invoke(self._messages(text, context))
        except Exception as error:
            log.warning("the chat model %s failed: %s", self.spec, error)
            return _noted(self.local.read(text, context), FALLBACK.format(reason=type(error).__name__))
        calls = answer.tool_calls if isinstance(answer, AIMessage) else []
        intents = tuple(intent for call in calls if (intent := intent_of(call, text, context)))
        reading = Reading(intents, named=named_in(find_marks(text, context.now, context.directory)))
        return _noted(reading, unread_words(reading))

    def _messages(self, text: str, context: Context) -> list[SystemMessage | HumanMessage]:
        now = context.now
        instructions = INSTRUCTIONS.format(
            today=now.date().isoformat(), weekday=f"{now:%A}", clock=f"{now:%H:%M}", speaker=context.speaker.name
        )
        return [SystemMessage(instructions), HumanMessage(text)]

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        """The value a bare answer gives, read on this machine."""
        return self.local.read_answer(slot, text, context)

    def near(self, text: str, context: Context) -> list[tuple[str, float]]:
        """The skills that a text comes closest to, as the local reader ranks them."""
        return self.local.near(text, context)

    def read_as(self, skill: str, text: str, context: Context) -> Intent:
        """The text read as asking for a skill, on this machine."""
        return self.local.read_as(skill, text, context)


def is_sure(reading: Reading) -> bool:
    """Whether a local reading stands: every clause at least SURE, nothing offered for choice, no word unread."""
    clear = bool(reading.intents) and not reading.doubtful and not reading.note
    return clear and all(intent.confidence >= SURE for intent in reading.intents)


def _noted(reading: Reading, note: str) -> Reading:
    """The reading with something more for the speaker to know."""
    return replace(reading, note=" ".join(each for each in (note, reading.note) if each))
