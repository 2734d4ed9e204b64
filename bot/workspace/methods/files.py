"""files.* : uploads in three steps, and what a file is."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.events import announce_message
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload


def upload_url(state: State, call: Call) -> Payload:
    """Where to send the bytes."""
    state.require_scope("files:write")
    if call.number("length", 0) < 1:
        raise ApiError("invalid_arguments")
    file = state.files.add(call.text("filename"), state.bot.id)
    return {"file_id": file.id, "upload_url": f"{state.root}/upload/{file.id}"}


def complete(state: State, call: Call) -> Payload:
    """Share uploaded files, in a conversation if one is named."""
    state.require_scope("files:write")
    root = state.root
    files = [state.files.find(entry["id"]) for entry in call.nested("files") or []]
    for file, entry in zip(files, call.nested("files") or [], strict=True):
        file.title, file.shared = entry.get("title", file.name), True
    wires = [file.wire(root) for file in files]
    if call.maybe("channel_id"):
        channel = state.channels.find(call.text("channel_id"))
        if state.bot.id not in channel.members:
            raise ApiError("not_in_channel")
        message = Message(
            channel.id,
            state.stamps.next(),
            state.bot.id,
            call.maybe("initial_comment") or "",
            thread=call.maybe("thread_ts"),
            bot_id=state.bot.bot_id,
            files=wires,
        )
        announce_message(state, state.post(message))
    return {"files": wires}


def info(state: State, call: Call) -> Payload:
    """One file."""
    state.require_scope("files:read")
    return {"file": state.files.find(call.text("file")).wire(state.root), "comments": []}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
    "files.info": info,
}
