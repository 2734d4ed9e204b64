"""Cleaning: which record may be there twice, which was merged into which, and what is to be put right."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from bot.understanding.marks import Mark
from bot.understanding.questions.vocabulary import COUNTRIES, SAME_COUNTRY
from bot.understanding.slots.choices import PHRASES
from bot.understanding.slots.texts import PRONOUN, tidy
from storage.folding import fold

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

MERGED = ("customer", "contact", "lead")
"""The kinds that can be there twice, and be merged and parted."""
ALIKE = 75
"""From how many of 100 on two names are so alike that they may be one record's."""
OUT = re.compile(
    r"\b(?:into|in|inside|within|from|out of|off|part of|another \w+ than|swallowed by|under)\b", re.IGNORECASE
)
"""Between the two of a merge: what comes first went into what comes second."""
OWN = re.compile(
    r"\b(?:(?:its|his|her|their) own|of (?:its|his|her|their) own|own record|by (?:it|him|her)self"
    r"|(?:a )?(?:separate|standalone|independent) (?:customer|contact|lead|compan\w+|account|record|one|entry)"
    r"|split off|back out|split .{1,40} off)\b",
    re.IGNORECASE,
)
"""Words after which the one record named is the part that is to stand by itself."""
NUMBERED = re.compile(r"\bmerge (?:no\.? ?|number |#)?(\d+)\b", re.IGNORECASE)
TITLED = r"(?!(?:On|In|I|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-ZÀ-Þ][\w.'’-]*"
UNKNOWN = re.compile(rf"{TITLED}(?: (?:(?:& |of |de |and (?=[A-Z]\w+ (?:are|were|have))){TITLED}|{TITLED}|\d+))*")
"""A name that is on no record, as that of one that was merged is."""
OPENING = re.compile(
    r"(?:please|can|could|we|the|that|those|it|who|somebody|someone|turns?|sorry|their|split|merged?|un-?\w+|undo|revert"
    r"|restore|make|pull|get|give|take|bring|separate|detach|let|free|my|as|so)\b",
    re.IGNORECASE,
)
"""Words that begin a sentence rather than a name."""
COUNTRY = re.compile(r"\b[^\W\d_][^\W\d_.]+(?:\.[^\W\d_]\b)?")
CODE = re.compile("(?!OK|PS|NB|IT|HR|PR)[A-Z]{2}")


def doubled(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The record that may be there twice: named whole rather than in part, and never a colleague or a deal."""
    records = [_one_of(mark) for mark in _mergeable(clause.marks)]
    sure = [record for record in records if "several" not in record]
    record = next(iter(sure or records), None) or found.get("record")
    if isinstance(record, dict) and not _kinds(record) & {*MERGED}:
        record = None
    return found | {"record": record, "entity": None if record else found.get("entity")}


def _kinds(record: dict[str, Any]) -> set[str]:
    return {each["kind"] for each in record.get("several", [record])}


def _mergeable(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of customers, contacts and leads that are not better read as a colleague."""
    named = [mark for mark in marks if mark.kind == "record" and mark.candidates[0].kind not in ("person", "product")]
    return [mark for mark in named if any(mark.is_one(kind) for kind in MERGED)]


def _one_of(mark: Mark) -> dict[str, Any]:
    """The record meant; of namesakes that look like one another any, as its twins are what is asked for."""
    best = mark.candidates[0].kind
    kind = best if best in MERGED else next(kind for kind in MERGED if mark.is_one(kind))
    record: dict[str, Any] = mark.as_record(kind)
    several = record.get("several")
    if not several:
        return record
    names = [fold(each["name"]) for each in several]
    alike = all(fuzz.token_set_ratio(names[0], name) >= ALIKE for name in names[1:])
    return dict(several[0]) if alike else record


def parted(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """The record that holds the other, and the name of that other, which no record may bear any more."""
    if numbered := NUMBERED.search(clause.text):
        return found | {"record": None, "part": f"merge {numbered[1]}"}
    marks = _mergeable(clause.marks)
    if PRONOUN.fullmatch(str(found.get("part") or "")):
        found = found | {"part": None}
    if found.get("part"):
        return found | {"record": _beside(found.get("record"), marks, clause)}
    spans = [(mark.start, mark.end) for mark in marks[:2]]
    spans = sorted([*spans, *_unknown(clause.text, spans)])[:2]
    if len(spans) == 2:
        first, second = spans
        is_out = OUT.search(clause.text[first[1] : second[0]]) is not None
        part, whole = (first, second) if is_out else (second, first)
        return found | {"record": _whole(whole, marks, clause), "part": _words(part, clause)}
    if spans and OWN.search(clause.text):
        return found | {"record": None, "part": _words(spans[0], clause)}
    return found


def _beside(record: Any, marks: Sequence[Mark], clause: "Clause") -> Any:
    """The record, unless it is but the name that was taken for the part."""
    parts = [mark for span in clause.tagged("part") for mark in clause.at(span)]
    others = [mark for mark in marks if not any(mark is part for part in parts)]
    taken = isinstance(record, dict) and len(others) < len(marks)
    return (_one_of(others[0]) if others else None) if taken else record


def _unknown(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where, beside the one record that is named, a name stands that is on none."""
    if len(spans) != 1:
        return []
    start, end = spans[0]
    named = [(match.start(), match.end()) for match in UNKNOWN.finditer(text) if not OPENING.match(match[0])]
    return [each for each in named if each[1] <= start or each[0] >= end][:1]


def _words(span: tuple[int, int], clause: "Clause") -> str:
    return tidy(clause.said.said(*span))


def _whole(span: tuple[int, int], marks: Sequence[Mark], clause: "Clause") -> Any:
    mark = next((mark for mark in marks if (mark.start, mark.end) == span), None)
    return _one_of(mark) if mark else _words(span, clause)


def mended(found: dict[str, Any], clause: "Clause") -> dict[str, Any]:
    """What is to be put right: words that together tell it go before the one word that was marked."""
    told = next((value for words, value in PHRASES["fix"].items() if re.search(words, clause.text, re.I)), None)
    fix = told or found.get("fix") or ("countries" if _countries(clause.text) > 1 else None)
    if not fix and re.search(r"\bnames?\b", clause.text, re.IGNORECASE):
        fix = "spelling"
    return found | {"fix": fix}


def _countries(text: str) -> int:
    """How many words of the text are names of countries or codes of them: "make DE, Deutschland and Germany one"."""
    known = {*COUNTRIES, *SAME_COUNTRY}
    return len({word for word in COUNTRY.findall(text) if fold(word.replace(".", "")) in known or CODE.fullmatch(word)})
