"""Stages: the workspace's own, by the names that its records give them, and the next and previous one."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from bot.understanding.names.ordinary import ordinary_words
from bot.understanding.slots.choices import CHOICES, find_choices
from bot.understanding.slots.left import is_left
from storage.crm import Crm
from storage.folding import fold
from storage.pipelines import CLOSED

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

ALIKE = 87  # rapidfuzz ratio: a letter or two of a long name may differ
SHORT = 5
"""Letters up to which a name must be spelt right."""
BEFORE = re.compile(r"(?:\b(?:to|in|into|at|on|stage|is|now|reached|entered)|[:=>→])\s*(?:the |our )?$", re.IGNORECASE)
BEHIND = re.compile(r"\s+(?:stage|phase)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
A_STEP = r"(?:stage|step|phase|notch|level)"
WAYS = {
    "previous": rf"\b(?:previous|prior|last) {A_STEP}\b|\b(?:an?|one) {A_STEP} (?:back|down)\b"
    rf"|\bback (?:an?|one) {A_STEP}\b|\bmoves? (?:it |that |this )?back(?:wards)?[.! ]*$|\bone back\b",
    "next": rf"\b(?:next|following) {A_STEP}\b|\b(?:an?|one) (?:{A_STEP} )?(?:further|forwards?|ahead|up|on)\b"
    rf"|\b(?:up|forward) (?:an?|one) {A_STEP}\b|\bmoves? (?:it |that |this )?(?:along|forwards?|ahead)\b|\badvanced?\b",
}
"""How a stage is told from where the deal stands."""


def stage_told(clause: "Clause", hidden: list[tuple[int, int]]) -> str | None:
    """The stage that a clause tells outside of names: one of the workspace's, or the next or previous one."""
    crm, text = clause.context.crm, clause.text
    named = (each for each in find_stages(text, crm) if not is_left(text, each[0], each[1]))
    found = [each for each in named if _is_placed(text, *each)]
    for span in clause.tagged("stage"):
        if inside := [name for start, end, name in found if start < span.end and span.start < end]:
            return inside[0]
    free = [name for start, end, name in found if not any(first <= start < last for first, last in hidden)]
    if free:
        return free[-1] if len(free) > 1 and re.search(r"\bfrom\b", text) else free[0]
    return next((way for way, words in WAYS.items() if re.search(words, text, re.IGNORECASE)), None)


def _is_placed(text: str, start: int, end: int, name: str) -> bool:
    """Whether a stage that is called by an ordinary word is meant by it: "to offer", "offer stage"."""
    if name not in ordinary_words() or name in CHOICES["stage"]:
        return True
    return bool(BEFORE.search(text[:start]) or BEHIND.match(text, end))


def stage_chosen(words: str, crm: Crm) -> str | None:
    """The stage that a bare answer names."""
    return next((name for _, _, name in find_stages(words, crm)), None)


def find_stages(text: str, crm: Crm) -> list[tuple[int, int, str]]:
    """The stages named in a text with their places, in order; longer names first where two begin together."""
    names = [*crm.pipelines.stage_names(), *(stage.name for stage in _ends(crm))]
    own = [name for name in dict.fromkeys(names) if name not in CLOSED]
    found = [place for name in own for place in _places(text, name)]
    found += [(match.start(), match.end(), value) for match, value in find_choices("stage", text) if value in own]
    return sorted(dict.fromkeys(found), key=lambda each: (each[0], each[0] - each[1]))


def _ends(crm: Crm) -> list[Any]:
    return [stage for pipeline in crm.pipelines.all() for stage in pipeline.stages if stage.name != stage.value]


def _places(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names it, slips of the fingers in long names included."""
    spoken, wanted = list(WORD.finditer(text)), fold(" ".join(WORD.findall(name)))
    size = len(wanted.split())
    for first in range(len(spoken) - size + 1):
        part = spoken[first : first + size]
        said = fold(" ".join(word[0] for word in part))
        close = len(wanted) > SHORT and said[:1] == wanted[:1] and fuzz.ratio(said, wanted) >= ALIKE
        if said == wanted or (close and len(said) > SHORT):
            yield part[0].start(), part[-1].end(), name
