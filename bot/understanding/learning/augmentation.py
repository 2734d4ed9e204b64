"""Varies the training sentences, so that what is learned holds for other names and for hasty typing."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from random import Random
from zlib import crc32

from bot.understanding.learning.masks import mask
from bot.understanding.learning.seen import RECORD_SLOTS, recognised
from bot.understanding.learning.sentences import Sentence, Span

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

NEW_NAMES = ("name", "company", "vendor")
"""Slots that name something that is in no store yet."""

TEXTS = ("about", "comment", "preference", "reason", "resolution", "subject", "summary")
"""Slots of free text, which may be anything whatever the words around them."""

UNSLIPPED = 0.6
"""Share of the sentences with names that get no copy with slips of the fingers."""

Pools = Mapping[str, Sequence[Sentence]]
"""Marked words, as sentences of their own, by what may stand in their place; in the order of their `number`."""


def pools(sentences: Sequence[Sentence]) -> Pools:
    """Return the names in the sentences, by kind, and the new names and free texts, by skill and slot."""
    found: dict[str, dict[str, Sentence]] = {}
    for sentence in sentences:
        for span in sentence.spans:
            piece = extract(sentence, span)
            found.setdefault(_pool(sentence, span), {})[piece.text] = piece
    return {pool: sorted(pieces.values(), key=number) for pool, pieces in found.items() if pool}


def number(piece: Sentence) -> int:
    """Return a number of 32 bits for the words of a piece, always the same for the same words."""
    return crc32(piece.text.encode())


def drawn(pool: Sequence[Sentence], chance: Random) -> Sentence:
    """Return one of a pool. What is drawn stays the same, mostly, when the pool grows: see `Descriptions`."""
    return pool[bisect_left(pool, chance.getrandbits(32), key=number) % len(pool)]


def extract(sentence: Sentence, span: Span) -> Sentence:
    """Return the words of a mark as a sentence, with what is marked and seen within."""
    spans, seen = (
        tuple(Span(s.slot, s.start - span.start, s.end - span.start) for s in group if _within(s, span))
        for group in (sentence.spans, sentence.seen)
    )
    return Sentence(sentence.skill, sentence.words(span), spans, seen)


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _pool(sentence: Sentence, span: Span) -> str:
    if span.slot in NEW_NAMES or span.slot in TEXTS:
        return f"{sentence.skill} {span.slot}"
    seen = any((span.start, span.end) == (other.start, other.end) for other in sentence.seen)
    return RECORD_SLOTS.get(span.slot, "") if seen else ""


def swapped(sentence: Sentence, words: Pools, chance: Random) -> Sentence:
    """Return the sentence with its names and free texts taken from other sentences."""
    for span in reversed(sentence.outer()):
        if pool := words.get(_pool(sentence, span)):
            sentence = replaced(sentence, span, drawn(pool, chance))
    return sentence


def replaced(sentence: Sentence, old: Span, piece: Sentence) -> Sentence:
    """Return the sentence with other words, marked and seen as they are, in one mark."""
    text = sentence.text[: old.start] + piece.text + sentence.text[old.end :]
    shift = len(piece.text) - (old.end - old.start)
    spans = [_moved(span, old, shift) for span in sentence.spans if span == old or not _within(span, old)]
    seen = [_moved(span, old, shift) for span in sentence.seen if not _within(span, old)]
    spans += [_shifted(span, old.start) for span in piece.spans if span.end - span.start < len(piece.text)]
    seen += [_shifted(span, old.start) for span in piece.seen]
    return Sentence(sentence.skill, text, tuple(sorted(spans, key=_place)), tuple(sorted(seen, key=_place)))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.slot, span.start + by, span.end + by)


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _moved(span: Span, old: Span, shift: int) -> Span:
    start = span.start + (shift if span.start >= old.end else 0)
    return Span(span.slot, start, span.end + (shift if span.end >= old.end else 0))


def mistyped(text: str, chance: Random) -> str:
    """Return the text with one slip of the fingers: a letter doubled, lost, swapped or from the next key."""
    places = [place for place in range(1, len(text) - 1) if text[place - 1 : place + 2].isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    before, letter, after, rest = text[:place], text[place], text[place + 1], text[place + 2 :]
    slips = (after + letter, letter + letter + after, after, _beside(letter, chance) + after)
    return before + chance.choice(slips) + rest


def _beside(letter: str, chance: Random) -> str:
    for keys in KEYS:
        if (place := keys.find(letter.lower())) >= 0:
            return chance.choice(keys[max(place - 1, 0) : place + 2])
    return letter


def masked(sentence: Sentence) -> str:
    """Return the text of a sentence with all that would be recognised masked."""
    return mask(sentence.text, recognised(sentence))


def variations(sentence: Sentence, words: Pools, chance: Random) -> list[str]:
    """Return other wordings for the router: with names that nothing recognised, and for some with slips."""
    other = swapped(sentence, words, chance)
    plain = [other.text] if recognised(other) else []
    if plain and chance.random() < UNSLIPPED:
        return plain
    kept = [span for span in recognised(other) if chance.random() < 0.7]
    return [*plain, mistyped(mistyped(mask(other.text, kept), chance), chance)]
