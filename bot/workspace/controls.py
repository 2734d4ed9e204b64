"""The controls in blocks that a person can use, and what using them leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.workspace.wire import ImpossibleError, Payload

OPTION = ("selected_option", "initial_option")
OPTIONS = ("selected_options", "initial_options")
VALUE = ("value", "initial_value")
# How each element keeps what was chosen, and how the app presets it.
KEPT = {
    "plain_text_input": VALUE,
    "email_text_input": VALUE,
    "url_text_input": VALUE,
    "number_input": VALUE,
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": OPTION,
    "external_select": OPTION,
    "radio_buttons": OPTION,
    "overflow": OPTION,
    "multi_static_select": OPTIONS,
    "multi_external_select": OPTIONS,
    "checkboxes": OPTIONS,
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", "initial_files"),
}


Place = tuple[str, str]


@dataclass
class Control:
    """One element and the block it is in."""

    block: Payload
    element: Payload

    @property
    def names(self) -> set[str]:
        """What a test may call it: action id, block id, label, the words on it, its placeholder."""
        texts = [self.block.get("label"), self.element.get("text"), self.element.get("placeholder")]
        if self.element["type"] == "feedback_buttons":
            texts += [self.element["positive_button"]["text"], self.element["negative_button"]["text"]]
        words = {text["text"] for text in texts if text}
        return words | {self.element["action_id"], self.block["block_id"]}

    @property
    def place(self) -> Place:
        """Where it is: the ids of its block and of its action."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def is_dispatched(self) -> bool:
        """Whether the app hears of it at once rather than at submission."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    def pressed(self, name: str) -> Payload:
        """What pressing it tells: the button's value, or that of the feedback button of this name."""
        if self.element["type"] != "feedback_buttons":
            return {key: self.element[key] for key in ("text", "value", "style") if key in self.element}
        sides = (self.element["positive_button"], self.element["negative_button"])
        side = next((side for side in sides if name in (side["text"]["text"], side["value"])), sides[0])
        return {"text": side["text"], "value": side["value"]}

    def chosen(self, choice: Any, offered: list[Payload] | None = None) -> Payload:
        """What choosing leaves behind; options are named by label or value."""
        key, _ = KEPT[self.element["type"]]
        if key == "selected_option":
            return {key: self.option(choice, offered) if choice else None}
        if key == "selected_options":
            return {key: [self.option(name, offered) for name in choice or ()]}
        return {key: choice or None if key == "value" else choice}

    def option(self, name: str, offered: list[Payload] | None) -> Payload:
        """The option with this label or value, among the app's suggestions where it makes them."""
        options = options_of(self.element) if offered is None else offered
        for option in options:
            if name in (option.get("value"), option["text"]["text"]):
                return option
        raise ImpossibleError(f"no option {name!r} among {[option['text']['text'] for option in options]}")


def options_of(element: Payload) -> list[Payload]:
    """All options of an element, those of groups included."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def controls_of(blocks: list[Payload]) -> Iterator[Control]:
    """Every control, in reading order, in containers, cards and carousels too."""
    for block in blocks:
        yield from own_controls(block)
        if block["type"] == "carousel":
            yield from controls_of(block["elements"])
        yield from controls_of(block.get("child_blocks", []))


def own_controls(block: Payload) -> Iterator[Control]:
    """The controls of one block, without those of blocks inside it."""
    single = [block[key] for key in ("accessory", "element") if key in block]
    for element in [*single, *block.get("elements", []), *block.get("actions", [])]:
        if "action_id" in element:
            yield Control(block, element)


def control_in(blocks: list[Payload], name: str | Place) -> Control:
    """The first control of this name or at this place; a person can only use what is there."""
    controls = list(controls_of(blocks))
    for control in controls:
        if name in (control.names if isinstance(name, str) else {control.place}):
            return control
    raise ImpossibleError(f"nothing called {name!r} here, only {[sorted(control.names) for control in controls]}")


def preset_state(blocks: list[Payload]) -> Payload:
    """The `state.values` of blocks nobody touched yet: what the app preset, otherwise nothing."""
    values: Payload = {}
    for control in controls_of(blocks):
        kind = control.element["type"]
        if kind in KEPT and kind != "overflow":
            key, preset = KEPT[kind]
            nothing: Any = [] if key.endswith("s") and key != "files" else None
            kept = {"type": kind, key: control.element.get(preset, nothing)}
            values.setdefault(control.block["block_id"], {})[control.element["action_id"]] = kept
    return values


def is_blank(control: Control, values: Payload) -> bool:
    """Whether a field was left empty."""
    kept = values[control.block["block_id"]][control.element["action_id"]]
    return not any(value for key, value in kept.items() if key != "type")
