"""The worker: takes what came in, oldest first, one at a time in each conversation, and queues the answers."""

import logging
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from bot.assistant import Assistant
from bot.message import Attached, Heard, Message
from bot.slack.answered import close_question
from bot.slack.audience import UNKNOWN, Verdict
from bot.slack.people import BARRED, Colleagues, is_foreign
from bot.slack.placing import OUTSIDER, Placed, placed, whisper
from bot.slack.said import HOME, Said, Settled, escaped, is_channel, said_in, with_names
from bot.slack.settling import once
from bot.slack.talk import Talk
from bot.slack.trouble import SlackTrouble
from bot.understanding.dialogue.memory import remembered
from bot.understanding.intents import Intent
from skills.reply import Reply
from skills.turn import Utterance
from storage.crm import Crm
from storage.mailroom import Twice, answered_by, done, failed, queue, unheard, waiting
from storage.post import Incoming
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

MOST_WAITING = 500
AGAIN, LONGEST_PAUSE = 0.5, 60.0
THIS_CHANNEL = re.compile(r"\b(?:this|the current) channel\b(?:['’]s)?(?= |[?.!,]|$)", re.IGNORECASE)
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
    before: Callable[[str], Callable[[], Sequence[Utterance]]] = lambda channel: lambda: ()
    talk: Talk | None = None
    _busy: dict[str, str] = field(default_factory=dict)
    _resting: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def work(self) -> None:
        """Give to the pool what can be worked on now."""
        now = self.now()
        held: set[str] = set()
        for row in waiting(self.assistant.store, now, MOST_WAITING):
            try:
                said = said_in(row)
            except (LookupError, TypeError, ValueError) as error:
                log.exception("%s cannot be read", row.id)
                failed(self.assistant.store, row.id, repr(error), now, lambda crm: None)
                continue
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
            self._resting[row.id] = (self.now() + timedelta(seconds=AGAIN), AGAIN)
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

    def _hear(self, row: Incoming, said: Said) -> None:
        """Hear what was said; the reply is queued and the row done in the same transaction."""
        message, said = self._message(row, said), self._rooted(said)
        verdict = self._verdict(said)
        place: Placed | None = None

        def then(crm: Crm, heard: Heard) -> None:
            nonlocal place
            if heard.silent or (crm.actor is None and self._is_nobodys(said)):
                return (unheard if said.unaddressed else done)(crm, row.id)
            place = self._placed(crm, message, said, heard, verdict)
            queue(crm, f"reply:{row.id}", place.channel, place.reply.to_json(), place.thread or None)
            once(crm, said)
            return done(crm, row.id)

        with self.talk.sessions.processing(said.channel, said.root) if self.talk else nullcontext():
            heard = self.assistant.hear(message, then=then)
            if self.talk and place and is_channel(said.channel) and said.root:
                self.talk.warmth.note(said.channel, said.root, said.user)
            self.queued()
        self._follow(said, heard, place)
        if self.talk and place and said.question and "message" in row.body and place.channel != said.user:
            close_question(self.talk.audience.client, row.body, said.question)

    def _verdict(self, said: Said) -> Verdict:
        """Whether everybody sees the answer who may; where nobody can tell, they may not."""
        if said.is_private:
            return Verdict()
        return self.talk.audience.verdict(said.channel, said.is_shared) if self.talk else Verdict(UNKNOWN)

    def _placed(self, crm: Crm, message: Message, said: Said, heard: Heard, verdict: Verdict) -> Placed:
        if crm.actor is None:
            barred = not message.speaker and any(map(self.colleagues.account(said.user).get, BARRED))
            return Placed(whisper(said), said.root, OUTSIDER if barred else heard.reply)
        if said.question and _is_anothers(crm, message):
            return Placed(said.user, "", heard.reply)
        renewed = self.talk.audience.renewed(said.channel, verdict) if self.talk else verdict
        return placed(said, heard, renewed)

    def _is_nobodys(self, said: Said) -> bool:
        """Whether it is said in a channel by somebody to whom we do not even speak."""
        account = self.colleagues.account(said.user)
        return not said.is_private and is_foreign(account, self.colleagues.team)

    def _follow(self, said: Said, heard: Heard, place: Placed | None) -> None:
        """End the status line, which ends by itself only where all may see the answer, and suggest what to say next."""
        if self.talk is None:
            return
        if said.root and not said.unaddressed and (place is None or place.channel.partition("?")[0] != said.channel):
            self.talk.sessions.doing(said.channel, said.root, ())
        if _is_answered_in_private(said, heard, place):
            self.talk.suggest(said.channel, said.root, said.user, heard.intents)

    def _settle(self, row: Incoming, said: Said, settled: Settled | None) -> None:
        """Be done with what needs no hearing, with a word or without."""
        place = said.answer_in if said.is_private else f"{said.answer_in}?{said.user}"
        place = whisper(said) if self._verdict(said).why else place
        with self.assistant.store.begin(None, self.now(), row.id) as crm:
            if settled:
                queue(crm, f"reply:{row.id}", place, settled.reply.to_json(), settled.root or None)
            done(crm, row.id)
        self.queued()

    def _message(self, row: Incoming, said: Said) -> Message:
        return Message(
            id=row.id,
            text=with_names(self._seen(said), self.bot, self.colleagues.name),
            speaker=self.colleagues.email(said.user),
            at=self.now(),
            thread=self._conversation(said),
            channel="" if said.channel.startswith(HOME) else said.channel,
            question=said.question,
            files=self.fetch(said.files),
            intents=said.intents,
            source=said.source,
            overheard=self.before(said.channel),
            unaddressed=said.unaddressed,
            doing=lambda intents: self._show(said, intents),
        )

    def _show(self, said: Said, intents: Sequence[Intent]) -> None:
        if self.talk and intents and said.root:
            self.talk.sessions.doing(said.channel, said.root, intents)

    def _seen(self, said: Said) -> str:
        """What was said, with the customer for "this channel" where the person looks at a channel that is theirs."""
        if not (said.looking_at and THIS_CHANNEL.search(said.text)):
            return said.text
        with self.assistant.store.read(self.now()) as crm:
            link = crm.links.of_channel(said.looking_at)
            return THIS_CHANNEL.sub(lambda _: escaped(link.customer.name), said.text) if link else said.text

    def _rooted(self, said: Said) -> Said:
        """What was pressed on a message that only one person sees, in the thread of what that message answered."""
        if not said.is_hidden:
            return said
        origin = answered_by(self.assistant.store, f"{said.channel}:{said.root}", self.now())
        return replace(said, root=said_in(origin).root if origin and origin.body else said.root)

    def _conversation(self, said: Said) -> str:
        """The conversation: that of the message which the thread began with, where that was an answer of ours."""
        origin = answered_by(self.assistant.store, f"{said.channel}:{said.root}", self.now()) if said.root else None
        return said_in(origin).thread if origin and origin.body else said.thread

    def _rest(self, row: Incoming, trouble: Exception) -> None:
        """Try it again later, each time after twice as long."""
        _, pause = self._resting.get(row.id, (None, AGAIN))
        pause = min(pause * 2, LONGEST_PAUSE)
        self._resting[row.id] = (self.now() + timedelta(seconds=pause), pause)
        log.warning("%s waits for %g s: %s", row.id, pause, trouble)

    def _fail(self, row: Incoming, said: Said, error: Exception) -> None:
        """Count it; the last failure is told to whoever waits."""

        def apologise(crm: Crm) -> None:
            queue(crm, f"reply:{row.id}", whisper(said), SORRY.to_json(), said.root or None)

        self._rest(row, error)
        try:
            failed(self.assistant.store, row.id, repr(error), self.now(), apologise)
        except StoreTrouble as trouble:
            log.warning("%s: %s", row.id, trouble)
        self.queued()


def _is_answered_in_private(said: Said, heard: Heard, place: Placed | None) -> bool:
    """Whether something was done in a direct message, where what to say next can be suggested; an offer may stand."""
    here = place is not None and place.channel == said.channel and said.channel.startswith("D")
    return here and bool(heard.intents) and all(ask["slot"] == "offer" for ask in heard.asks)


def _is_anothers(crm: Crm, message: Message) -> bool:
    """Whether the question a button answers waits for somebody else."""
    question = remembered(crm, message.thread).asked(message.question)
    return bool(question and crm.actor and question.asker != crm.actor.id)
