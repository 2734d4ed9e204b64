"""Naming: what something new is to be called, where the sentence says so outright - "call it Hot Pots"."""

import re
from typing import TYPE_CHECKING, Any

from bot.understanding.slots.texts import tidy

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

CAPITAL = r"[A-Z0-9][\w&'’-]*"
OUTRIGHT = re.compile(
    r"\b(?:called|calls?(?: it| this| them)?|named?(?: it| is)?|titled?|entitled|define)(?::|\s)\s*[*\"“]?"
    rf"({CAPITAL}(?:\s+(?:(?:of|and|the|y|de|la|&)\s+){{0,2}}{CAPITAL})*)"
)
"""A name in capital letters behind the word that gives it."""
DEAL = r"(?:deal|opp|opportunity)"
ENDS = (
    r"(?=\s*(?:$|[,;!?\n\"”*]|\.(?:\s|$)|\s[-–—/]\s|[:(]|\b(?:for|with|at|over at|under|over|worth"
    r"|about|around|closing|closes"
    r"|in the \w+ pipeline"
    r"|it'?s for|that'?s for|please|pls|on|they want|because|as a deal)\b))"
)
QUOTED = re.compile(rf"\b{DEAL}\b[^\"“”\n]{{0,40}}[\"“]([^\"“”\n]{{3,60}})[\"”]", re.IGNORECASE)
"""A name in quotation marks."""
CALLED = re.compile(
    r"\b(?:called|named|titled|entitled|call it|name it|we call it"
    r"|(?:under|by|with) the (?:name|title)(?: of)?|name\s*[:=]"
    rf"|title\s*[:=]?)\s*[*_\"“]*(?!(?:off|it|him|her|them|us|me|later|after|about|back|again|in|yesterday|today)\b)"
    rf"(\S.{{1,60}}?){ENDS}",
    re.IGNORECASE,
)
CAPITALS = re.compile(
    rf"\b(?i:{DEAL})\s+[*_\"“]*({CAPITAL}(?:\s+(?:(?:of|and|the|&)\s+)?{CAPITAL})*)(?=\s+(?:for|with|at|over at)\b)"
)


def name_said(clause: "Clause") -> tuple[int, int] | None:
    """Where the clause says the new name: where it was marked, or else behind a word that gives a name."""
    marked = [(span.start, span.end) for span in clause.tagged("name")]
    said = OUTRIGHT.search(clause.text)
    if said is None or any(start == said.start(1) for start, _ in marked[:1]):
        return (marked[0][0], max(end for _, end in marked)) if marked else None
    return said.start(1), said.end(1)


def new_name(slots: dict[str, Any], clause: "Clause") -> str | None:
    """The new name, as it was typed."""
    said, marked = name_said(clause), [span.start for span in clause.tagged("name")][:1]
    if said and said[0] not in marked:
        return tidy(clause.said.said(*said))
    return slots.get("name")


def with_name(slots: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The slots of a deal with its whole name, and without a product or a figure that are but words of the name."""
    span = _deal_named(clause)
    if span is None:
        return slots
    start, end = span
    name = tidy(clause.said.said(start, end))
    inside = [mark for mark in clause.marks if start <= mark.start < end]
    product = slots.get("product")
    within = any(mark.is_one("product") and mark.as_record("product") == product for mark in inside)
    figure = any(mark.value == slots.get("amount") for mark in inside if mark.kind in ("number", "money"))
    return slots | {
        "name": name,
        "product": None if within else product,
        "amount": None if figure else slots.get("amount"),
    }


def _deal_named(clause: "Clause") -> tuple[int, int] | None:
    """Where the name of a deal stands: in quotation marks, behind "called", or as a word in capitals behind "deal"."""
    for pattern in (QUOTED, CALLED, CAPITALS):
        if match := pattern.search(clause.text):
            start, end = match.span(1)
            parties = [mark.start for mark in clause.marks if start < mark.start < end and mark.is_one("customer")]
            end = min([end, *parties])
            if clause.text[start:end].strip() and not _is_party(start, clause):
                return start, end
    return None


def _is_party(start: int, clause: "Clause") -> bool:
    return any(mark.start <= start < mark.end and mark.is_one("customer") for mark in clause.marks)


def fill_campaign(slots: dict[str, Any], clause: "Clause") -> tuple[dict[str, Any], str]:
    """The slots of `start_campaign` with its name."""
    return slots | ({"name": name} if (name := new_name(slots, clause)) else {}), ""
