"""Clauses: where in a message one thing asked for ends and the next begins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.understanding.breaks import Break, Side, find_breaks, signs
from bot.understanding.intents import READING
from bot.understanding.learning.forest import Forest
from bot.understanding.learning.router import Ranking
from bot.understanding.marks import Mark

LONGEST = 240
READ = re.compile(r"(?:\s*(?:\w+|[^\w\s])){0,40}")
"""A stretch is ranked by its first 40 words and signs in its first 240 characters: what is asked is said there."""
GLANCE = re.compile(r"(?:\s*(?:\w+|[^\w\s])){0,24}")
FEW = 4
"""Of more stretches than these each is ranked by its first 24 words and signs."""
REREAD = 3
"""How often pieces joined are ranked anew; after that the clearer one tells what both ask for."""
SPLIT = 0.35
SPLIT_CLEAR = 0.28
SPLIT_PAUSE = 0.6
SPLIT_WITHIN = 0.8
SPLIT_READING = 0.5
"""How likely both sides of a break must ask for something for it to divide them: at the end of a sentence or before a
word that requests begin with, behind "and" where both are clear, behind a comma or colon, anywhere else, and where both
clearly only read."""
CLEAR = 0.9
FAINT = 0.15
"""The confidence below which a piece asks for nothing by itself."""
CERTAIN = 0.9
"""How likely a break must divide requests for a piece to ask for something in spite of that."""
CLEARER = 0.1
"""By how much a piece must be surer than the whole for the whole to be taken as that piece asks."""
NAMING = frozenset("show_record brief_customer show_timeline show_product find_opportunities show_health".split())
"""Skills that show something which has to be named."""
POINTING = re.compile(r"\b(?:it|its|this|that|these|those|she|he|him|her|his|they|them|their|there)\b", re.IGNORECASE)
QUESTION = re.compile(r"(?:how|what|which|who|whose|when|where|why|list|show|count)\b", re.IGNORECASE)
"""With these words a second question begins behind a first one."""
PROMISED = re.compile(r"(?:i|we) (?:promised|told|said|agreed|offered|assured|answered|explained)\b", re.IGNORECASE)
"""What belongs to the story that is told, though it could be a request."""

Rank = Callable[[Sequence[tuple[int, int]]], list[Ranking]]


@dataclass(frozen=True)
class Piece:
    """A stretch of the message, from `start` to `end`, and the skills it may ask for."""

    start: int
    end: int
    ranking: Ranking
    together: int = 1
    """How many pieces its message has, which share what is looked at closely."""

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

    def piece(self, start: int, end: int, read: re.Pattern[str] = READ) -> Piece:
        """The stretch with its ranking, by as much of it as the pattern admits."""
        told = read.match(self.text, start, min(end, start + LONGEST))
        return Piece(start, end, self.rank([told.span() if told else (start, end)])[0])

    def side(self, piece: Piece) -> Side:
        """The piece as one side of a break."""
        inside = [mark.kind for mark in self.marks if piece.start <= mark.start < piece.end]
        return Side(self.text[piece.start : piece.end], piece.ranking, bool(inside), inside.count("record"))

    def goes_on(self, left: Piece, right: Piece) -> bool:
        """Whether the right piece asks for the same as the left one: it names nothing else, nor begins as that did."""
        if left.skill == "log_interaction" and PROMISED.match(self.text, right.start):
            return True
        if left.skill != right.skill or self._words(right)[:1] == self._words(left)[:1]:
            return False
        asks_anew = right.skill in READING and QUESTION.match(self.text, right.start)
        return not asks_anew and self._named(right) <= self._named(left) | self._people_of(left)

    def _words(self, piece: Piece) -> list[str]:
        return self.text[piece.start : piece.end].casefold().split(None, 1)

    def _named(self, piece: Piece) -> set[tuple[str, int]]:
        inside = (mark for mark in self.marks if piece.start <= mark.start < piece.end)
        return {(each.kind, each.id) for mark in inside for each in mark.candidates}

    def tells_only(self, piece: Piece) -> bool:
        """Whether the piece shows a record that it does not name: it only leads up to what is asked after it."""
        text = self.text[piece.start : piece.end]
        named = any(piece.start <= mark.start < piece.end for mark in self.marks)
        return piece.skill in NAMING and not named and not POINTING.search(text)

    def only_names(self, piece: Piece) -> bool:
        """Whether the piece is but the names of records: what follows is about them."""
        inside = [mark for mark in self.marks if piece.start <= mark.start and mark.end <= piece.end]
        named = sum(mark.end - mark.start for mark in inside if mark.kind == "record")
        return bool(inside) and named >= len(self.text[piece.start : piece.end].strip(" :,-–—"))

    def _people_of(self, piece: Piece) -> set[tuple[str, int]]:
        """The people, of those named in the message, who are at the customers that the piece names."""
        customers = {id for kind, id in self._named(piece) if kind == "customer"}
        everyone = (each for mark in self.marks for each in mark.candidates)
        return {(each.kind, each.id) for each in everyone if each.within in customers}

    def joined(self, left: Piece, right: Piece, anew: bool) -> Piece:
        """Two pieces as one, ranked anew or as the clearer of them."""
        if anew:
            return self.piece(left.start, right.end)
        return Piece(left.start, right.end, max(left, right, key=lambda each: each.confidence).ranking)


def _border(cut: Break, left: Piece, right: Piece) -> float:
    """How likely both sides must ask for something for the break to divide them."""
    clear = min(left.confidence, right.confidence) > CLEAR and left.skill != right.skill
    if cut.begins and cut.kind in ("joint", "more"):
        return SPLIT_CLEAR if clear else SPLIT
    if cut.begins or cut.kind == "end":
        return SPLIT_PAUSE if cut.kind == "pause" else SPLIT
    return SPLIT_READING if clear and {left.skill, right.skill} <= READING else SPLIT_WITHIN


@dataclass(frozen=True)
class Splitter:
    """Cuts messages into pieces that each ask for one thing. `starters` are words that begin requests."""

    starters: frozenset[str]
    forest: Forest

    def split(self, text: str, marks: Sequence[Mark], rank: Rank) -> list[Piece]:
        """The pieces of a message."""
        message = Message(text, marks, rank)
        cuts = find_breaks(text, marks, self.starters)
        whole = message.piece(0, len(text))
        if all(cut.faint for cut in cuts) and (not cuts or whole.confidence >= 1 - CLEARER):
            return [whole]
        edges = [0, *(edge for cut in cuts for edge in (cut.start, cut.end)), len(text)]
        read = READ if len(cuts) < FEW else GLANCE
        pieces = [message.piece(start, end, read) for start, end in zip(edges[::2], edges[1::2], strict=True)]
        joined = self._joined(pieces, cuts, message, whole)
        if len(joined) > 1:
            return [replace(piece, together=len(joined)) for piece in joined]
        clearest = max(pieces, key=lambda piece: piece.confidence)
        return [Piece(0, len(text), clearest.ranking) if clearest.confidence > whole.confidence + CLEARER else whole]

    def _joined(self, pieces: list[Piece], cuts: list[Break], message: Message, whole: Piece) -> list[Piece]:
        """Pieces joined, the least likely break first, until all that are left divide requests."""
        pieces, cuts, left = list(pieces), list(cuts), REREAD

        def clearly(place: int) -> float:
            left, right = pieces[place : place + 2]
            if message.goes_on(left, right) or (cuts[place].kind == "pause" and message.only_names(left)):
                return -1.0
            if cuts[place].kind == "end" and message.tells_only(left):
                return -1.0
            told = signs(cuts[place], message.side(left), message.side(right), message.side(whole), READING)
            chance = self.forest.chance(told)
            if min(left.confidence, right.confidence) < FAINT and chance < CERTAIN:
                return -1.0
            return chance - _border(cuts[place], left, right)

        margins = [clearly(place) for place in range(len(cuts))]
        while margins and min(margins) < 0:
            place = margins.index(min(margins))
            pieces[place : place + 2] = [message.joined(pieces[place], pieces[place + 1], left > 0)]
            del cuts[place], margins[place]
            left -= 1
            for near in (place - 1, place):
                if 0 <= near < len(cuts):
                    margins[near] = clearly(near)
        return pieces
