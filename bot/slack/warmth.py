"""Warm threads: where somebody may go on talking with us in a channel without saying our name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.slack.inbox import SAID
from bot.slack.said import is_channel, said_in
from storage.mailroom import answers_since
from storage.store import Store

WARM = timedelta(minutes=30)
"""How long after our answer a person may go on without our name."""

LOOKED = timedelta(seconds=10)
"""How often we look, at most, whether another process has answered in a thread that we do not know."""

ADDRESSED = re.compile(r"\s*<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
PLACES = ("channel", "group")
Conversation = tuple[str, str, str]
"""A channel, a thread in it, and who talks with us there."""


@dataclass
class Warmth:
    """Who talks with us in which thread, and when we answered last. `bot` is our own user.

    Messages of channels come by the thousand and are none of our business: this is asked before anything is kept.
    """

    store: Store
    bot: str
    now: Callable[[], datetime]
    _answered: dict[Conversation, datetime] = field(default_factory=dict)
    _looked: datetime | None = None

    def note(self, channel: str, thread: str, user: str) -> None:
        """Somebody was answered in a thread of a channel."""
        self._answered[channel, thread, user] = self.now()

    def continues(self, event: dict[str, Any]) -> bool:
        """Whether a person goes on, in a thread that is warm for them, without turning to anybody else.

        What names us comes as a mention of its own as well, and is left to that. Raises StoreTrouble.
        """
        if event.get("type") != "message" or event.get("channel_type") not in PLACES:
            return False
        if not event.get("thread_ts") or not is_plain(event) or f"<@{self.bot}" in event.get("text", ""):
            return False
        talk = (event["channel"], event["thread_ts"], event["user"])
        return not ADDRESSED.match(event.get("text", "")) and self._is_warm(talk)

    def _is_warm(self, talk: Conversation) -> bool:
        since = self.now() - WARM
        if self._answered.get(talk, since) <= since:
            self._look(since)
        return self._answered.get(talk, since) > since

    def _look(self, since: datetime) -> None:
        """Read from the outbox what was answered before a restart, or by another process; forget what is cold."""
        now = self.now()
        if self._looked and now - self._looked < LOOKED:
            return
        self._looked = now
        for talk in [talk for talk, at in self._answered.items() if at <= since]:
            self._answered.pop(talk, None)
        for place, thread, at, event in answers_since(self.store, since, now):
            channel = place.partition(">")[0].partition("?")[0]
            if event.body and is_channel(channel):
                talk = (channel, thread, said_in(event).user)
                self._answered[talk] = max(at, self._answered.get(talk, at))


def is_plain(event: dict[str, Any]) -> bool:
    """Whether it is a person's own new words: no app's, no edit, no file, no /me."""
    odd = ("bot_id", "hidden", "edited", "files")
    return bool(event.get("user")) and not any(map(event.get, odd)) and event.get("subtype") in SAID
