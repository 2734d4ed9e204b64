"""The local reader: understands English on this machine, with no language model and no network."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.clauses import Piece, split
from bot.understanding.dialogue import follow_up
from bot.understanding.filling import Clause, fill
from bot.understanding.intents import Intent, Reading
from bot.understanding.marks import Mark, find_marks, masked_spans, shifted
from bot.understanding.masks import mask
from bot.understanding.reader import Context
from bot.understanding.router import Ranking, Router
from bot.understanding.single import read_single
from bot.understanding.tagger import Tagger
from skills.skill import all_skills
from skills.slots import Slot

DO = 0.42
OFFER = 0.2
OUTSIDE = 0.55
BACKWARD = ("log_interaction", "record_order", "record_feedback")


class LocalReader:
    """Reads with a trained router and tagger, the gazetteer, and the grammars of dates, amounts and questions."""

    def __init__(self, router: Router, tagger: Tagger, starters: frozenset[str]) -> None:
        self.router = router
        self.tagger = tagger
        self.starters = starters

    def read(self, text: str, context: Context) -> Reading:
        """Understand a message: what it carries on first, then what it asks for anew."""
        marks = find_marks(text, context.now, context.directory)
        if carried := follow_up(text, marks, context):
            return carried
        pieces = split(text, marks, self.starters, lambda spans: self._rank(text, marks, spans))
        if len(pieces) == 1:
            return self._single(text, marks, pieces[0].ranking, context)
        intents = [self._intent(piece.skill, piece, text, context) for piece in pieces]
        return Reading(tuple(shared(intents)))

    def _rank(self, text: str, marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> list[Ranking]:
        masked = [mask(text[start:end], masked_spans(shifted(marks, start, end))) for start, end in spans]
        return self.router.rank(masked)

    def _single(self, text: str, marks: Sequence[Mark], ranking: Ranking, context: Context) -> Reading:
        names = tuple(name for name, _ in ranking.skills[:3])
        best = ranking.skills[0][1] * (1 - ranking.outside)
        if ranking.outside >= OUTSIDE or best < OFFER:
            return Reading(nearest=names)
        whole = Piece(0, len(text), ranking)
        if best >= DO:
            return Reading((self._intent(names[0], whole, text, context),), names)
        offered = [self._intent(name, whole, text, context) for name in names]
        return Reading(tuple(offered), names, doubtful=True)

    def _intent(self, name: str, piece: Piece, text: str, context: Context) -> Intent:
        words = text[piece.start : piece.end]
        lean = "past" if name in BACKWARD else "future"
        marks = find_marks(words, context.now, context.directory, lean)
        skill = all_skills()[name]
        tags = self.tagger.tag(words, masked_spans(marks), name, tuple(skill.slots))
        slots = fill(skill, Clause(words, marks, tags, context))
        confidence = dict(piece.ranking.skills).get(name, 0.0) * (1 - piece.ranking.outside)
        return Intent(name, slots, round(confidence, 3), words)

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        """The value that a bare answer gives to a slot."""
        return read_single(slot, text, context)


def shared(intents: Sequence[Intent]) -> list[Intent]:
    """Let later clauses take over whom and what the earlier ones were about, where they leave it out."""
    known: dict[str, Any] = {}
    told = []
    for intent in intents:
        slots = all_skills()[intent.skill].slots
        missing = {name: known[name] for name in ("customer", "contact", "case") if name in slots and name in known}
        if not any(name in intent.slots for name in ("customer", "contact", "case")):
            intent = replace(intent, slots=missing | intent.slots)
        known |= {name: intent.slots[name] for name in ("customer", "contact", "case") if name in intent.slots}
        told.append(intent)
    return told
