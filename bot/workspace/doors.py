"""The addresses the workspace answers at: the Web API, response URLs, uploads and downloads."""

from __future__ import annotations

from aiohttp import web

from bot.workspace.api import Api
from bot.workspace.calls import Call
from bot.workspace.responses import respond
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload


class Doors:
    """The HTTP routes beside Socket Mode."""

    def __init__(self, state: State, api: Api) -> None:
        self.state = state
        self.api = api

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.post("/api/{method}", self.api.receive),
            web.get("/api/{method}", self.api.receive),
            web.post("/response/{hook}", self.response),
            web.post("/upload/{file}", self.upload),
            web.get("/files/{file}/{name}", self.download),
        ]

    async def response(self, request: web.Request) -> web.StreamResponse:
        """A post to a response URL; refusals come with status 404, as from Slack."""
        call = Call("response_url", await request.json())
        answer = await self.api.guarded(request, call, lambda: self.answered(request.match_info["hook"], call))
        return web.Response(text="ok") if call.answer == {"ok": True} else answer

    def answered(self, hook: str, call: Call) -> Payload:
        """What is answered to the post."""
        try:
            return {"ok": True, **respond(self.state, hook, call.arguments)}
        except ApiError as refused:
            call.status = 404
            return refused.answer()

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file the app uploads."""
        content = await request.read()
        call = Call("upload", {"file": request.match_info["file"], "length": len(content)})
        return await self.api.guarded(request, call, lambda: self.stored(call, content))

    def stored(self, call: Call, content: bytes) -> Payload:
        """Keep the bytes."""
        self.state.files.find(call.text("file")).content = content
        return {"ok": True}

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for whoever holds the bot token; others get the sign-in page, with status 200."""
        file = self.state.files.by_id.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        if request.headers.get("Authorization") != f"Bearer {self.api.bot_token}":
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        return web.Response(body=file.content, content_type="application/octet-stream")
