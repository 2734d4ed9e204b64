"""Beginnings: the words of all names in order, so that those which begin like what is typed are found at once."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from threading import Lock

from sqlalchemy import select

from storage.crm import Crm
from storage.folding import fold
from storage.names import NAMED, names_changed_since, newest_change

LAST = "\U0010ffff"
"""Sorts behind every other letter."""
FEW = 400
"""So many candidates are worth naming one by one; where there are more, the first ones are found soon anyway."""
FOLLOWED = 5_000
"""Changes that are followed one by one; after more, everything is read anew."""


class Words:
    """The words of the names of one kind, with the ids of the records that have each. Old names stay."""

    def __init__(self) -> None:
        self._ids: dict[str, list[int]] = {}
        self._order: list[str] = []

    def take_in(self, names: Iterable[tuple[int, str]]) -> None:
        """Read many names, `(id, folded name)`, at once."""
        for id, name in names:
            for word in set(name.split()):
                self._ids.setdefault(word, []).append(id)
        self._order = sorted(self._ids)

    def add(self, id: int, name: str) -> None:
        """Read one name more."""
        for word in set(name.split()):
            if word not in self._ids:
                insort(self._order, word)
            self._ids.setdefault(word, []).append(id)

    def candidates(self, words: list[str]) -> set[int] | None:
        """The ids of those that may have words beginning with all of these; None where there are too many to name."""
        found: set[int] | None = None
        for word in sorted(words, key=len, reverse=True):
            if found is not None and len(found) <= FEW:
                return found
            begun = self._beginning(word)
            found = begun if found is None else found & begun
        return found if found is not None and len(found) <= FEW else None

    def _beginning(self, word: str) -> set[int]:
        first, last = bisect_left(self._order, word), bisect_left(self._order, word + LAST)
        return {id for each in self._order[first:last] for id in self._ids[each]}


class Beginnings:
    """The words of the names of every kind, kept equal to the store; safe to use from several threads."""

    def __init__(self) -> None:
        self._words: dict[str, Words] = {}
        self._seen = 0
        self._lock = Lock()

    def candidates(self, crm: Crm, kind: str, words: list[str]) -> set[int] | None:
        """As `Words.candidates`; None too for kinds without names."""
        if kind not in NAMED or not words:
            return None
        with self._lock:
            self._refresh(crm)
            if kind not in self._words:
                noun, read = NAMED[kind], Words()
                read.take_in(crm.session.execute(select(noun.id, noun.name_fold).where(noun.deleted_at.is_(None))))
                self._words[kind] = read
            return self._words[kind].candidates(words)

    def _refresh(self, crm: Crm) -> None:
        """Take in what was committed since the last time; where that is much, begin anew."""
        newest = newest_change(crm)
        if newest - self._seen > FOLLOWED:
            self._words = {}
        elif newest > self._seen and self._words:
            for (kind, id), rows in names_changed_since(crm, self._seen).items():
                for row in rows if kind in self._words else ():
                    self._words[kind].add(id, fold(row.text))
        self._seen = newest
