"""The Web API over HTTP: who calls, with which arguments, which fault strikes, what is answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

from aiohttp import web

from bot.workspace.calls import Call
from bot.workspace.faults import Failure, Faults
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload

Method = Callable[[State, Call], Payload]


async def arguments_of(request: web.Request) -> Payload:
    """The arguments of a call: JSON (also with an empty body), a form, several parts, or the query."""
    arguments: Payload = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        return arguments | (json.loads(text) if text.strip() else {})
    for key, value in (await request.post()).items():
        arguments[key] = value.file.read() if isinstance(value, web.FileField) else value
    return arguments


class Api:
    """The methods of the Web API for the holder of one bot token and one app token."""

    def __init__(self, state: State, methods: Mapping[str, Method], faults: Faults, stopping: asyncio.Event) -> None:
        self.state = state
        self.methods = methods
        self.faults = faults
        self.stopping = stopping
        self.bot_token = "xoxb-workspace"
        self.app_token = "xapp-workspace"
        self.revoked = False

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """One call from request to answer."""
        arguments = await arguments_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(arguments.pop("token", ""))
        call = Call(request.match_info["method"], arguments, token)
        return await self.guarded(request, call, lambda: self.answer(call))

    async def guarded(self, request: web.Request, call: Call, work: Callable[[], Payload]) -> web.StreamResponse:
        """Do the work unless a fault says otherwise, and keep the call in the log."""
        failure = self.faults.take(call.method)
        await asyncio.sleep(failure.get("latency", 0))
        if failure.get("after_effect") or not self.is_lost(failure):
            with self.state.changed:
                call.answer = refusal(failure) or work()
                self.touch(call)
        call.status = 429 if "retry_after" in failure else failure.get("status", call.status)
        with self.state.changed:
            self.state.calls.add(call)
            self.state.changed.notify_all()
        return await self.respond(request, call, failure)

    def touch(self, call: Call) -> None:
        """Note that the message a call names may have changed, whatever the method changed in it."""
        ts = call.arguments.get("ts") or call.arguments.get("timestamp")
        said = self.state.messages.by_channel.get(str(call.arguments.get("channel")), []) if ts else []
        for message in reversed(said):
            if message.ts == ts:
                message.touch()
                return

    def is_lost(self, failure: Failure) -> bool:
        """Whether the call never reaches Slack's own machines."""
        return bool(failure.get("timeout") or failure.get("status") or failure.get("retry_after"))

    async def respond(self, request: web.Request, call: Call, failure: Failure) -> web.StreamResponse:
        """The answer, or the silence or broken connection asked for."""
        if failure.get("timeout"):
            await self.stopping.wait()
        if failure.get("after_effect") and request.transport:
            request.transport.abort()
        headers = {"Retry-After": str(failure["retry_after"])} if "retry_after" in failure else None
        body = call.answer or {"ok": False, "error": "ratelimited" if headers else "internal_error"}
        return web.json_response(body, status=call.status, headers=headers)

    def answer(self, call: Call) -> Payload:
        """What the method answers, refusals included."""
        try:
            self.admit(call)
            if call.method not in self.methods:
                raise ApiError("unknown_method", req_method=call.method)
            return {"ok": True, **self.methods[call.method](self.state, call)}
        except ApiError as refused:
            return refused.answer()

    def admit(self, call: Call) -> None:
        """Refuse callers without the token the method wants."""
        if not call.token:
            raise ApiError("not_authed")
        if self.revoked:
            raise ApiError("token_revoked")
        wants_app = call.method == "apps.connections.open"
        if call.token != (self.app_token if wants_app else self.bot_token):
            known = call.token in (self.app_token, self.bot_token)
            raise ApiError("not_allowed_token_type" if known else "invalid_auth")


def refusal(failure: Failure) -> Payload:
    """The answer of a call that is to fail with an error code."""
    return {"ok": False, "error": failure["error"]} if "error" in failure else {}
