"""Deputies: which of the colleagues named is the one that stands in."""

import re

from bot.understanding.marks import Mark
from bot.understanding.slots.filling import Clause

AUXILIARY = (
    r"(?:(?:'s|'ll|is|are|will|would|can|could|should|shall|may|must|has|have|was|be|being|been|to|going|also|then"
    r"|agreed|offered|promised|said|willing|happy|so|kind|as|the|person|one|who|please|meanwhile|kindly|there)\W+)*"
)
WORK = (
    r"(?:new |open |own )?"
    r"(?:reminders?|cases?|tickets?|calls?|things|stuff|desk|work|accounts?|customers?|deals?|mails?)"
)
STANDS_IN = re.compile(
    rf"^(?:[\w\s]{{0,12}}\b|\W*{AUXILIARY})(?:"
    r"stand(?:s|ing)?[ -]in|cover(?:s|ing)?|fill(?:s|ing)? in|deputi[sz](?:es?|ing)|substitut(?:es?|ing)|takes? over"
    r"|will (?:take|handle|look)|(?:has|gets|takes|handles) (?:all )?my|responsible|in charge|in my place"
    r"|act(?:s|ing)? (?:for|as)|replac(?:es?|ing) (?:me|him|her|them)"
    r"|(?:is |as |be )?(?:my|the|his|her) (?:stand-?in|deputy|backup|cover|substitute|replacement|vertretung|sub)"
    r"|(?:watch|mind|manage|run|handle|hold|keep|look|care|do|make|get|have|has|take)(?:e?s|ing)?"
    rf" (?:[\w']+ ){{0,4}}?(?:my\b|me\b|the fort|(?:his|her|their) {WORK}))",
    re.IGNORECASE,
)
"""What follows whoever stands in."""
STAND_IN_IS = re.compile(
    r"\b(?:cover(?:s|ed|ing)?(?: is| by|:)?|(?:stand-?in|deputy|replacement|substitute|backup|vertretung)"
    r"(?: is| will be| should be| shall be|:| to|,)?|stands? in(?: for \w+)?(?: is| should be| shall be| will be|:)"
    r"|stand-?in\b[^,;.]{0,30}\bto|ask|contact|instead(?: is|:)?|(?:re)?minders? to|in by|replaced by|can|could|let"
    r"|make"
    r"|let it be|have|(?:go(?:es)?|send|forward|redirect|reroute|pass|route)\b[^,;.]{0,30}\bto|colleague)\s*$",
    re.IGNORECASE,
)
"""What goes before whoever stands in."""
FOR_ME = re.compile(
    r"\b(?:she|he|they)(?:'s|'re|'ll| is| are| will)? ?(?:be )?(?:cover|stand|fill)\w*(?: in)? for me\b", re.I
)
"""With these words the one colleague named stands in: "Sofia and I agreed, she covers for me"."""


def people_in(clause: Clause) -> list[Mark]:
    """The colleagues named in a clause, in order."""
    return [mark for mark in clause.marks if mark.is_one("person")]


def stand_in(clause: Clause) -> Mark | None:
    """The colleague who is said to stand in."""
    people = people_in(clause)
    for mark in people:
        before, after = clause.text[: mark.start], clause.text[mark.end :]
        if STANDS_IN.match(after) or STAND_IN_IS.search(before):
            return mark
    return people[0] if len(people) == 1 and FOR_ME.search(clause.text) else None
