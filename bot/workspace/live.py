"""The stream of changes: first everything that one person sees, then what changes, as it happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from aiohttp import WSMsgType, web

from bot.workspace.accounts import Account
from bot.workspace.shown import (
    channel_shown,
    channels_of,
    is_shown,
    latest,
    message_shown,
    people_shown,
    placed,
    view_shown,
    views_mark,
)
from bot.workspace.state import State
from bot.workspace.wire import Payload

GATHER = 0.004
"""Seconds in which changes that come together are gathered."""
Guide = Callable[[Account], list[Payload]]


class Onlooker:
    """What one person was shown so far, and what is new since."""

    def __init__(self, state: State, account: Account, ahead: Callable[[], timedelta], guide: Guide) -> None:
        self.state = state
        self.account = account
        self.ahead = ahead
        self.guide = guide
        self.messages = state.messages
        self.place = 0
        self.marks: dict[str, Any] = {}
        self.joined: set[str] = set()

    def everything(self) -> Payload:
        """The first frame."""
        state, me = self.state, self.account
        with state.changed:
            state.channels.between([me.id, state.bot.id])
            self.place = len(self.messages.touched)
            self.marks = {kind: mark() for kind, (mark, _) in self.parts().items()}
            told = {key: part for _, show in self.parts().values() for key, part in show().items()}
            member_of = [channel for channel in state.channels if me.id in channel.members]
            self.joined = {channel.id for channel in member_of}
            said = {channel.id: latest(state, me, channel) for channel in member_of}
            shown = {channel: [message_shown(message) for message in found] for channel, found in said.items()}
        mine = next(person for person in told["people"] if person["is_me"])
        return {"type": "everything", **told, **self.standing(), "me": mine, "messages": shown}

    def standing(self) -> Payload:
        """What does not change while the page is open."""
        state, manifest = self.state, self.state.manifest
        return {
            "bot": {"id": state.bot.id, "name": state.bot.name},
            "app": {"name": manifest.name or state.bot.name, "description": manifest.description},
            "commands": list(manifest.command_details),
            "shortcuts": list(manifest.shortcut_details),
            "team": {"name": state.team["name"]},
            "guide": self.guide(self.account),
        }

    def news(self) -> Iterator[Payload]:
        """The frames of what changed since the last time."""
        with self.state.changed:
            if self.state.messages is not self.messages:
                yield {"type": "reload"}
                return
            yield from self.changed_parts()
            yield from self.changed_messages()

    def changed_parts(self) -> Iterator[Payload]:
        """Conversations, views, status lines and so on, each whole where it changed."""
        for kind, (mark, show) in self.parts().items():
            now = mark()
            if now != self.marks[kind]:
                self.marks[kind] = now
                yield {"type": kind, **alone(kind, show())}

    def changed_messages(self) -> Iterator[Payload]:
        """New and changed messages, and those of conversations the person came into."""
        changed = {id(message): message for message in self.messages.touched[self.place :]}
        self.place = len(self.messages.touched)
        for channel in self.state.channels:
            if self.account.id in channel.members and channel.id not in self.joined:
                self.joined.add(channel.id)
                changed |= {id(message): message for message in latest(self.state, self.account, channel)}
        for message in changed.values():
            if is_shown(self.account, self.state.channels.find(message.channel), message):
                yield {"type": "message", "message": message_shown(message)}

    def parts(self) -> dict[str, tuple[Callable[[], Any], Callable[[], Payload]]]:
        """What is sent whole: by type how to see that it changed, and how to show it."""
        state, me = self.state, self.account
        known = list(channels_of(state, me))
        mine = {channel.id for channel in known if me.id in channel.members}
        home, stack = state.views.homes.get(me.id), state.views.stack(me.id)
        return {
            "people": (
                lambda: [vars(each).copy() for each in state.accounts],
                lambda: {"people": people_shown(state, me)},
            ),
            "channels": (
                lambda: [(each.id, each.name, tuple(each.members)) for each in known],
                lambda: {"channels": [channel_shown(state, me, each) for each in known]},
            ),
            "home": (
                lambda: views_mark([home] if home else ()),
                lambda: {"homes": view_shown(home) if home else None},
            ),
            "views": (lambda: views_mark(stack), lambda: {"views": [view_shown(view) for view in stack]}),
            "statuses": (lambda: placed(state.statuses, mine), lambda: {"statuses": placed(state.statuses, mine)}),
            "prompts": (lambda: placed(state.prompts, mine), lambda: {"prompts": placed(state.prompts, mine)}),
            "read": (lambda: dict(state.reads.get(me.id, {})), lambda: {"read": state.reads.get(me.id, {})}),
            "clock": (self.ahead, self.clock),
        }

    def clock(self) -> Payload:
        """The time, and how far it was turned forward."""
        return {"now": self.state.clock().isoformat(), "clock": {"ahead_seconds": self.ahead().total_seconds()}}


def alone(kind: str, told: Payload) -> Payload:
    """A part as a frame of its own tells it."""
    if kind == "home":
        return {"view": told["homes"]}
    return {"now": told["now"], **told["clock"]} if kind == "clock" else told


async def stream(request: web.Request, onlooker: Onlooker) -> web.WebSocketResponse:
    """Send everything, then what changes, until the page goes away."""
    link = web.WebSocketResponse(heartbeat=20, compress=False)
    await link.prepare(request)
    loop, woken = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(woken.set)

    forget = onlooker.state.changed.listen(wake)
    telling = asyncio.create_task(tell(link, onlooker, woken))
    try:
        async for frame in link:
            if frame.type is WSMsgType.ERROR:
                break
    finally:
        forget()
        telling.cancel()
    return link


async def tell(link: web.WebSocketResponse, onlooker: Onlooker, woken: asyncio.Event) -> None:
    """The sending side of a stream."""
    with suppress(ConnectionError):
        await link.send_str(json.dumps(onlooker.everything(), ensure_ascii=False))
        while not link.closed:
            await woken.wait()
            await asyncio.sleep(GATHER)
            woken.clear()
            for frame in list(onlooker.news()):
                await link.send_str(json.dumps(frame, ensure_ascii=False))
