"""The local reader: understands English on this machine, with no language model and no network."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from bot.understanding.clauses import Piece, Splitter
from bot.understanding.dates.moments import impossible
from bot.understanding.dialogue.following import follow_up
from bot.understanding.dialogue.pointing import pointed
from bot.understanding.dialogue.single import read_single
from bot.understanding.fitting import fitting
from bot.understanding.intents import READING, Intent, Reading
from bot.understanding.learning.masks import mask
from bot.understanding.learning.router import Ranking, Router
from bot.understanding.learning.tagger import Tagger
from bot.understanding.listing import list_joined
from bot.understanding.many.asking import asks_which
from bot.understanding.many.changing import Change, changes_in, without_condition
from bot.understanding.many.loosely import taken_loosely
from bot.understanding.marks import (
    Mark,
    find_names,
    looking_ahead,
    looking_back,
    marks_beside,
    masked_spans,
    named_in,
    shifted,
)
from bot.understanding.papers import asked_on_paper
from bot.understanding.questions.asking import ask_find, ask_report
from bot.understanding.questions.exporting import fill_export
from bot.understanding.questions.refining import refined
from bot.understanding.quotes import quote_ordered, with_quotes
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled, Speller
from bot.understanding.selling import asked_of_sales
from bot.understanding.sharing import assigned, customer_asked_of, selected, shared, spoken_of
from bot.understanding.showing import NUMBERED, shown
from bot.understanding.slots.desk import fill_answer, fill_holiday, fill_service_times, fill_working_hours
from bot.understanding.slots.files import fill_import, fill_mapping
from bot.understanding.slots.filling import Clause, fill
from bot.understanding.slots.goals import fill_goal
from bot.understanding.slots.handing import fill_handover
from bot.understanding.slots.house import (
    fill_absence,
    fill_return,
    fill_show_team,
    fill_team,
    meant_instead,
)
from bot.understanding.slots.leaving import fill_improvements, fill_leaving
from bot.understanding.slots.naming import fill_campaign
from bot.understanding.slots.openings import goods_of
from bot.understanding.slots.segments import fill_segment
from bot.understanding.slots.settings import fill_settings, fill_settled
from bot.understanding.slots.updating import fill_update
from bot.understanding.text import ends
from skills.skill import Skill, all_skills
from skills.slots import Slot

DO = 0.5
DO_READING = 0.3
OFFER = 0.1
OUTSIDE = 0.5
LOOKING = {
    "log_interaction": looking_back,
    "record_order": looking_back,
    "record_feedback": looking_back,
    "list_reminders": looking_ahead,
    "show_forecast": looking_ahead,
    "set_goal": looking_ahead,
    "start_campaign": looking_ahead,
    "set_absence": looking_ahead,
    "hand_over": looking_ahead,
    "show_team": looking_ahead,
    "add_holiday": looking_ahead,
}
"""Skills whose days are all past or all to come, with how those are read."""


class LocalReader:
    """Reads with a trained router and tagger, the gazetteer, and the grammars of dates, amounts and questions."""

    slow = False

    def __init__(self, router: Router, tagger: Tagger, splitter: Splitter, speller: Speller) -> None:
        self.router = router
        self.tagger = tagger
        self.splitter = splitter
        self.speller = speller
        self._one_at_a_time = Lock()

    def read(self, text: str, context: Context) -> Reading:
        """Understand a message: what it carries on first, then what it asks for anew."""
        spelt, marks = self._look(without_condition(text), context)
        if carried := follow_up(spelt.text, marks, context):
            return replace(carried, note=carried.note or unread_words(carried))
        reading = self._anew(spelt, marks, context)
        notes = [impossible(ends(text), context.now), unread_words(reading)]
        return replace(reading, note=" ".join(note for note in notes if note), named=named_in(marks))

    def carried(self, text: str, context: Context) -> Reading | None:
        """What only carries on what was said before."""
        spelt, marks = self._look(text, context)
        return follow_up(spelt.text, marks, context)

    def _look(self, text: str, context: Context) -> tuple[Respelled, tuple[Mark, ...]]:
        """The text put right, and what is recognised in it."""
        names = find_names(text, context.directory)
        spelt = self.speller.respell(text, [(mark.start, mark.end) for mark in names])
        moved = [replace(m, start=spelt.place(m.start), end=spelt.place(m.end, end=True)) for m in names]
        marks = with_quotes(spelt.text, marks_beside(moved, spelt.text, context.now), context)
        return spelt, pointed(spelt.text, list(marks), context)

    def _anew(self, said: Respelled, marks: Sequence[Mark], context: Context) -> Reading:
        if order := quote_ordered(said.text, marks, context):
            return Reading((order,))
        if asked := shown(said.text, marks) or asked_of_sales(said.text, marks, context):
            return Reading((asked,))
        if NUMBERED.fullmatch(said.text):
            return Reading((self._as("show_record", said, marks, context),))
        if asked := asked_on_paper(said.text, marks, context):
            return Reading((asked,))
        changes = list(changes_in(Clause(said.text, tuple(marks), (), context, said)))
        if whole := next((each for each in changes if each.is_whole), None):
            return Reading((_changing(whole, said.typed),))
        pieces = self.splitter.split(said.text, marks, lambda spans: self._rank(said.text, marks, spans))
        pieces = list_joined(pieces, said.text, marks)
        if len(pieces) == 1:
            change = next((each for each in changes if _is_meant(each, pieces[0].ranking)), None)
            if change:
                return Reading((_changing(change, said.typed),))
            return self._single(said, marks, pieces[0].ranking, context)
        return Reading(tuple(assigned([*self._one_by_one(pieces, said, marks, context)])))

    def _one_by_one(
        self, pieces: Sequence[Piece], said: Respelled, marks: Sequence[Mark], context: Context
    ) -> Iterator[Intent]:
        """The intents of the pieces; each may point back at what the ones before spoke of."""
        known: dict[str, Any] = {}
        memory = replace(context.memory, records=list(context.memory.records))
        for piece in pieces:
            here = replace(context, memory=memory, about=known.get("record"))
            words, near = said.text[piece.start : piece.end], shifted(marks, piece.start, piece.end)
            narrowed = refined(words, near, here) if memory.last and piece.skill in QUESTIONS else None
            intent = shared(narrowed or self._intent(piece.skill, piece, said, marks, here), known)
            known |= customer_asked_of(intent, near)
            memory.speak_of(spoken_of(intent, context))
            if "filters" in intent.slots and piece.skill not in COMPOSED:
                memory.last, memory.shown = [replace(intent, skill="find_records")], selected(intent)
            yield intent

    def _rank(self, text: str, marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> list[Ranking]:
        near = [shifted(marks, start, end) for start, end in spans]
        masked = [mask(text[s:e], masked_spans(known)) for (s, e), known in zip(spans, near, strict=True)]
        return [
            fitting(each, marks, text[start:end])
            for each, (start, end) in zip(self.router.rank(masked), spans, strict=True)
        ]

    def _single(self, said: Respelled, marks: Sequence[Mark], ranking: Ranking, context: Context) -> Reading:
        names = tuple(name for name, _ in ranking.skills[:3])
        best = ranking.skills[0][1] * (1 - ranking.outside)
        if ranking.outside >= OUTSIDE or best < OFFER:
            return Reading(nearest=names)
        whole = Piece(0, len(said.text), ranking)
        if best >= (DO_READING if names[0] in READING else DO):
            told = self._intent(names[0], whole, said, marks, context)
            return Reading((told, *goods_of(told, Clause(said.text, tuple(marks), (), context, said))), names)
        offered = [self._intent(name, whole, said, marks, context) for name in names]
        return Reading(tuple(offered), names, doubtful=True)

    def _intent(self, name: str, piece: Piece, said: Respelled, known: Sequence[Mark], context: Context) -> Intent:
        words = said.text[piece.start : piece.end]
        marks = shifted(known, piece.start, piece.end)
        name = meant_instead(name, words, marks)
        name = "find_records" if name in BY_FILTERS and asks_which(words, marks) else name
        if look := LOOKING.get(name):
            marks = look(words, marks, context.now)
        skill = all_skills()[name]
        with self._one_at_a_time:
            tags = self.tagger.tag(words, masked_spans(marks), name, tuple(skill.slots), piece.together)
        clause = Clause(words, marks, tags, context, said.part(piece.start, piece.end))
        changes = changes_in(clause) if name != "fix_data" or SETS.search(words) else []
        if change := next((each for each in changes if _is_meant(each, piece.ranking)), None):
            return _changing(change, clause.said.typed)
        slots, unread = _slots(skill, clause)
        confidence = dict(piece.ranking.skills).get(name, 0.0) * (1 - piece.ranking.outside)
        return Intent(name, slots, round(confidence, 3), clause.said.typed, unread)

    def near(self, text: str, context: Context) -> list[tuple[str, float]]:
        """The skills that a text comes closest to, with the confidence that each would have."""
        spelt, marks = self._look(text, context)
        (ranking,) = self._rank(spelt.text, marks, [(0, len(spelt.text))])
        return [(name, chance * (1 - ranking.outside)) for name, chance in ranking.skills]

    def read_as(self, skill: str, text: str, context: Context) -> Intent:
        """The text read as asking for a skill."""
        return self._as(skill, *self._look(text, context), context)

    def _as(self, skill: str, said: Respelled, marks: Sequence[Mark], context: Context) -> Intent:
        whole = Piece(0, len(said.text), Ranking(((skill, 1.0),), 0.0))
        return self._intent(skill, whole, said, marks, context)

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        """The value that a bare answer gives to a slot."""
        return read_single(slot, text, context)


def _slots(skill: Skill, clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of a clause, compiled for questions, filled for everything else; and the words it made nothing of."""
    if skill.name in QUESTIONS:
        question = QUESTIONS[skill.name](clause)
        return question.slots, " ".join(question.unread)
    slots = fill(skill, clause)
    if skill.name in COMPOSED:
        return COMPOSED[skill.name](slots, clause)
    if "filters" in skill.slots and (many := taken_loosely(skill, slots, clause)):
        return many
    return (fill_update(slots, clause) if skill.name == "update_record" else slots), ""


def _is_meant(change: Change, ranking: Ranking) -> bool:
    """Whether the change is asked for: a command is, a statement where the router sees a change or nothing at all."""
    best, chance = ranking.skills[0]
    sure = chance * (1 - ranking.outside) >= DO and ranking.outside < OUTSIDE
    return change.commands or (best in CHANGING if sure else not change.unread)


def _changing(change: Change, text: str) -> Intent:
    return Intent(change.skill, change.slots, 1.0, text, change.unread)


def unread_words(reading: Reading) -> str:
    """A sentence that names the words of questions that were not understood; empty where there are none."""
    asked = [intent for intent in reading.intents if intent.skill in {*QUESTIONS, *COMPOSED}]
    words = [] if reading.doubtful else [intent.unread for intent in asked if intent.unread]
    return f"I did not understand “{' '.join(words)}”, so it does not count here." if words else ""


SETS = re.compile(r"\b(?:to|as|is|are)\b|[=:]", re.IGNORECASE)
"""Words before a value that is set; without one, "correct the country names" asks to mend and sets nothing."""

CHANGING = frozenset(
    """define_segment update_record assign_owner delete_record update_case close_case set_lead_status move_deal
    close_deal""".split()
)
"""Skills that a statement about many records may ask for."""

BY_FILTERS = frozenset("set_lead_status move_deal".split())
"""Skills that change what many records have in common, which is asked for as often: "which leads are qualified"."""

QUESTIONS = {"find_records": ask_find, "report": ask_report}
COMPOSED = {
    "define_segment": fill_segment,
    "start_campaign": fill_campaign,
    "set_goal": fill_goal,
    "export_records": fill_export,
    "import_file": fill_import,
    "map_column": fill_mapping,
    "set_absence": fill_absence,
    "end_absence": fill_return,
    "set_team": fill_team,
    "show_team": fill_show_team,
    "hand_over": fill_handover,
    "find_churn_risks": fill_leaving,
    "suggest_improvements": fill_improvements,
    "set_service_times": fill_service_times,
    "set_working_hours": fill_working_hours,
    "add_holiday": fill_holiday,
    "answer_customer": fill_answer,
    "change_settings": fill_settings,
    "settle_suggestion": fill_settled,
}
"""Skills whose slots are read further once they are filled."""
