"""Narrowing: an answer that leaves out some of the records about to be changed - "no, only the ones in Munich"."""

import re
from dataclasses import replace

from bot.understanding.intents import Intent
from bot.understanding.many.selection import Selection, selected_by
from bot.understanding.marks import find_marks
from bot.understanding.questions.drafts import OPPOSITE
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause

LEAD = r"(?:(?:no|nope|nah|yes|yeah|yep|ok|okay|sure|wait|hm+|but|and|please|sorry|well|actually|do it)\b[ ,.!–-]*)*"
ONLY = re.compile(rf"{LEAD}(?:do |make it |take |i mean |i meant )?(?:only|just)\b", re.IGNORECASE)
OUT = re.compile(
    rf"{LEAD}(?:do |all )?"
    r"(?:but not|but|not|except(?: for)?|without|leave out|leaving out|skip|exclude|excluding|minus|keep|spare)\b",
    re.IGNORECASE,
)
YES_BUT = re.compile(r"\s*(?:yes|yeah|yep|ok|okay|sure)\b.*\b(?:but|only|just|except|instead|without)\b", re.IGNORECASE)


def narrowed(text: str, intent: Intent, context: Context) -> Selection | None:
    """What is left of the records that the intent would change, and the words not understood; None for no such answer.

    What is asked for is only ever taken from, never added to.
    """
    filters, entity = intent.slots.get("filters"), intent.slots.get("entity", "")
    said, out = ONLY.match(text), OUT.match(text)
    if filters is None or not (said or out or YES_BUT.match(text)):
        return None
    match = said or out
    if match is None:
        return Selection(entity, filters, (text.strip(),))
    marks = find_marks(text, context.now, context.directory)
    clause = Clause(text, marks, (), context, Respelled(text, text))
    more = selected_by(clause, " " * match.end() + text[match.end() :], entity)
    if more.entity != entity:
        return None
    added = more.filters if said else [[name, OPPOSITE.get(op, ""), value] for name, op, value in more.filters]
    if not added or (out and len(added) > 1) or any(not op for _, op, _ in added):
        return replace(more, filters=filters, unread=more.unread or (text.strip(),))
    return Selection(entity, [*filters, *(each for each in added if each not in filters)], more.unread)
