"""Finds the names of records in a sentence, in every way people write them."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from bot.understanding.names.answers import answers
from bot.understanding.names.candidates import Candidate, candidates
from bot.understanding.names.index import NameIndex
from bot.understanding.names.narrowing import narrow
from bot.understanding.names.parts import Name
from bot.understanding.names.sightings import Sighting, apart, sightings

__all__ = ["Candidate", "Mention", "Name", "Names"]


class Mention(NamedTuple):
    """A name in a text, at `text[start:end]`, and the records it may mean, likeliest first."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]


class Names:
    """A gazetteer: the names of all records, to be found in what is said."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._index = NameIndex(names)

    def __len__(self) -> int:
        return len(self._index)

    def add(self, *names: Name) -> None:
        """Know the names of a record, in place of those it had before."""
        self._index.add(*names)

    def remove(self, kind: str, id: int) -> None:
        """Forget a record's names; one that is not known is no error."""
        self._index.remove(kind, id)

    def find(self, text: str) -> list[Mention]:
        """The names in a text, in its order; of overlapping ones the longest and likeliest."""
        places = apart(sightings(text, self._index))
        narrow(places)
        ranked = {
            place.meant: _ranked(_candidates(place)) for place in {place.meant: place for place in places}.values()
        }
        return [Mention(place.start, place.end, text[place.start : place.end], ranked[place.meant]) for place in places]

    def look_up(self, text: str, kinds: Collection[str] | None = None, limit: int = 5) -> list[Candidate]:
        """The records that a name said by itself may mean, likeliest first: "the Logistics one", "Petrova"."""
        return list(_ranked(answers(text, self._index, kinds))[:limit])


def _candidates(place: Sighting) -> Iterator[Candidate]:
    for role, (names, sureness, ordinary), spoken in place.found:
        yield from candidates(names, role, spoken, sureness, ordinary)


def _ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each record once, with the best of its scores."""
    ranked = sorted(found, key=lambda each: (-each.score, each.name))
    best: dict[tuple[str, int], Candidate] = {}
    for each in ranked:
        best.setdefault((each.kind, each.id), each)
    return tuple(best.values())
