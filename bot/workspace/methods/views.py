"""views.* : App Home and modals."""

from __future__ import annotations

from bot.workspace.api import Method
from bot.workspace.calls import Call
from bot.workspace.drafts import kept_view
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import ApiError, Payload


def told(state: State, view: View) -> Payload:
    """The view as answers and payloads carry it."""
    state.changed.notify_all()
    return {"view": view_wire(state, view)}


def view_wire(state: State, view: View) -> Payload:
    """The view object with the ids of team, app and bot."""
    team = state.team["id"]
    return view.wire(
        {
            "team_id": team,
            "app_id": state.app_id,
            "bot_id": state.bot.bot_id,
            "app_installed_team_id": team,
        }
    )


def publish(state: State, call: Call) -> Payload:
    """Set a person's App Home."""
    owner = state.accounts.find(call.text("user_id"))
    content = kept_view(call.nested("view"), state.ids, "home")
    return told(state, state.views.publish(owner.id, content, call.maybe("hash")))


def opened(state: State, call: Call) -> Payload:
    """Show a modal to the person who just did something."""
    content = kept_view(call.nested("view"), state.ids, "modal")
    trigger = state.triggers.spend(call.text("trigger_id"))
    return told(state, state.views.open(trigger.user, content))


def push(state: State, call: Call) -> Payload:
    """Show a modal on top of the one the person acted in."""
    content = kept_view(call.nested("view"), state.ids, "modal")
    trigger = state.triggers.spend(call.text("trigger_id"))
    if trigger.view is None:
        raise ApiError("not_found")
    return told(state, state.views.open(trigger.user, content, parent=state.views.find(trigger.view, None)))


def update(state: State, call: Call) -> Payload:
    """Replace an open view."""
    view = state.views.find(call.maybe("view_id"), call.maybe("external_id"))
    content = kept_view(call.nested("view"), state.ids, view.kind)
    return told(state, state.views.change(view, content, call.maybe("hash")))


METHODS: dict[str, Method] = {
    "views.publish": publish,
    "views.open": opened,
    "views.push": push,
    "views.update": update,
}
