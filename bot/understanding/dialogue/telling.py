"""Telling otherwise: what a message says anew of what was said before, slot by slot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from bot.understanding.dialogue.contrast import meant_by
from bot.understanding.intents import Intent
from bot.understanding.marks import Mark, find_marks, looking_back
from bot.understanding.reader import Context
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.stages import stage_chosen
from skills.skill import Skill
from skills.slots import Slot

LEAD = re.compile(
    r"^(?:(?:no|nope|nah|nono|sorry|sry|o+ps|whoops|ups|oh|ok|wait|actually|hm+|ah|er|erm|uh|um|well|argh|and|but"
    r"|correction|not quite|my (?:bad|mistake)|or rather|rather"
    r"|(?:that'?s |that was )?(?:the )?wrong(?: \w+)?|(?:can|could) you(?: please)?|please)\b[ ,.!:;–—-]*|\*)+",
    re.IGNORECASE,
)
FIRM = re.compile(
    r"\b(?:no|nope|nah|nono|sorry|sry|o+ps|whoops|ups|wait|actually|argh|correction|not quite|mistake|bad|rather"
    r"|wrong)\b|\*",
    re.IGNORECASE,
)
"""Words that tell by themselves that something is put right."""

TURN = re.compile(
    r"^(?:i (?:mean|meant|said|wanted(?: to say)?)|meant"
    r"|(?:better )?(?:make|change|set|put|switch|move) (?:it|that)(?: to)?"
    r"|let'?s (?:say|make (?:it|that))|was|were"
    r"|(?:it|that|this)(?:'s| was| is| should be| has to be| needs to be)|should be"
    r"|it should(?: have been| be)?)\b[ :,]*",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?:at |by |around )?(?:\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|h|o'?clock)?|noon|midday|half past \w+"
    r"|quarter (?:to|past) \w+)",
    re.IGNORECASE,
)
"""A time of day with no day."""

SMALL = re.compile(r"^(?:(?:rather|better|for|to|with)\b[ :,]*)+", re.IGNORECASE)
OTHER = re.compile(r"\bother (?:one|\w+)", re.IGNORECASE)
WORD = re.compile(r"[\w'’]+")
LIGHT = frozenset(
    "a an the at on in for to by with of or and then please it is was be that this so pls now ok but case ticket"
    " instead rather one".split()
)
SHORT = 8
"""Words that a correction has at most."""

ALIKE = 75
"""How like two names are, of 100, where one may be the other spelt right."""

KINDS: dict[str, tuple[str, ...]] = {
    "moment": ("moment",),
    "date": ("moment",),
    "period": ("period",),
    "recurrence": ("recurrence",),
    "money": ("money", "number"),
    "percent": ("percent",),
    "number": ("number", "money", "percent"),
    "email": ("email",),
    "phone": ("phone", "number"),
}


@dataclass(frozen=True)
class Said:
    """What a correction says: the words meant, the words not meant, what is recognised in the former.

    `firm` tells that it can be nothing else but a correction.
    """

    meant: str
    wrong: str
    marks: tuple[Mark, ...]
    firm: bool
    context: Context


def said_anew(text: str, context: Context, answered: bool = False) -> Said | None:
    """The message as a correction; None where it does not sound like one, unless it goes on from a yes or a no."""
    if len(text.split()) > 2 * SHORT or text.rstrip().endswith("?"):
        return None
    lead = LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    turned = TURN.match(rest)
    rest = rest[turned.end() :] if turned else rest
    meant, wrong = meant_by(rest)
    if turned is None and (again := TURN.match(meant)):
        turned, meant = again, meant[again.end() :]
    meant = SMALL.sub("", meant).strip()
    firm = bool(answered or turned or (lead and FIRM.search(lead[0])))
    if not meant or len(meant.split()) > SHORT or not (firm or wrong):
        return None
    return Said(meant, wrong, find_marks(meant, context.now, context.directory), firm, context)


def bare(text: str, context: Context) -> Said | None:
    """A message of nothing but recognised things, as "Thursday at 3"."""
    marks = find_marks(text, context.now, context.directory)
    return Said(text, "", marks, False, context) if marks and not stray(text, marks) else None


def stray(text: str, marks: Sequence[Mark]) -> list[str]:
    """The words that say something beside what is recognised."""
    left = "".join(" " if any(m.start <= i < m.end for m in marks) else letter for i, letter in enumerate(text))
    return [word for word in WORD.findall(left.casefold()) if word not in LIGHT]


def told_anew(skill: Skill, last: Intent, said: Said) -> Iterator[tuple[str, Any]]:
    """The slots that the message tells otherwise than the last intent, those told before first.

    A percentage is looked for before a number, which it may be as well.
    """
    for name in sorted(skill.slots, key=lambda name: (skill.slots[name].kind != "percent", name not in last.slots)):
        value = _told(name, skill.slots[name], said, last)
        if value is not None and value != last.slots.get(name):
            yield name, value


def _told(name: str, slot: Slot, said: Said, last: Intent) -> Any:
    if slot.kind in KINDS:
        marks = looking_back(said.meant, said.marks, said.context.now) if name == "happened_at" else said.marks
        told = next((mark for mark in marks if mark.kind in KINDS[slot.kind]), None)
        return completed(told, last.slots.get(name), said.context) if told else None
    if slot.kind == "choice":
        if slot.own == "stage":
            return stage_chosen(said.meant, said.context.crm)
        words = said.meant.casefold().strip(" .!").split()
        return next((choice for choice in slot.choices if choice in words), None) or _choice(name, slot, said.meant)
    if slot.kind == "record":
        return record_told(slot, said, last.slots.get(name))
    if slot.kind == "case":
        return next((mark.value for mark in said.marks if mark.kind in ("case", "number")), None)
    return _name(said, str(last.slots[name])) if slot.kind == "name" and name in last.slots else None


def completed(told: Mark, before: Any, context: Context) -> Any:
    """What is told; of a moment, the day or the time of day that is left out stays as it was."""
    if told.kind != "moment" or not isinstance(before, str) or not before[:4].isdecimal():
        return told.value
    day, _, clock = before.partition("T")
    if CLOCK.fullmatch(told.text.strip()) and "T" in told.value:
        return f"{day}T{told.value.partition('T')[2]}"
    return f"{told.value}T{clock}" if clock and "T" not in told.value else told.value


def _choice(name: str, slot: Slot, words: str) -> str | None:
    value = read_choice(name, words)
    return value if value in slot.choices else None


def _name(said: Said, was: str) -> str | None:
    """The name spelt right."""
    words = said.meant.strip(" .!")
    return words if fuzz.ratio(words.casefold(), was.casefold()) >= ALIKE else None


def record_told(slot: Slot, said: Said, was: Any) -> Any:
    """The record named now; "the other Dana" is the one of that name that it was not."""
    for mark in said.marks:
        if mark.kind == "case" and slot.of in ("any", "case"):
            case = said.context.crm.cases.numbered(mark.value)
            return {"kind": "case", "id": case.id, "name": case.label} if case else None
        if mark.is_one(slot.of):
            named = mark.as_record(slot.of)
            others = [each for each in named.get("several", [named]) if each != was and each["id"] != _id(was)]
            return others[0] if OTHER.search(said.meant) and len(others) == 1 else named
    return None


def _id(reference: Any) -> Any:
    return reference.get("id") if isinstance(reference, dict) else None
