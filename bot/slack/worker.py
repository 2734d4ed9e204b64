"""The worker: takes what came in, oldest first, one at a time in each conversation, and queues the answers."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from bot.assistant import Assistant
from bot.message import Attached, Heard, Message
from bot.slack.home_answer import asks_for_words, at_home
from bot.slack.people import Colleagues
from bot.slack.said import HOME, Said, Settled, said_in, with_names
from bot.slack.settling import once
from bot.slack.trouble import SlackTrouble
from bot.understanding.dialogue.memory import remembered
from skills.reply import Reply
from storage.crm import Crm
from storage.mailroom import Twice, answered_by, done, failed, queue, waiting
from storage.post import Incoming
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

MOST_WAITING = 500
LONGEST_PAUSE = 60.0
SORRY = Reply("I could not answer that, though I tried several times. Nothing was changed; please say it again.")


@dataclass
class Worker:
    """Answers what waits in the inbox. `bot` is our own user id, `queued` is called when a reply is to be posted."""

    assistant: Assistant
    colleagues: Colleagues
    bot: str
    pool: ThreadPoolExecutor
    now: Callable[[], datetime]
    queued: Callable[[], None]
    wake: Callable[[], None] = lambda: None
    read: Callable[[Said], Said | Settled | None] = lambda said: said
    fetch: Callable[[Sequence[dict[str, Any]]], tuple[Attached, ...]] = lambda files: ()
    _busy: dict[str, str] = field(default_factory=dict)
    _resting: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def work(self) -> None:
        """Give to the pool what can be worked on now."""
        now = self.now()
        held: set[str] = set()
        for row in waiting(self.assistant.store, now, MOST_WAITING):
            said = said_in(row)
            if said.thread not in held and self._begin(row, said, now):
                self.pool.submit(self._take, row, said)
            held.add(said.thread)

    def _begin(self, row: Incoming, said: Said, now: datetime) -> bool:
        """Whether the row may be taken up: its conversation is free, and it does not rest after trouble."""
        with self._lock:
            rests = row.id in self._resting and self._resting[row.id][0] > now
            if rests or said.thread in self._busy:
                return False
            self._busy[said.thread] = row.id
            return True

    def _take(self, row: Incoming, said: Said) -> None:
        try:
            self._answer(row, said)
            self._resting.pop(row.id, None)
        except Twice:
            log.info("%s was answered by another process", row.id)
        except (StoreTrouble, SlackTrouble) as trouble:
            self._rest(row, trouble)
        except Exception as error:
            log.exception("%s could not be answered", row.id)
            self._fail(row, said, error)
        finally:
            with self._lock:
                self._busy.pop(said.thread, None)
            self.wake()

    def _answer(self, row: Incoming, said: Said) -> None:
        """Hear what was said, or be done with what needs no hearing."""
        read = self.read(said)
        if isinstance(read, Said):
            self._hear(row, read)
        else:
            self._settle(row, said, read)
        self.queued()

    def _hear(self, row: Incoming, said: Said) -> None:
        """Hear what was said; the reply is queued and the row done in the same transaction."""

        def then(crm: Crm, heard: Heard) -> None:
            shared, reply = not said.channel.startswith("D"), at_home(said, heard)
            private = (said.question and _is_anothers(crm, message)) or (shared and heard.reply.files)
            private = private or asks_for_words(said, heard)
            channel, thread = (said.user, "") if private else (said.answer_in, said.root)
            queue(crm, f"reply:{row.id}", channel, reply.to_json(), thread or None)
            once(crm, said)
            done(crm, row.id)

        message = self._message(row, said)
        self.assistant.hear(message, then=then)

    def _settle(self, row: Incoming, said: Said, settled: Settled | None) -> None:
        """Be done with what needs no hearing, with a word or without."""
        with self.assistant.store.begin(None, self.now(), row.id) as crm:
            if settled:
                queue(crm, f"reply:{row.id}", said.answer_in, settled.reply.to_json(), settled.root or None)
            done(crm, row.id)

    def _message(self, row: Incoming, said: Said) -> Message:
        return Message(
            id=row.id,
            text=with_names(said.text, self.bot, self.colleagues.name),
            speaker=self.colleagues.email(said.user),
            at=self.now(),
            thread=self._conversation(said),
            channel="" if said.channel.startswith(HOME) else said.channel,
            question=said.question,
            files=self.fetch(said.files),
            intents=said.intents,
            source=said.source,
        )

    def _conversation(self, said: Said) -> str:
        """The conversation: that of the message which the thread began with, where that was an answer of ours."""
        origin = answered_by(self.assistant.store, f"{said.channel}:{said.root}", self.now()) if said.root else None
        return said_in(origin).thread if origin else said.thread

    def _rest(self, row: Incoming, trouble: Exception) -> None:
        """Try it again later, each time after twice as long."""
        _, pause = self._resting.get(row.id, (None, 0.5))
        pause = min(pause * 2, LONGEST_PAUSE)
        self._resting[row.id] = (self.now() + timedelta(seconds=pause), pause)
        log.warning("%s waits for %g s: %s", row.id, pause, trouble)

    def _fail(self, row: Incoming, said: Said, error: Exception) -> None:
        """Count it; the last failure is told to whoever waits."""

        def apologise(crm: Crm) -> None:
            queue(crm, f"reply:{row.id}", said.answer_in, SORRY.to_json(), said.root or None)

        self._rest(row, error)
        try:
            failed(self.assistant.store, row.id, repr(error), self.now(), apologise)
        except StoreTrouble as trouble:
            log.warning("%s: %s", row.id, trouble)
        self.queued()


def _is_anothers(crm: Crm, message: Message) -> bool:
    """Whether the question a button answers waits for somebody else."""
    question = remembered(crm, message.thread).asked(message.question)
    return bool(question and crm.actor and question.asker != crm.actor.id)
