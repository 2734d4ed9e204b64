"""The rules of block elements: buttons, menus, fields."""

from __future__ import annotations

from typing import Any

from bot.workspace import limits
from bot.workspace.controls import options_of
from bot.workspace.shapes import (
    Complaints,
    Rule,
    also,
    anything,
    complaint,
    flag,
    has_exactly_one,
    items,
    number,
    one_of,
    part,
    string,
)
from bot.workspace.texts import (
    ADDRESS,
    CONFIRM,
    DATE,
    DISPATCH,
    IDENTIFIER,
    IMAGE,
    OPTION,
    OPTION_GROUP,
    TIME,
    VISIBLE_TO,
    plain,
)

ACTIVE: dict[str, Rule] = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag}
HINTED: dict[str, Rule] = {**ACTIVE, "placeholder": plain(limits.PLACEHOLDER)}
MOST: dict[str, Rule] = {"max_selected_items": number(1, limits.OPTIONS)}
IDS = items(string(limits.ID), limits.OPTIONS, 0)
OFFERED: dict[str, Rule] = {
    "options": items(OPTION, limits.OPTIONS),
    "option_groups": items(OPTION_GROUP, limits.OPTIONS),
}
FEW = items(OPTION, limits.CHOICE_OPTIONS)
TYPED: dict[str, Rule] = {
    "action_id": IDENTIFIER,
    "focus_on_load": flag,
    "dispatch_action_config": DISPATCH,
    "placeholder": plain(limits.PLACEHOLDER),
}
FILTER = part(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
)
CHANNELS: dict[str, Rule] = {"filter": FILTER, "default_to_current_conversation": flag}
FEEDBACK = part(
    {"text": plain(limits.BUTTON_TEXT), "value": string(limits.BUTTON_VALUE)},
    {"accessibility_label": string(limits.ACCESSIBILITY_LABEL)},
)
LABELLED: dict[str, Rule] = {
    "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
    "visible_to_user_ids": VISIBLE_TO,
}
QUERY: dict[str, Rule] = {"min_query_length": number(0, limits.INPUT_TEXT)}


def preset_offered(element: Any, pointer: str) -> Complaints:
    """What is chosen from the start must be among the options."""
    offered = options_of(element)
    chosen = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    if any(option not in offered for option in chosen):
        yield complaint("the initial option must be one of the options", pointer)


def select(optional: dict[str, Rule]) -> Rule:
    """A menu of its own options, or of groups of them."""
    shape = part({}, {**HINTED, **OFFERED, **optional})
    return also(shape, has_exactly_one("options", "option_groups"), preset_offered)


ELEMENTS: dict[str, Rule] = {
    "button": part(
        {"text": plain(limits.BUTTON_TEXT)},
        {
            "action_id": IDENTIFIER,
            "confirm": CONFIRM,
            "value": string(limits.BUTTON_VALUE, 0),
            "url": ADDRESS,
            "style": one_of("primary", "danger"),
            "agent_prompt": anything,
            "agent_prompt_display": anything,
            **LABELLED,
        },
    ),
    "workflow_button": part(
        {"text": plain(limits.BUTTON_TEXT), "workflow": anything},
        {
            "action_id": IDENTIFIER,
            "style": one_of("primary", "danger"),
            **LABELLED,
        },
    ),
    "icon_button": part(
        {"icon": string(limits.ID), "text": plain(limits.BUTTON_TEXT)},
        {
            "action_id": IDENTIFIER,
            "confirm": CONFIRM,
            "value": string(limits.BUTTON_VALUE, 0),
            **LABELLED,
        },
    ),
    "feedback_buttons": part({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": IDENTIFIER}),
    "image": IMAGE,
    "overflow": part(
        {"options": items(OPTION, limits.OVERFLOW_OPTIONS)}, {"action_id": IDENTIFIER, "confirm": CONFIRM}
    ),
    "checkboxes": also(part({"options": FEW}, {**ACTIVE, "initial_options": FEW}), preset_offered),
    "radio_buttons": also(part({"options": FEW}, {**ACTIVE, "initial_option": OPTION}), preset_offered),
    "datepicker": part({}, {**HINTED, "initial_date": DATE}),
    "timepicker": part({}, {**HINTED, "initial_time": TIME, "timezone": string(limits.ID)}),
    "datetimepicker": part({}, {**ACTIVE, "initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "static_select": select({"initial_option": OPTION}),
    "multi_static_select": select({"initial_options": items(OPTION, limits.OPTIONS), **MOST}),
    "external_select": part({}, {**HINTED, **QUERY, "initial_option": OPTION}),
    "multi_external_select": part({}, {**HINTED, **QUERY, **MOST, "initial_options": items(OPTION, limits.OPTIONS)}),
    "users_select": part({}, {**HINTED, "initial_user": string(limits.ID)}),
    "multi_users_select": part({}, {**HINTED, **MOST, "initial_users": IDS}),
    "conversations_select": part(
        {}, {**HINTED, **CHANNELS, "initial_conversation": string(limits.ID), "response_url_enabled": flag}
    ),
    "multi_conversations_select": part({}, {**HINTED, **CHANNELS, **MOST, "initial_conversations": IDS}),
    "channels_select": part({}, {**HINTED, "initial_channel": string(limits.ID), "response_url_enabled": flag}),
    "multi_channels_select": part({}, {**HINTED, **MOST, "initial_channels": IDS}),
    "plain_text_input": part(
        {},
        {
            **TYPED,
            "initial_value": string(limits.INPUT_TEXT, 0),
            "multiline": flag,
            "min_length": number(0, limits.INPUT_TEXT),
            "max_length": number(1, limits.INPUT_TEXT),
        },
    ),
    "email_text_input": part({}, {**TYPED, "initial_value": string(limits.INPUT_TEXT, 0)}),
    "url_text_input": part({}, {**TYPED, "initial_value": string(limits.INPUT_TEXT, 0)}),
    "number_input": part(
        {"is_decimal_allowed": flag},
        {
            **TYPED,
            "initial_value": string(limits.ID),
            "min_value": string(limits.ID),
            "max_value": string(limits.ID),
        },
    ),
    "rich_text_input": part(
        {},
        {
            **TYPED,
            "initial_value": anything,
            "min_lines": anything,
            "max_lines": anything,
        },
    ),
    "file_input": part(
        {},
        {
            "action_id": IDENTIFIER,
            "filetypes": items(string(limits.ID), limits.OPTIONS),
            "max_files": number(1, 10),
        },
    ),
    "url": part({"url": ADDRESS, "text": string(limits.SECTION_TEXT)}),
}
MENUS = frozenset(
    {
        "checkboxes",
        "radio_buttons",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
    }
)
MULTI_MENUS = frozenset(
    {
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
    }
)
FIELDS = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    }
)
IN_ACTIONS = MENUS | MULTI_MENUS | {"button", "overflow", "workflow_button", "rich_text_input"}
IN_SECTION = MENUS | MULTI_MENUS | {"button", "overflow", "workflow_button", "image"}
IN_INPUT = MENUS | MULTI_MENUS | FIELDS
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
