"""Sentences: a text cut where one ends."""

import re

TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("Dr", "Mr", "Mrs", "Ms", "St", "No", "Inc", "Ltd", "vs", "Prof"))
END = re.compile(rf"(?<=[.!?])(?<!\b[A-Z]\.){TITLES}\s+(?=[\w“\"'])|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, at least one; titles and initials end none."""
    return [part.strip() for part in END.split(text) if part.strip()] or [text]
