"""Deliveries: each event, command and interaction on its way to the app, tried again as Slack would."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from bot.workspace.limits import ACK_SECONDS, RETRY_SECONDS
from bot.workspace.wire import Payload


class UndeliveredError(Exception):
    """An attempt that was not acknowledged: `reason` as Slack words it, `final` where the app wants no retry."""

    def __init__(self, reason: str, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass
class Patience:
    """How long Slack waits for an acknowledgement, and before each further attempt at an event; in seconds."""

    ack: float = ACK_SECONDS
    retries: tuple[float, ...] = RETRY_SECONDS


@dataclass
class Envelope:
    """One thing to deliver; `kind` is events_api, slash_commands or interactive, `answer` what the app acknowledged."""

    kind: str
    payload: Payload
    attempt: int = 0
    reason: str = ""
    answer: Payload = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    is_done: bool = False
    is_acknowledged: bool = False

    @property
    def error(self) -> str | None:
        """What the person sees when the app did not answer in time."""
        return None if self.is_acknowledged or not self.is_done else "operation_timeout"


class Transport(Protocol):
    """A way to the app."""

    async def carry(self, envelope: Envelope, patience: Patience) -> Payload:
        """Deliver once and return the acknowledgement, or raise `UndeliveredError`."""


class Deliveries:
    """All deliveries so far, in order; sent on the server's own loop."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.loop: asyncio.AbstractEventLoop | None = None
        self.transport: Transport | None = None
        self.sent: list[Envelope] = []
        self.futures: list[Future[Envelope]] = []
        self.most = 0

    def __iter__(self) -> Iterator[Envelope]:
        return iter(self.sent)

    @property
    def events(self) -> list[Payload]:
        """The events delivered so far, without their outer bodies."""
        return [envelope.payload["event"] for envelope in self.sent if envelope.kind == "events_api"]

    @property
    def events_under_way(self) -> list[Payload]:
        """The bodies of events that are not acknowledged yet."""
        events = [envelope for envelope in tuple(self.sent) if envelope.kind == "events_api"]
        return [envelope.payload for envelope in events if not envelope.is_done]

    @property
    def under_way(self) -> bool:
        """Whether something is not yet acknowledged or given up."""
        return any(not envelope.is_done for envelope in self.sent)

    def send(self, kind: str, payload: Payload, attempt: int = 0, reason: str = "") -> Future[Envelope]:
        """Start a delivery; the future ends when it was acknowledged or given up."""
        assert self.loop is not None, "the workspace is not started"
        envelope = Envelope(kind, payload, attempt, reason)
        self.sent.append(envelope)
        future = asyncio.run_coroutine_threadsafe(self.deliver(envelope), self.loop)
        self.futures.append(future)
        self.forget()
        return future

    def forget(self) -> None:
        """Let go of the oldest from time to time, where a most is set."""
        if self.most and len(self.sent) > 2 * self.most:
            self.sent = self.sent[self.most :]
            self.futures = [future for future in self.futures if not future.done()]

    async def deliver(self, envelope: Envelope) -> Envelope:
        """Try until acknowledged; only events are tried again."""
        delays = (0.0, *self.patience.retries) if envelope.kind == "events_api" else (0.0,)
        try:
            for delay in delays:
                await asyncio.sleep(delay)
                if await self.attempt(envelope):
                    break
                envelope.attempt += 1
        finally:
            envelope.is_done = True
        return envelope

    async def attempt(self, envelope: Envelope) -> bool:
        """One attempt; True where nothing more is to be tried."""
        assert self.transport is not None, "no way to the app was chosen"
        try:
            envelope.answer = await self.transport.carry(envelope, self.patience)
        except UndeliveredError as failure:
            envelope.reason = failure.reason
            envelope.failures.append(failure.reason)
            return failure.final
        envelope.is_acknowledged = True
        return True

    def cancel(self) -> None:
        """Give up everything under way."""
        for future in self.futures:
            future.cancel()
