"""Long answers in pages: a limit, and a cursor to go on with."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.workspace.calls import Call
from bot.workspace.wire import ApiError, Payload

Item = TypeVar("Item")


def page_of(items: Sequence[Item], call: Call, otherwise: int = 100) -> tuple[Sequence[Item], Payload]:
    """The asked-for page and what goes into the answer beside it."""
    start = start_of(call.maybe("cursor"))
    limit = call.number("limit", otherwise)
    if not 1 <= limit <= 1000:
        raise ApiError("invalid_limit")
    more = start + limit < len(items)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return items[start : start + limit], {"has_more": more, "response_metadata": {"next_cursor": cursor}}


def start_of(cursor: str | None) -> int:
    """The place a cursor points to."""
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:")) if cursor else 0
    except ValueError as error:
        raise ApiError("invalid_cursor") from error
