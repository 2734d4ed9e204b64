"""Words so common that one of them alone names nobody: "will", "order", "monday", "the"."""

from functools import cache
from pathlib import Path


@cache
def function_words() -> frozenset[str]:
    """Words that only hold a sentence together: a name is never told by them."""
    return _sections()["function"]


@cache
def capitalised_words() -> frozenset[str]:
    """Days, months and places: ordinary words that have a capital whatever they mean."""
    return _sections()["capitalised"]


@cache
def ordinary_words() -> frozenset[str]:
    """All common words, those of the other two lists among them."""
    return frozenset().union(*_sections().values())


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    sections = (section.split() for section in text.split("["))
    return {words[0].rstrip("]"): frozenset(words[1:]) for words in sections if words}
