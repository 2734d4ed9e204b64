"""The chat model as the other reader: skills are its tools, and it sees only the speaker's own words."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from bot.understanding.intents import Intent, Reading
from bot.understanding.marks import find_marks
from bot.understanding.reader import Context, Reader
from skills.skill import Skill, all_skills
from skills.slots import Slot, When

log = logging.getLogger(__name__)

INSTRUCTIONS = """\
You read one message of a colleague to a CRM and say which tools serve it, with the arguments the message states.
Call one tool for each thing that is asked for, in the order spoken. Call none if no tool serves the message.
State only what the message says: leave out every argument that it does not mention, and never make up a name, a date
or a number. Write names as they are written. Free texts keep the colleague's words.
Today is {today}, a {weekday}, {clock} in the colleague's time zone. Weeks start on Monday. "I" and "me" is {speaker}.
"""
KEPT = 64
"""Readings that are kept for being asked again."""

FALLBACK = "The chat model did not answer ({reason}), so I read this on my own."
SCHEMAS: dict[str, dict[str, Any]] = {
    "moment": {"type": "string", "description": "ISO 8601: a date, or date and time as 2026-11-24T15:00"},
    "period": {
        "type": "object",
        "properties": {"from": {"type": "string"}, "to": {"type": "string"}},
        "description": "first and last day, ISO 8601, both included",
    },
    "recurrence": {"type": "string", "description": "an RFC 5545 RRULE without DTSTART, as FREQ=WEEKLY;BYDAY=MO"},
    "money": {"type": "number"},
    "number": {"type": "number"},
    "case": {"type": "integer", "description": "the number of the case"},
    "filters": {
        "type": "array",
        "items": {"type": "array"},
        "description": "a list of [field, op, value], op one of = != > >= < <= contains empty filled",
    },
}


class ModelReader:
    """Reads with a LangChain chat model; with the local reader where the model fails or takes too long.

    `spec` is `provider:name`, `seconds` the longest wait for one message.
    """

    slow = True

    def __init__(self, spec: str, seconds: float, local: Reader) -> None:
        self.spec = spec
        self.seconds = seconds
        self.local = local
        self._read: OrderedDict[tuple[str, int, datetime], Reading] = OrderedDict()

    @cached_property
    def _model(self) -> BaseChatModel:
        model = init_chat_model(self.spec, timeout=self.seconds, max_retries=0, temperature=0)
        assert isinstance(model, BaseChatModel)
        return model

    def read(self, text: str, context: Context) -> Reading:
        """Understand a message. What leaves the machine is this text, the speaker's name, the time and the skills."""
        key = (text, context.speaker.id, context.now)
        reading = self._read.get(key) or self._ask(text, context)
        self._read[key] = reading
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return reading

    def _ask(self, text: str, context: Context) -> Reading:
        try:
            tools = [tool(skill) for skill in all_skills().values()]
            answer = self._model.bind_tools(tools).invoke(self._messages(text, context))
        except Exception as error:
            log.warning("the chat model %s failed: %s", self.spec, error)
            return replace(self.local.read(text, context), note=FALLBACK.format(reason=type(error).__name__))
        calls = answer.tool_calls if isinstance(answer, AIMessage) else []
        return Reading(tuple(intent for call in calls if (intent := _intent(call, text, context))))

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


def tool(skill: Skill) -> dict[str, Any]:
    """A skill as the chat model sees it."""
    properties = {name: _schema(slot) for name, slot in skill.slots.items()}
    parameters = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "type": "function",
        "function": {"name": skill.name, "description": skill.summary, "parameters": parameters},
    }


def _schema(slot: Slot) -> dict[str, Any]:
    if slot.kind == "choice":
        return {"type": "string", "enum": list(slot.choices)}
    return SCHEMAS.get(slot.kind, {"type": "string", "description": slot.ask})


def _intent(call: Mapping[str, Any], text: str, context: Context) -> Intent | None:
    """The intent a tool call stands for, without the arguments that are none; None for a tool we never offered."""
    skill = all_skills().get(call["name"])
    if skill is None:
        return None
    told = {name: value for name, value in call["args"].items() if name in skill.slots and value not in (None, "", [])}
    slots = {name: _value(skill.slots[name], value, context) for name, value in told.items()}
    return Intent(skill.name, {name: value for name, value in slots.items() if value is not None}, 1.0, text)


def _value(slot: Slot, value: Any, context: Context) -> Any:
    """The argument as intents hold it; None where it is not of the slot's kind."""
    try:
        return CHECKS[slot.kind](slot, value, context) if slot.kind in CHECKS else value
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _record(slot: Slot, value: Any, context: Context) -> Any:
    if str(value).casefold() in ("i", "me", context.speaker.name.casefold()) and slot.of == "person":
        return {"kind": "person", "id": context.speaker.id, "name": context.speaker.name}
    marks = [mark for mark in find_marks(str(value), context.now, context.directory) if mark.is_one(slot.of)]
    return marks[0].as_record(slot.of) if len(marks) == 1 else str(value)


def _period(_: Slot, value: Any, __: Context) -> dict[str, str | None]:
    ends = {end: value.get(end) for end in ("from", "to")}
    return {end: day and date.fromisoformat(day).isoformat() for end, day in ends.items()}


def _choice(slot: Slot, value: Any, _: Context) -> str | None:
    return value if value in slot.choices else None


CHECKS: dict[str, Any] = {
    "record": _record,
    "moment": lambda _, value, __: When.of(str(value)).value(),
    "period": _period,
    "money": lambda _, value, __: _number(value),
    "number": lambda _, value, __: _number(value),
    "case": lambda _, value, __: int(value),
    "choice": _choice,
    "filters": lambda _, value, __: [list(each) for each in value if 2 <= len(each) <= 3],
}


def _number(value: Any) -> int | float:
    number = float(value)
    return int(number) if number == int(number) else number
