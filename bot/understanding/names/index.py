"""Where names are kept so that a part of one finds all that have it."""

from collections.abc import Iterator
from enum import Enum

from bot.understanding.names.misspellings import Misspellings
from bot.understanding.names.parts import PEOPLE, Name, parts_of


class Role(Enum):
    """Which part of a name some words are: a surname is a later word of a person's, an ending of another's."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    SURNAME = "surname"
    ENDING = "ending"
    INITIALLED = "initialled"


class Postings(dict[str, Name | list[Name]]):
    """The names that have a part; a part that only one name has costs no list."""

    def put(self, parts: list[str], name: Name) -> None:
        """Add a name under its parts."""
        for part in parts:
            present = self.get(part)
            if present is None:
                self[part] = name
            elif isinstance(present, list):
                present.append(name)
            else:
                self[part] = [present, name]

    def drop(self, parts: list[str], name: Name) -> None:
        """Take a name away from its parts."""
        for part in parts:
            present = self.get(part)
            if isinstance(present, list) and len(present) > 1:
                present.remove(name)
            elif present is not None:
                del self[part]

    def of(self, part: str) -> list[Name]:
        """The names that have the part."""
        present = self.get(part)
        if present is None:
            return []
        return list(present) if isinstance(present, list) else [present]


class NameIndex:
    """All names, by their parts. Adding and removing one takes microseconds."""

    def __init__(self) -> None:
        self._names: dict[str, dict[int, Name]] = {}
        self._wholes, self._beginnings = Postings(), Postings()
        self._surnames, self._endings = Postings(), Postings()
        self._roles = {
            Role.WHOLE: self._wholes,
            Role.BEGINNING: self._beginnings,
            Role.SURNAME: self._surnames,
            Role.ENDING: self._endings,
        }
        self.misspellings = Misspellings()

    def add(self, name: Name) -> None:
        """Keep a name, in place of the one the record had before."""
        of_kind = self._names.setdefault(name.kind, {})
        if name.id in of_kind:
            self.remove(name.kind, name.id)
        of_kind[name.id] = name
        wholes, beginnings, endings, words = parts_of(name)
        self._wholes.put(wholes, name)
        self._beginnings.put(beginnings, name)
        self._ends(name).put(endings, name)
        self.misspellings.add(words)

    def remove(self, kind: str, id: int) -> None:
        """Forget the name of a record, if it has one."""
        name = self._names.get(kind, {}).pop(id, None)
        if name:
            wholes, beginnings, endings, _ = parts_of(name)
            self._wholes.drop(wholes, name)
            self._beginnings.drop(beginnings, name)
            self._ends(name).drop(endings, name)

    def holders(self, part: str) -> Iterator[tuple[Role, list[Name]]]:
        """The names that a part belongs to, by its role in them."""
        for role, postings in self._roles.items():
            if part in postings:
                yield role, postings.of(part)

    def of(self, role: Role, part: str) -> list[Name]:
        """The names in which the part has that role."""
        return self._roles[role].of(part)

    def knows(self, part: str) -> bool:
        """Whether any name has the part."""
        return part in self._beginnings or part in self._surnames or part in self._endings or part in self._wholes

    def _ends(self, name: Name) -> Postings:
        return self._surnames if name.kind in PEOPLE else self._endings
