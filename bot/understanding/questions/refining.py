"""Refining: the list last shown narrowed, counted or listed - "only the ones over 20k", "list them"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.questions.compiler import Marks, compile_find, compile_report
from bot.understanding.reader import Context
from bot.understanding.slots.choices import find_choices
from skills.turn import Shown

ONLY = re.compile(
    r"^(?:ok|okay|and|now|please|so|no)?[ ,]*"
    r"(?:(?!.* (?:to|for) )(?:over|above|under|below|more than|less than)(?= \D?\d)"
    r"|only|just|show (?:me )?only|show (?:me )?just"
    r"|which (?:ones?|of (?:them|those|these)) (?:are|is|have|has|were|close|closes))\b",
    re.IGNORECASE,
)
LEAD = r"^(?:ok|okay|and|now|then|please|but|so|also|can you|could you)?[ ,]*"
THOSE = re.compile(
    LEAD + r"(?:(?P<list>list|show|find|(?:give|show|find|list) me)"
    r"(?: only| just)?(?: all)?(?: of)? (?:the ones|those|these|them)\b"
    r"|(?P<first>show|list|show me|list me|give me) (?:only )?the (?:\w+ )?(?:\w+est|most \w+)(?: ones?)?[ .?!]*$"
    r"|(?P<bare>(?:only |just )?(?:the ones|those|these)\b)"
    r"(?! (?:to|go|goes|are|is|should|belong|for|two|three|all)\b)"
    r"|which (?:ones?|of (?:them|those|these))\b"
    r"|(?:from|of|among|out of) (?:those|these|them)\b)",
    re.IGNORECASE,
)
"""A message about some of the list last shown: "list the ones still open", "of those, which have a deal"."""

LIST = re.compile(
    r"^(?:ok|okay|and|now|please|can you|could you)?[ ,]*(?:(?:list|show)(?: me)?(?: all of)? (?:them"
    r"|these|those)(?: all)?"
    r"|which (?:ones|are (?:they|those|these)|ones are they)|who are they|what are they)[ .?!]*(?:please)?[ .?!]*$",
    re.IGNORECASE,
)
REST = re.compile(
    r"^(?:and|ok|okay|now|show(?: me)?|list|what about|how about|please)?[ ,]*(?:all )?(?:of )?the (?:rest|others?"
    r"|other ones|remaining(?: ones)?)(?: of them)?[ .?!]*(?:please)?[ .?!]*$",
    re.IGNORECASE,
)
OPPOSITE = {"=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<", "empty": "filled", "filled": "empty"}
OF_THEM = re.compile(r"\b(?:they|them|these|those|of those|of these|the list)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"^(?:and |so |ok(?:ay)? )*(?:how many (?:are (?:there|they|those|these|that)|is that|were there)"
    r"|what(?:'?s| is| was) (?:the|their) (?:total|sum|average|count)(?: (?:amount|value|worth))?)"
    r"(?: in (?:all|total))?[ .?!]*$",
    re.IGNORECASE,
)
SORTED = re.compile(
    r"^(?:and |ok(?:ay)? |now |please |can you |could you )*(?:sort|order|rank|arrange)(?:ed)?"
    r"(?: (?:them|these|those|it|that|the list))?(?P<how> .+)$",
    re.IGNORECASE,
)
GROUPED = re.compile(
    r"^(?:and |now |please |can you |show (?:me )?(?:it |that )?)*(?:split |broken down |grouped? "
    r"|break (?:it|that|them) down )?(?:it |that |them )?(?P<how>(?:by|per) \w+(?: \w+)?)[ .?!]*$",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\b(?:how many|how much|total|worth|sum|average|mean|altogether|in all|count|value|add up)\b", re.IGNORECASE
)
LONGEST = 14


def refined(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The intent of a message that speaks of the list last shown; None when it does not."""
    shown = context.memory.shown or Shown()
    if len(text.split()) > LONGEST:
        return None
    if LIST.match(text) and "filters" in shown.slots:
        return Intent("find_records", {"entity": shown.kind, "filters": shown.slots["filters"]}, 1.0, text)
    if REST.match(text) and "filters" in shown.slots:
        return _rest(text, context, shown)
    if ONLY.match(text) or THOSE.match(text):
        return _only(text, marks, context, shown)
    if "filters" in shown.slots and (said := SORTED.match(text)):
        return _sorted(said["how"], text, context, shown)
    if COUNTED.match(text) and "filters" in shown.slots:
        return _figure(text, marks, context, shown)
    if context.memory.last[-1].skill == "report" and (said := GROUPED.match(text)):
        return _grouped(said["how"], text, context, shown)
    if OF_THEM.search(text) and FIGURE.search(text) and "filters" in shown.slots:
        return _figure(text, marks, context, shown)
    return None


def _only(text: str, marks: Sequence[Mark], context: Context, shown: Shown) -> Intent | None:
    """The list with what is said now beside what was asked before."""
    last = context.memory.last[-1]
    if last.skill == "show_timeline":
        channel = next((value for _, value in find_choices("channel", text)), None)
        return Intent(last.skill, last.slots | {"channel": channel}, 1.0, text) if channel else None
    if "filters" not in shown.slots:
        return None
    those = THOSE.match(text)
    found = compile_find(text, replace(_sheet(marks, context, shown), narrowing=bool(those)))
    added, unread = found.slots.get("filters") or [], " ".join(found.unread)
    if unread and those and those["bare"]:
        return None
    if not (added or (those and those["first"] and "sort" in found.slots)) or found.slots["entity"] != shown.kind:
        return None
    summed = last.skill == "report" and last.slots.get("measure") != "count"
    if summed and not (those and (those["list"] or those["first"])):
        asked = _kept(last.slots.get("filters") or [], added)
        return replace(last, slots=last.slots | {"filters": [*asked, *added]}, text=text, unread=unread)
    filters = [*_kept(shown.slots["filters"], added), *added]
    slots = {name: found.slots[name] for name in ("sort", "limit") if name in found.slots}
    return Intent("find_records", {"entity": shown.kind, "filters": filters} | slots, 1.0, text, unread)


def _kept(before: list[Any], added: list[Any]) -> list[Any]:
    """The filters that still hold beside new ones: on fields not told anew, nor on when another state was reached."""
    told = {each[0] for each in added}
    ended = {"closed_at"} if told & {"stage", "status"} else set()
    return [each for each in before if each[0] not in told | ended or _bounds(each, added)]


def _bounds(old: list[Any], added: Sequence[list[Any]]) -> bool:
    """Whether a limit and the new ones on its field leave something between them: over 20k "and under 50k"."""
    both = [sorted((old, new), key=lambda each: each[1][0]) for new in added if new[0] == old[0]]
    opposed = all((upper[1][0], lower[1][0]) == ("<", ">") for upper, lower in both)
    return bool(both) and opposed and all(lower[2] < upper[2] for upper, lower in both)


def retold(text: str, marks: Sequence[Mark], context: Context) -> dict[str, Any] | None:
    """The slots of the last question over many records with what is told otherwise: "no, in Berlin"."""
    last, shown = context.memory.last[-1], context.memory.shown or Shown()
    if last.skill not in ("find_records", "report") or not shown.kind:
        return None
    added = compile_find(text, _sheet(marks, context, shown)).slots.get("filters") or []
    told, asked = {each[0] for each in added}, last.slots.get("filters") or []
    kept = [each for each in asked if each[0] not in told]
    return last.slots | {"filters": [*kept, *added]} if added and [*kept, *added] != asked else None


def _rest(text: str, context: Context, shown: Shown) -> Intent | None:
    """Those of the list before that were left out when it was narrowed by one condition."""
    now = shown.slots["filters"]
    earlier = (intent for each in reversed(context.memory.understood) for intent in reversed(each.intents))
    for intent in earlier:
        before = intent.slots.get("filters") or []
        if intent.slots.get("entity") == shown.kind and before != now:
            added = [each for each in now if each not in before]
            if len(added) != 1 or added[0][1] not in OPPOSITE or any(each not in now for each in before):
                return None
            name, op, value = added[0]
            filters = [*before, [name, OPPOSITE[op], value]]
            return Intent("find_records", {"entity": shown.kind, "filters": filters}, 1.0, text)
    return None


def _sorted(how: str, text: str, context: Context, shown: Shown) -> Intent | None:
    """The list in the order that the words tell."""
    order = compile_find(f"{shown.kind}s sorted{how}", _sheet((), context, shown)).slots.get("sort")
    slots = {"entity": shown.kind, "filters": shown.slots["filters"], "sort": order}
    return Intent("find_records", slots, 1.0, text) if order else None


def _grouped(how: str, text: str, context: Context, shown: Shown) -> Intent | None:
    """The last figure by a field or over time."""
    last = context.memory.last[-1]
    by = compile_report(f"{shown.kind or 'deal'}s {how}", _sheet((), context, shown)).slots.get("by")
    return replace(last, slots=last.slots | {"by": by}, text=text) if by else None


def asked_of_others(words: str, start: int, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The last question over many records asked of those that the words describe, of the same customer or owner.

    `words` stand at `start` of the message.
    """
    last, shown = context.memory.last[-1], context.memory.shown or Shown()
    if last.skill not in ("find_records", "report") or not shown.kind:
        return None
    end = start + len(words)
    inside = [replace(m, start=m.start - start, end=m.end - start) for m in marks if start <= m.start and m.end <= end]
    asked = compile_find(words, _sheet(inside, context, shown))
    entity, added = asked.slots.get("entity", shown.kind), asked.slots.get("filters") or []
    if asked.unread or (entity == shown.kind and not added):
        return None
    before = last.slots.get("filters") or []
    stays = before if entity == shown.kind else [each for each in before if each[0] in ("customer", "owner")]
    kept = _kept(stays, added)
    return replace(last, slots=last.slots | {"entity": entity, "filters": [*kept, *added]}, text=words)


def _figure(text: str, marks: Sequence[Mark], context: Context, shown: Shown) -> Intent:
    """A figure over the records that were listed."""
    asked = compile_report(text, replace(_sheet(marks, context, shown), narrowing=True))
    added, by = asked.slots.get("filters") or [], asked.slots.get("by")
    filters = [*_kept(shown.slots["filters"], added), *added]
    slots = {"measure": asked.slots.get("measure", "count"), "entity": shown.kind, "filters": filters}
    return Intent("report", slots | ({"by": by} if by else {}), 1.0, text, " ".join(asked.unread))


def _sheet(marks: Sequence[Mark], context: Context, shown: Shown) -> Marks:
    speaker = {"kind": "person", "id": context.speaker.id, "name": context.speaker.name}
    return Marks(tuple(marks), speaker, context.directory.vocabulary(context.crm), context.now, shown.kind)
