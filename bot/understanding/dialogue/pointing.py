"""Pointing: "the second one", "open the last", "number 3" - a record by its place in the list last shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.reader import Context
from skills.turn import Shown, ref
from storage.cases import Case
from storage.record import Record

PLACES = {
    word: place
    for place, words in enumerate(
        ("first 1st top", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th",
         "eighth 8th", "ninth 9th", "tenth 10th")
    )
    for word in words.split()
} | {"last": -1, "bottom": -1}  # fmt: skip
OTHER = re.compile(r"^(?:the |that )?other one[ .!?]*$", re.IGNORECASE)
WORDS = "|".join(PLACES)
PLACE = re.compile(
    r"(?<!on )(?<!by )(?<!until )(?<!before )(?<!since )(?<!from )"
    rf"\b(?P<the>the )?(?P<word>{WORDS})(?: (?P<noun>one|\w+))?\b(?! of\b)"
    r"|(?<!case )(?<!ticket )\b(?:number|no\.?|nr\.?|item) ?#?(?P<number>\d{1,2})\b(?! ?%)",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"^(?:(?:and|ok|okay|please|now|then|can you|could you|let'?s|i want to|what about|how about)[ ,]+)*"
    r"(?:(?:show|open|view|see|display|pull up|look at|tell me about|details (?:of|on|for)|give|pick|take|expand)"
    r"(?: me)?(?: up)? )?(?P<place>.+?)(?:[ ,]+(?:please|pls|then|now|up))*[ .!?]*$",
    re.IGNORECASE,
)


def pointed_at(text: str, context: Context) -> Intent | None:
    """The record that a message only points at, to be shown; None when it says anything else."""
    said = ONLY.match(text.strip())
    found = next(_places(said["place"], context), None) if said else None
    if not said or not found or found[0].span() != (0, len(said["place"])):
        return None
    return Intent("show_record", {"record": ref(found[1])}, 1.0, f"show {found[1].label}")


def points(text: str) -> bool:
    """Whether a message is nothing but a place in a list, as "the second one"."""
    said = ONLY.match(text.strip())
    found = PLACE.fullmatch(said["place"]) if said else None
    return bool(found and (found["number"] or (found["noun"] or "one").casefold() == "one")) or bool(OTHER.match(text))


def points_in(text: str, context: Context) -> dict[str, Any] | None:
    """The record at the place in the list last shown that the text points at."""
    return next((ref(record) for _, record in _places(text, context)), None)


def subject(text: str, context: Context) -> str | None:
    """What "that" or "the last one" is about, in words: the record, and of a case its subject."""
    memory = context.memory
    place = next((record for _, record in _places(text, context)), None) if memory.shown else None
    latest = memory.records[-1] if memory.records else None
    record = place or (context.crm.of(latest["kind"]).get(latest["id"]) if latest else None)
    if record is None:
        return None
    return f"{record.label}: {record.subject}" if isinstance(record, Case) else record.label


def pointed(text: str, marks: Sequence[Mark], context: Context) -> tuple[Mark, ...]:
    """The marks with those of the records that the text points at, as if they had been named."""
    shown = context.memory.shown
    if not shown or shown.kind == "reminder":
        return tuple(marks)
    found = [_mark(match, record) for match, record in _places(text, context)]
    kept = [mark for mark in marks if not any(each.start < mark.end and mark.start < each.end for each in found)]
    return tuple(sorted([*kept, *found], key=lambda mark: mark.start))


def _places(text: str, context: Context) -> Iterator[tuple[re.Match[str], Record]]:
    shown = context.memory.shown or Shown()
    for match in PLACE.finditer(text):
        place = PLACES.get((match["word"] or "").casefold(), int(match["number"] or 0) - 1)
        if not _is_place(match, text, shown) or not -len(shown.ids) <= place < len(shown.ids):
            continue
        record = context.crm.of(shown.kind).get(shown.ids[place])
        if record is not None:
            yield match, record


def _is_place(match: re.Match[str], text: str, shown: Shown) -> bool:
    """Whether the words mean a place in the list: "the first" of nothing else than what was listed."""
    noun = (match["noun"] or "").casefold()
    if not match["word"]:
        return bool(shown.ids)
    if noun == shown.kind:
        return match["word"].casefold() not in ("last", "top")
    ends = not text[match.end() :].strip(" .!?")
    whole = not text[: match.start()].strip()
    return noun == "one" or (not noun and ends and bool(match["the"] or whole))


def _mark(match: re.Match[str], record: Record) -> Mark:
    if record.kind == "case":
        return Mark(match.start(), match.end(), "case", int(record.label.removeprefix("case ")), match[0])
    known = ref(record)
    candidate = Candidate(known["kind"], known["id"], known["name"], 1.0, "exact")
    return replace(Mark(match.start(), match.end(), "record", None, match[0]), candidates=(candidate,))
