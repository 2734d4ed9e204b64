"""conversations.* : channels, direct messages, their members and what was said in them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.channels import LISTED_AS, Channel
from bot.workspace.messages import Message
from bot.workspace.methods.pages import page_of
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload

READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history", "mpim": "mpim:history"}


def visible(state: State, call: Call) -> Channel:
    """The conversation named in the call, if the bot may know of it."""
    channel = state.channels.find(call.text("channel"))
    if channel.kind != "channel" and state.bot.id not in channel.members:
        raise ApiError("channel_not_found")
    return channel


def opened(state: State, call: Call) -> Payload:
    """The direct conversation with these people."""
    state.require_scope("im:write", "mpim:write")
    if call.maybe("channel"):
        channel = visible(state, call)
    else:
        users = call.listed("users") or [call.text("users")]
        channel = state.channels.between([*(state.accounts.find(user).id for user in users), state.bot.id])
    return {"channel": channel.wire(state.bot.id) if call.flag("return_im") else {"id": channel.id}}


def info(state: State, call: Call) -> Payload:
    """One conversation."""
    channel = visible(state, call)
    state.require_scope(READ[channel.kind])
    shared = any(state.accounts.find(member).is_stranger for member in channel.members)
    return {"channel": channel.wire(state.bot.id) | {"is_ext_shared": shared}}


def listed(state: State, call: Call) -> Payload:
    """The conversations of the kinds asked for that the bot may know of."""
    types = call.listed("types") or ["public_channel"]
    found = [
        channel
        for channel in state.channels
        if LISTED_AS[channel.kind] in types
        and (channel.kind == "channel" or state.bot.id in channel.members)
        and not (call.flag("exclude_archived") and channel.is_archived)
    ]
    channels, beside = page_of(found, call)
    return {"channels": [channel.wire(state.bot.id) for channel in channels], **beside}


def members(state: State, call: Call) -> Payload:
    """Who is in a conversation."""
    channel = visible(state, call)
    state.require_scope(READ[channel.kind])
    ids, beside = page_of(channel.members, call)
    return {"members": list(ids), **beside}


def join(state: State, call: Call) -> Payload:
    """The bot joins a public channel."""
    state.require_scope("channels:join")
    channel = visible(state, call)
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if state.bot.id not in channel.members:
        channel.members.append(state.bot.id)
    return {"channel": channel.wire(state.bot.id)}


def readable(state: State, call: Call) -> Channel:
    """The conversation named in the call, if the bot may read what is said there."""
    channel = visible(state, call)
    state.require_scope(HISTORY[channel.kind])
    if state.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def history(state: State, call: Call) -> Payload:
    """What was said, newest first."""
    channel = readable(state, call)
    said = within(state.messages.history(channel.id), call)
    page, beside = page_of(said[::-1], call)
    return {"messages": [told(state, message, call) for message in page], "pin_count": 0, **beside}


def replies(state: State, call: Call) -> Payload:
    """A thread, oldest first; the message it began with is always there."""
    channel = readable(state, call)
    first, *rest = state.messages.replies(channel.id, call.text("ts"))
    page, beside = page_of([first, *within(rest, call)], call)
    return {"messages": [told(state, message, call) for message in page], **beside}


def within(messages: Sequence[Message], call: Call) -> list[Message]:
    """The messages between `oldest` and `latest`, the ends themselves only if `inclusive`."""
    oldest, latest = float(call.maybe("oldest") or 0), call.maybe("latest")
    end = float(latest) if latest else float("inf")
    if call.flag("inclusive"):
        return [message for message in messages if oldest <= float(message.ts) <= end]
    return [message for message in messages if oldest < float(message.ts) < end]


def told(state: State, message: Message, call: Call) -> Payload:
    """A message as history tells it: the first of a thread says how many replied."""
    wire = message.wire(call.flag("include_all_metadata"))
    answers = [m for m in state.messages.standing(message.channel) if m.thread == message.ts != m.ts]
    if not answers:
        return wire
    return wire | {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "latest_reply": answers[-1].ts,
        "reply_users": sorted({answer.author for answer in answers}),
    }


METHODS: dict[str, Method] = {
    "conversations.open": opened,
    "conversations.info": info,
    "conversations.list": listed,
    "conversations.members": members,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
}
