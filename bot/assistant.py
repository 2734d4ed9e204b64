"""The assistant: hears a message and answers it, in one transaction. It knows nothing of Slack."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from bot.attaching import kept, only_asks_for
from bot.conversation import Conversation
from bot.message import Heard, Message
from bot.understanding.dialogue.memory import keep, remembered
from bot.understanding.names.directory import Directory
from bot.understanding.reader import Context, Reader
from bot.understanding.text import LONGEST, plain, says_nothing
from knowledge.knowledge import Knowledge
from skills.reply import Reply
from skills.turn import Seller
from storage.crm import Crm
from storage.mailroom import Twice
from storage.store import Store
from storage.trouble import StoreTrouble
from storage.undo import changes_of, is_automatic, of_lines

log = logging.getLogger(__name__)

Then = Callable[[Crm, Heard], None]


class Assistant:
    """Hears messages. One transaction each: understood, carried out, remembered, committed; or nothing at all.

    `learns` tells whether sentences that were put right may be kept to learn from, `seller` who sells.
    """

    learns = True
    seller = Seller()

    def __init__(self, store: Store, reader: Reader, directory: Directory, knowledge: Knowledge) -> None:
        self.store = store
        self.reader = reader
        self.directory = directory
        self.knowledge = knowledge

    def hear(self, message: Message, *, dry_run: bool = False, then: Then | None = None) -> Heard:
        """Answer a message. `then` runs in the same transaction, before it commits.

        With `dry_run` everything is understood and resolved, and nothing stays. Never raises for what people
        say; raises StoreTrouble when the records cannot be reached, and Twice when `then` does.
        """
        try:
            return self._hear(message, dry_run, then)
        except (StoreTrouble, Twice):
            raise
        except Exception:
            log.exception("message %s could not be answered", message.id)
            return self._apologise(message, dry_run, then)

    def _hear(self, message: Message, dry_run: bool, then: Then | None) -> Heard:
        if self.reader.slow and not dry_run:
            self._read_ahead(message)
        with self._opened(message, dry_run) as crm:
            heard = self._answer(crm, message)
            crm.session.flush()
            written = () if dry_run else tuple(_written(crm, message.id))
            heard = replace(heard, changes=written)
            if then:
                then(crm, heard)
        return heard

    def _read_ahead(self, message: Message) -> None:
        """Let a slow reader read before anything is locked; what is answered here does not stay."""
        with self.store.read(message.at, message.speaker) as crm:
            heard = self._answer(crm, message)
        message.doing(heard.intents)

    def _opened(self, message: Message, dry_run: bool) -> AbstractContextManager[Crm]:
        if dry_run:
            return self.store.read(message.at, message.speaker)
        return self.store.begin(message.speaker, message.at, message.id)

    def _answer(self, crm: Crm, message: Message) -> Heard:
        if crm.actor is None:
            return Heard(unknown(message.speaker), silent=message.unaddressed)
        text, trouble = kept(crm, crm.actor, message, plain(message.text))
        if reply := (trouble if says_nothing(text) or only_asks_for(message, text) else None) or _unreadable(text):
            return Heard(reply, silent=message.unaddressed)
        self.directory.refresh(crm)
        memory = remembered(crm, message.thread)
        now = message.at.astimezone(crm.actor.zone)
        context = Context(crm, crm.actor, now, self.directory, memory)
        conversation = Conversation(message, text, context, self.reader, self.knowledge, learns=self.learns)
        conversation.closing += [trouble] if trouble else []
        conversation.seller = self.seller
        heard = conversation.answer()
        if heard.silent and message.unaddressed:
            return heard
        if wrote := _references(crm, message.id):
            memory.wrote, memory.written = wrote, message.id
        keep(crm, message.thread, memory)
        return heard

    def _apologise(self, message: Message, dry_run: bool, then: Then | None) -> Heard:
        heard = Heard(Reply(
            "I stumbled over that one, and changed nothing. It is a fault of mine: the log has it under "
            f"{message.id}. Saying it in other words may help meanwhile."
        ))  # fmt: skip
        if then and not dry_run:
            with self.store.begin(message.speaker, message.at, message.id) as crm:
                then(crm, heard)
        return heard


def unknown(speaker: str) -> Reply:
    """What somebody is told whom the records do not know."""
    return Reply(
        f"I do not know {speaker or 'you'} yet, so I cannot show you any records. "
        "Ask whoever runs Rapport to add you to people.csv with that e-mail address and import it."
    )


def _unreadable(text: str) -> Reply | None:
    if says_nothing(text):
        return Reply("I am listening. Tell me what happened, or say “help” to see what I can do.")
    if len(text) > LONGEST:
        return Reply(
            f"That is {len(text):,} characters; I can read {LONGEST:,} at a time. "
            "Send it in parts, or tell me in a few sentences what I should keep."
        )
    return None


def _written(crm: Crm, turn: str) -> list[dict[str, Any]]:
    """What the turn wrote; the lines of a quote, an order or a deal are part of it."""
    changes = (change for change in changes_of(crm, turn) if change.kind not in ("suggestion", "line"))
    found = [change for change in changes if not is_automatic(change)]
    written = [
        {"action": change.action, "record": _called(change.kind, change.label), "id": change.record_id}
        for change in found
    ]
    return written or [
        {"action": "updated", "record": _called(each.kind, each.label), "id": each.id} for each in of_lines(crm, turn)
    ]


def _called(kind: str, label: str) -> str:
    return label if label.startswith(kind) else f"{kind} {label}"


def _references(crm: Crm, turn: str) -> list[dict[str, Any]]:
    return [
        {"kind": change.kind, "id": change.record_id, "name": change.label}
        for change in changes_of(crm, turn)
        if change.action in ("created", "updated") and change.kind != "line"
    ]
