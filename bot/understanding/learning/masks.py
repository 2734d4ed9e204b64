"""Hides what was recognised in a text, so that a sentence is told by its words and not by whose name is in it."""

from collections.abc import Sequence

MASKS = {
    "customer": "customername",
    "contact": "contactname",
    "lead": "leadname",
    "deal": "dealname",
    "product": "productname",
    "campaign": "campaignname",
    "segment": "segmentname",
    "person": "personname",
    "email": "someone@mail.com",
    "phone": "555 0100",
    "case": "17",
}
"""The word a recognised span becomes, by its kind. Kinds that are not here stay as they were said."""

RECORDS = frozenset(("customer", "contact", "lead", "deal", "product", "campaign", "segment", "person"))
"""Kinds that have a name of their own."""


def mask(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Replace each span `(start, end, kind)` by its mask; of overlapping spans the first, longest one counts."""
    masked, position = "", 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if kind in MASKS and start >= position:
            masked += text[position:start] + MASKS[kind]
            position = end
    return masked + text[position:]
