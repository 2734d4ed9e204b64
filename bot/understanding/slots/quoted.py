"""Quotes by their number: "turn quote 4 into an order"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

QUOTE = re.compile(r"\b(?:quote|quotation|offer)s?\s{0,3}(?:number|no\.?|nr\.?|#)?\s{0,3}#?(\d{1,9})\b", re.IGNORECASE)


def numbered_quote(clause: "Clause") -> dict[str, Any] | str | None:
    """The quote whose number the clause says; as spoken where there is none of that number."""
    found = QUOTE.search(clause.text)
    quote = clause.context.crm.quotes.numbered(int(found[1])) if found else None
    if found is None:
        return None
    return {"kind": "quote", "id": quote.id, "name": quote.label} if quote else found[0]


def beside_quotes(clause: "Clause") -> "Clause":
    """The clause without the numbers of quotes, which count nothing."""
    spans = [found.span(1) for found in QUOTE.finditer(clause.text)]
    rest = [mark for mark in clause.marks if not any(mark.start <= end and start <= mark.end for start, end in spans)]
    return replace(clause, marks=tuple(rest))
