"""What is left behind: the value that a record had before it goes on to another."""

import re

WAS_BEFORE = re.compile(r"\b(?:from|not|no longer|(?:isn|wasn)'?t)\s+$", re.IGNORECASE)
WAS_AFTER = re.compile(r"\s*(?:to|-+>|=+>|→)\s*\w", re.IGNORECASE)


def is_left(text: str, start: int, end: int) -> bool:
    """Whether a value is the one that was: "from open to contacted", "proposal → negotiation", "not proposal"."""
    return bool(WAS_BEFORE.search(text[:start]) or WAS_AFTER.match(text, end))
