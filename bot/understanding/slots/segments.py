"""Segments: the filters that say who belongs to a group of customers, read as those of a question."""

import re
from dataclasses import replace
from typing import Any

from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_find
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.naming import name_said, new_name

DEFINING = re.compile(
    r"\b(?:(?:customer|target|mailing|smart|dynamic|saved|new|own|mail) )*"
    r"(?:seg\w*ments?|seg|groups?|audiences?|buckets?|clusters?|lists?|selections?|filters?)\b"
    r"|\b(?:please|pls|kindly|add|establish|fix|wanted|wanting|divide(?: off)?|carve(?: out)?|single(?: out)?|define"
    r"|definition|create|crete|build|set ?up|save|store|keep|turn|group|make|let|call it|call them|called|calling|call"
    r"|name it|names?|named|naming|titled?|entitled|labell?(?:ed|s)?|heading|bundled?|members?|rules?|comprising"
    r"|consists?|consisting|contain(?:s|ing)?|hold(?:s|ing)?|always|up to date|live|at once|for the|into|as an?|as|also"
    r"|belongs?)\b",
    re.IGNORECASE,
)
"""Words that ask for a segment and say nothing of who is in it."""

STRAY = re.compile(r"(?<=[ ,][ ])[.:;=→–—-]+(?=\s|$)")
"""Signs that belong to words which are gone."""

WHOM = re.compile(r"\b(?:customers?|clients?|accounts?)\b(?!['’]|-)", re.IGNORECASE)
THOSE = re.compile(
    r"\b(?:this|that|these|those|them|the (?:current|last)|you (?:just )?(?:found|showed)|your?) ?"
    r"(?:list|filter|selection|result|customers?|\d+)?\b",
    re.IGNORECASE,
)


def fill_segment(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `define_segment` with its filters, and the words that nothing was made of."""
    text = _blanked(clause)
    marks = tuple(mark for mark in clause.marks if text[mark.start : mark.end].strip(" ,"))
    sheet = replace(sheet_of(replace(clause, text=text, marks=marks)), entity="customer", narrowing=True)
    found = compile_find(text, sheet)
    filters = found.slots.get("filters") or _shown(clause)
    named = {"name": name} if (name := new_name(slots, clause)) else {}
    return named | ({"filters": filters} if filters else {}), " ".join(found.unread) if filters else ""


def _blanked(clause: Clause) -> str:
    """The text with spaces in place of the name and of the words that ask for a segment."""
    text = clause.text
    if said := name_said(clause):
        text = text[: said[0]] + _blank(text[said[0] : said[1]]) + text[said[1] :]
    text = DEFINING.sub(lambda match: _blank(match[0]), text)
    text = WHOM.sub(lambda match: " " * len(match[0]), text)
    return STRAY.sub(lambda match: " " * len(match[0]), text)


def _blank(words: str) -> str:
    """A comma and spaces in place of words, so that what stands before and behind is not read as one."""
    return ",".ljust(len(words))


def _shown(clause: Clause) -> list[Any]:
    """The filters of the customers last listed, where those are meant: "save this list as Spring"."""
    shown = clause.context.memory.shown
    if shown is None or shown.kind != "customer" or not THOSE.search(clause.text):
        return []
    return list(shown.slots.get("filters") or [])
