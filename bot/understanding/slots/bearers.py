"""Bearers: the quote, the order or the deal whose lines a clause is about."""

import re
from typing import TYPE_CHECKING, Any

from bot.understanding.marks import Mark
from bot.understanding.reader import Context
from bot.understanding.slots.belonging import deal_with
from storage.folding import fold
from storage.lines import HEADERS
from storage.products import Order, Quote

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

SAID = {
    "quote": re.compile(r"\b(?:quotes?|quotations?|offers?)\b", re.IGNORECASE),
    "order": re.compile(r"\b(?:to|on|from|off|of|in|into|with|the|that|this|their|his|her|last|\w+'s) order\b", re.I),
    "deal": re.compile(r"\b(?:deals?|opportunit(?:y|ies)|opps?)\b", re.IGNORECASE),
}
WORD = re.compile(r"[^\W\d_]{3,}")
NUMBERED = re.compile(
    r"\b(?:quote|quotation|offer)\s{0,3}(?:number|no\.?|nr\.?|#)?\s{0,3}#?(\d{1,9})(?![\w%]|[.,]\d)(?!\s*(?:x|×|of)\b)",
    re.I,
)
Found = dict[str, Any]


def with_bearer(found: Found, clause: "Clause") -> Found:
    """The slots with the quote, order or deal that is meant: the one named, the customer's, or the last spoken of."""
    kinds = [kind for kind in HEADERS if SAID[kind].search(clause.text)]
    if kinds and "deal" not in kinds and not any(mark.is_one("deal") for mark in clause.marks):
        found = found | {"deal": None}
    named = next((kind for kind in (*kinds, *HEADERS) if isinstance(found.get(kind), dict)), None)
    if named:
        bearer, kind = found[named], named
    else:
        kind = kinds[0] if kinds else ""
        bearer = _of_customer(kind, found.get("customer"), clause) or _last(kind, found.get("customer"), clause.context)
        kind = bearer["kind"] if bearer and "kind" in bearer else kind
    told = found | dict.fromkeys(HEADERS) | ({kind: bearer} if kind and bearer else {})
    if bearer and "id" in bearer and not told.get("product"):
        told["product"] = _of_its_lines(bearer, clause)
    return numbered(told, clause) if not bearer else told | {"customer": None}


def numbered(found: Found, clause: "Clause") -> Found:
    """The slots with a quote that is told by a number which no quote has, and without that number as a count."""
    match = NUMBERED.search(clause.text)
    if match is None or any(mark.start < match.end(1) and match.start(1) < mark.end for mark in _records(clause)):
        return found
    stolen = {name: None for name in ("quantity", "discount") if str(found.get(name)) == match[1]}
    spoken = {"quantity": _others(match, clause)} if "quantity" in stolen else {}
    return found | stolen | spoken | {"quote": match[0]}


def _records(clause: "Clause") -> list[Mark]:
    return [mark for mark in clause.marks if mark.kind == "record"]


def _others(match: re.Match[str], clause: "Clause") -> Any:
    """The first number besides that of the quote."""
    free = (mark for mark in clause.marks if mark.kind == "number" and not mark.start <= match.start(1) < mark.end)
    return next((mark.value for mark in free), None)


def _of_customer(kind: str, customer: Any, clause: "Clause") -> Found | None:
    """The customer's newest of that kind; the skill looks for one where no kind is said."""
    if not isinstance(customer, dict) or "id" not in customer or not kind:
        return None
    crm = clause.context.crm
    if kind == "deal":
        return deal_with(clause.text, clause.marks, clause.context)
    noun: Any = Quote if kind == "quote" else Order
    newest = crm.of(kind).where(noun.customer_id == customer["id"], newest=noun.id, limit=1)
    return {"kind": kind, "id": newest[0].id, "name": newest[0].label} if newest else None


def _last(kind: str, customer: Any, context: Context) -> Found | None:
    """The one last spoken of, where nobody's is named."""
    return None if customer else context.memory.latest(*([kind] if kind else HEADERS))


def _of_its_lines(bearer: Found, clause: "Clause") -> Found | None:
    """The product of one of its lines that is called by a word of its name: "take the cards off again"."""
    record = clause.context.crm.of(bearer["kind"]).get(bearer["id"])
    words = {_stem(word) for word in WORD.findall(fold(clause.text))}
    for line in record.standing if record else ():
        if line.product and words & {_stem(word) for word in WORD.findall(fold(line.product.name))}:
            return {"kind": "product", "id": line.product.id, "name": line.product.name}
    return None


def _stem(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def with_quote(found: Found, clause: "Clause") -> Found:
    """The slots with a quote only where its number is said: which one "it" is, is known when the clauses before ran."""
    named = any(mark.is_one("quote") for mark in clause.marks)
    return found if named else numbered(found | {"quote": None}, clause)
