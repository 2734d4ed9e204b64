"""Lists: records told one by one - the list last shown, several names, several case numbers."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.amounts.numbers import ONES
from bot.understanding.marks import Mark
from bot.understanding.questions.entities import ENTITY_OF
from bot.understanding.questions.vocabulary import singular
from bot.understanding.reader import Context
from skills.turn import Shown
from storage.crm import NOUNS
from storage.record import Named

NUMBER = re.compile(r"#?(\d{1,9})\b")
CASES = re.compile(r"\b(?:cases?|tickets?|issues?)\b|#\d", re.IGNORECASE)
BETWEEN = frozenset(
    "case cases ticket tickets issue issues number numbers no nr and the both all plus as well of".split()
)
NAMED_KINDS = ("customer", "contact", "lead", "deal", "product", "campaign")
THEM = re.compile(
    r"(?:all |both |each |every one )?(?:of )?(?:them|these|those|the)(?: all)?"
    r"(?: (?P<count>\d+|two|three|four|five|six|seven|eight|nine|ten))?(?: (?P<noun>[a-z]+))?(?: all)?",
    re.IGNORECASE,
)
FIRST = re.compile(r"the (?P<side>first|top|last) (?P<count>\d+|two|three|four|five)(?: ones| of them)?", re.IGNORECASE)
ALL_OF = re.compile(r"(?:the (?:whole |entire )?(?:lot|list|bunch)|all of it)", re.IGNORECASE)
MOST = 100
"""Records that are told one by one; a longer list is told by what it was asked for."""

Told = tuple[str, list[Any], tuple[str, ...]]
"""The entity, the filters and the words not understood."""


def numbered(words: str) -> Told | None:
    """ "cases 4, 5 and 6": two numbers at least."""
    numbers = [int(number) for number in NUMBER.findall(words)]
    rest = re.findall(r"[a-z]+", NUMBER.sub(" ", words.casefold()))
    if len(numbers) < 2 or not CASES.search(words) or set(rest) - BETWEEN:
        return None
    return "case", [["number", "=", numbers]], ()


def named(words: str, start: int, marks: Sequence[Mark]) -> Told | None:
    """ "Kestrel Freight and Paper Moon": records of one kind; one that may be several goes unread."""
    records = [mark for mark in marks if mark.kind == "record"]
    rest = words
    for mark in records:
        rest = rest.replace(mark.text, " ") if mark.text in rest else _without(rest, words, mark, start)
    said = [singular(word) for word in re.findall(r"[a-z]+", rest.casefold())]
    nouns = [ENTITY_OF[word] for word in said if word in ENTITY_OF]
    joined = [word for word in said if word not in BETWEEN and word not in ENTITY_OF]
    kinds = [kind for kind in nouns or NAMED_KINDS if all(mark.is_one(kind) for mark in records)]
    if len(records) < 2 or joined or not kinds:
        return None
    found = [mark.as_record(kinds[0]) for mark in records]
    names = [each["name"] for each in found if "name" in each]
    return kinds[0], [["name", "=", names]], tuple(each["spoken"] for each in found if "spoken" in each)


def _without(rest: str, words: str, mark: Mark, start: int) -> str:
    return rest.replace(words[mark.start - start : mark.end - start], " ")


def listed(words: str, context: Context) -> Told | None:
    """ "them all", "those three", "the first two": of the list last shown, or of the records last changed."""
    shown = _in_sight(context)
    if shown is None:
        return None
    said = words.strip(" ,.!")
    if first := FIRST.fullmatch(said):
        count = _count(first["count"])
        ids = shown.ids[:count] if first["side"].casefold() != "last" else shown.ids[-count:]
        return _told(shown, ids, context) if count <= len(shown.ids) else (shown.kind, [], (said,))
    them = THEM.fullmatch(said)
    if not (them or ALL_OF.fullmatch(said)) or said.casefold() == "the":
        return None
    if them and not _fits(them["noun"], shown):
        return None
    if them and them["count"]:
        matches = _count(them["count"]) == len(shown.ids)
        return _told(shown, shown.ids, context) if matches else (shown.kind, [], (said,))
    return _whole(shown, context)


def _in_sight(context: Context) -> Shown | None:
    """What the last message listed or changed, if that were several records."""
    memory = context.memory
    last = memory.last[-1] if memory.last else None
    if last is None:
        return None
    if last.skill in ("find_records", "report") and memory.shown:
        return memory.shown
    if "filters" in last.slots:
        kind = last.slots.get("entity", "")
        return Shown(kind, [each["id"] for each in memory.wrote if each["kind"] == kind])
    return None


def _fits(noun: str | None, shown: Shown) -> bool:
    """Whether the noun, if one is said, is that of the list."""
    return noun is None or noun in ("ones", "all") or ENTITY_OF.get(singular(noun.casefold())) == shown.kind


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else int(ONES[said.casefold()])


def _whole(shown: Shown, context: Context) -> Told:
    """All of the list: by what was asked for, or one by one where only so many of them were."""
    if shown.slots.get("filters") and not shown.slots.get("limit"):
        return shown.kind, list(shown.slots["filters"]), ()
    return _told(shown, shown.ids, context)


def _told(shown: Shown, ids: Sequence[int], context: Context) -> Told:
    """The records one by one: cases by number, others by name."""
    noun = NOUNS[shown.kind]
    field = "number" if shown.kind == "case" else "name" if issubclass(noun, Named) else ""
    if not field or not ids or len(ids) > MOST:
        return shown.kind, [], ("them",)
    return shown.kind, [[field, "=", [getattr(each, field) for each in context.crm.of(shown.kind).by_ids(ids)]]], ()
