"""Examples: how people ask for a skill, one sentence of its file."""

import re
from importlib.resources import files

SLOT = re.compile(r"\{\w+:([^{}]*)\}")


def example_of(skill: str) -> str:
    """The first sentence for a skill without its slot marks; empty when there is none yet."""
    path = files("skills") / "sentences" / f"{skill}.txt"
    if not path.is_file():
        return ""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return unmarked(next((line for line in lines if line and not line.startswith("#")), ""))


def unmarked(sentence: str) -> str:
    """The sentence as it is spoken."""
    while SLOT.search(sentence):
        sentence = SLOT.sub(r"\1", sentence)
    return sentence
