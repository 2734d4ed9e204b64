"""The page's own addresses: its files, the stream of changes, deeds, shared files, the clock, a fresh start."""

from __future__ import annotations

import asyncio
import json
import logging
import mimetypes
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.workspace.accounts import Account
from bot.workspace.deeds import Deeds, channel_of
from bot.workspace.hooks import move_on
from bot.workspace.live import Guide, Onlooker, stream
from bot.workspace.messages import Message
from bot.workspace.shown import is_shown, latest, message_shown
from bot.workspace.turning import Turning
from bot.workspace.wire import ImpossibleError, Payload
from bot.workspace.workspace import Workspace

log = logging.getLogger(__name__)

PAGE = Path(__file__).parent / "page"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
HANDS = 32
"""How many deeds may wait for the app at the same time."""


class Site:
    """Serves the page for one workspace; `reset` makes everything anew, `guide` tells a person what to try."""

    def __init__(self, workspace: Workspace, turning: Turning, guide: Guide | None = None) -> None:
        self.workspace = workspace
        self.state = workspace.state
        self.turning = turning
        self.guide: Guide = guide or (lambda account: [])
        self.reset: Callable[[], None] = self.nothing_to_reset
        self.me = ""
        self.deeds = Deeds(workspace)
        self.hands = ThreadPoolExecutor(HANDS, "deeds")

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/", self.index),
            web.get("/page/live", self.live),
            web.get("/page/older", self.older),
            web.get("/page/file/{file}/{name}", self.download),
            web.get("/page/{file:.+}", self.static),
            web.post("/page/do", self.do),
            web.post("/page/files", self.share),
            web.post("/page/clock", self.clock),
            web.post("/page/reset", self.begin_anew),
        ]

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page itself."""
        return page_file("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """One of its files."""
        return page_file(request.match_info["file"])

    async def live(self, request: web.Request) -> web.StreamResponse:
        """The stream of changes for the person the page is open as."""
        account = self.someone(request.query.get("as", ""))
        return await stream(request, Onlooker(self.state, account, self.ahead, self.guide))

    def ahead(self) -> timedelta:
        """How far the clock was turned forward."""
        return self.turning.ahead

    def someone(self, user_id: str) -> Account:
        """The person of this id, or else whoever this machine belongs to, or the first one there is."""
        people = {each.id: each for each in self.state.accounts if not each.is_bot and not each.deleted}
        found = people.get(user_id) or people.get(self.me) or next(iter(people.values()), None)
        if found is None:
            raise web.HTTPNotFound(text="There is nobody here yet.")
        return found

    async def older(self, request: web.Request) -> web.StreamResponse:
        """Messages further back."""
        account, before = self.someone(request.query.get("as", "")), request.query.get("before", "~")
        with self.state.changed:
            channel = self.state.channels.by_id.get(request.query.get("channel", ""))
            found = latest(self.state, account, channel, before) if channel else []
            shown = [message_shown(message) for message in found]
        return web.json_response({"messages": shown})

    async def do(self, request: web.Request) -> web.StreamResponse:
        """One deed."""
        told = await told_in(request)
        return web.json_response(await self.by_hand(self.deeds.do, told))

    async def by_hand(self, work: Callable[..., Payload], *told: Any) -> Payload:
        """Do something that takes its time in a thread; trouble is told in a sentence."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self.hands, work, *told)
        except ImpossibleError as refused:
            return {"ok": False, "error": str(refused)}
        except Exception:
            log.exception("something could not be done for the page")
            return {"ok": False, "error": "That did not work, and the reason is in the log. Try it once more, please."}

    async def share(self, request: web.Request) -> web.StreamResponse:
        """A file that somebody shares; the body is its bytes."""
        content = await request.read()
        return web.json_response(await self.by_hand(self.shared, dict(request.query), content))

    def shared(self, told: Payload, content: bytes) -> Payload:
        """Put it where it shall be."""
        person, name = self.workspace.person(told.get("as", "")), Path(told.get("name") or "file").name
        channel = channel_of(person, {"channel": told.get("channel", "")})
        said = person.shares(name, content, told.get("text", ""), channel, told.get("thread") or None)
        person.reads(channel, said.ts)
        return {"ok": True, "ts": said.ts}

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, for somebody who sees a message it is in; browsers save it and never open it as a page."""
        account, file = self.someone(request.query.get("as", "")), request.match_info["file"]
        with self.state.changed:
            kept = self.state.files.by_id.get(file)
            seen = any(has_file(m, file) and self.sees(account, m) for m in self.state.messages)
        if kept is None or not seen:
            raise web.HTTPNotFound(text="That file is not there, or not for you.")
        guessed = mimetypes.guess_type(kept.name)[0]
        kind = guessed if guessed in PICTURES else "application/octet-stream"
        response = web.Response(body=kept.content, content_type=kind)
        response.headers["Content-Disposition"] = disposition(kept.name)
        return response

    def sees(self, account: Account, message: Message) -> bool:
        """Whether somebody sees a message."""
        return not message.deleted and is_shown(account, self.state.channels.find(message.channel), message)

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Turn the clock forward."""
        told = await told_in(request)
        return web.json_response(await self.by_hand(self.turn, str(told.get("to", "")), told.get("as", "")))

    def turn(self, to: str, user_id: str) -> Payload:
        """Turn it, and keep alive what is under way."""
        with self.state.changed:
            by = self.turning.turn(to, self.someone(user_id).tz)
            move_on(self.state.triggers, self.state.response_urls, by)
            self.state.changed.notify_all()
        return {"ok": True, "now": self.turning().isoformat()}

    async def begin_anew(self, request: web.Request) -> web.StreamResponse:
        """Make everything anew."""
        return web.json_response(await self.by_hand(self.anew))

    def anew(self) -> Payload:
        """Reset, and tell that it is done."""
        self.reset()
        self.deeds = Deeds(self.workspace)
        return {"ok": True}

    def nothing_to_reset(self) -> None:
        """What a workspace by itself does."""
        raise ImpossibleError("There is no demo here that could be begun anew.")


def page_file(name: str) -> web.StreamResponse:
    """A file of the page, read anew each time the browser asks whether it changed."""
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound(text="There is no such page.")
    kind = TYPES.get(path.suffix, mimetypes.guess_type(path.name)[0] or "application/octet-stream")
    charset = "; charset=utf-8" if path.suffix in TYPES else ""
    return web.FileResponse(path, headers={"Content-Type": kind + charset, "Cache-Control": "no-cache"})


async def told_in(request: web.Request) -> Payload:
    """The object in the body of a post."""
    try:
        told = json.loads(await request.text() or "{}")
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise web.HTTPBadRequest(text="A JSON object is wanted.")
    return told


def has_file(message: Message, file: str) -> bool:
    """Whether a message has this file."""
    return any(each["id"] == file for each in (*message.files, *message.extras.get("files", ())))


def disposition(name: str) -> str:
    """The header that makes a browser save a file under its name."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
