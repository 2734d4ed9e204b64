"""Pipelines: the one that a clause speaks of, one that there is or the name of a new one."""

import re
from typing import TYPE_CHECKING, Any

from bot.understanding.slots.stages import WORD
from storage.pipelines import Pipeline

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

DEALS = r"(?:pipelines?|deals?|opps?|opportunit(?:y|ies)|stages?|business|forecast)"
NEW = (
    r"\b(?:another|different|other|wrong) pipelines?\b.{0,30}?"
    r"\b(?:the|be|into) ([^\W\d_][\w&-]*(?:\s[^\W\d_][\w&-]*)?) one\b",
    r"\b(?:in|into|to) the ([^\W\d_][\w&-]*) pipelines?(?= (?:called|named))",
    r"\bpipelines? (?:called |named |for )[\"“']?([^\W\d_][\w&' -]*?)[\"”']?"
    r"(?=\s*(?:$|[:;,.]|\bwith\b|\bgoes\b|\band\b))",
    r"\bpipelines? ([A-Z][\w&-]+(?: [A-Z][\w&-]+)*)",
    r"\b(?:the|our|my|an?|new|in|into|to|for|set|set up|have)\s+([^\W\d_][\w&-]*(?:\s[^\W\d_][\w&-]*)?)\s+pipelines?\b",
    r"\bset (?:the |our )?([^\W\d_][\w&-]*) stages\b",
    r"^\W*([^\W\d_][\w&-]*) pipeline\b",
)
"""Where the name of a pipeline stands that there is not yet."""
END = r"(?=\s*(?:$|[.,:;!?]|please\b|pls\b))"
NO_NAMES = frozenset(
    """the our my an a new this that whole entire current total full open weighted sales deal deals your their his
    her in into to for set up of and all team default main same other second another set change update show see
    what which stages stage own its separate second extra more fresh wrong one forecast quarter month quarters
    months next last years year big healthy add make create""".split()
)


def pipeline_told(clause: "Clause") -> Any:
    """The pipeline that a clause speaks of: one that there is, or the name of a new one; None where none is told."""
    known = clause.context.crm.pipelines.all()
    for pipeline in reversed(known):
        if _is_named(clause.text, pipeline):
            return {"kind": "pipeline", "id": pipeline.id, "name": pipeline.name}
    spoken = (match[1] for pattern in NEW for match in re.finditer(pattern, clause.said.typed))
    return next((name for words in spoken if (name := _name(words))), None)


def _name(words: str) -> str:
    """The words as a name, without small ones before it; empty where they are none."""
    told = words.split()
    while told and told[0].casefold() in NO_NAMES:
        told = told[1:]
    return " ".join(told) if told and told[-1].casefold() not in NO_NAMES else ""


def _is_named(text: str, pipeline: Pipeline) -> bool:
    words = [re.escape(word) for word in WORD.findall(pipeline.name)]
    name = r"[\s'-]+".join([*words[:-1], rf"{words[-1].removesuffix('s')}e?s?"]) if words else r"\0"
    beside = rf"\b{name}\s+(?:pipelines?|stages?)\b|\bpipelines? (?:called |named )?[\"“']?{name}\b"
    alone = rf"\b{name}\s+{DEALS}\b|\b(?:in|into|to|onto|for|of)\s+(?:the |our |my )?{name}{END}"
    goes = rf"^\W*(?:our |the |my )?{name} (?:goes|go)\b|^\W*{name}\s*:"
    return bool(re.search(beside if pipeline.is_default else f"{beside}|{alone}|{goes}", text, re.IGNORECASE))
