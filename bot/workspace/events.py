"""Events as the Events API tells them: what happened, to an app that subscribed to it and may see it."""

from __future__ import annotations

import re

from bot.workspace.channels import Channel
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.wire import Payload

CHANNEL_EVENTS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}
MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


def rich_text(text: str) -> Payload:
    """The block Slack's own editor makes of a typed text."""
    elements: list[Payload] = []
    for place, part in enumerate(MENTION.split(text)):
        if place % 2:
            elements.append({"type": "user", "user_id": part})
        elif part:
            elements.append({"type": "text", "text": part})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def announce_message(state: State, message: Message) -> None:
    """Tell the app of a new message: as `message`, and as `app_mention` where it names the bot."""
    channel = state.channels.find(message.channel)
    event = {**message.wire(), **placed(state, channel, message.ts)}
    state.announce(event)
    announce_mention(state, channel, message)


def announce_mention(state: State, channel: Channel, message: Message) -> None:
    """Tell the app it was mentioned; Slack does so again when a message with a mention is edited."""
    if channel.kind == "im" or message.is_from_bot or state.bot.id not in MENTION.findall(message.text):
        return
    event = {**message.wire(), **placed(state, channel, message.ts), "type": "app_mention"}
    event.pop("channel_type")
    state.announce(event)


def announce_change(state: State, message: Message, before: Payload) -> None:
    """Tell the app that a message was edited."""
    channel = state.channels.find(message.channel)
    change = {"message": message.wire(), "previous_message": before}
    event = {"type": "message", "subtype": "message_changed", "hidden": True, **change}
    state.announce({**event, **placed(state, channel, state.stamps.next())})


def announce_deletion(state: State, message: Message) -> None:
    """Tell the app that a message was deleted."""
    channel = state.channels.find(message.channel)
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
    event["previous_message"] = message.wire()
    state.announce({**event, **placed(state, channel, state.stamps.next())})


def placed(state: State, channel: Channel, ts: str) -> Payload:
    """Where and when an event happened."""
    return {"channel": channel.id, "channel_type": channel.kind, "ts": ts, "event_ts": ts}


def subscription(event: Payload) -> str:
    """The name in the manifest an app must have asked for to get this event."""
    kind = str(event["type"])
    return CHANNEL_EVENTS[event["channel_type"]] if kind == "message" else kind


def is_seen(state: State, event: Payload) -> bool:
    """Whether the app subscribed to this event and its bot is where it happened."""
    if subscription(event) not in state.manifest.events:
        return False
    place = event.get("channel") or event.get("item", {}).get("channel")
    joining = event["type"] == "member_joined_channel" and event["user"] == state.bot.id
    return not place or joining or state.bot.id in state.channels.find(place).members


def is_shared(state: State, event: Payload) -> bool:
    """Whether it happened in a channel that people of another company are in (Slack Connect)."""
    channel = state.channels.by_id.get(event.get("channel", ""))
    return channel is not None and any(state.accounts.find(member).is_stranger for member in channel.members)


def event_body(state: State, event: Payload) -> Payload:
    """The event in its outer body, with an `event_id` that every redelivery repeats."""
    return {
        "type": "event_callback",
        "token": "verification",
        "team_id": state.team["id"],
        "api_app_id": state.app_id,
        "context_team_id": state.team["id"],
        "context_enterprise_id": None,
        "event": event,
        "event_id": state.ids.next("Ev"),
        "event_time": state.stamps.seconds(),
        "is_ext_shared_channel": is_shared(state, event),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team["id"],
                "user_id": state.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }
