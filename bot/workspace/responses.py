"""What an app answers outside the Web API: to response URLs, in acknowledged commands, in submitted views."""

from __future__ import annotations

from bot.workspace.calls import Call
from bot.workspace.drafts import draft_of, kept_view
from bot.workspace.events import announce_change, announce_deletion, announce_message
from bot.workspace.messages import Message
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import ApiError, Payload


def respond(state: State, hook: str, body: Payload) -> Payload:
    """A post to a response URL: a new message, or the original replaced or deleted."""
    origin = state.response_urls.use(hook).origin
    call = Call("response_url", body)
    original = find_original(state, origin) if origin["message"] else None
    if original and call.flag("delete_original"):
        delete(state, original)
    elif original and call.flag("replace_original"):
        replace(state, original, call)
    else:
        say(state, origin, call)
    state.changed.notify_all()
    return {}


def find_original(state: State, origin: Payload) -> Message:
    """The message that was acted on, ephemeral ones included."""
    return state.messages.find(origin["channel"], origin["message"])


def delete(state: State, message: Message) -> None:
    """Take the original away."""
    message.deleted = True
    if not message.visible_to:
        announce_deletion(state, message)


def replace(state: State, message: Message, call: Call) -> None:
    """Put the answer in the place of the original."""
    before, draft = message.wire(), draft_of(call, state.ids)
    for part in ("text", "blocks", "attachments"):
        setattr(message, part, draft[part])
    message.edited = {"user": state.bot.id, "ts": state.stamps.next()}
    if not message.visible_to:
        announce_change(state, message, before)


def say(state: State, origin: Payload, call: Call) -> None:
    """A new message where the interaction was: for the person alone, unless `in_channel`."""
    public = call.maybe("response_type") == "in_channel"
    message = Message(
        origin["channel"],
        state.stamps.next(),
        state.bot.id,
        thread=call.maybe("thread_ts"),
        bot_id=state.bot.bot_id,
        visible_to=None if public else origin["user"],
        **draft_of(call, state.ids),
    )
    state.post(message)
    if public:
        announce_message(state, message)


def follow_view_answer(state: State, view: View, answer: Payload) -> str | None:
    """Do what a submitted view's acknowledgement asks; returns an error where Slack could not."""
    action = answer.get("response_action")
    if action == "errors":
        view.errors = answer.get("errors", {})
        return None if set(view.errors) <= {block["block_id"] for block in view.blocks} else "invalid_errors"
    try:
        show_next(state, view, action, answer)
    except ApiError as error:
        return error.code
    return None


def show_next(state: State, view: View, action: str | None, answer: Payload) -> None:
    """Replace the view, put one on top, or close one or all."""
    if action == "update":
        state.views.change(view, kept_view(answer.get("view"), state.ids, "modal"), None)
    elif action == "push":
        state.views.open(view.owner, kept_view(answer.get("view"), state.ids, "modal"), parent=view)
    else:
        for closing in state.views.stack(view.owner) if action == "clear" else [view]:
            closing.closed = True
