"""What reads messages: the local reader and the chat model answer to the same protocol."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.understanding.dialogue.memory import Memory
from bot.understanding.intents import Intent, Reading
from bot.understanding.names.directory import Directory
from skills.slots import Slot
from storage.crm import Crm
from storage.people import Person


@dataclass(frozen=True)
class Context:
    """What a reader may know beside the words: who speaks, when, of whom, and the names there are.

    `now` is in the speaker's time zone.
    """

    crm: Crm
    speaker: Person
    now: datetime
    directory: Directory
    memory: Memory
    about: dict[str, Any] | None = None
    """The record that a clause before in the same message was about."""


class Reader(Protocol):
    """From a message to intents.

    A `slow` one is asked before the records are locked, and must give the same reading at once when it is asked again.
    """

    slow: bool

    def read(self, text: str, context: Context) -> Reading:
        """Understand a message of plain text."""

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        """The value that a bare answer gives to a slot, as intents hold it; None when it gives none."""

    def near(self, text: str, context: Context) -> list[tuple[str, float]]:
        """The skills that a text comes closest to, likeliest first, with their chances from 0 to 1."""

    def read_as(self, skill: str, text: str, context: Context) -> Intent:
        """The text read as asking for a skill, whatever it seems to ask for."""
