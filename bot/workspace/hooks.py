"""Short-lived permissions that come with an interaction: trigger ids and response URLs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workspace.limits import RESPONSE_URL_MINUTES, RESPONSE_URL_USES, TRIGGER_SECONDS
from bot.workspace.moments import Clock, Ids
from bot.workspace.wire import ApiError, Payload

KEPT = 5_000


@dataclass
class Trigger:
    """The right to open one modal for this user; spent by its first use."""

    user: str
    made: datetime
    view: str | None = None
    spent: bool = False


class Triggers:
    """Trigger ids: three seconds, unless `seconds` tells otherwise, and one use."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self.ids = ids
        self.clock = clock
        self.seconds: float = TRIGGER_SECONDS
        self.by_id: dict[str, Trigger] = {}

    def make(self, user: str, view: str | None = None) -> str:
        """A new trigger id for something this user did, in this view if it was in one."""
        forget_old(self.by_id)
        trigger_id = f"{int(self.ids.next('trigger')[7:])}.4242.trigger"
        self.by_id[trigger_id] = Trigger(user, self.clock(), view)
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """Use it up, or say why that cannot be."""
        trigger = self.by_id.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.spent:
            raise ApiError("exchanged_trigger_id")
        if self.clock() - trigger.made > timedelta(seconds=self.seconds):
            raise ApiError("expired_trigger_id")
        trigger.spent = True
        return trigger


@dataclass
class ResponseUrl:
    """Where answers to one interaction may go: the conversation, the person, and the message it was about."""

    origin: Payload
    made: datetime
    uses: int = 0


class ResponseUrls:
    """Response URLs: five uses in thirty minutes."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self.ids = ids
        self.clock = clock
        self.by_id: dict[str, ResponseUrl] = {}
        self.root = ""

    def make(self, channel: str, user: str, message: str | None = None) -> str:
        """A new address for answers; `message` is the timestamp of the message that was acted on."""
        forget_old(self.by_id)
        hook = self.ids.next("R")
        self.by_id[hook] = ResponseUrl({"channel": channel, "user": user, "message": message}, self.clock())
        return f"{self.root}/response/{hook}"

    def use(self, hook: str) -> ResponseUrl:
        """Count a use, or refuse with `used_url` or `expired_url`."""
        if hook not in self.by_id:
            raise ApiError("invalid_url")
        address = self.by_id[hook]
        if address.uses >= RESPONSE_URL_USES:
            raise ApiError("used_url")
        if self.clock() - address.made > timedelta(minutes=RESPONSE_URL_MINUTES):
            raise ApiError("expired_url")
        address.uses += 1
        return address


def forget_old(by_id: dict[str, Trigger] | dict[str, ResponseUrl]) -> None:
    """Let go of the oldest where very many were made."""
    while len(by_id) > KEPT:
        del by_id[next(iter(by_id))]


def move_on(triggers: Triggers, response_urls: ResponseUrls, ahead: timedelta) -> None:
    """Keep what is under way valid while the clock is turned forward."""
    for trigger in triggers.by_id.values():
        trigger.made += ahead
    for address in response_urls.by_id.values():
        address.made += ahead
