"""Talking: what is said, and what must hold of the answer."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.assistant import Assistant
from bot.message import Attached, Heard, Message
from bot.understanding.intents import Intent
from bot.understanding.slots.resolve import printed


@dataclass
class Talk:
    """A conversation; `says` answers with what was heard, and checks the reply and the changes."""

    assistant: Assistant
    now: datetime
    speaker: str = "lena@rapport.test"
    thread: str = field(default_factory=lambda: uuid.uuid4().hex)

    def says(self, text: str, *patterns: str, changes: list[str] | None = None, lacks: str = "") -> Heard:
        """Say something. The reply must match every pattern, `changes` are the records it must have written."""
        heard = self.assistant.hear(Message(uuid.uuid4().hex, text, self.speaker, self.now, self.thread))
        reply = heard.reply.plain()
        for pattern in patterns:
            assert re.search(pattern, reply, re.IGNORECASE), f"{text!r} lacks /{pattern}/:\n{reply}"
        assert not lacks or not re.search(lacks, reply, re.IGNORECASE), f"{text!r} has /{lacks}/:\n{reply}"
        if changes is not None:
            assert _kinds(heard.changes) == sorted(changes), f"{text!r} wrote {_kinds(heard.changes)}:\n{reply}"
        return heard

    def shares(self, text: str, *files: Attached) -> str:
        """Say something with files beside it; returns the reply."""
        message = Message(uuid.uuid4().hex, text, self.speaker, self.now, self.thread, files=files)
        return self.assistant.hear(message).reply.plain()

    def presses(self, heard: Heard, label: str) -> Heard:
        """Press the button of an answer."""
        button = next(button for button in heard.reply.buttons if label in button.label)
        intents = (Intent(**button.intent),) if button.intent else ()
        told = (uuid.uuid4().hex, button.says, self.speaker, self.now, self.thread)
        return self.assistant.hear(Message(*told, question=button.question, intents=intents))

    def as_(self, speaker: str) -> "Talk":
        """The same thread with somebody else speaking."""
        return Talk(self.assistant, self.now, f"{speaker}@rapport.test", self.thread)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


def _kinds(changes: tuple[dict[str, Any], ...]) -> list[str]:
    return sorted(f"{change['action']} {change['record'].split()[0]}" for change in changes)


def slots(heard: Heard) -> dict[str, Any]:
    """The slots of the only intent, as they are printed."""
    (intent,) = heard.intents
    return printed(intent.slots)
