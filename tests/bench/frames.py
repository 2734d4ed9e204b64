"""Frames: what a sentence asks for, by those who wrote it and as it was read, compared."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding.intents import READING
from skills.skill import all_skills

Intent = dict[str, Any]
FREE = frozenset(
    "summary about subject question comment reason resolution preference purpose interest topic description".split()
)
ALIKE = 0.6
"""The least token F1 of free texts that say the same."""

WEIGHTY = frozenset("record case moment period recurrence money number choice filters entity field value".split())
"""Kinds of slots that make a write a wrong one: what is free words or a new name does not."""

GRAVE = frozenset("record case moment period recurrence money number filters".split())
"""Kinds of slots that are records, numbers and dates."""

DATES = ("moment", "period", "recurrence")

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Outcome:
    """A sentence with what it asks for and how it was read.

    `executed` are the intents that were carried out without a question, `wrote` whether anything was written.
    """

    id: str
    style: str
    wanted: list[Intent]
    read: list[Intent]
    executed: list[Intent]
    wrote: bool
    ms: float

    @property
    def skills_right(self) -> bool:
        return _names(self.wanted) == _names(self.read)

    @property
    def frame_right(self) -> bool:
        pairs = zip(self.wanted, self.read, strict=False)
        return self.skills_right and all(same_slots(one["slots"], other["slots"]) for one, other in pairs)

    @property
    def silent_error(self) -> bool:
        """Whether something was written, unasked, that nobody wanted or that differs in what weighs."""
        return bool(self.wrongs)

    @property
    def wrongs(self) -> list[str]:
        """What was written wrongly and unasked: the skill that nobody wanted, or its slots that differ."""
        writes = [intent for intent in self.executed if intent["skill"] not in READING] if self.wrote else []
        return [wrong for intent in writes for wrong in _wrongs(intent, self.wanted)]

    @property
    def grave_error(self) -> bool:
        """Whether the wrong skill wrote, unasked, or a wrong record, number or date was written.

        A record or number left out is none of these; a day left out is, since another one stands in for it.
        """
        return any("." not in wrong or self._grave(*wrong.split(".")) for wrong in self.wrongs)

    def _grave(self, skill: str, slot: str) -> bool:
        kind = all_skills()[skill].slots[slot].kind
        said = any(intent["skill"] == skill and slot in intent["slots"] for intent in self.executed)
        return kind in GRAVE and (said or kind in DATES)

    def slots_right(self) -> tuple[int, int]:
        """How many of the slots wanted, and of those read beyond them, are right; of how many."""
        right, told = 0, 0
        for place, intent in enumerate(self.wanted):
            found = self.read[place]["slots"] if self._reads(place, intent) else {}
            names = set(intent["slots"]) | set(found)
            told += len(names)
            right += sum(name in intent["slots"] and name in found and _same_at(name, intent, found) for name in names)
        return right, told

    def _reads(self, place: int, intent: Intent) -> bool:
        return place < len(self.read) and self.read[place]["skill"] == intent["skill"]


def _same_at(name: str, intent: Intent, found: dict[str, Any]) -> bool:
    return same_value(name, intent["slots"][name], found[name])


def _names(intents: Sequence[Intent]) -> list[str]:
    return [intent["skill"] for intent in intents]


def same_slots(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two frames tell the same slots with the same values."""
    return set(one) == set(other) and all(same_value(name, one[name], other[name]) for name in one)


def _wrongs(intent: Intent, wanted: Sequence[Intent]) -> list[str]:
    """What of an intent is not wanted, by the wanted one that is nearest: `open_case`, or `open_case.priority`."""
    skill = intent["skill"]
    differing = [_differing(intent, gold) for gold in wanted if gold["skill"] == skill]
    return [f"{skill}.{name}" for name in min(differing, key=len)] if differing else [skill]


def _differing(intent: Intent, gold: Intent) -> list[str]:
    """The slots that weigh and are not the same in both."""
    known, one, other = all_skills()[intent["skill"]].slots, intent["slots"], gold["slots"]
    heavy = sorted(name for name in {*one, *other} if name in known and known[name].kind in WEIGHTY)
    return [name for name in heavy if not (name in one and name in other and same_value(name, one[name], other[name]))]


def same_value(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a slot are the same: free text by its words, filters in any order, all else equal."""
    if name == "filters":
        return _as_set(one) == _as_set(other)
    worded = isinstance(one, str) and isinstance(other, str) and not DAY.match(one)
    if name in FREE or (name == "value" and worded):
        return likeness(str(one), str(other)) >= ALIKE
    return bool(one == other)


def _as_set(filters: Any) -> set[str]:
    listed = [[name, op, sorted(map(str, value)) if isinstance(value, list) else value] for name, op, value in filters]
    return {json.dumps(each, sort_keys=True, default=str) for each in listed}


def likeness(one: str, other: str) -> float:
    """The F1 of the words of two texts, 0 to 1."""
    said, meant = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    shared = (said & meant).total()
    return 2 * shared / (said.total() + meant.total()) if shared else 0.0
