"""Hides what was recognised in a text, so that a sentence is told by its words and not by whose name is in it."""

import re
from collections.abc import Iterator, Sequence

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
    "content": "this",
}
"""The word a recognised span becomes, by its kind. Kinds that are not here stay as they were said."""

RECORDS = frozenset(("customer", "contact", "lead", "deal", "product", "campaign", "segment", "person"))
"""Kinds that have a name of their own."""


PLAIN = (
    "about|regarding|re|of|for|to|that|on|at|in|by|from|is|was|are|were|isn|has|have|had|can|could|should|must|may|will"
    "|back|till|until|now|please|pls|and|or|but|number|no|nr|i|you|we|it|every|each|off|out|up|down|away|done|who|which"
    "|what|when|with|due|today|tomorrow|set"
)
"""Words that may follow "reminder" and are not yet what it is about."""
REMINDER = re.compile(
    r"\breminders? (?:(?:about|regarding|re|of|for|to|that says|saying|called) (?P<content>[^.?!;:\n]{1,300})"
    rf"|(?!(?:{PLAIN})\b|[^a-z])(?P<other>[^.?!;:,\n]{{1,300}}))",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"(?P<content>(?:\S+\s+){4,400}?\S+)"|“(?P<other>(?:\S+\s+){4,400}?\S+)”')
BEYOND = re.compile(r",|\s(?:and|then|please|pls|can|is|was|has|till|until)\b", re.IGNORECASE)


def mask(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Replace each span `(start, end, kind)` by its mask; of overlapping spans the first, longest one counts.

    What a reminder is about and what is quoted at length is masked with all that is in it: it may be about anything.
    """
    masked, position = "", 0
    for start, end, kind in sorted([*spans, *_contents(text, spans)], key=lambda span: (span[0], -span[1])):
        if kind in MASKS and start >= position:
            masked += text[position:start] + MASKS[kind]
            position = end
    return masked + text[position:]


def _contents(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Where the text tells what a reminder is about, up to its day, and what is quoted in five words or more."""
    for match in QUOTED.finditer(text):
        yield *match.span(match.lastgroup or 0), "content"
    days = [start for start, _, kind in spans if kind == "date"]
    for match in REMINDER.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        end = min([end, *(day for day in days if day > start)])
        beyond = BEYOND.search(text, start, end)
        end = beyond.start() if beyond else len(text[:end].rstrip())
        if start not in days and end > start:
            yield start, end, "content"
