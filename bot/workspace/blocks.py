"""Whether blocks are what Slack accepts."""

from __future__ import annotations

from typing import Any

from bot.workspace.wire import Payload


def check_blocks(blocks: Any, surface: str = "message") -> list[str]:
    """What Slack would complain about, each with its JSON pointer; nothing means accepted."""
    return []


def check_view(view: Payload) -> list[str]:
    """What Slack would complain about in a view."""
    return []
