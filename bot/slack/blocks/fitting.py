"""Fitting: words made harmless and short enough for Slack, without hiding that something was cut."""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]

LONGEST = 12_600
"""The most characters of JSON that the blocks of a message may come to; Slack was seen to refuse about 13,200."""

TITLE = 300
MARKUP = re.compile(r"<(?=[!@#]|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
SCHEME = 40
"""Characters read beyond a cut, so that what is cut through is seen to be markup as well."""
KEPT = "\n\t"
UNSEEN = ("Cc", "Cs", "Co", "Cn")
"""The categories of Unicode that nobody can see."""


def clean(text: str) -> str:
    """The text as people see it: no control, direction or surrogate characters, and nothing that could mention."""
    return MARKUP.sub("‹", "".join(c for c in visible(text) if c not in BIDI))


def visible(text: str) -> str:
    """The text without control and surrogate characters and those that mean nothing; lines and tabs stay."""
    return "".join(c for c in text if c in KEPT or unicodedata.category(c) not in UNSEEN)


BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\u2028\u2029")


def weight(part: Any) -> int:
    """How many characters of JSON it comes to."""
    return len(json.dumps(part, ensure_ascii=False)) + 2


def shortened(text: str, most: int) -> str:
    """The cleaned text in at most so many characters of JSON, ending in … where it was cut; never empty."""
    whole = len(text) <= most
    text = clean(text[: most + SCHEME])[:most].strip()
    while (heavy := weight(text)) - 4 > most:
        whole = False
        text = text[: len(text) * most // heavy - 1].rstrip()
    return (text if whole else f"{text}…") or "–"


def cut(text: str, most: int) -> str:
    """The text in at most so many characters."""
    whole = shortened(text, 2 * most)
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"


def fitting(parts: Sequence[Any], room: int) -> list[Any]:
    """As many of the first parts as come to no more than `room` characters of JSON."""
    kept: list[Any] = []
    for part in parts:
        room -= weight(part)
        if room < 0:
            break
        kept.append(part)
    return kept


def plain_text(text: str) -> Block:
    """A text in which nothing is markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def words(text: str, bold: bool = False) -> Block:
    """A run of words in rich text, where nothing is markup either."""
    return {"type": "text", "text": text, "style": {"bold": True}} if bold else {"type": "text", "text": text}


def link(url: str, text: str) -> Block:
    """A link of ours in rich text."""
    return {"type": "link", "url": url, "text": text}


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain_text(text)]}


def more(count: int, what: str) -> str:
    """What was left out."""
    return f"… and {count:,} more {what}{'s' if count != 1 else ''}"


def paragraph(text: str) -> Block:
    """A paragraph in which nothing is markup."""
    return {"type": "section", "text": plain_text(text)}


def section(elements: list[Block]) -> Block:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": elements}


def rich(title: str, bodies: Sequence[Block]) -> list[Block]:
    """A rich text block with its title in bold; none where there is nothing to say."""
    heading = [section([words(shortened(title, TITLE), bold=True)])] if title.strip() else []
    elements = [*heading, *(body for body in bodies if body["elements"])]
    return [{"type": "rich_text", "elements": elements}] if elements else []


def printed(title: str, texts: Sequence[str], count: int, room: int) -> list[Block]:
    """Lines of letters of one width, of `count` in all, under their title."""
    shown = fitting(texts, room - 600)
    bodies: list[Block] = []
    if "".join(shown).strip():
        bodies = [{"type": "rich_text_preformatted", "elements": [words("\n".join(shown))]}]
    left = count - len(shown)
    return rich(title, [*bodies, *([section([words(more(left, "row"))])] if left > 0 else [])])
