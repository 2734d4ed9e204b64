"""Kinds: which of the records that share a name are meant, told by the noun beside it or by what they are."""

import re
from collections.abc import Sequence

from bot.understanding.names.candidates import NAMED_AFTER_OTHERS, Candidate
from bot.understanding.names.evidence import NOUNS

BEFORE = re.compile(r"([a-z]+) [\"“'*]?$", re.IGNORECASE)
CREATING = re.compile(r"\b(?:new|add|create|another|an?) (?:[a-z]+ )?[a-z]+ [\"“'*]?$", re.IGNORECASE)
"""What is made new has none of the names there are: in "new deal Kestrel" that is the customer."""
AFTER = re.compile(r"[\"”'*]? ([a-z]+)\b", re.IGNORECASE)


def of_the_kind_said(found: Sequence[Candidate], text: str, start: int, end: int) -> Sequence[Candidate]:
    """Those of the kind that the noun beside the name says: "the Kestrel deal", "deal Kestrel"; all where none does."""
    beside = AFTER.match(text, end), BEFORE.search(text[max(start - 24, 0) : start])
    if CREATING.search(text, 0, start):
        return found
    for kind in (NOUNS.get(match[1].casefold()) for match in beside if match):
        if same := [candidate for candidate in found if candidate.kind == kind]:
            return same
    return found


def chief(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The customer alone where all else that bears its name is called after it, as its deals are."""
    customers = [candidate for candidate in found if candidate.kind == "customer"]
    others = {candidate.kind for candidate in found} - {"customer"}
    return customers if customers and others <= NAMED_AFTER_OTHERS else found
