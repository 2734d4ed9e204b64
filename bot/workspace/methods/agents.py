"""agents.* : the session that a conversation with the app is, and whether the app works in it."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload

STATUSES = ("processing", "active", "suspended", "closed")


def status(state: State, call: Call) -> Payload:
    """Say what becomes of a session; while it is `processing`, people see a Stop button."""
    state.require_scope("assistant:write", "chat:write")
    state.channels.find(call.text("channel_id"))
    if call.text("status") not in STATUSES:
        raise ApiError("invalid_arguments")
    return {}


METHODS: dict[str, Method] = {"agents.sessions.setStatus": status}
"""Nothing of it is kept: the calls tell it."""
