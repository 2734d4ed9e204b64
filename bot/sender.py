"""The sender: posts what the outbox holds, each thing once, whatever dies in between."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from storage.locks import Lock
from storage.mailroom import mark, to_send
from storage.post import Outgoing
from storage.store import Store

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=12)
"""How long a post in doubt may still arrive; longer than the client waits for an answer."""

LONGEST_WAIT = timedelta(minutes=10)

HANDS = 6
"""Places that are posted to at the same time, since each post waits for Slack's answer."""


class Later(Exception):
    """The post was refused for now; `seconds` tells when to try again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class InDoubt(Exception):
    """Nobody knows whether the post arrived."""


class Undeliverable(Exception):
    """It will never be posted; the text tells why."""


class Poster(Protocol):
    """Whatever carries replies to people."""

    def post(self, outgoing: Outgoing) -> str:
        """Post it and return its name where it was posted. Raises Later, InDoubt or Undeliverable."""

    def find(self, outgoing: Outgoing) -> str | None:
        """Its name if it was posted, None if it surely was not. Raises Later or InDoubt."""


@dataclass
class Sender:
    """Posts for one database, to several places at the same time; only the process on duty does.

    A post in doubt is looked up after `grace`.
    """

    store: Store
    poster: Poster
    duty: Lock
    clock: Callable[[], datetime]
    grace: timedelta = GRACE
    _since: datetime | None = None
    _sending: threading.Lock = field(default_factory=threading.Lock)
    _hands: Executor = field(default_factory=lambda: ThreadPoolExecutor(HANDS, "posts"))

    def send(self) -> int:
        """Post what may be posted now; returns how many went out. Does nothing while another process is on duty."""
        with self._sending:
            if not self.duty.take():
                self._since = None
                return 0
            self._since = self._since or self.clock()
            places: dict[str, list[Outgoing]] = {}
            for outgoing in to_send(self.store, self.clock()):
                places.setdefault(outgoing.channel, []).append(outgoing)
            return sum(self._hands.map(self._send_all, places.values()))

    def _send_all(self, waiting: list[Outgoing]) -> int:
        """Post what waits for one place, until one of them has to wait, so that order holds."""
        count = 0
        for outgoing in waiting:
            sent = self._send(outgoing)
            if sent is None:
                break
            count += sent
        return count

    def _send(self, outgoing: Outgoing) -> bool | None:
        """Post one; whether it was posted, None where the place is to be left alone for now."""
        try:
            name = self._delivered(outgoing)
        except Later as later:
            wait = min(timedelta(seconds=later.seconds), LONGEST_WAIT)
            mark(self.store, outgoing, self.clock(), status=outgoing.status, not_before=self.clock() + wait)
            return None
        except InDoubt as doubt:
            log.info("post %s is in doubt: %s", outgoing.key, doubt)
            return None
        except Undeliverable as refusal:
            log.error("post %s cannot be delivered: %s", outgoing.key, refusal)
            mark(self.store, outgoing, self.clock(), status="dead", error=str(refusal))
            return False
        mark(self.store, outgoing, self.clock(), status="sent", posted=name)
        return True

    def _delivered(self, outgoing: Outgoing) -> str:
        """Its name where it was posted: found, if an earlier try did arrive, or posted now.

        `outgoing.status` stays `sending` while nobody knows whether it was.
        """
        if outgoing.status == "sending":
            if self._may_arrive(outgoing):
                raise InDoubt("it may still arrive")
            if found := self.poster.find(outgoing):
                return found
        outgoing.status = "ready"
        return self._posted(outgoing)

    def _may_arrive(self, outgoing: Outgoing) -> bool:
        """Whether a try may be under way: ours, or one made by whoever was on duty until we took over."""
        moments = [moment for moment in (outgoing.last_try, self._since) if moment]
        return self.clock() < max(moments) + self.grace

    def _posted(self, outgoing: Outgoing) -> str:
        """Post it, noted as in doubt before the try, and for as long as an unanswered one may take after it."""
        now = self.clock()
        outgoing.first_try = outgoing.first_try or now
        tried = {"attempts": outgoing.attempts + 1, "first_try": outgoing.first_try, "last_try": now}
        if not mark(self.store, outgoing, now, status="sending", **tried):
            raise Undeliverable("it was withdrawn")
        try:
            return self.poster.post(outgoing)
        except InDoubt:
            mark(self.store, outgoing, self.clock(), last_try=self.clock())
            raise
