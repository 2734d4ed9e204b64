"""A Slack for your own machine, as a library: start it, point the app at its address, be its people."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import takewhile
from types import TracebackType
from typing import Protocol, Unpack

from aiohttp import web

from bot.workspace.accounts import Traits
from bot.workspace.api import Api
from bot.workspace.calls import Call
from bot.workspace.channels import Channel
from bot.workspace.deliveries import Deliveries, Envelope, Patience
from bot.workspace.doors import Doors
from bot.workspace.events import event_body, is_seen
from bot.workspace.faults import Faults
from bot.workspace.http_delivery import HttpDelivery
from bot.workspace.manifest import Manifest
from bot.workspace.messages import Message
from bot.workspace.methods import METHODS
from bot.workspace.moments import Clock, wall_clock
from bot.workspace.people import Person
from bot.workspace.server import Server
from bot.workspace.socket_mode import SocketMode
from bot.workspace.state import State
from bot.workspace.wire import ImpossibleError, Payload


class Said(Protocol):
    """Anything done at a place and time: a message, or a deed."""

    channel: str
    ts: str
    author: str


class Workspace:
    """One Slack workspace on loopback with one installed app.

    `url` is what the app takes as the API's base URL; `bot_token`, `app_token` and `signing_secret` are its
    credentials. Deliveries go over Socket Mode until `deliver_to` names a request URL.
    """

    def __init__(
        self, manifest: Manifest | None = None, patience: Patience | None = None, clock: Clock = wall_clock
    ) -> None:
        self.state = State(manifest or Manifest(), clock)
        self.state.announce = self.announce
        self.server = Server()
        self.socket = SocketMode(self.state.app_id)
        self.deliveries = Deliveries(patience or Patience())
        self.deliveries.transport = self.socket
        self.faults = Faults()
        methods = {**METHODS, "apps.connections.open": self.open_connection}
        self.api = Api(self.state, methods, self.faults, self.server.stopping)
        self.doors = Doors(self.state, self.api)
        self.signing_secret = "workspace-signing-secret"
        self.url = ""

    def start(self, port: int = 0, more: Sequence[web.AbstractRouteDef] = ()) -> Workspace:
        """Serve on 127.0.0.1, on a free port unless one is named, with further routes beside Slack's."""
        self.deliveries.loop = self.server.loop
        root = self.server.start([*self.doors.routes(), web.get("/link/", self.socket.connect), *more], port)
        self.state.root = self.socket.root = root
        self.url = f"{root}/api/"
        return self

    def stop(self) -> None:
        """Hang up on the app and end every delivery."""
        self.deliveries.cancel()
        self.server.stop()

    def __enter__(self) -> Workspace:
        return self if self.url else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def bot_token(self) -> str:
        """The token of Web API calls."""
        return self.api.bot_token

    @property
    def app_token(self) -> str:
        """The token that opens Socket Mode."""
        return self.api.app_token

    @property
    def mention(self) -> str:
        """How messages name the app."""
        return f"<@{self.state.bot.id}>"

    @property
    def calls(self) -> list[Call]:
        """The Web API calls so far."""
        with self.state.changed:
            return list(self.state.calls)

    def user(self, name: str, email: str | None = None, **traits: Unpack[Traits]) -> Person:
        """Somebody new."""
        with self.state.changed:
            account = self.state.accounts.add(name, email, traits)
        return Person(account, self.state, self.deliveries)

    def person(self, user_id: str) -> Person:
        """Somebody who is here already; ImpossibleError where there is nobody of this id."""
        account = self.state.accounts.by_id.get(user_id)
        if account is None or account.is_bot or account.deleted:
            raise ImpossibleError("There is nobody here of that name.")
        return Person(account, self.state, self.deliveries)

    def channel(
        self, name: str, members: Sequence[Person] = (), private: bool = False, with_app: bool = True
    ) -> Channel:
        """A new channel with these people in it, and the app unless told otherwise."""
        ids = [person.id for person in members] + ([self.state.bot.id] if with_app else [])
        with self.state.changed:
            return self.state.channels.add(name, "group" if private else "channel", ids)

    def deliver_to(self, request_url: str) -> bool:
        """Switch to signed HTTP; whether the app at this address passed Slack's check of it."""
        delivery = HttpDelivery(request_url, self.signing_secret)
        self.deliveries.transport = delivery
        return self.server.do(delivery.verify())

    def announce(self, event: Payload) -> None:
        """Deliver an event, if the app subscribed to it and may see it."""
        if is_seen(self.state, event):
            self.deliveries.send("events_api", event_body(self.state, event))

    def open_connection(self, state: State, call: Call) -> Payload:
        """apps.connections.open."""
        return {"url": self.socket.invite()}

    def redeliver(self, event_id: str, reason: str = "timeout") -> Envelope:
        """Send an event once more, as Slack does when an acknowledgement got lost, and wait for the next one."""
        body = next(sent.payload for sent in self.deliveries if sent.payload.get("event_id") == event_id)
        return self.deliveries.send("events_api", body, attempt=1, reason=reason).result()

    def drop_connections(self) -> None:
        """Cut every Socket Mode link without a word; the app connects anew."""
        self.server.do(self.socket.drop())

    def refresh_connections(self) -> None:
        """Tell the app to connect anew, as Slack does every few hours."""
        self.server.do(self.socket.refresh())

    def messages(self, channel: Channel, thread: Message | str | None = None) -> list[Message]:
        """All that stands in a conversation, or in one thread of it; oldest first, without ephemeral ones."""
        with self.state.changed:
            if thread is None:
                return self.state.messages.standing(channel.id)
            return self.state.messages.replies(channel.id, thread.root if isinstance(thread, Message) else thread)

    def ephemerals(self, person: Person) -> list[Message]:
        """What only this person was shown, deleted ones aside."""
        with self.state.changed:
            standing = [message for message in self.state.messages if not message.deleted]
        return [message for message in standing if message.visible_to == person.id]

    def wait_until(self, condition: Callable[[], object], within: float = 10.0) -> None:
        """Wait until something holds; `TimeoutError` after this many seconds."""
        deadline = time.monotonic() + within
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"still not so after {within} s; the last calls were {self.calls[-5:]}")
            with self.state.changed:
                self.state.changed.wait(0.02)

    def replies(self, to: Said) -> list[Message]:
        """What the app has said since in the same conversation to the one who spoke, ephemeral messages included."""
        with self.state.changed:
            said = reversed(self.state.messages.by_channel.get(to.channel, []))
            since = list(takewhile(lambda message: message.ts > to.ts, said))[::-1]
            seen = [message for message in since if message.visible_to in (None, to.author) and not message.deleted]
            return [message for message in seen if message.is_from_bot]

    def wait_for_reply(self, to: Said, within: float = 10.0) -> Message:
        """The first thing the app says after this."""
        return self.wait_for_replies(to, 1, within)[0]

    def wait_for_replies(self, to: Said, count: int, within: float = 10.0) -> list[Message]:
        """The first so many things the app says after this."""
        self.wait_until(lambda: len(self.replies(to)) >= count, within)
        return self.replies(to)[:count]

    def settle(self, quiet: float = 0.2, within: float = 10.0) -> None:
        """Wait until nothing is under way and the app has called nothing for `quiet` seconds."""
        self.wait_until(lambda: not self.deliveries.under_way, within)
        with self.state.changed:
            while self.state.changed.wait(quiet):
                pass
