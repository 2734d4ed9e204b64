"""chat.* : posting, changing and deleting messages."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.blocks import check_blocks, check_view
from bot.workspace.calls import Call
from bot.workspace.channels import Channel
from bot.workspace.drafts import checked_metadata, draft_of, kept_blocks
from bot.workspace.events import announce_change, announce_deletion, announce_message
from bot.workspace.limits import MESSAGE_TEXT
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.wire import ApiError, Payload


def addressed(state: State, call: Call) -> Channel:
    """The conversation to post in; a user id means the direct message with that person."""
    state.require_scope("chat:write")
    target = call.text("channel")
    if target in state.accounts.by_id:
        channel = state.channels.between([target, state.bot.id])
    else:
        channel = state.channels.find(target)
    if state.bot.id not in channel.members:
        if channel.kind != "channel":
            raise ApiError("channel_not_found")
        state.require_scope_or("chat:write.public", "not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def post(state: State, call: Call) -> Payload:
    """A new message of the bot."""
    channel = addressed(state, call)
    thread = call.maybe("thread_ts")
    if thread:
        thread = state.messages.find_thread(channel.id, thread)
    draft = draft_of(call, state.ids)
    extras: Payload = {"app_id": state.app_id, "team": state.team["id"]}
    if call.flag("reply_broadcast") and thread:
        extras["subtype"] = "thread_broadcast"
    message = Message(channel.id, state.stamps.next(), state.bot.id, bot_id=state.bot.bot_id, **draft)
    message.thread, message.extras = thread, extras
    state.post(message)
    announce_message(state, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.wire(with_metadata=True)}


def ephemeral(state: State, call: Call) -> Payload:
    """A message only one person sees, and only now."""
    channel = addressed(state, call)
    reader = call.text("user")
    if reader not in channel.members:
        raise ApiError("user_not_in_channel")
    message = Message(
        channel.id,
        state.stamps.next(),
        state.bot.id,
        thread=call.maybe("thread_ts"),
        bot_id=state.bot.bot_id,
        visible_to=reader,
        **draft_of(call, state.ids),
    )
    state.post(message)
    return {"message_ts": message.ts}


def own(state: State, call: Call, error: str) -> Message:
    """The message named in the call, if the bot wrote it and it is not ephemeral."""
    state.require_scope("chat:write")
    message = state.messages.find(state.channels.find(call.text("channel")).id, call.text("ts"))
    if message.visible_to:
        raise ApiError("message_not_found")
    if message.bot_id != state.bot.bot_id:
        raise ApiError(error)
    return message


def update(state: State, call: Call) -> Payload:
    """Change a message; what the call leaves out stays, blocks included: `[]` takes them away."""
    message = own(state, call, "cant_update_message")
    if not {"text", "blocks", "attachments", "markdown_text"} & set(call.arguments):
        raise ApiError("no_text")
    before = message.wire()
    change(state, message, call)
    message.edited = {"user": state.bot.id, "ts": state.stamps.next()}
    announce_change(state, message, before)
    state.changed.notify_all()
    wire = message.wire(with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": wire}


def change(state: State, message: Message, call: Call) -> None:
    """Put what the call says into the message."""
    blocks = kept_blocks(call.nested("blocks") or [], state.ids) if "blocks" in call.arguments else message.blocks
    metadata = checked_metadata(call.nested("metadata")) if "metadata" in call.arguments else message.metadata
    message.blocks, message.metadata = blocks, metadata
    if "attachments" in call.arguments:
        message.attachments = call.nested("attachments") or []
    message.text = (call.maybe("text") or call.maybe("markdown_text") or message.text)[:MESSAGE_TEXT]


def delete(state: State, call: Call) -> Payload:
    """Take a message back."""
    message = own(state, call, "cant_delete_message")
    message.deleted = True
    announce_deletion(state, message)
    state.changed.notify_all()
    return {"channel": message.channel, "ts": message.ts}


def permalink(state: State, call: Call) -> Payload:
    """The address of a message."""
    message = state.messages.find(call.text("channel"), call.text("message_ts"))
    place = f"https://{state.team['domain']}.slack.test/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return {"channel": message.channel, "permalink": place}


def validate(state: State, call: Call) -> Payload:
    """What would be wrong with these blocks or this view."""
    view, blocks = call.nested("view"), call.nested("blocks")
    message = call.nested("message") or {}
    complaints = check_view(view) if view else check_blocks(blocks or message.get("blocks", []))
    if not complaints:
        return {}
    raise ApiError("invalid_blocks", errors=[split_complaint(line) for line in complaints])


def split_complaint(complaint: str) -> Payload:
    """A complaint as `blocks.validate` gives it: where, and what."""
    message, _, pointer = complaint.rpartition(" [json-pointer:")
    return {"pointer": pointer.removesuffix("]"), "code": "invalid", "message": message}


METHODS: dict[str, Method] = {
    "chat.postMessage": post,
    "chat.postEphemeral": ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "blocks.validate": validate,
}
