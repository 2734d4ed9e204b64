"""Paging: "more", "the next ones" after a list of which there is more than was shown."""

import re

from bot.understanding.intents import Intent
from bot.understanding.reader import Context

NEXT = re.compile(
    r"^(?:ok|okay|and|now|please|can you|could you)?[ ,]*(?:(?:show|list|give)(?: me)?[ ,]*)?(?:the )?"
    r"(?:next(?: (?:ones?|page|\d+|ten))?|(?:some |a few )?more(?: of (?:them|those|these))?)"
    r"[ .?!]*(?:please)?[ .?!]*$",
    re.IGNORECASE,
)


def paged(text: str, context: Context) -> Intent | None:
    """The next part of the list last shown; None where there is none or the message asks for something else."""
    slots = context.memory.shown.slots if context.memory.shown else {}
    if not slots.get("next") or not NEXT.match(text):
        return None
    told = {name: slots[name] for name in ("entity", "filters", "sort", "limit") if slots.get(name)}
    return Intent("find_records", told | {"start": slots["next"]}, 1.0, text)
