"""A name said by itself, as in the answer to "which one?": any of its words will do, in any order."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.understanding.names.candidates import Candidate, Spoken, candidates
from bot.understanding.names.index import NameIndex, Role
from bot.understanding.names.parts import Name, core_of, words_of
from bot.understanding.names.readings import readings
from bot.understanding.names.words import Word, read_words

POINTING = frozenset(
    """
    the a an one ones it its is that this from at in with for please company account customer
    """.split()
)
ONE_OF_MANY = 0.7


class Hit(NamedTuple):
    """A word said, and the part of a name it is or is a misspelling of."""

    said: str
    role: Role
    key: str


Hits = dict[Name, Hit]


def answers(text: str, index: NameIndex, kinds: Collection[str] | None = None) -> Iterator[Candidate]:
    """All records of the kinds (of any, if None) that the words may mean."""
    words = read_words(text)
    yield from _as_said(text, words, index, kinds)
    telling = [word for word in words if word.key not in POINTING]
    yield from _by_words(telling, index, kinds)


def _as_said(text: str, words: Sequence[Word], index: NameIndex, kinds: Collection[str] | None) -> Iterator[Candidate]:
    """Those of which all the words together are a part."""
    for reading in readings(words, [[]] * len(words), index):
        if reading.first == 0 and reading.last == len(words) - 1:
            said = Spoken(text[words[0].start : reading.end], reading.key, reading.key, formed=reading.formed)
            for role, names in index.holders(reading.key):
                wanted = (name for name in names if kinds is None or name.kind in kinds)
                yield from candidates(wanted, role, said)


def _by_words(words: Sequence[Word], index: NameIndex, kinds: Collection[str] | None) -> Iterator[Candidate]:
    """Those that have every word that any name has, or else those that have one of them."""
    found = [hits for word in words if (hits := _hits(word, index, kinds))]
    initials = [word.key for word in words if len(word.key) == 1]
    both = [name for name in min(found, key=len, default={}) if all(name in hits for hits in found)]
    for name in both:
        if all(any(part.startswith(initial) for part in words_of(name.text)) for initial in initials):
            yield from _scored(name, [hits[name] for hits in found])
    if not both:
        for hits in found:
            for name, hit in hits.items():
                yield from _scored(name, [hit], ONE_OF_MANY)


def _hits(word: Word, index: NameIndex, kinds: Collection[str] | None) -> Hits:
    if len(word.key) == 1:
        return {}
    spelt = [key for key in (word.key, word.stem) if key and index.knows(key)]
    hits: Hits = {}
    for key in spelt or index.misspellings.near(word.key):
        for role, names in index.holders(key):
            for name in names:
                if kinds is None or name.kind in kinds:
                    hits.setdefault(name, Hit(key if spelt else word.key, role, key))
    return hits


def _scored(name: Name, hits: Sequence[Hit], sureness: float = 1.0) -> Iterator[Candidate]:
    said, key = "".join(hit.said for hit in hits), "".join(hit.key for hit in hits)
    role = Role.WHOLE if {hit.key for hit in hits} >= set(core_of(name)) else hits[0].role
    return candidates([name], role, Spoken("", said, key, misspelt=said != key), sureness)
