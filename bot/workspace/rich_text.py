"""The rules of rich text: paragraphs, lists, quotes and code, and what stands in them."""

from __future__ import annotations

from typing import Any

from bot.workspace import limits
from bot.workspace.shapes import Complaints, Rule, anything, by_type, flag, items, number, one_of, part, string
from bot.workspace.texts import ADDRESS

MANY = 1000
STYLE = part({}, dict.fromkeys(("bold", "italic", "strike", "code", "highlight", "client_highlight", "unlink"), flag))
ID = string(limits.ID)
INLINE = by_type(
    {
        "text": part({"text": string(limits.MESSAGE_TEXT)}, {"style": STYLE}),
        "link": part({"url": ADDRESS}, {"text": string(limits.MESSAGE_TEXT, 0), "unsafe": flag, "style": STYLE}),
        "user": part({"user_id": ID}, {"style": STYLE}),
        "usergroup": part({"usergroup_id": ID}, {"style": STYLE}),
        "channel": part({"channel_id": ID}, {"style": STYLE}),
        "team": part({"team_id": ID}, {"style": STYLE}),
        "emoji": part({"name": ID}, {"unicode": ID, "skin_tone": number(1, 6), "url": anything, "style": STYLE}),
        "broadcast": part({"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
        "date": part(
            {"timestamp": number(0, 99_999_999_999), "format": ID}, {"url": ADDRESS, "fallback": ID, "style": STYLE}
        ),
        "color": part({"value": ID}, {"style": STYLE}),
    }
)
SECTION = part({"elements": items(INLINE, MANY, 0)})
BORDER: dict[str, Rule] = {"border": number(0, 1)}
PARAGRAPHS = by_type(
    {
        "rich_text_section": SECTION,
        "rich_text_preformatted": part({"elements": items(INLINE, MANY)}, {**BORDER, "language": ID}),
        "rich_text_quote": part({"elements": items(INLINE, MANY)}, BORDER),
        "rich_text_list": part(
            {"elements": items(by_type({"rich_text_section": SECTION}), MANY), "style": one_of("bullet", "ordered")},
            {**BORDER, "indent": number(0, 8), "offset": number(0, MANY)},
        ),
    }
)
RICH_TEXT = part({"elements": items(PARAGRAPHS, MANY)}, {"block_id": ID})


def rich_text(value: Any, pointer: str) -> Complaints:
    """A `rich_text` block, wherever one may stand."""
    yield from by_type({"rich_text": RICH_TEXT})(value, pointer)
