"""What is said to the assistant, and how it was heard."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.understanding.intents import Intent
from skills.reply import Reply


@dataclass(frozen=True)
class Attached:
    """A file that came with a message; `trouble` says kindly why it could not be taken, where it could not."""

    name: str
    content: bytes
    trouble: str = ""


@dataclass(frozen=True)
class Message:
    """Something said. `id` is unique for ever and names the turn; `speaker` is the e-mail address of a colleague.

    `at` is aware. `question` is the id of the question that a pressed button answers.
    """

    id: str
    text: str
    speaker: str
    at: datetime
    thread: str
    channel: str = ""
    question: str = ""
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Heard:
    """How a message was understood and answered.

    `asks` are the questions put back, `{"slot", "question", "options"}`; `changes` what was written,
    `{"action", "record", "id"}`.
    """

    reply: Reply
    intents: tuple[Intent, ...] = ()
    asks: tuple[dict[str, Any], ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = field(default=())
