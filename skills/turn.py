"""A turn: one message being answered, and all that a skill may touch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge.knowledge import Knowledge
from storage.crm import Crm
from storage.people import Person
from storage.record import Record


def ref(record: Record) -> dict[str, Any]:
    """A record as memory and intents hold it: `{"kind", "id", "name"}`."""
    return {"kind": record.kind, "id": record.id, "name": record.label}


@dataclass(frozen=True)
class Option:
    """One answer to a question: what is shown, and the slot's value if it is chosen."""

    label: str
    value: Any


class Unclear(Exception):
    """The skill must ask back: for a slot, or which of several is meant. Nothing is written."""

    def __init__(self, question: str, slot: str = "", options: Sequence[Option] = ()) -> None:
        super().__init__(question)
        self.question, self.slot, self.options = question, slot, tuple(options)


class Unconfirmed(Exception):
    """The skill shows what it would do and waits for a yes.

    `changes` are names with their values before and after, `beside` is what else there is to know.
    """

    def __init__(
        self, question: str, beside: Sequence[tuple[str, str]] = (), changes: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        super().__init__(question)
        self.question, self.beside, self.changes = question, tuple(beside), tuple(changes)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """All of it as names and values."""
        return (*((name, f"{before} → {after}") for name, before, after in self.changes), *self.beside)


class Refused(Exception):
    """It cannot be done; the text says kindly why, and what can be done instead."""


@dataclass
class Shown:
    """The list last shown: its kind, the ids in order, and the question it answered."""

    kind: str = ""
    ids: list[int] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seller:
    """Who sells: the company's name and its address, a line each, as they head a document."""

    name: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Utterance:
    """Something that was said in a channel: by whom (a name), when, in which words, and where, as `channel:ts`."""

    by: str
    at: datetime
    text: str
    source: str = ""


@dataclass
class Turn:
    """One message being answered. A skill reads the clock from `now`, which is in the speaker's time zone.

    `text` is the clause that the skill serves, `said` the whole message. `mentioned` collects the records
    that the conversation is about afterwards, the most important last. `then` names the skills that the rest of
    the message asks for. `source` is where in Slack the message was said, `overheard` reads what was said before in
    the same channel, the oldest first.
    """

    crm: Crm
    knowledge: Knowledge
    speaker: Person
    now: datetime
    text: str
    said: str
    channel: str = ""
    thread: str = ""
    confirmed: bool = False
    mentioned: list[dict[str, Any]] = field(default_factory=list)
    shown: Shown | None = None
    seller: Seller = Seller()
    then: tuple[str, ...] = ()
    source: str = ""
    overheard: Callable[[], Sequence[Utterance]] = lambda: ()

    def remember(self, *records: Record | None) -> None:
        """Let "it", "she" or "their" mean these from now on."""
        self.mentioned.extend(ref(record) for record in records if record)

    def show(self, kind: str, records: Sequence[Record], **slots: Any) -> None:
        """Let "the second one" or "only the open ones" mean these from now on."""
        self.shown = Shown(kind, [record.id for record in records], slots)

    def confirm(
        self, question: str, facts: Sequence[tuple[str, str]] = (), changes: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        """Go on only if the speaker has said yes to this question, having seen what would change."""
        if not self.confirmed:
            raise Unconfirmed(question, facts, changes)
