"""Free texts of a clause: the words that the tagger marked, or what is left beside all else."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.understanding.slots.texts import CARRIER, DEADLINE, LEAD, LINK, PRONOUN, tidy, trimmed

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause
    from skills.slots import Slot

WHOLE = ("question", "stages")
"""Texts that keep the whole clause."""
LEFT_OVER = ("summary", "subject", "comment", "preference")
"""Texts that may be what is left when everything else is recognised."""
ASIDE = ("sentiment", "contact", "customer")
"""Slots that are told within a story."""
NAMES = ("name", "company")
"""Texts that name something new."""
PRICED = re.compile(r",? (?:for|at|@|costs?|priced at) [$€£]?\d")
"""With these words a new name is over and its price begins."""
RUNNING_ON = ("summary", "comment")
"""Texts that go on to the end of the clause: nothing that was said is lost."""
ARTICLE = re.compile(r"^\s*(?:the|my|that|this) ", re.IGNORECASE)
REMINDER = re.compile(r"(?:(?:the|my|reminder|task|todo|number|no\.?|nr\.?|#) ?)*#?(\d{1,4})", re.IGNORECASE)


def marked_text(name: str, slot: "Slot", clause: "Clause", texts: Sequence[str]) -> Any:
    if name in WHOLE:
        asked = name == "question" and clause.text.rstrip().endswith("?")
        return trimmed(clause.said.typed) + ("?" if asked else "")
    spans = clause.tagged(name)
    if not spans:
        return None
    if name == "reminder" and (number := REMINDER.fullmatch(trimmed(clause.words(spans[0])))):
        return int(number[1])
    end = _end_of_name(name, clause) if name in NAMES else max(s.end for s in spans if s.start - spans[0].end < 40)
    words = clause.said.said(spans[0].start, _run_on(end, clause) if name in RUNNING_ON else end)
    words = ARTICLE.sub("", words) if name == "reminder" else words
    return tidy(re.sub(rf"^(?:job )?{name}(?::| is)?\s+(?=\S)", "", words, flags=re.IGNORECASE))


def _end_of_name(name: str, clause: "Clause") -> int:
    """Where a new name ends: before another slot begins, but with a stray second mark of that right behind it."""
    first = clause.tagged(name)[0]
    if priced := PRICED.search(clause.text, first.start, first.end):
        return priced.start()
    end, seen = first.end, {tag.slot for tag in clause.tags if tag.start < first.start}
    for tag in sorted((tag for tag in clause.tags if tag.start >= end), key=lambda tag: tag.start):
        stray = tag.slot in seen and not clause.text[end : tag.start].strip()
        if not stray and (tag.slot != name or tag.start - first.end >= 40):
            break
        end = tag.end
    return end


def labelled(name: str, clause: "Clause") -> str | None:
    """What stands behind the slot's own name between commas: "…, category lockers, …"."""
    found = re.search(rf"(?:^|[,;/]\s*){name}(?::| is)?\s+([^,;/\n]+)", clause.said.typed, re.IGNORECASE)
    return tidy(found[1]) if found else None


def _run_on(end: int, clause: "Clause") -> int:
    """Where a story ends that the tagger broke off: with the clause, if nothing else is told after it."""
    after = [tag for tag in clause.tags if tag.start >= end and tag.slot not in ASIDE]
    told = (tag for tag in after if not any(DEADLINE.match(mark.text) for mark in clause.at(tag)))
    return end if any(told) else len(clause.text)


def left_over(clause: "Clause", before: bool) -> str | None:
    """What is said after everything recognised, or else `before` all records, for a text that was not tagged."""
    if not clause.marks:
        return None
    last = max(mark.end for mark in clause.marks)
    first = min((mark.start for mark in clause.marks if mark.kind == "record"), default=0)
    after = LEAD.sub("", clause.said.said(last, len(clause.text)).strip(" ,.;:-–—"))
    ahead = LINK.sub("", CARRIER.sub("", clause.said.said(0, first))) if before else ""
    return next((rest for rest in map(tidy, (after, ahead)) if len(rest) > 3 and not PRONOUN.fullmatch(rest)), None)
