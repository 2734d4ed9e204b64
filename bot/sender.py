"""The sender: posts what the outbox holds, each thing once, whatever dies in between."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from storage.duty import Duty
from storage.mailroom import mark, to_send
from storage.post import Outgoing
from storage.store import Store

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=12)
"""How long a post in doubt may still arrive; longer than the client waits for an answer."""

LONGEST_WAIT = timedelta(minutes=10)


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


@dataclass(frozen=True)
class Sender:
    """Posts for one database; only the process on duty does."""

    store: Store
    poster: Poster
    duty: Duty
    clock: Callable[[], datetime]
    _sending: Lock = field(default_factory=Lock)

    def send(self) -> int:
        """Post what may be posted now; returns how many went out. Does nothing while another process is on duty."""
        if not self.duty.take():
            return 0
        blocked: set[str] = set()
        with self._sending:
            return sum(self._send(outgoing, blocked) for outgoing in to_send(self.store, self.clock()))

    def _send(self, outgoing: Outgoing, blocked: set[str]) -> bool:
        """Post one; a channel in which one had to wait is left alone, so that order holds."""
        if outgoing.channel in blocked:
            return False
        try:
            name = self._delivered(outgoing)
        except Later as later:
            blocked.add(outgoing.channel)
            wait = min(timedelta(seconds=later.seconds), LONGEST_WAIT)
            mark(self.store, outgoing, self.clock(), status="ready", not_before=self.clock() + wait)
        except InDoubt as doubt:
            blocked.add(outgoing.channel)
            log.info("post %s is in doubt: %s", outgoing.key, doubt)
        except Undeliverable as refusal:
            log.error("post %s cannot be delivered: %s", outgoing.key, refusal)
            mark(self.store, outgoing, self.clock(), status="dead", error=str(refusal))
        else:
            mark(self.store, outgoing, self.clock(), status="sent", posted=name)
            return True
        return False

    def _delivered(self, outgoing: Outgoing) -> str:
        """Its name where it was posted: found, if an earlier try did arrive, or posted now."""
        if outgoing.status == "sending":
            if outgoing.last_try and self.clock() < outgoing.last_try + GRACE:
                raise InDoubt("it may still arrive")
            if found := self.poster.find(outgoing):
                return found
        now = self.clock()
        attempts = outgoing.attempts + 1
        first = outgoing.first_try or now
        mark(self.store, outgoing, now, status="sending", attempts=attempts, first_try=first, last_try=now)
        outgoing.first_try = first
        return self.poster.post(outgoing)
