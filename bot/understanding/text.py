"""Plain text from what people type or Slack sends: links, emphasis, emoji and invisible characters resolved."""

import re
import unicodedata

LONGEST = 4000
FIRST, LAST = 2000, 1000
"""Characters of either end of a text in which records, dates and the like are looked for."""
LINK = re.compile(r"<(?:mailto:|tel:)?([^<>|]{1,3000})(?:\|([^<>]{1,500}))?>")
LEADING_MENTION = re.compile(r"^\s*(?:<@[A-Z0-9]+(?:\|[^<>]*)?>[\s,:]*)+")
MENTION = re.compile(r"<[@#!][^<>|]*(?:\|([^<>]*))?>")
EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+'-]*:(?::skin-tone-\d:)?")
EMPHASIS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n*_~`]+?)(?<=\S)\1(?![\w*_~`])")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
KEPT_MARKS = "\n\t"


def plain(text: str) -> str:
    """What was said, without markup. A leading mention of the assistant is dropped; lines stay lines."""
    text = LEADING_MENTION.sub("", text)
    text = MENTION.sub(lambda match: match[1] or "", text)
    text = LINK.sub(_link, text)
    text = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text))
    text = EMOJI.sub(" ", text)
    for entity, character in ENTITIES.items():
        text = text.replace(entity, character)
    lines = (" ".join(line.split()) for line in _visible(text).splitlines())
    return "\n".join(line for line in lines if line)


def _link(match: re.Match[str]) -> str:
    """The address itself where it is one; else the words that stand for it."""
    address, label = match[1], match[2]
    return label if label and "@" not in address and not address.endswith(label) else address


def _visible(text: str) -> str:
    """Without control, direction and surrogate characters; composed."""
    seen = (c for c in text if c in KEPT_MARKS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return unicodedata.normalize("NFC", "".join(seen))


def ends(text: str) -> str:
    """The text with its middle blank where it is very long; every character that stays keeps its place."""
    if len(text) <= FIRST + LAST:
        return text
    start = max(text.rfind(" ", 0, FIRST), 0) or FIRST
    stop = max(text.find(" ", len(text) - LAST), len(text) - LAST)
    return text[:start] + "\n".center(stop - start) + text[stop:]


def says_nothing(text: str) -> bool:
    """Whether there is neither a letter nor a digit in it, as in a message of emoji alone."""
    return not any(character.isalnum() for character in text)
