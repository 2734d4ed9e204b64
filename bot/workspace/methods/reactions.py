"""reactions.* : emoji on messages."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload


def target(state: State, call: Call) -> Message:
    """The message the call is about."""
    state.require_scope("reactions:write")
    return state.messages.find(state.channels.find(call.text("channel")).id, call.text("timestamp"))


def add(state: State, call: Call) -> Payload:
    """React as the bot."""
    react(target(state, call), call.text("name"), state.bot.id)
    state.changed.notify_all()
    return {}


def remove(state: State, call: Call) -> Payload:
    """Take the bot's reaction back."""
    unreact(target(state, call), call.text("name"), state.bot.id)
    return {}


def react(message: Message, name: str, user: str) -> None:
    """Add one person's reaction, or refuse with `already_reacted`."""
    for reaction in message.reactions:
        if reaction["name"] == name:
            if user in reaction["users"]:
                raise ApiError("already_reacted")
            reaction["users"].append(user)
            reaction["count"] = len(reaction["users"])
            message.touch()
            return
    message.reactions = [*message.reactions, {"name": name, "users": [user], "count": 1}]


def unreact(message: Message, name: str, user: str) -> None:
    """Take one person's reaction back, or refuse with `no_reaction`."""
    for reaction in message.reactions:
        if reaction["name"] == name and user in reaction["users"]:
            reaction["users"].remove(user)
            reaction["count"] = len(reaction["users"])
            message.reactions = [reaction for reaction in message.reactions if reaction["users"]]
            return
    raise ApiError("no_reaction")


METHODS: dict[str, Method] = {"reactions.add": add, "reactions.remove": remove}
