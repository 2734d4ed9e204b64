"""Where in a sentence names may be, and which of those that overlap count."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.understanding.names.candidates import ALIKE, Spoken, likeness
from bot.understanding.names.evidence import Bearers, Sentence, bearers
from bot.understanding.names.index import NameIndex, Role
from bot.understanding.names.initials import initialled
from bot.understanding.names.ordinary import ordinary_words
from bot.understanding.names.readings import Reading, readings
from bot.understanding.names.words import Word, read_words

WEIGHTS = {Role.WHOLE: 1.0, Role.INITIALLED: 0.9, Role.BEGINNING: 0.85, Role.SURNAME: 0.8, Role.ENDING: 0.8}

SOUGHT = 40
"""Words of a text that may be misspellings: unknown ones first; so many are only in very long texts."""


@dataclass
class Sighting:
    """A place where a name may be, and the names it may be."""

    start: int
    end: int
    weight: float = 0.0
    found: list[tuple[Role, Bearers, Spoken]] = field(default_factory=list)

    def add(self, role: Role, found: Bearers, spoken: Spoken) -> None:
        """Take in some names; a longer and surer place weighs more."""
        if found.names:
            sureness = found.sureness * (likeness(spoken) if spoken.misspelt else 1)
            self.weight = max(self.weight, (self.end - self.start) * WEIGHTS[role] * sureness)
            self.found.append((role, found, spoken))

    @property
    def meant(self) -> Hashable:
        """The same for two places where the same is said of the same names."""
        return tuple((role, id(names), sureness, spoken) for role, (names, sureness, _), spoken in self.found)


def sightings(text: str, index: NameIndex) -> list[Sighting]:
    """All places in a text where a known name may be; they may overlap."""
    words = read_words(text)
    sentence = Sentence(
        words, [not word.ordinary and (index.knows(word.key) or index.knows(word.stem)) for word in words]
    )
    places: dict[tuple[int, int], Sighting] = {}

    def at(start: int, end: int) -> Sighting:
        return places.setdefault((start, end), Sighting(start, end))

    for reading in _known_readings(sentence, index):
        spoken = _spoken(text, words, reading)
        for role, names in index.holders(reading.key):
            place = at(words[reading.first].start, reading.end)
            place.add(role, bearers(sentence, reading, role, names), spoken)
    for first, end, people in initialled(words, index):
        place = at(words[first].start, end)
        place.add(Role.INITIALLED, Bearers(people), Spoken(text[place.start : end], "", ""))
    return [place for place in places.values() if place.weight]


def apart(places: Sequence[Sighting]) -> list[Sighting]:
    """Those that count: of overlapping ones the weightiest. In the order of the text."""
    settled: list[Sighting] = []
    taken = bytearray(max((place.end for place in places), default=0))
    for place in sorted(places, key=lambda place: -place.weight):
        if not any(taken[place.start : place.end]):
            taken[place.start : place.end] = bytes([1]) * (place.end - place.start)
            settled.append(place)
    return sorted(settled, key=lambda place: place.start)


def near_words(words: Sequence[Word], index: NameIndex) -> list[list[str]]:
    """For each word the known ones it may be a misspelling of; ordinary words are spelt as they are."""
    spoken = [word.stem if word.possessive else word.key for word in words]
    telling = dict.fromkeys(key for word, key in zip(words, spoken, strict=True) if not word.ordinary)
    sought = sorted(telling, key=index.knows)[:SOUGHT]
    near = {key: index.misspellings.near(key) for key in sought}
    return [[] if word.ordinary else near.get(key, []) for word, key in zip(words, spoken, strict=True)]


def _known_readings(sentence: Sentence, index: NameIndex) -> Iterator[Reading]:
    words, known = sentence
    for reading in readings(words, near_words(words, index), index):
        lone = reading.first == reading.last
        if not reading.misspelt:
            yield reading
        elif lone and (known[reading.first] or reading.key in ordinary_words() or _by_stranger(words, reading)):
            continue
        elif likeness(_spoken("", words, reading)) >= ALIKE:
            yield reading


def _spoken(text: str, words: Sequence[Word], reading: Reading) -> Spoken:
    run = words[reading.first : reading.last + (not reading.formed)]
    last = run[-1].stem if run[-1].possessive else run[-1].key
    letters = "".join(word.key for word in run[:-1]) + last
    said = text[run[0].start : reading.end]
    return Spoken(said, letters, reading.key, reading.misspelt, reading.formed, _by_stranger(words, reading))


def _by_stranger(words: Sequence[Word], reading: Reading) -> bool:
    """Whether the word before or after is written like one more name of the same person."""
    before, after = words[: reading.first][-1:], words[reading.last + 1 :][:1]
    if before and words[reading.first].joins and _is_strange(before[0]) and not before[0].possessive:
        return True
    possessive = words[reading.last].possessive
    return bool(after) and after[0].joins and _is_strange(after[0]) and after[0].capital and not possessive


def _is_strange(word: Word) -> bool:
    return word.proper and not word.ordinary and len(word.key) > 1
