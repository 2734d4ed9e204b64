"""Where names are kept so that a part of one finds all that have it."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain, groupby, islice
from operator import attrgetter

from bot.understanding.names.misspellings import Misspellings
from bot.understanding.names.parts import PEOPLE, Name, parts_of
from bot.understanding.names.postings import Postings

AT_ONCE = 2_000
"""Names that are taken in together: enough to be quick, few enough to need little memory beside."""


class Role(Enum):
    """Which part of a name some words are: a surname is a later word of a person's, an ending of another's."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    SURNAME = "surname"
    ENDING = "ending"
    INITIALLED = "initialled"


class NameIndex:
    """All names, by their parts. Adding and removing one takes microseconds."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        """Keep names of which no two are of one record, unless they follow each other."""
        self._names: dict[str, Postings[int]] = {}
        self._wholes, self._beginnings = Postings[str](), Postings[str]()
        self._surnames, self._endings = Postings[str](), Postings[str]()
        self._roles = {
            Role.WHOLE: self._wholes,
            Role.BEGINNING: self._beginnings,
            Role.SURNAME: self._surnames,
            Role.ENDING: self._endings,
        }
        self.misspellings = Misspellings()
        for kind, of_kind in groupby(names, key=attrgetter("kind")):
            while some := list(islice(of_kind, AT_ONCE)):
                self._take_in(kind, some)
        self.misspellings.settle()

    def __len__(self) -> int:
        return sum(map(len, self._names.values()))

    def add(self, *names: Name) -> None:
        """Keep the names of a record, in place of those it had before."""
        self.remove(names[0].kind, names[0].id)
        self._take_in(names[0].kind, names)

    def remove(self, kind: str, id: int) -> None:
        """Forget the names of a record, if it has any."""
        known = self._names.get(kind, Postings[int]())
        for name in known.of(id):
            wholes, beginnings, endings, _ = parts_of(name)
            self._wholes.drop(wholes, name)
            self._beginnings.drop(beginnings, name)
            self._ends(kind).drop(endings, name)
        known.pop(id, None)

    def _take_in(self, kind: str, names: Sequence[Name]) -> None:
        parts = [parts_of(name) for name in names]
        self._names.setdefault(kind, Postings[int]()).put([(name.id,) for name in names], names)
        self._wholes.put([each.wholes for each in parts], names)
        self._beginnings.put([each.beginnings for each in parts], names)
        self._ends(kind).put([each.endings for each in parts], names)
        self.misspellings.add(chain.from_iterable(each.words for each in parts))

    def holders(self, part: str) -> Iterator[tuple[Role, Sequence[Name]]]:
        """The names that a part belongs to, by its role in them."""
        for role, postings in self._roles.items():
            if part in postings:
                yield role, postings.of(part)

    def of(self, role: Role, part: str) -> Sequence[Name]:
        """The names in which the part has that role."""
        return self._roles[role].of(part)

    def knows_whole(self, part: str) -> bool:
        """Whether a name is just these letters."""
        return part in self._wholes

    def knows(self, part: str) -> bool:
        """Whether any name has the part."""
        return part in self._beginnings or part in self._surnames or part in self._endings or part in self._wholes

    def _ends(self, kind: str) -> Postings[str]:
        return self._surnames if kind in PEOPLE else self._endings
