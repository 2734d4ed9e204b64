"""What the recognisers find in a training sentence: just what they would find in it while the assistant is in use.

The names of records that it marks stand for the store's; names of new things are in no store and are not found.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zlib import crc32

from bot.understanding.learning.masks import RECORDS
from bot.understanding.learning.sentences import Sentence, Span
from bot.understanding.marks import find_marks, masked_spans
from bot.understanding.names.candidates import Candidate
from bot.understanding.names.directory import Directory
from bot.understanding.names.gazetteer import Mention

NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)
"""Any moment will do: only where dates stand is learned, not what they are."""

RECORD_SLOTS = {
    **{kind: kind for kind in RECORDS},
    **dict.fromkeys(("keep", "merge", "one", "other"), "customer"),
    "record": "any",
    **dict.fromkeys(("owner", "assignee", "person"), "person"),
}
"""Slots that name a record, and of which kind."""

NEW = {"add_customer": "customer", "add_contact": "contact", "add_lead": "lead", "add_product": "product"}
"""Skills whose `name` is of something new; now and then it is there already, and then it is seen."""

KNOWN_ALREADY = 5
"""One in so many of the new names is taken to be there already."""

ANY = ("customer", "contact", "deal", "customer", "contact", "lead", "product")
"""The kinds that a record of any kind is taken for, in turn."""

UNNAMED = re.compile(
    r"(?:me|my|mine|myself|i|we|us|our|you|he|she|him|her|his|they|them|their|it|its|this|that|these|those|whoever"
    r"|everyone|everybody|somebody|nobody|all|both|(?:the|my|his|her|our|their|that|this) [a-z ]+|#?\d+)",
)
"""Words that point at a record without its name."""


def with_seen(sentence: Sentence) -> Sentence:
    """Return the sentence with what the recognisers find in it."""
    found = masked_spans(find_marks(sentence.text, NOW, MarkedNames(sentence)))
    return replace(sentence, seen=tuple(Span(kind, start, end) for start, end, kind in found))


def recognised(sentence: Sentence) -> Sequence[tuple[int, int, str]]:
    """Return what is seen in a sentence as masks and the tagger take it: start, end and kind."""
    return [(span.start, span.end, span.slot) for span in sentence.seen]


class MarkedNames(Directory):
    """A directory that knows just the records which a sentence marks."""

    def __init__(self, sentence: Sentence) -> None:
        """Take the names from the sentence's marks."""
        super().__init__()
        self._mentions = [
            _mention(sentence, span)
            for span in sentence.spans
            if _named(sentence, span) and not UNNAMED.fullmatch(sentence.words(span))
        ]

    def find(self, text: str) -> list[Mention]:
        """Return the marked records."""
        return self._mentions


def _named(sentence: Sentence, span: Span) -> bool:
    """Whether the words name a record of the store."""
    if span.slot == "name" and sentence.skill in NEW:
        return _number(sentence.words(span)) % KNOWN_ALREADY == 0
    return span.slot in RECORD_SLOTS


def _kind(sentence: Sentence, span: Span) -> str:
    if span.slot == "name":
        return NEW[sentence.skill]
    return ANY[_number(sentence.text) % len(ANY)] if span.slot == "record" else RECORD_SLOTS[span.slot]


def _number(words: str) -> int:
    """A number that is always the same for the same words."""
    return crc32(words.encode())


def _mention(sentence: Sentence, span: Span) -> Mention:
    words = sentence.words(span)
    return Mention(span.start, span.end, words, (Candidate(_kind(sentence, span), 0, words, 1.0, "exact"),))
