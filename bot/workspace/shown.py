"""What one person sees: messages, conversations, people and views in the form the page shows them."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from bot.workspace.accounts import Account
from bot.workspace.channels import Channel
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import Payload

AT_FIRST = 200
"""How many messages of each conversation are sent at first, and at a time when one looks further back."""


def is_shown(account: Account, channel: Channel, message: Message) -> bool:
    """Whether this person may see a message."""
    return account.id in channel.members and message.visible_to in (None, account.id)


def message_shown(message: Message) -> Payload:
    """A message as the page shows it; of a deleted one only where it stood."""
    place = {"channel": message.channel, "ts": message.ts, "key": f"{message.channel}-{message.ts}"}
    if message.deleted:
        return {**place, "deleted": True}
    told = {**message.wire(with_metadata=True), **place, "state": message.state}
    if message.visible_to:
        told["ephemeral"] = True
    if told.get("files"):
        told["files"] = [file_shown(file) for file in told["files"]]
    return told


def file_shown(file: Payload) -> Payload:
    """A file with the address the page loads it from."""
    kind = mimetypes.guess_type(file["name"])[0] or "application/octet-stream"
    return {**file, "mimetype": kind, "url": f"/page/file/{file['id']}/{quote(file['name'], safe='')}"}


def latest(state: State, account: Account, channel: Channel, before: str = "~") -> list[Message]:
    """The last messages before a moment, oldest first, with the first ones of the threads they are in."""
    said = state.messages.by_channel.get(channel.id, [])
    seen = (m for m in reversed(said) if m.ts < before and not m.deleted and is_shown(account, channel, m))
    found = list(islice(seen, AT_FIRST))
    known = {message.ts for message in found}
    roots = {message.root for message in found} - known
    first = [message for message in said if message.ts in roots and not message.deleted] if roots else []
    return [*first, *reversed(found)]


def people_shown(state: State, me: Account) -> list[Payload]:
    """Everybody but the app."""
    return [
        {
            "id": account.id,
            "name": account.name,
            "handle": account.handle,
            "title": account.title,
            "tz": account.tz,
            "is_me": account is me,
        }
        for account in state.accounts
        if not account.is_bot and not account.deleted
    ]


def channels_of(state: State, account: Account) -> Iterator[Channel]:
    """The conversations this person knows of: public ones, and those the person is in."""
    outside = account.is_restricted or account.is_ultra_restricted or account.is_stranger
    for channel in state.channels:
        if account.id in channel.members or (channel.kind == "channel" and not outside):
            yield channel


def channel_shown(state: State, account: Account, channel: Channel) -> Payload:
    """One conversation; a direct one bears the others' names."""
    others = [member for member in channel.members if member != account.id] or [account.id]
    names = ", ".join(state.accounts.find(member).name for member in others)
    is_direct = channel.kind in ("im", "mpim")
    return {
        "id": channel.id,
        "name": names if is_direct else channel.name,
        "kind": "im" if is_direct else channel.kind,
        "is_private": channel.kind != "channel",
        "members": list(channel.members),
        "is_member": account.id in channel.members,
        "has_app": state.bot.id in channel.members,
    }


def view_shown(view: View) -> Payload:
    """A view with what was filled in and what was wrong."""
    told: Payload = {key: view.content.get(key) for key in ("title", "submit", "close")}
    return {
        **told,
        "id": view.id,
        "type": view.kind,
        "hash": view.hash,
        "blocks": view.blocks,
        "state": view.state,
        "errors": view.errors,
    }


def views_mark(views: Iterable[View]) -> Any:
    """What differs whenever views have to be shown anew."""
    return [(view.id, view.hash, tuple(view.errors.items())) for view in views]


def placed(of: dict[tuple[str, str], Payload], channels: set[str]) -> list[Payload]:
    """Status lines or prompts of these conversations, with where they are."""
    return [{"channel": place[0], "thread": place[1], **told} for place, told in of.items() if place[0] in channels]
