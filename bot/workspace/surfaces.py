"""Where blocks may appear: in messages, on the App Home, in modals."""

from __future__ import annotations

from bot.workspace import limits

EVERYWHERE = frozenset(
    {
        "actions",
        "card",
        "context",
        "divider",
        "header",
        "image",
        "input",
        "rich_text",
        "section",
        "video",
    }
)
WIDE = EVERYWHERE | {"carousel", "container", "data_table", "data_visualization", "table"}
SURFACES: dict[str, frozenset[str]] = {
    "message": WIDE | {"auth_provider", "context_actions", "file", "markdown", "plan", "task_card"},
    "home": WIDE,
    "modal": EVERYWHERE | {"alert"},
}
MOST_BLOCKS = {"message": limits.MESSAGE_BLOCKS, "home": limits.VIEW_BLOCKS, "modal": limits.VIEW_BLOCKS}
