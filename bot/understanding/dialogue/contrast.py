"""Contrasts: "not 5k, 50k", "a meeting, not a call" - what is meant, and what is not."""

import re

NOT_THIS = re.compile(
    r"^(?:it|that|this)?(?:'?s| is| was)? ?(?:not|wasn'?t|isn'?t|weren'?t) (?:a |an |the )?(?P<wrong>[^,;]+?)"
    r"(?:\s*[,;–—-]\s*(?:but )?|\s+but\s+)(?P<meant>.+)$",
    re.IGNORECASE,
)
THIS_NOT = re.compile(
    r"^(?P<meant>.+?)(?:[,;]\s*|\s+)(?:and )?(?:not|instead of|rather than) (?:a |an |the )?(?P<wrong>[^,;]+)$", re.I
)


def meant_by(text: str) -> tuple[str, str]:
    """The words for what is meant, and for what is said not to be; the whole text and nothing where nothing is."""
    said = text.strip(" .!?")
    found = NOT_THIS.match(said) or THIS_NOT.match(said)
    return (found["meant"], found["wrong"]) if found else (text, "")
