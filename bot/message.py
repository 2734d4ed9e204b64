"""What is said to the assistant, and how it was heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.understanding.intents import Intent
from skills.reply import Reply
from skills.turn import Utterance


@dataclass(frozen=True)
class Attached:
    """A file that came with a message; `trouble` says kindly why it could not be taken, where it could not."""

    name: str
    content: bytes
    trouble: str = ""


@dataclass(frozen=True)
class Message:
    """Something said. `id` is unique for ever and names the turn; `speaker` is the e-mail address of a colleague.

    `at` is aware. `question` is the id of the question that a pressed button answers. `intents` are what it asks for
    where that is known beyond doubt, as from a form that was filled in: then the text is only how it reads in words.
    `source` is where in Slack it was said, as `channel:ts` or `channel:ts:thread`. `overheard` reads what was said
    before in the same channel, the oldest first. `unaddressed` tells that it was said where we take part, but not
    expressly to us: then only what is surely meant for us is answered. `doing` is told what it was read as before it
    is carried out, where reading takes long.
    """

    id: str
    text: str
    speaker: str
    at: datetime
    thread: str
    channel: str = ""
    question: str = ""
    files: tuple[Attached, ...] = ()
    intents: tuple[Intent, ...] = ()
    source: str = ""
    overheard: Callable[[], Sequence[Utterance]] = lambda: ()
    unaddressed: bool = False
    doing: Callable[[Sequence[Intent]], None] = lambda intents: None


@dataclass(frozen=True)
class Heard:
    """How a message was understood and answered.

    `asks` are the questions put back, `{"slot", "question", "options"}`; `changes` what was written,
    `{"action", "record", "id"}`. `silent` tells that nothing is to be said to it, `goes_back` that the answer may
    quote what was spoken of before, such as a question that is still open.
    """

    reply: Reply
    intents: tuple[Intent, ...] = ()
    asks: tuple[dict[str, Any], ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = field(default=())
    silent: bool = False
    goes_back: bool = False
