"""Quotes and orders by their number, which is all the name they have: "delete quote 4", "order quote 4"."""

import re
from collections.abc import Iterator, Sequence

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.names.gazetteer import Candidate
from bot.understanding.reader import Context
from storage.products import Quote

NUMBER = r"\s{0,3}(?:number|no\.?|nr\.?|#)?\s{0,3}#?(\d{1,9})(?![\w%]|[.,]\d)"
NUMBERED = re.compile(rf"\b(?:quote|quotation|offer){NUMBER}", re.IGNORECASE)
ORDER = re.compile(
    r"(?:\b(?:to|on|onto|from|off|of|in|into|the|with|show|open|delete|cancel|see|about|update|change|our|their) )"
    rf"order{NUMBER}"
    r"|\border\s{0,3}(?:number|no\.?|nr\.?|#)\s{0,3}#?(\d{1,9})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
COUNTS = re.compile(r"[\s*_]*(?:x|×|pcs\.?|pieces|units)?[\s*_]*(?:of )?[\s*_]*", re.IGNORECASE)
THE_LAST = r"(?:it|that|this|(?:the|that|this) (?:quote|quotation|offer))"
ORDERS = re.compile(
    r"\b(?:turn|convert|change|transform|make|book|record|enter|place)\b.{0,20}\b(?:in|to|into|as|an|the)\b.{0,6}\border\b"
    r"|^(?:please |ok |can you |could you )*order (?:quote|quotation|offer)\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    rf"\b(?:turn|convert|change|transform|make)\s{{1,3}}{THE_LAST}\b.{{0,12}}\border\b", re.IGNORECASE
)
ACCEPTED = re.compile(
    r"\b(?:accept(?:s|ed|ing)?|approv(?:es|ed)|said yes|signed(?: off)?|took|take it|agreed|agrees|confirmed"
    r"|go(?:es)? ahead|went ahead|order(?:ed)? it|green light|it'?s a yes|ok'?d)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not|n'?t|never|no longer|declin\w+|reject\w+|if|should|will|would|might|whether)\b|\?", re.IGNORECASE
)
OFFER = re.compile(r"\b(?:quote|quotation|offer)\b", re.IGNORECASE)
LONGEST = 10
"""Words of a message that does nothing but turn a quote into an order."""
FEW = 4
"""Words of one that only tells that it was accepted."""


def with_quotes(text: str, marks: Sequence[Mark], context: Context) -> tuple[Mark, ...]:
    """The marks with the quotes and orders that are named by their number. Right before a product it counts pieces."""
    products = [mark for mark in marks if mark.is_one("product")]
    found = [mark for mark in _numbered(text, context) if not any(_counts(text, mark, each) for each in products)]
    kept = [mark for mark in marks if not any(each.start < mark.end and mark.start < each.end for each in found)]
    return tuple(sorted([*kept, *found], key=lambda mark: mark.start))


def _numbered(text: str, context: Context) -> Iterator[Mark]:
    for match in NUMBERED.finditer(text):
        if quote := context.crm.quotes.numbered(int(match[1])):
            candidate = Candidate("quote", quote.id, quote.label, 1.0, "exact")
            yield Mark(*match.span(), "record", None, match[0], (candidate,))
    for match in ORDER.finditer(text):
        if order := context.crm.orders.numbered(int(match[1] or match[2])):
            start = text.casefold().index("order", match.start())
            candidate = Candidate("order", order.id, order.label, 1.0, "exact")
            yield Mark(start, match.end(), "record", None, text[start : match.end()], (candidate,))


def _counts(text: str, number: Mark, product: Mark) -> bool:
    """Whether the number says how many of the product: "quote 1 Fridge Locker"."""
    return number.end <= product.start and bool(COUNTS.fullmatch(text, number.end, product.start))


def quote_ordered(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The order that a quote becomes, where that is all a message asks for, or that it was accepted."""
    if len(text.split()) > LONGEST or any(mark.is_one("product") for mark in marks):
        return None
    named = next((mark.as_record("quote") for mark in marks if mark.is_one("quote")), None)
    if number := NUMBERED.search(text):
        meant = ORDERS.search(text) or ACCEPTED.search(text)
        return Intent("record_order", {"quote": named or number[0]}, 1.0, text) if meant else None
    if quote := _accepted(text, marks, context):
        return Intent("record_order", {"quote": quote}, 1.0, text)
    latest = context.memory.latest("quote")
    return Intent("record_order", {"quote": latest}, 1.0, text) if latest and POINTING.search(text) else None


def _accepted(text: str, marks: Sequence[Mark], context: Context) -> dict[str, object] | None:
    """The quote that was accepted: the only open one of the customer named, or the one last spoken of."""
    if not ACCEPTED.search(text) or DENIED.search(text):
        return None
    named = [each.id for mark in marks for each in mark.candidates if each.kind == "customer"]
    told = OFFER.search(text)
    if named and told:
        found = context.crm.quotes.open_on(context.now.date(), Quote.customer_id.in_(named))
        return {"kind": "quote", "id": found[0].id, "name": found[0].label} if len(found) == 1 else None
    last = context.memory.latest("quote", "deal", "lead", "case")
    bare = not named and len(text.split()) <= FEW
    return last if last and last["kind"] == "quote" and not named and (told or bare) else None
