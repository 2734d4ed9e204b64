"""Varies the training sentences, so that what is learned holds for other names and for hasty typing."""

from collections.abc import Mapping, Sequence
from random import Random

from bot.understanding.masks import mask
from bot.understanding.seen import RECORD_SLOTS, recognised
from bot.understanding.sentences import Sentence, Span

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

NEW_NAMES = ("name", "company", "vendor")
"""Slots that name something that is in no store yet."""

Pools = Mapping[str, Sequence[str]]
"""Names by what they are names of."""


def pools(sentences: Sequence[Sentence]) -> Pools:
    """Return the names in the sentences: of records by their kind, of new things by skill and slot."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for span in sentence.spans:
            found.setdefault(_pool(sentence, span), set()).add(sentence.words(span))
    return {pool: sorted(words) for pool, words in found.items() if pool}


def _pool(sentence: Sentence, span: Span) -> str:
    if span.slot in NEW_NAMES:
        return f"{sentence.skill} {span.slot}"
    seen = any((span.start, span.end) == (other.start, other.end) for other in sentence.seen)
    return RECORD_SLOTS.get(span.slot, "") if seen else ""


def swapped(sentence: Sentence, names: Pools, chance: Random) -> Sentence:
    """Return the sentence with its names, old and new, taken from other sentences."""
    for index in reversed(range(len(sentence.spans))):
        if pool := names.get(_pool(sentence, sentence.spans[index])):
            sentence = replaced(sentence, sentence.spans[index], chance.choice(pool))
    return sentence


def replaced(sentence: Sentence, old: Span, words: str) -> Sentence:
    """Return the sentence with other words in one mark; what lies within it is lost."""
    text = sentence.text[: old.start] + words + sentence.text[old.end :]
    shift = len(words) - (old.end - old.start)
    spans, seen = (
        tuple(_moved(span, old, shift) for span in group if not _lost(span, old))
        for group in (sentence.spans, sentence.seen)
    )
    return Sentence(sentence.skill, text, spans, seen)


def _lost(span: Span, old: Span) -> bool:
    within = old.start <= span.start and span.end <= old.end
    return within and (span.start, span.end) != (old.start, old.end)


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


def variations(sentence: Sentence, names: Pools, chance: Random) -> list[str]:
    """Return other wordings for the router: once with names that nothing recognised, once with slips."""
    plain = swapped(sentence, names, chance).text
    half = swapped(sentence, names, chance)
    kept = [span for span in recognised(half) if chance.random() < 0.7]
    return [plain, mistyped(mistyped(mask(half.text, kept), chance), chance)]
