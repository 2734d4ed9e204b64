"""Breaks: where a message may be cut in two that each ask for something, and what tells whether they do."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import NamedTuple, Protocol

from bot.understanding.learning.router import Ranking

BREAK = re.compile(
    r"(?P<end>(?<=[.!?;\n])\s+|\n+)"
    r"|(?P<more>\s*[,;]?\s+(?:(?:oh |and )?(?:then|also|btw|by the way|after that|afterwards|plus)"
    r"|oh and|oh)\s+)"
    r"|(?P<joint>\s*[,;]?\s+(?:and|&|\+)\s+|\s*[,;]\s+(?=(?:assign|give|hand|set|mark) (?:it|this|that)\b))"
    r"|(?P<pause>\s*[,;]\s+|\s+[-–—/]\s+|:\s+)",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"\n]{2,2000}"|“[^”\n]{2,2000}”')
KINDS = ("end", "more", "joint", "pause")
MOST = 8
WORD = re.compile(r"[\w']+")
TWO_WORDS = re.compile(r"\s*\S+\s+\S")
THREE_WORDS = re.compile(r"\s*\S+\s+\S+\s+\S")
GOES_ON = re.compile(r"(?:she|he|they|it|this|that|her|his|their|its|these|those)\b", re.IGNORECASE)
TELLS = re.compile(
    r"(?:i'm|i am|we're|we are|there's|there is|i've|we've|i have|we have|i was|i just|my|our|the|an?|it's|it is|so|ok"
    r"|hi|hey|hello)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|would|will|should|has|have|had|what|who|which|when|where|why|how)\b",
    re.IGNORECASE,
)
LEAST = 1e-3
RUNNING_ON = frozenset(
    "log_interaction recall_history open_case comment_case remind_me brief_customer suggest_action "
    "note_preference add_contact add_customer".split()
)
"""Skills whose text often runs on over a break."""


class Stretch(Protocol):
    """Characters of a text that mean something together."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Break:
    """A place to cut: characters `start` to `end` belong to neither side. `kind` is one of KINDS."""

    start: int
    end: int
    kind: str
    begins: bool
    """Whether a word follows that requests begin with."""
    faint: bool = False
    """Whether it hardly ever divides requests: a comma, colon or dash after which none seems to begin."""


class Quotation(NamedTuple):
    """Characters `start` to `end` of a text, quotation marks included."""

    start: int
    end: int


@dataclass(frozen=True)
class Side:
    """What stands on one side of a break."""

    text: str
    ranking: Ranking
    named: bool
    """Whether a record, a date or an amount is named in it."""
    records: int
    """How many records are named in it."""

    @property
    def skill(self) -> str:
        return self.ranking.skills[0][0]

    def chance(self, skill: str) -> float:
        """The logarithm of how likely it asks for that skill."""
        return log(max(dict(self.ranking.skills).get(skill, 0.0) * (1 - self.ranking.outside), LEAST))


def find_breaks(text: str, marks: Sequence[Stretch], starters: Collection[str]) -> list[Break]:
    """Up to eight places where a message may be cut, in order; where a request seems to begin comes first."""
    found = list(_breaks(text, marks, starters))
    if len(found) > MOST:
        found = sorted(sorted(found, key=lambda each: (not each.begins, each.kind != "end"))[:MOST], key=_start)
    return found


def quotations(text: str) -> list[Quotation]:
    """The words of others that the text quotes, which ask for nothing."""
    return [Quotation(match.start(), match.end()) for match in QUOTED.finditer(text)]


def _start(each: Break) -> int:
    return each.start


def _breaks(text: str, marks: Sequence[Stretch], starters: Collection[str]) -> Iterator[Break]:
    covered = bytearray(len(text))
    for mark in (*marks, *quotations(text)):
        covered[mark.start : mark.end] = b"1" * (mark.end - mark.start)
    second = found.end() - 1 if (found := TWO_WORDS.match(text)) else len(text)
    for match in BREAK.finditer(text):
        follower = WORD.match(text, match.end())
        begins = follower is not None and follower[0].casefold() in starters
        long_enough = match.start() > second and THREE_WORDS.match(text, match.end())
        inside = any(covered[match.start() : match.end()])
        if match.end() < len(text) and (match["end"] or begins or long_enough) and not inside:
            faint = bool(match["pause"]) and not begins and ";" not in match[0]
            yield Break(match.start(), match.end(), str(match.lastgroup), begins, faint)


def signs(cut: Break, left: Side, right: Side, whole: Side, reading: Collection[str]) -> list[float]:
    """What tells whether both sides of a break ask for something. `reading` are the skills that write nothing."""
    same = left.skill == right.skill
    clear = left.chance(left.skill), right.chance(right.skill)
    told = [
        *clear,
        min(clear),
        left.ranking.outside,
        right.ranking.outside,
        same,
        same * clear[1],
        right.chance(left.skill),
        left.chance(right.skill),
        whole.chance(left.skill),
        whole.chance(right.skill),
        whole.chance(whole.skill),
        *(cut.kind == kind for kind in KINDS),
        cut.begins,
        *_wordings(left.text, right.text),
        left.skill in reading,
        right.skill in reading,
        left.named,
        right.named,
        right.named and same,
        left.records,
        right.records,
        same and left.skill in RUNNING_ON,
        left.skill.startswith("add_"),
        right.skill == "update_record",
        left.skill == "log_interaction",
        right.skill == "log_interaction",
    ]
    return [float(sign) for sign in told]


def _wordings(left: str, right: str) -> list[float]:
    words = len(left.split()), len(right.split())
    return [
        GOES_ON.match(right) is not None,
        *(TELLS.match(side) is not None for side in (left, right)),
        *(ASKS.match(side) is not None for side in (left, right)),
        *(side.rstrip().endswith("?") for side in (left, right)),
        *(log1p(count) for count in words),
        *(count <= 2 for count in words),
    ]
