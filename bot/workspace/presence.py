"""Being in the workspace as a person: an account, a direct message with the app, views before one's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.workspace.accounts import Account
from bot.workspace.channels import Channel
from bot.workspace.deliveries import Deliveries
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import Payload


@dataclass
class Deed:
    """Something a person did with the app: where and when, what the app acknowledged, and what went wrong."""

    channel: str
    ts: str
    author: str
    answer: Payload
    error: str | None = None


class Presence:
    """One person in the workspace."""

    def __init__(self, account: Account, state: State, deliveries: Deliveries) -> None:
        self.account = account
        self.state = state
        self.deliveries = deliveries

    @property
    def id(self) -> str:
        """The user id."""
        return self.account.id

    @property
    def mention(self) -> str:
        """How messages name this person: `<@U0000000002>`."""
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """The direct message with the app."""
        with self.state.changed:
            return self.state.channels.between([self.id, self.state.bot.id])

    @property
    def home(self) -> View | None:
        """The App Home as last published."""
        return self.state.views.homes.get(self.id)

    @property
    def modal(self) -> View | None:
        """The modal on top, if one is open."""
        with self.state.changed:
            return next(reversed(self.state.views.stack(self.id)), None)

    def does(self, kind: str, payload: Payload, channel: str) -> Deed:
        """Deliver what was done and wait until the app acknowledged or ran out of time."""
        with self.state.changed:
            ts = self.state.stamps.next()
        envelope = self.deliveries.send(kind, payload).result()
        return Deed(channel, ts, self.id, envelope.answer, envelope.error)
