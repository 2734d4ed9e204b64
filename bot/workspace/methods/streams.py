"""chat.startStream, appendStream, stopStream: a message that grows while the app is still thinking."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.drafts import checked_metadata, kept_blocks
from bot.workspace.events import announce_message
from bot.workspace.limits import MARKDOWN
from bot.workspace.messages import Message
from bot.workspace.methods.chat import addressed
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload

STREAMING = "streaming_state"


def start(state: State, call: Call) -> Payload:
    """Begin a message in a thread; in channels the one it is for must be named."""
    channel = addressed(state, call)
    if channel.kind != "im":
        for key in ("recipient_team_id", "recipient_user_id"):
            if not call.maybe(key):
                raise ApiError(f"missing_{key}")
    thread = state.messages.find_thread(channel.id, call.text("thread_ts"))
    message = Message(channel.id, state.stamps.next(), state.bot.id, "", thread, bot_id=state.bot.bot_id)
    message.extras = {"app_id": state.app_id, "team": state.team["id"], STREAMING: "in_progress"}
    grow(message, call)
    state.post(message)
    return {"channel": channel.id, "ts": message.ts}


def growing(state: State, call: Call) -> Message:
    """The message named in the call, while it still grows."""
    message = state.messages.find(state.channels.find(call.text("channel")).id, call.text("ts"))
    if message.extras.get(STREAMING) != "in_progress":
        raise ApiError("message_not_in_streaming_state")
    return message


def grow(message: Message, call: Call) -> None:
    """Add what the call brings: text, or chunks of text, tasks and plans."""
    words = call.maybe("markdown_text") or ""
    for chunk in call.nested("chunks") or []:
        if chunk["type"] == "markdown_text":
            words += chunk["text"]
        else:
            message.extras.setdefault("chunks", []).append(chunk)
    if len(words) > MARKDOWN:
        raise ApiError("msg_too_long")
    message.text += words


def append(state: State, call: Call) -> Payload:
    """Let it grow."""
    message = growing(state, call)
    grow(message, call)
    state.changed.notify_all()
    return {"channel": message.channel, "ts": message.ts}


def stop(state: State, call: Call) -> Payload:
    """Finish it, with blocks below the text."""
    message = growing(state, call)
    grow(message, call)
    message.blocks = kept_blocks(call.nested("blocks") or [], state.ids)
    message.metadata = checked_metadata(call.nested("metadata"))
    message.extras[STREAMING] = "completed"
    announce_message(state, message)
    state.changed.notify_all()
    return {"channel": message.channel, "ts": message.ts, "message": message.wire(with_metadata=True)}


METHODS: dict[str, Method] = {"chat.startStream": start, "chat.appendStream": append, "chat.stopStream": stop}
