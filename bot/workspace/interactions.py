"""The payloads of what people do with messages and views, made from what is stored."""

from __future__ import annotations

from bot.workspace.accounts import Account
from bot.workspace.channels import Channel
from bot.workspace.controls import Control
from bot.workspace.messages import Message
from bot.workspace.methods.views import view_wire
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import Payload, without_blanks

Surface = Message | View


def opening(state: State, actor: Account, kind: str) -> Payload:
    """What every interaction begins with."""
    return {
        "type": kind,
        "token": "verification",
        "api_app_id": state.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
        "team": {"id": state.team["id"], "domain": state.team["domain"]},
        "user": {"id": actor.id, "username": actor.handle, "name": actor.handle, "team_id": actor.team_id},
    }


def where(state: State, actor: Account, surface: Surface) -> Payload:
    """The container, and the message or view itself; ephemeral messages are not sent along."""
    if isinstance(surface, View):
        return {"container": {"type": "view", "view_id": surface.id}, "view": view_wire(state, surface)}
    container: Payload = {
        "type": "message",
        "message_ts": surface.ts,
        "channel_id": surface.channel,
        "is_ephemeral": surface.visible_to is not None,
        "thread_ts": surface.thread,
    }
    channel = state.channels.find(surface.channel)
    place: Payload = {"container": without_blanks(container), "channel": named(channel)}
    place["state"] = {"values": surface.state}
    return place if surface.visible_to else {**place, "message": surface.wire()}


def named(channel: Channel) -> Payload:
    """A conversation as interactions name it."""
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}


def block_actions(state: State, actor: Account, surface: Surface, control: Control, told: Payload) -> Payload:
    """Somebody used a control; `told` is what it says of the use."""
    action = {
        "type": control.element["type"],
        "action_id": control.element["action_id"],
        "block_id": control.block["block_id"],
        "action_ts": state.stamps.next(),
        **told,
    }
    view = surface.id if isinstance(surface, View) else None
    payload = {**opening(state, actor, "block_actions"), **where(state, actor, surface), "actions": [action]}
    payload["trigger_id"] = state.triggers.make(actor.id, view)
    if isinstance(surface, Message):
        payload["response_url"] = state.response_urls.make(surface.channel, actor.id, surface.ts)
    return payload


def block_suggestion(state: State, actor: Account, surface: Surface, control: Control, query: str) -> Payload:
    """Somebody typed into a menu whose options the app supplies."""
    return {
        **opening(state, actor, "block_suggestion"),
        **where(state, actor, surface),
        "value": query,
        "action_id": control.element["action_id"],
        "block_id": control.block["block_id"],
    }


def view_submission(state: State, actor: Account, view: View) -> Payload:
    """Somebody pressed the submit button of a modal."""
    return {
        **opening(state, actor, "view_submission"),
        "view": view_wire(state, view),
        "response_urls": [],
        "trigger_id": state.triggers.make(actor.id, view.id),
    }


def view_closed(state: State, actor: Account, view: View, cleared: bool) -> Payload:
    """Somebody closed a modal whose app wants to know; `cleared` with all the ones below."""
    return {**opening(state, actor, "view_closed"), "view": view_wire(state, view), "is_cleared": cleared}


def message_action(state: State, actor: Account, message: Message, callback_id: str) -> Payload:
    """Somebody chose a shortcut in a message's menu."""
    channel = state.channels.find(message.channel)
    return {
        **opening(state, actor, "message_action"),
        "callback_id": callback_id,
        "channel": named(channel),
        "message": message.wire(),
        "message_ts": message.ts,
        "action_ts": state.stamps.next(),
        "trigger_id": state.triggers.make(actor.id),
        "response_url": state.response_urls.make(message.channel, actor.id, message.ts),
    }


def global_shortcut(state: State, actor: Account, callback_id: str) -> Payload:
    """Somebody chose a shortcut that belongs to no message."""
    return {
        **opening(state, actor, "shortcut"),
        "callback_id": callback_id,
        "action_ts": state.stamps.next(),
        "trigger_id": state.triggers.make(actor.id),
    }


def slash_command(state: State, actor: Account, command: str, text: str, channel: Channel) -> Payload:
    """Somebody typed a command; a form, so every value is text."""
    return {
        "token": "verification",
        "team_id": state.team["id"],
        "team_domain": state.team["domain"],
        "channel_id": channel.id,
        "channel_name": named(channel)["name"],
        "user_id": actor.id,
        "user_name": actor.handle,
        "command": command,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": state.response_urls.make(channel.id, actor.id),
        "trigger_id": state.triggers.make(actor.id),
    }
