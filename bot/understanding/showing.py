"""Showing: a message that asks for nothing but to see one campaign or segment, or the speaker's own day."""

import re
from collections.abc import Sequence

from bot.understanding.intents import Intent
from bot.understanding.marks import Mark

BEFORE = re.compile(
    r"(?:please |pls |can you |could you |and |now )*(?:show|display|see|pull up|look at|what is|how is|how did"
    r"|how does|how's|what about)(?: me| us)?(?: the| our)?(?: campaign| segment)?(?: called| named)? *[\"“*]?",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"[\"”*]?(?: (?:campaign|segment|group))?(?: (?:doing|going|do|go|look(?:ing)?|like|so far|please|pls|now|today"
    r"|perform(?:ing)?|stand))*[ .!?]*",
    re.IGNORECASE,
)
SHOWN = ("campaign", "segment")
DAY = re.compile(
    r"(?:please |pls |and |now |good morning[,.!]* )*(?:(?:show|tell|give)(?: me)? |what(?:'s| is) (?:on |in )?"
    r"|how(?:'s| is| does) )?my day(?: look(?:s|ing)?(?: like)?)?(?: today)?[ ,]*(?:please|pls)?[ .!?]*",
    re.IGNORECASE,
)
"""How people ask what their day holds."""
NUMBERED = re.compile(r"(?:case|quote|order) (?:no\.? ?|nr\.? ?|number |#)?\d+[ ?!.]*", re.IGNORECASE)
"""A paper or a case named by its number, and nothing else."""


def shown(text: str, marks: Sequence[Mark]) -> Intent | None:
    """The request to show the one campaign or segment that the message is about, or the day; None for anything else."""
    if DAY.fullmatch(text):
        return Intent("suggest_action", {}, 1.0, text)
    records = [mark for mark in marks if mark.kind == "record"]
    if len(records) != 1 or len({each.kind for each in records[0].candidates} & set(SHOWN)) != 1:
        return None
    (mark,) = records
    if BEFORE.fullmatch(text[: mark.start]) and AFTER.fullmatch(text[mark.end :]):
        kind = next(kind for kind in SHOWN if mark.is_one(kind))
        return Intent("show_record", {"record": mark.as_record(kind)}, 1.0, text)
    return None
