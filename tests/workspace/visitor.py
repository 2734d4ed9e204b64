"""A visitor of the page, without a browser: the stream of changes and deeds over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse

Payload = dict[str, Any]
OURS = {"X-Workspace": "1"}


class Visitor:
    """Somebody with the page open; frames are read when they are asked for."""

    def __init__(self, root: str, user: str = "") -> None:
        self.root = root
        self.user = user
        self.frames: list[Payload] = []
        self.runner = asyncio.Runner()

    def __enter__(self) -> Visitor:
        self.runner.run(self.begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.runner.run(self.session.close())
        self.runner.close()

    async def begin(self) -> None:
        """Open the stream; the first frame tells everything."""
        self.session = ClientSession()
        self.stream: ClientWebSocketResponse = await self.session.ws_connect(
            f"{self.root}/page/live?as={self.user}&seen=0"
        )
        self.all = json.loads((await self.stream.receive()).data)
        self.user = self.all["me"]["id"]

    def place(self, name: str) -> str:
        """The id of a conversation."""
        return str(next(channel["id"] for channel in self.all["channels"] if channel["name"] == name))

    def do(self, deed: str, **told: Any) -> Payload:
        """Do something; what is answered."""
        return self.post("/page/do", {"as": self.user, "deed": deed, **told})

    def post(self, path: str, told: Any) -> Payload:
        """Post JSON and take JSON."""

        async def posting() -> Payload:
            async with self.session.post(self.root + path, json=told, headers=OURS) as answer:
                assert answer.status == 200, await answer.text()
                return dict(await answer.json())

        return self.runner.run(posting())

    def get(self, path: str, **more: Any) -> tuple[ClientResponse, bytes]:
        """Get something."""
        return self.ask("GET", path, **more)

    def ask(self, method: str, path: str, **more: Any) -> tuple[ClientResponse, bytes]:
        """Any request."""

        async def asking() -> tuple[ClientResponse, bytes]:
            async with self.session.request(method, self.root + path, **more) as answer:
                return answer, await answer.read()

        return self.runner.run(asking())

    def until(self, wanted: Callable[[Payload], object], within: float = 10) -> Payload:
        """The next frame of this kind; the others are in `frames`."""

        async def reading() -> Payload:
            async with asyncio.timeout(within):
                while True:
                    frame = json.loads((await self.stream.receive()).data)
                    self.frames.append(frame)
                    if wanted(frame):
                        return dict(frame)

        return self.runner.run(reading())

    def seen(self, wanted: Callable[[Payload], object]) -> Payload:
        """A frame of this kind, which may have come already."""
        return next((frame for frame in self.frames if wanted(frame)), None) or self.until(wanted)

    def message(self, wanted: Callable[[Payload], object]) -> Payload:
        """The next message of this kind, new or changed."""
        return dict(self.until(lambda frame: frame["type"] == "message" and wanted(frame["message"]))["message"])

    def answer(self) -> Payload:
        """The next message of the app."""
        return self.message(lambda message: message.get("bot_id"))
