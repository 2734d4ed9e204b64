"""What people do with the app itself: commands, buttons, menus, modals, shortcuts, the Home tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.workspace.calls import Call
from bot.workspace.channels import Channel
from bot.workspace.controls import Control, Place, control_in, is_blank, options_of
from bot.workspace.interactions import (
    Surface,
    block_actions,
    block_suggestion,
    global_shortcut,
    message_action,
    slash_command,
    view_closed,
    view_submission,
)
from bot.workspace.messages import Message
from bot.workspace.methods.views import view_wire
from bot.workspace.presence import Deed, Presence
from bot.workspace.responses import follow_view_answer, say
from bot.workspace.views import View
from bot.workspace.wire import ImpossibleError, Payload

Name = str | Place


class Acting(Presence):
    """A person who uses the app; each deed waits until the app acknowledged it."""

    def opens_home(self, tab: str = "home") -> None:
        """Open the app's `home` or `messages` tab."""
        with self.state.changed:
            event: Payload = {"type": "app_home_opened", "user": self.id, "channel": self.dm.id, "tab": tab}
            if self.home and tab == "home":
                event["view"] = view_wire(self.state, self.home)
            self.state.announce({**event, "event_ts": self.state.stamps.next()})

    def slash(self, command: str, text: str = "", channel: Channel | None = None) -> Deed:
        """Type a command; a text it acknowledges with is shown as a message."""
        commands, place = self.state.manifest.commands, channel or self.dm
        if commands is not None and command not in commands:
            raise ImpossibleError(f"{command} is not a command of the app")
        with self.state.changed:
            payload = slash_command(self.state, self.account, command, text, place)
        deed = self.does("slash_commands", payload, place.id)
        if deed.answer.get("text"):
            with self.state.changed:
                say(self.state, {"channel": place.id, "user": self.id}, Call("acknowledgement", deed.answer))
        return deed

    def clicks(self, surface: Surface, name: Name, side: str = "") -> Deed:
        """Press the button with this label, action id or place; a confirmation dialog is confirmed.

        `side` is the value of one of two feedback buttons, where the name does not tell.
        """
        with self.state.changed:
            control = self.control(surface, name)
            told = control.pressed(side or str(name))
            payload = block_actions(self.state, self.account, surface, control, told)
        return self.does("interactive", payload, self.place(surface))

    def selects(self, surface: Surface, name: Name, choice: Any, offered: list[Payload] | None = None) -> Deed:
        """Choose in a menu or fill a field: an option's label or value, a list of them, a date, a user id, a text.

        `offered` are the options that the app suggested; where they are not told, it is asked for them.
        """
        with self.state.changed:
            control = self.control(surface, name)
        if offered is None and "external" in control.element["type"]:
            offered = self.suggestions(surface, name, str(choice))
        with self.state.changed:
            told = self.keep(surface, control, control.chosen(choice, offered))
            payload = block_actions(self.state, self.account, surface, control, told)
        if not control.is_dispatched:
            return Deed(self.place(surface), payload["actions"][0]["action_ts"], self.id, {})
        return self.does("interactive", payload, self.place(surface))

    def suggestions(self, surface: Surface, name: Name, query: str) -> list[Payload]:
        """The options the app offers for a text typed into one of its menus."""
        return options_of(self.suggested(surface, name, query).answer)

    def suggested(self, surface: Surface, name: Name, query: str) -> Deed:
        """The same as the app tells them, in groups perhaps."""
        with self.state.changed:
            payload = block_suggestion(self.state, self.account, surface, self.control(surface, name), query)
        return self.does("interactive", payload, self.place(surface))

    def submits(self, view: View, values: Payload | None = None) -> Deed:
        """Fill in fields by label, block id or action id, and press the submit button."""
        for name, value in (values or {}).items():
            self.selects(view, name, value)
        return self.sends(view)

    def sends(self, view: View) -> Deed:
        """Press the submit button of a modal that is filled in."""
        with self.state.changed:
            self.check_filled(view)
            payload = view_submission(self.state, self.account, view)
        deed = self.does("interactive", payload, self.place(view))
        if deed.error is None:
            with self.state.changed:
                view.errors = {}
                deed.error = follow_view_answer(self.state, view, deed.answer)
                self.state.changed.notify_all()
        return deed

    def closes(self, view: View) -> Deed | None:
        """Close a modal; the app hears of it only if it asked to."""
        with self.state.changed:
            view.closed = True
            payload = view_closed(self.state, self.account, view, cleared=False)
            self.state.changed.notify_all()
        return self.does("interactive", payload, self.place(view)) if view.content.get("notify_on_close") else None

    def shortcut(self, callback_id: str, message: Message | None = None) -> Deed:
        """Choose a shortcut of the app: in a message's menu, or anywhere."""
        shortcuts = self.state.manifest.shortcuts
        if shortcuts is not None and callback_id not in shortcuts:
            raise ImpossibleError(f"{callback_id} is not a shortcut of the app")
        with self.state.changed:
            if message:
                payload = message_action(self.state, self.account, message, callback_id)
            else:
                payload = global_shortcut(self.state, self.account, callback_id)
        return self.does("interactive", payload, message.channel if message else self.dm.id)

    def control(self, surface: Surface, name: Name) -> Control:
        """The control of this name, if this person can see it."""
        if isinstance(surface, View):
            seen = surface.owner == self.id and not surface.closed
        else:
            members = self.state.channels.find(surface.channel).members
            seen = not surface.deleted and self.id in members and surface.visible_to in (None, self.id)
        if not seen:
            raise ImpossibleError(f"{self.account.name} does not see this")
        return control_in(surface.blocks, name)

    def keep(self, surface: Surface, control: Control, told: Payload) -> Payload:
        """Remember what was chosen in the state of the surface."""
        fields = surface.state.setdefault(control.block["block_id"], {})
        fields[control.element["action_id"]] = {"type": control.element["type"], **told}
        return told

    def place(self, surface: Surface) -> str:
        """The conversation a deed belongs to; views belong to the direct message."""
        return self.dm.id if isinstance(surface, View) else surface.channel

    def check_filled(self, view: View) -> None:
        """Refuse what Slack's client would not send: no submit button, or a required field left empty."""
        if not view.content.get("submit") or view.closed:
            raise ImpossibleError("this view cannot be submitted")
        for block in blank_fields(view):
            raise ImpossibleError(f"the field {block['label']['text']!r} is required")


def blank_fields(view: View) -> Iterator[Payload]:
    """The blocks of required fields that were left empty."""
    for block in view.blocks:
        required = block["type"] == "input" and not block.get("optional")
        if required and is_blank(Control(block, block["element"]), view.state):
            yield block
