"""assistant.threads.* : the status line, suggested prompts and title of a conversation with the app."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.limits import LOADING_MESSAGES, SUGGESTED_PROMPTS
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload


def thread_of(state: State, call: Call) -> tuple[str, str]:
    """The conversation and thread a call is about; the thread may be absent for prompts."""
    state.require_scope("assistant:write", "chat:write")
    return state.channels.find(call.text("channel_id")).id, call.maybe("thread_ts") or ""


def status(state: State, call: Call) -> Payload:
    """Show what the app is doing; empty takes it away, and so does its next message in the thread."""
    place = thread_of(state, call)
    call.text("thread_ts")
    loading = call.nested("loading_messages") or []
    if len(loading) > LOADING_MESSAGES:
        raise ApiError("invalid_arguments")
    if call.maybe("status"):
        state.statuses[place] = {"status": call.text("status"), "loading_messages": loading}
    else:
        state.statuses.pop(place, None)
    state.changed.notify_all()
    return {}


def prompts(state: State, call: Call) -> Payload:
    """Offer things to ask."""
    offered = call.nested("prompts") or []
    complete = all(prompt.get("title") and prompt.get("message") for prompt in offered)
    if not complete or not 1 <= len(offered) <= SUGGESTED_PROMPTS:
        raise ApiError("invalid_arguments")
    place = thread_of(state, call)
    state.prompts.pop(place, None)  # the newest come last
    state.prompts[place] = {"title": call.maybe("title") or "", "prompts": offered}
    state.changed.notify_all()
    return {}


def title(state: State, call: Call) -> Payload:
    """Name a thread."""
    state.titles[thread_of(state, call)] = call.text("title")
    return {}


METHODS: dict[str, Method] = {
    "assistant.threads.setStatus": status,
    "assistant.threads.setSuggestedPrompts": prompts,
    "assistant.threads.setTitle": title,
}
