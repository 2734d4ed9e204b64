"""The audience: who else sees what is said in a channel, and so whether an answer may be said there."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack.people import Colleagues
from bot.slack.trouble import NETWORK, SlackTrouble
from storage.channels import is_for_asker
from storage.store import Store

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=1)
"""How long it is believed who is in a channel, unless Slack tells sooner that somebody came or left."""

MOST = 500
"""Members of a channel whom we look at one by one; where there are more, nobody can vouch for all of them."""

UNKNOWN = "I cannot see who else is in this channel"
ALONE = "Only you see this: {}."


@dataclass(frozen=True)
class Place:
    """A channel: its name, whether another company shares it, and who is in it."""

    name: str
    is_shared: bool
    members: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """Why an answer may not be said openly, in words, "" where it may.

    `number` tells of which state of the channel that is, `is_wish` that it was set so: then nothing at all is said
    openly.
    """

    why: str = ""
    number: int = 0
    is_wish: bool = False


@dataclass
class Audience:
    """The members of channels. `bot` is our own user."""

    client: WebClient
    colleagues: Colleagues
    store: Store
    bot: str
    now: Callable[[], datetime]
    _places: dict[str, tuple[datetime, Place]] = field(default_factory=dict)
    _changes: Counter[str] = field(default_factory=Counter)

    def verdict(self, channel: str, is_shared: bool = False) -> Verdict:
        """Whether everybody in the channel may see the records; in doubt they may not.

        `is_shared` tells that the event came from a channel that another company shares. Raises StoreTrouble.
        """
        number = self._changes[channel]
        if channel.startswith("D"):
            return Verdict("", number)
        with self.store.read(self.now()) as crm:
            if is_for_asker(crm, channel):
                return Verdict("in this channel I answer whoever asks alone", number, is_wish=True)
        try:
            return Verdict(self._why(channel, is_shared), number)
        except (SlackTrouble, SlackClientError, *NETWORK) as error:
            log.warning("who is in %s could not be read: %s", channel, error)
            return Verdict(UNKNOWN, number)

    def renewed(self, channel: str, verdict: Verdict) -> Verdict:
        """The verdict at the last moment, when there is no time to ask again: not safe if somebody came or left."""
        if verdict.why or self._changes[channel] == verdict.number:
            return verdict
        return Verdict("somebody has just come into this channel, or left it")

    def forget(self, channel: str) -> None:
        """Look again who is in the channel, for somebody came or left."""
        self._changes[channel] += 1
        self._places.pop(channel, None)

    def _why(self, channel: str, is_shared: bool) -> str:
        place = self._place(channel)
        if is_shared or place.is_shared:
            return f"#{place.name} is shared with another company"
        if len(place.members) > MOST:
            return f"#{place.name} has over {MOST} members, more than I can vouch for"
        return self._barred(place, self.colleagues.outsiders(place.members))

    def _barred(self, place: Place, outsiders: list[str]) -> str:
        if not outsiders:
            return ""
        first = self.colleagues.name(outsiders[0]) or "somebody"
        others = {0: "", 1: " and one other"}.get(len(outsiders) - 1, f" and {len(outsiders) - 1} others")
        return f"{first}{others} in #{place.name} may not see our records"

    def _place(self, channel: str) -> Place:
        read_at, place = self._places.get(channel, (None, None))
        if place is None or read_at is None or read_at < self.now() - FRESH:
            number, now = self._changes[channel], self.now()
            place = self._read(channel)
            if number == self._changes[channel]:
                self._places[channel] = (now, place)
        return place

    def _read(self, channel: str) -> Place:
        told: dict[str, Any] = self.client.conversations_info(channel=channel)["channel"]
        shared = any(told.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared"))
        members: set[str] = set()
        for page in self.client.conversations_members(channel=channel, limit=MOST):
            members.update(page["members"])
            if len(members) > MOST + 1:
                break
        return Place(str(told.get("name") or "this channel"), shared, frozenset(members - {self.bot}))
