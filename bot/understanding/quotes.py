"""Quotes by their number, which is all the name they have: "delete quote 4", "turn quote 4 into an order"."""

import re
from collections.abc import Sequence

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.reader import Context

NUMBERED = re.compile(
    r"\b(?:quote|quotation|offer)\s{0,3}(?:number|no\.?|nr\.?|#)?\s{0,3}#?(\d{1,9})(?![\w%]|[.,]\d)", re.IGNORECASE
)
THE_LAST = r"(?:it|that|this|(?:the|that|this) (?:quote|quotation|offer))"
ORDERS = re.compile(
    r"\b(?:turn|convert|change|transform|make|book|record|enter|place)\b.{0,20}\b(?:in|to|into|as|an|the)\b.{0,6}\border\b"
    r"|^(?:please |ok |can you |could you )*order (?:quote|quotation|offer)\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    rf"\b(?:turn|convert|change|transform|make)\s{{1,3}}{THE_LAST}\b.{{0,12}}\border\b", re.IGNORECASE
)
LONGEST = 10
"""Words of a message that does nothing but turn a quote into an order."""


def with_quotes(text: str, marks: Sequence[Mark], context: Context) -> tuple[Mark, ...]:
    """The marks with the quotes that are named by their number. Beside a product the number counts pieces of it."""
    if any(mark.is_one("product") for mark in marks):
        return tuple(marks)
    found = [mark for match in NUMBERED.finditer(text) if (mark := _mark(match, context))]
    kept = [mark for mark in marks if not any(each.start < mark.end and mark.start < each.end for each in found)]
    return tuple(sorted([*kept, *found], key=lambda mark: mark.start))


def _mark(match: re.Match[str], context: Context) -> Mark | None:
    quote = context.crm.quotes.numbered(int(match[1]))
    if quote is None:
        return None
    return Mark(*match.span(), "record", None, match[0], (Candidate("quote", quote.id, quote.label, 1.0, "exact"),))


def quote_ordered(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The order that a quote becomes, where that is all a message asks for."""
    if len(text.split()) > LONGEST or any(mark.is_one("product") for mark in marks):
        return None
    if (number := NUMBERED.search(text)) and ORDERS.search(text):
        named = next((mark.as_record("quote") for mark in marks if mark.is_one("quote")), number[0])
        return Intent("record_order", {"quote": named}, 1.0, text)
    latest = context.memory.latest("quote")
    return Intent("record_order", {"quote": latest}, 1.0, text) if latest and POINTING.search(text) else None
