"""The rules of layout blocks, one a type."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from bot.workspace import limits
from bot.workspace.elements import ELEMENTS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.workspace.rich_text import RICH_TEXT, rich_text
from bot.workspace.shapes import Complaints, Rule, also, anything, by_type, flag, has_one, items, one_of, part, string
from bot.workspace.tables import DATA_TABLE, DATA_VISUALIZATION, TABLE
from bot.workspace.texts import ADDRESS, IDENTIFIER, IMAGE, SLACK_FILE, plain, words

NAMED: dict[str, Rule] = {"block_id": IDENTIFIER}


def elements(kinds: Set[str]) -> Rule:
    """An element of one of these kinds."""
    return by_type({kind: ELEMENTS[kind] for kind in kinds})


CONTEXT_ELEMENT = by_type(
    {
        "plain_text": plain(limits.SECTION_TEXT),
        "mrkdwn": words(limits.SECTION_TEXT),
        "image": IMAGE,
    }
)
CARD = also(
    part(
        {},
        {
            **NAMED,
            "hero_image": IMAGE,
            "icon": IMAGE,
            "title": words(limits.CARD_LINE),
            "subtitle": words(limits.CARD_LINE),
            "body": words(limits.CARD_BODY),
            "actions": items(elements({"button"}), limits.CARD_ACTIONS),
        },
    ),
    has_one("hero_image", "title", "actions", "body"),
)
TASK_CARD = part(
    {
        "task_id": IDENTIFIER,
        "title": string(limits.SECTION_TEXT),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {**NAMED, "details": rich_text, "output": rich_text, "sources": items(elements({"url"}), limits.OPTIONS)},
)


def inside_container(value: Any, pointer: str) -> Complaints:
    """A block in a container: any but another container."""
    yield from by_type({kind: rule for kind, rule in BLOCKS.items() if kind != "container"})(value, pointer)


BLOCKS: dict[str, Rule] = {
    "section": also(
        part(
            {},
            {
                **NAMED,
                "text": words(limits.SECTION_TEXT),
                "accessory": elements(IN_SECTION),
                "expand": flag,
                "fields": items(words(limits.SECTION_FIELD), limits.SECTION_FIELDS),
            },
        ),
        has_one("text", "fields"),
    ),
    "divider": part({}, NAMED),
    "header": part({"text": plain(limits.HEADER)}, NAMED),
    "context": part({"elements": items(CONTEXT_ELEMENT, limits.CONTEXT_ELEMENTS)}, NAMED),
    "actions": part({"elements": items(elements(IN_ACTIONS), limits.ACTIONS_ELEMENTS)}, NAMED),
    "context_actions": part({"elements": items(elements(IN_CONTEXT_ACTIONS), limits.CONTEXT_ACTIONS_ELEMENTS)}, NAMED),
    "input": part(
        {"label": plain(limits.LABEL), "element": elements(IN_INPUT)},
        {
            **NAMED,
            "hint": plain(limits.LABEL),
            "optional": flag,
            "dispatch_action": flag,
        },
    ),
    "image": part(
        {"alt_text": string(limits.ALT_TEXT, 0)},
        {
            **NAMED,
            "image_url": ADDRESS,
            "slack_file": SLACK_FILE,
            "title": plain(limits.ALT_TEXT),
        },
    ),
    "video": part(
        {
            "alt_text": string(limits.ALT_TEXT),
            "title": plain(200),
            "thumbnail_url": ADDRESS,
            "video_url": ADDRESS,
        },
        {
            **NAMED,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": ADDRESS,
            "provider_name": string(limits.ID),
            "title_url": ADDRESS,
        },
    ),
    "file": part({"external_id": IDENTIFIER, "source": one_of("remote")}, NAMED),
    "markdown": part({"text": string(limits.MARKDOWN)}, NAMED),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "alert": part(
        {"text": words(limits.ALERT)},
        {
            **NAMED,
            "level": one_of("default", "info", "warning", "error", "success"),
        },
    ),
    "card": CARD,
    "carousel": part({"elements": items(by_type({"card": CARD}), limits.CAROUSEL_CARDS)}, NAMED),
    "container": also(
        part(
            {"child_blocks": items(inside_container, limits.CONTAINER_CHILDREN)},
            {
                **NAMED,
                "title": plain(limits.CARD_LINE),
                "rich_text_title": rich_text,
                "subtitle": words(limits.CARD_LINE),
                "width": one_of("narrow", "standard", "wide", "full"),
                "icon": IMAGE,
                "is_collapsible": flag,
                "default_collapsed": flag,
                "has_header_divider": flag,
            },
        ),
        has_one("title", "rich_text_title"),
    ),
    "task_card": TASK_CARD,
    "plan": part(
        {"title": string(limits.SECTION_TEXT)},
        {**NAMED, "tasks": items(by_type({"task_card": TASK_CARD}), limits.PLAN_TASKS, 0)},
    ),
    "auth_provider": anything,
}
