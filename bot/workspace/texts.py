"""Text objects, options, confirmation dialogs: what blocks and elements are put together from."""

from __future__ import annotations

from bot.workspace import limits
from bot.workspace.shapes import (
    Rule,
    also,
    anything,
    by_type,
    flag,
    has_exactly_one,
    items,
    one_of,
    part,
    pattern,
    string,
)

IDENTIFIER = string(limits.ID)
ADDRESS = also(string(limits.URL), pattern(r"[a-z][a-z0-9+.-]*:.+", "must be a valid URL"))
DATE = pattern(r"\d{4}-\d\d-\d\d", "must be a date in the form YYYY-MM-DD")
TIME = pattern(r"\d\d:\d\d", "must be a time in the form HH:mm")


def plain(most: int) -> Rule:
    """A `plain_text` object."""
    return by_type({"plain_text": part({"text": string(most)}, {"emoji": flag})})


def words(most: int) -> Rule:
    """A `plain_text` or `mrkdwn` object."""
    return by_type(
        {
            "plain_text": part({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": part({"text": string(most)}, {"verbatim": flag}),
        }
    )


CONFIRM = part(
    {"title": plain(limits.CONFIRM_TITLE), "text": words(limits.CONFIRM_TEXT)},
    {
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": one_of("primary", "danger"),
    },
)
OPTION = part(
    {"text": words(limits.OPTION_TEXT), "value": string(limits.OPTION_VALUE)},
    {"description": words(limits.OPTION_TEXT), "url": ADDRESS},
)
OPTION_GROUP = part({"label": plain(limits.OPTION_TEXT), "options": items(OPTION, limits.OPTIONS)})
SLACK_FILE = part({}, {"id": string(limits.ID), "url": ADDRESS})
IMAGE = also(
    part({"alt_text": string(limits.ALT_TEXT, 0)}, {"image_url": ADDRESS, "slack_file": SLACK_FILE}),
    has_exactly_one("image_url", "slack_file"),
)
DISPATCH = part({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})
VISIBLE_TO = items(anything, limits.OPTIONS)
