"""Papers: short requests that can only be about a quote, an order or a deal, as "pdf of quote 12"."""

import re
from collections.abc import Sequence

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.baskets import counted
from bot.understanding.slots.filling import Clause, fill
from skills.skill import all_skills
from storage.lines import HEADERS

PRINTED = re.compile(r"\b(?:pdfs?|printout|printed|hard copy|(?:as|to|into|in) an? (?:document|file))\b", re.IGNORECASE)
QUOTE = re.compile(r"\b(?:quote|quotation|offer)\b", re.IGNORECASE)
ADDS = re.compile(
    r"^(?:please |pls |can you |could you |also |and |now |then |ok )*(?:add|put|include|throw in|take|remove|drop"
    r"|strike|set|change|make|products on|products for|lines? on)\b",
    re.IGNORECASE,
)
BEARER = re.compile(
    r"\b(?:to|on|onto|from|off|of|in|into|for)\b.{0,40}\b(?:quote|quotation|offer|order|deal)\b", re.IGNORECASE
)
FEW = 7
LONGEST = 14
"""Words of such a request."""


def asked_on_paper(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The quote as a document, or the line that is added or taken off; None for anything else."""
    if len(text.split()) > LONGEST or (text.rstrip().endswith("?") and not PRINTED.search(text)):
        return None
    clause = Clause(text, tuple(marks), (), context, Respelled(text, text))
    if PRINTED.search(text) and _is_of_a_quote(text, marks, context):
        return Intent("quote_document", fill(all_skills()["quote_document"], clause), 1.0, text)
    if ADDS.search(text) and BEARER.search(text) and counted(clause):
        return Intent("add_line", fill(all_skills()["add_line"], clause), 1.0, text)
    return _taken_off(clause) if len(text.split()) <= FEW and ADDS.search(text) else None


def _taken_off(clause: Clause) -> Intent | None:
    """What is taken off the quote, the order or the deal that was spoken of last: "take the cards off again"."""
    last = clause.context.memory.latest(*HEADERS, "case", "lead", "contact", "reminder")
    slots = fill(all_skills()["add_line"], clause) if last and last["kind"] in HEADERS else {}
    told = slots.get("how") == "remove" and isinstance(slots.get("product"), dict)
    return Intent("add_line", slots, 1.0, clause.text) if told else None


def _is_of_a_quote(text: str, marks: Sequence[Mark], context: Context) -> bool:
    """Whether a quote is said, or was spoken of last and nothing else is named."""
    last = context.memory.latest("quote", "deal", "case", "lead", "contact", "order")
    named = any(mark.kind == "record" for mark in marks)
    return bool(QUOTE.search(text)) or (last is not None and last["kind"] == "quote" and not named)
