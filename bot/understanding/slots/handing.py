"""Handing over: whose portfolio goes to whom, and until when."""

import re

from bot.understanding.marks import Mark
from bot.understanding.slots.deputies import people_in
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.stretches import Slots, days_away, ends_at

TO = re.compile(
    r"(?:\b(?:to|onto|on to|gets?|by|goes? under|at|for|let|entrust|saddle|successor:?)|->|→|=>|>)\s*$", re.I
)
TAKES = re.compile(
    r"^(?:'s|'ll)?\W*(?:(?:now|will|can|to|should|shall|must|could|would|is|may|also|then|going|has|have|be)\W+)*"
    r"(?:takes?|taking|taken|gets?|inherits?|inherit|succeeds?|replac(?:es?|ing)|steps? in|looks?|minds?|handles?"
    r"|covers?"
    r"|pick(?:s|ing)? up|assumes?|overtakes?|babysits?|responsible|in charge|in possession|becom(?:es?|ing)|own\b"
    r"|fills?|(?:the )?(?:new )?owner|with all|with everything|\w+'s (?:successor|replacement)|have\b|receives?)",
    re.IGNORECASE,
)
HAVING = re.compile(r"^(?:'s)?\W*(?:has|have|had|owns?|is off|looks? after|does|did)\b", re.IGNORECASE)
"""What follows whoever has it now."""
TO_ME = re.compile(
    r"\b(?:(?:give|hand|pass|transfer|move|assign|send|let|make|put|get|sign) (?:it |all |them )?(?:over )?(?:to )?me"
    r"|(?:on ?to|to|on|under) me|i(?:'ll|'m|'d| am| will| would| can| could| want| like| to|,)*"
    r" (?:tak(?:e|ing)|inherit(?:ed|ing)?|replac(?:e|ing)|succeed|look(?:ing)? after|pick(?:ing)? up)|to my name"
    r"|in my name|under my name|i'm \w+'s (?:successor|replacement)|(?:is|are) (?:now )?mine"
    r"|(?:to|into) my (?:book|portfolio))\b",
    re.IGNORECASE,
)
LEAVES = re.compile(
    r"\b(?:leav(?:es|ing)|quit\w*|retir\w*|resign\w*|last day|gone|gave notice|starts?)\b", re.IGNORECASE
)
"""With these words days are told on which somebody goes, not until when something is lent."""

STRANGER = re.compile(r"\b(?i:to)\s+([A-ZÀ-Þ][\w'-]+(?:\s+[A-ZÀ-Þ][\w'-]+)?)\W*$")
"""A name that is nobody's of the house, to whom things go."""


def fill_handover(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `hand_over`: whose things they are, and to whom they go."""
    people, found = people_in(clause), _until(clause)
    told = (mark for takes in (_is_given, _takes) for mark in people if takes(mark, clause))
    taker = next(told, None)
    givers = [mark for mark in people if mark is not taker]
    if taker is None and len(people) == 1 and TO_ME.search(clause.text):
        return found | {"to": _speaker(clause), "person": people[0].as_record("person")}, ""
    if taker is None and len(people) == 2:
        having = [mark for mark in people if HAVING.match(clause.text[mark.end :])]
        givers = having[:1] or people[:1]
        taker = next(mark for mark in people if mark is not givers[0])
    stranger = STRANGER.search(clause.text)
    if taker is None and len(people) == 1 and stranger:
        return found | {"to": stranger[1], "person": people[0].as_record("person")}, ""
    if taker is None and len(people) == 1:
        taker, givers = people[0], []
    if taker:
        found["to"] = taker.as_record("person")
    if givers:
        found["person"] = givers[0].as_record("person")
    return found, ""


def _speaker(clause: Clause) -> Slots:
    return {"kind": "person", "id": clause.context.speaker.id, "name": clause.context.speaker.name}


def _is_given(mark: Mark, clause: Clause) -> bool:
    return bool(TO.search(clause.text[: mark.start]))


def _takes(mark: Mark, clause: Clause) -> bool:
    return bool(TAKES.match(clause.text[mark.end :]))


def _until(clause: Clause) -> Slots:
    """Until when it is lent: the day that ends it, or the last one of a stretch of time."""
    told = next((mark.value[:10] for mark in clause.marks if mark.kind == "moment" and ends_at(mark, clause)), None)
    if told is None and not LEAVES.search(clause.text):
        span = days_away(clause)
        period = span.get("period") or {}
        told = span.get("until") or (period.get("to") if period.get("from") != period.get("to") else None)
    return {"until": told} if told else {}
