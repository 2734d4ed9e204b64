"""Selections: the records that a change of many speaks of, as an entity and filters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.understanding.amounts.numbers import ONES as NUMBERS
from bot.understanding.many.listed import listed, named, numbered
from bot.understanding.marks import WHOLE_NAME, Mark
from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_find
from bot.understanding.questions.entities import CHANNEL_NOUNS, NOUNS
from bot.understanding.questions.entities import ENTITY_OF as ENTITIES
from bot.understanding.questions.vocabulary import singular
from bot.understanding.slots.filling import Clause
from storage.folding import fold

EVERYBODY = re.compile(
    r"(?:just |only )*(?:everyone|everybody|whoever|anyone|anybody|all (?:the )?people|the people)\b", re.IGNORECASE
)
ONES = re.compile(r"(?:(?:all|both|every one|each) (?:of )?)?(?:the|those|these) (?:\w+ )?ones\b", re.IGNORECASE)
QUANTIFIED = re.compile(r"(?:just |only )*(?:all|every|each|both|any)\b(?: of)?", re.IGNORECASE)
WHOLLY = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
SOME = re.compile(
    r"\b(?:(?:the )?(?:oldest|newest|latest|first|last|top|biggest|largest|smallest|highest|lowest|best|worst|next|most"
    rf"|least)\b(?: \w+)?|\d+|{'|'.join(NUMBERS)})\b",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"\s+(?:and|plus|with|together with)\s+(?:all |any )?(?:of )?(?:its|their|his|her)\b", re.IGNORECASE
)
"""What follows a record that is to change together with its own: "Kestrel and all its contacts"."""

ASIDE = frozenset("of from in at with without for who that which whose over under by on to not except older".split())
"""Words with which the description of what is meant begins, after its noun."""

SAYS_NOTHING = frozenset(
    """a an the of all every each both everyone everybody whoever any anyone anybody one ones in at from with for by on
    to is are was were be been being has have had do does did that which who whom whose these those them they it its
    their there this my our his her your i we me us you please pls thanks thank and or as now just also too still
    currently record records only whole entire lot bunch so then will should can could assigned owned belonging belong
    located based people right away immediately effective today""".split()
)
"""Words that may go unread where many records are to change; any other might narrow them."""


@dataclass(frozen=True)
class Selection:
    """Records of a kind that meet filters, and the words about them that nothing was made of."""

    entity: str
    filters: list[Any]
    unread: tuple[str, ...] = ()
    together: bool = False
    """Whether a record was to change together with its own, which is not done."""


def read_selection(clause: Clause, start: int, end: int, rest: str = "") -> Selection | None:
    """The many records that characters `start` to `end` speak of; `rest` is said of them elsewhere in the clause.

    None where they speak of one record, or of none.
    """
    words = clause.text[start:end]
    marks = [mark for mark in clause.marks if start <= mark.start and mark.end <= end]
    told = numbered(words) or listed(words, clause.context) or named(words, start, marks)
    if told:
        entity, filters, unread = told
        added = selected_by(clause, rest, entity)
        return Selection(entity, [*filters, *added.filters], (*unread, *added.unread))
    if not speaks_of_many(words, marks):
        return None
    blank = rest or " " * len(clause.text)
    kept = blank[:start] + words + blank[end:]
    found = selected_by(clause, kept, _supposed(words, marks, clause), words)
    beside = tuple(f"{mark.text} and" for mark in marks if BESIDE.match(clause.text, mark.end))
    return replace(found, unread=(*beside, *found.unread), together=bool(beside))


def selected_by(clause: Clause, text: str, entity: str, words: str = "") -> Selection:
    """What the clause selects where only `text` of it is left, the rest blank; `entity` where it names none."""
    within = (mark for mark in clause.marks if text[mark.start : mark.end].strip())
    marks = tuple(mark for mark in within if not _is_value(mark, clause))
    sheet = sheet_of(replace(clause, text=text, marks=marks))
    compiled = compile_find(text, replace(sheet, entity=entity), SAYS_NOTHING)
    filters = [_spread(each, sheet.found) for each in compiled.slots.get("filters", [])]
    unread = list(compiled.unread)
    if {"sort", "limit"} & set(compiled.slots):
        unread += [match[0] for match in SOME.finditer(words)] or ["only some"]
    if words and not filters and not WHOLLY.search(words):
        unread = unread or [words.strip()]
    return Selection(compiled.slots.get("entity", entity), filters, tuple(unread))


def _is_value(mark: Mark, clause: Clause) -> bool:
    """Whether what looks like a record's name is a value's own word: "grocery", and no Kilbride Grocers."""
    vocabulary = clause.context.directory.vocabulary(clause.context.crm)
    likely = mark.kind == "record" and all(each.score < WHOLE_NAME for each in mark.candidates)
    return likely and bool(vocabulary.named(fold(mark.text)))


def speaks_of_many(words: str, marks: Sequence[Mark] = ()) -> bool:
    """Whether words name many records: everyone, the ones, every customer, the open cases."""
    words = words.strip()
    if EVERYBODY.match(words) or ONES.match(words):
        return True
    quantified = QUANTIFIED.match(words)
    if quantified:
        rest = words[quantified.end() :]
        return any(_kind(word) for word in _words(rest)) or bool(ONES.match(rest.strip()))
    return any(_kind(word) and _is_plural(word) for word in _head(words, marks))


def _head(words: str, marks: Sequence[Mark]) -> list[str]:
    """The words up to where a description of what is meant begins: "the unqualified leads", of "… from the fair"."""
    said = _words(words)
    ends = [at for at, word in enumerate(said) if word in ASIDE]
    return said[: ends[0]] if ends else said


def _words(words: str) -> list[str]:
    return re.findall(r"[a-z]+", re.sub(r"['’]s?\b", " ", words.casefold()))


def _kind(word: str) -> str | None:
    small = singular(word)
    return "interaction" if small in CHANNEL_NOUNS else ENTITIES.get(small) or ENTITIES.get(word)


def _is_plural(word: str) -> bool:
    return singular(word) != word or word in ("people", "persons")


def _supposed(words: str, marks: Sequence[Mark], clause: Clause) -> str:
    """What is meant where no noun says it: the people of a customer that is named, a customer, or what was listed."""
    if EVERYBODY.match(words.strip()):
        return "contact" if any(mark.is_one("customer") for mark in marks) else "customer"
    shown = clause.context.memory.shown
    return shown.kind if shown and ONES.match(words.strip()) and shown.kind in NOUNS else ""


def _spread(filter: list[Any], marks: Sequence[Mark]) -> list[Any]:
    """A filter by a name that several records go by, with the name of each: "both Oakhurst customers"."""
    field, op, value = filter
    mark = next((mark for mark in marks if mark.kind == "record" and mark.text == value), None)
    if field != "name" or op != "=" or mark is None:
        return filter
    names = list(dict.fromkeys(each.name for each in mark.candidates if each.kind == mark.candidates[0].kind))
    return [field, op, names if len(names) > 1 else names[0]]
