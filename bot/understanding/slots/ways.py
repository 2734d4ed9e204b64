"""Ways: how a message that is drafted shall travel, where that is said."""

import re
from typing import Any

from bot.understanding.slots.choices import find_choices, read_choice

ANY = re.compile(r"messages?", re.IGNORECASE)
"""A word for whatever is drafted, by whichever way it goes."""


def with_way(found: dict[str, Any], clause: Any) -> dict[str, Any]:
    """The slots of a draft; "a message" alone tells no way, so that what they prefer holds, or else an e-mail."""
    way = found.get("channel") or _written(found.get("purpose") or "")
    return found | {"channel": None if way == "chat" and not _is_told(way, clause.text) else way}


def _is_told(way: str, text: str) -> bool:
    return any(value == way and not ANY.fullmatch(match[0]) for match, value in find_choices("channel", text))


def _written(purpose: str) -> str | None:
    """How a message goes that is named by its way at the end of its purpose: "a thank-you letter"."""
    way = read_choice("channel", purpose.split()[-1]) if purpose.split() else None
    return way if way in ("email", "letter") else None
