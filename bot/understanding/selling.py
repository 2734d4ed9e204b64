"""Selling: questions that sound like talk but ask for records - what somebody bought, what will be sold out soon."""

import re
from collections.abc import Sequence

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark
from bot.understanding.questions.asking import ask_find
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause

BOUGHT = re.compile(
    r"(?:(?:so|and|ok|please|hey|show me|tell me|list)[ ,]+)*(?:what|everything|all|which products|which things)"
    r"(?: all| else)?(?:'s|'ve| did| has| have| had| does| do| that)?\b.{1,60}?"
    r"\b(?:buy|buys|bought|order|orders|ordered|purchase|purchases|purchased)"
    r"(?! (?:from|off) (?!us\b))(?: (?:from us|so far|ever|yet|already|before|from us so far))*\b[^,;]{0,40}[?.! ]*",
    re.IGNORECASE,
)
WHY = re.compile(
    r"\b(?:why|how|say|said|think|thinks|want|wants|like|likes|plan|planning|next|should|could|might|will)\b", re.I
)
RUNS_OUT = re.compile(
    r"(?:(?:so|and|ok|please|hey)[ ,]+)*(?:(?:what|which|anything|show|list|tell|do we|are we|is there|will)\b.{0,40})?"
    r"\b(?:(?:run(?:s|ning)?|sells?|selling|sold) out|run(?:s|ning)? (?:short|low)|gone|out of stock|run out of)"
    r"(?: of)?(?: stock)?(?: (?:soon|next|first|shortly|this month|next month|in the next \w+(?: \w+)?))+[?.! ]*",
    re.IGNORECASE,
)
ABOUT_TO = re.compile(
    r"\b(?:what|which)\b.{0,30}\b(?:about to|going to|will(?: we)?|do we|might) "
    r"(?:soon )?(?:run out of|be (?:sold out|out of stock|gone)|sell out)(?: of)?(?: soon| next| first)?[?.! ]*$",
    re.IGNORECASE,
)
SOON = 30  # days
LONGEST = 14
"""Words of such a question."""


def asked_of_sales(text: str, marks: Sequence[Mark], context: Context) -> Intent | None:
    """The question as `find_records`; None for anything else."""
    if len(text.split()) > LONGEST:
        return None
    if RUNS_OUT.fullmatch(text.strip()) or ABOUT_TO.search(text):
        return Intent(
            "find_records", {"entity": "product", "filters": [["days_left", "<", SOON]], "sort": "days_left"}, 1.0, text
        )
    if not BOUGHT.fullmatch(text.strip()) or WHY.search(text) or any(mark.is_one("product") for mark in marks):
        return None
    asked = ask_find(Clause(text, tuple(marks), (), context, Respelled(text, text)))
    whose = any(name == "customer" for name, *_ in asked.slots.get("filters", ()))
    return Intent("find_records", asked.slots, 1.0, text) if whose and asked.slots.get("entity") == "order" else None
