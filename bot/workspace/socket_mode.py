"""Socket Mode: WebSocket links to the app, envelopes out and acknowledgements back."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

from aiohttp import WSMsgType, web

from bot.workspace.deliveries import Envelope, Patience, UndeliveredError
from bot.workspace.moments import Ids
from bot.workspace.wire import Payload

PING_SECONDS = 0.1
PING = b"Ping from workspace"
"""Slack's pings say something too; of two bare bytes slack_sdk would wait for more, and hold back what came before."""


class SocketMode:
    """The links an app holds open; each envelope goes to one of them, in turn."""

    def __init__(self, app_id: str) -> None:
        self.ids = Ids()
        self.app_id = app_id
        self.root = ""
        self.tickets: set[str] = set()
        self.links: list[web.WebSocketResponse] = []
        self.wires: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self.waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Payload]]] = {}

    def invite(self) -> str:
        """The address for one new link, good for one use."""
        ticket = self.ids.next("L")
        self.tickets.add(ticket)
        return f"{self.root.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self.app_id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Hold one link until it ends."""
        ticket, wire = request.query.get("ticket", ""), request.transport
        if ticket not in self.tickets or wire is None:
            return web.Response(status=403)
        self.tickets.discard(ticket)
        link = web.WebSocketResponse()
        await link.prepare(request)
        await link.send_json(self.hello())
        self.links.append(link)
        self.wires[link] = wire
        pings = asyncio.create_task(self.ping(link))
        try:
            async for frame in link:
                if frame.type is WSMsgType.TEXT:
                    self.acknowledge(json.loads(frame.data))
        finally:
            pings.cancel()
            self.forget(link)
            del self.wires[link]
        return link

    async def ping(self, link: web.WebSocketResponse) -> None:
        """Ping as Slack does, but often: slack_sdk notices the end of a link only when something arrives on it."""
        with suppress(ConnectionError):
            while not link.closed:
                await link.ping(PING)
                await asyncio.sleep(PING_SECONDS)

    def hello(self) -> Payload:
        """The first frame of a link."""
        return {
            "type": "hello",
            "num_connections": len(self.links) + 1,
            "connection_info": {"app_id": self.app_id},
            "debug_info": {"host": "workspace", "approximate_connection_time": 18060},
        }

    def acknowledge(self, frame: Payload) -> None:
        """Hand an acknowledgement to whoever waits for it; late ones are lost, as in Slack."""
        _, answer = self.waiting.get(frame.get("envelope_id", ""), (None, None))
        if answer and not answer.done():
            answer.set_result(frame.get("payload") or {})

    def forget(self, link: web.WebSocketResponse) -> None:
        """Drop a link that ended; what waited on it was not delivered."""
        if link in self.links:
            self.links.remove(link)
        for carrier, answer in self.waiting.values():
            if carrier is link and not answer.done():
                answer.set_exception(UndeliveredError("connection_failed"))

    async def carry(self, envelope: Envelope, patience: Patience) -> Payload:
        """Send an envelope over a link and wait for its acknowledgement."""
        try:
            async with asyncio.timeout(patience.ack):
                return await self.exchange(envelope, await self.next_link())
        except TimeoutError:
            raise UndeliveredError("timeout") from None
        except ConnectionError:
            raise UndeliveredError("connection_failed") from None

    async def next_link(self) -> web.WebSocketResponse:
        """The link whose turn it is, waiting for one to come up."""
        while not self.links:
            await asyncio.sleep(0.01)
        link = self.links.pop(0)
        self.links.append(link)
        return link

    async def exchange(self, envelope: Envelope, link: web.WebSocketResponse) -> Payload:
        """One envelope out, one acknowledgement back."""
        frame: Payload = {"envelope_id": self.ids.next("E"), "type": envelope.kind, "payload": envelope.payload}
        frame["accepts_response_payload"] = envelope.kind != "events_api"
        if envelope.kind == "events_api":
            frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
        answer: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self.waiting[frame["envelope_id"]] = (link, answer)
        try:
            await link.send_json(frame)
            return await answer
        finally:
            del self.waiting[frame["envelope_id"]]

    async def refresh(self) -> None:
        """Ask every link to be replaced, as Slack does every few hours, and close it."""
        for link in list(self.links):
            self.links.remove(link)
            debug = {"host": "workspace"}
            await link.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": debug})

    async def drop(self) -> None:
        """Cut every link without a word."""
        for link in list(self.links):
            self.forget(link)
            self.wires[link].abort()
