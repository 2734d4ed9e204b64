"""The form in which a workspace is kept: plain objects that JSON can hold, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import Any, TypeVar

from bot.workspace.accounts import Account
from bot.workspace.channels import Channel
from bot.workspace.files import File
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import Payload

FORM = 1
"""Goes up with every change that older versions cannot read."""

Kept = TypeVar("Kept")


def kept(thing: Any) -> Payload:
    """The fields of a thing that holds plain values."""
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def back(kind: type[Kept], told: Payload) -> Kept:
    """The thing again; what this version does not know of is left out."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: value for key, value in told.items() if key in known})


def message_kept(message: Message) -> Payload:
    """A message, without what is as usual."""
    return {key: value for key, value in kept(message).items() if value not in (None, [], {}, False)}


def message_from(told: Payload) -> Message:
    """The message again."""
    return back(Message, {"text": "", **told})


def state_kept(state: State) -> Payload:
    """Everything but the messages and the bytes of files."""
    views = [view for view in state.views if not view.closed]
    return {
        "ids": dict(state.ids.last),
        "last": state.stamps.last,
        "team": state.team,
        "app": state.app_id,
        "bot": state.bot.id,
        "accounts": [kept(account) for account in state.accounts],
        "channels": [kept(channel) for channel in state.channels],
        "files": [{**kept(file), "content": None} for file in state.files.by_id.values()],
        "views": [{**kept(view), "parent": view.parent.id if view.parent else None} for view in views],
        "prompts": [[*place, told] for place, told in state.prompts.items()],
        "titles": [[*place, told] for place, told in state.titles.items()],
        "reads": state.reads,
    }


def restore(state: State, told: Payload) -> None:
    """Put into an empty workspace what was kept."""
    state.begin(state.manifest, state.clock)
    state.ids.last = Counter(told["ids"])
    state.stamps.last, state.app_id = told["last"], told["app"]
    state.team.update(told["team"])
    state.accounts.by_id = {each["id"]: back(Account, each) for each in told["accounts"]}
    state.bot = state.accounts.by_id[told["bot"]]
    state.channels.by_id = {each["id"]: back(Channel, each) for each in told["channels"]}
    state.files.by_id = {each["id"]: back(File, {**each, "content": b""}) for each in told["files"]}
    state.prompts = {(channel, thread): prompts for channel, thread, prompts in told["prompts"]}
    state.titles = {(channel, thread): title for channel, thread, title in told["titles"]}
    state.reads = told["reads"]
    restore_views(state, told["views"])


def restore_views(state: State, told: list[Payload]) -> None:
    """The views again, each on the one it was on."""
    views = state.views
    views.by_id = {each["id"]: back(View, {**each, "parent": None}) for each in told}
    for each in told:
        views.by_id[each["id"]].parent = views.by_id.get(each["parent"] or "")
    views.homes = {view.owner: view for view in views if view.kind == "home"}
