"""Clauses: where in a message one thing asked for ends and the next begins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.learning.router import Ranking
from bot.understanding.marks import Mark

BREAK = re.compile(
    r"(?P<end>(?<=[.!?;\n])\s+|\n+)"
    r"|(?P<joint>\s*[,;]?\s+(?:and then|and also|and|then|also|plus|after that|afterwards|next)\s+"
    r"|\s*,\s+|\s+[-–—]\s+)",
    re.IGNORECASE,
)
MOST = 8
READ = re.compile(r"(?:\s*(?:\w+|[^\w\s])){0,40}")
LONGEST = 240
"""A stretch is ranked by its first 40 words and signs in its first 240 characters: what is asked is said there."""
REREAD = 3
"""How often pieces joined are ranked anew; after that the clearer one tells what both ask for."""
ONCE = frozenset(
    "log_interaction recall_history open_case comment_case remind_me brief_customer suggest_action "
    "note_preference".split()
)
"""Skills whose free text often runs on over a break: two clauses in a row of the same are taken for one."""
SURE = 0.5
FAINT = 0.4
CLEARER = 0.1
AUXILIARIES = frozenset(
    "are is was were am be been has have had do does did will would can could should may it its".split()
)
WORD = re.compile(r"[\w']+")
POINTS_BACK = re.compile(r"\b(?:it|that|this|them|one|ones)\b", re.IGNORECASE)

Rank = Callable[[Sequence[tuple[int, int]]], list[Ranking]]


@dataclass(frozen=True)
class Piece:
    """A stretch of the message, from `start` to `end`, and the skills it may ask for."""

    start: int
    end: int
    ranking: Ranking

    @property
    def skill(self) -> str:
        return self.ranking.skills[0][0]

    @property
    def confidence(self) -> float:
        """How likely its first skill is meant, 0 to 1."""
        return self.ranking.skills[0][1] * (1 - self.ranking.outside)


@dataclass(frozen=True)
class Message:
    """A message with what was recognised in it, and how its stretches are ranked."""

    text: str
    marks: Sequence[Mark]
    rank: Rank

    def piece(self, start: int, end: int) -> Piece:
        """The stretch with its ranking."""
        told = READ.match(self.text, start, min(end, start + LONGEST))
        return Piece(start, end, self.rank([told.span() if told else (start, end)])[0])

    def one(self, piece: Piece) -> bool:
        """Whether a piece that asks for the same as the one before only goes on with it."""
        own = any(piece.start <= mark.start < piece.end for mark in self.marks)
        points_back = bool(POINTS_BACK.search(self.text[piece.start : piece.end]))
        return piece.skill in ONCE or (points_back and not own)


def split(text: str, marks: Sequence[Mark], starters: frozenset[str], rank: Rank) -> list[Piece]:
    """The pieces of a message, each asking for one thing. `starters` are words that begin a request."""
    message = Message(text, marks, rank)
    breaks = _breaks(text, marks, starters)
    if not breaks:
        return [message.piece(0, len(text))]
    edges = [(0, 0), *breaks, (len(text), len(text))]
    spans = [(one[1], other[0]) for one, other in pairwise(edges)]
    pieces = [message.piece(*span) for span in spans]
    joined = _joined(pieces, message)
    if len(joined) > 1 and all(piece.confidence >= FAINT for piece in joined):
        return joined
    whole = message.piece(0, len(text))
    clearest = max(pieces, key=lambda piece: piece.confidence)
    return [Piece(0, len(text), clearest.ranking) if clearest.confidence > whole.confidence + CLEARER else whole]


def _breaks(text: str, marks: Sequence[Mark], starters: frozenset[str]) -> list[tuple[int, int]]:
    """Where the message may be cut: at the end of a sentence, or before a word that begins a request."""
    found = []
    for match in BREAK.finditer(text):
        follower = WORD.match(text, match.end())
        begins = follower is not None and follower[0].casefold() in starters - AUXILIARIES
        ends = match["end"] and (follower is None or begins or not follower[0][0].islower())
        if (ends or begins) and not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
            found.append((match.start(), match.end()))
        if len(found) == MOST:
            break
    return found


def _joined(pieces: list[Piece], message: Message) -> list[Piece]:
    """Pieces that only go on with the one before, or lead up to the one after, joined with it."""
    joined, left = [pieces[0]], REREAD
    for piece in pieces[1:]:
        before = joined[-1]
        runs_on = piece.confidence < SURE or (piece.skill == before.skill and message.one(piece))
        leads_up = before.confidence < SURE
        if runs_on or leads_up:
            clearer = max(before, piece, key=lambda each: each.confidence)
            whole = message.piece(before.start, piece.end) if left else clearer
            joined[-1] = Piece(before.start, piece.end, whole.ranking)
            left -= left > 0
        else:
            joined.append(piece)
    return joined
