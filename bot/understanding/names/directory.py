"""The directory: the gazetteer, kept equal to the names in the store."""

import gc
from collections.abc import Iterable
from threading import Lock
from typing import Any

from bot.understanding.names.gazetteer import Candidate, Mention, Names
from bot.understanding.questions.vocabulary import Vocabulary
from storage.crm import Crm
from storage.names import all_names, lanes_changed_since, names_changed_since, newest_change
from storage.vocabulary import field_values

FOLLOWED = 5_000
"""Changes that are followed one by one; after more, as an import makes them, everything is read anew."""
MANY = 10_000
"""From so many names on the garbage collector is kept from ever looking at them."""


class Directory:
    """Finds records by what people call them. Fresh after each `refresh`; safe to use from several threads."""

    def __init__(self) -> None:
        self._names: Names | None = None
        self._vocabulary: Vocabulary | None = None
        self._seen = 0
        self._lock = Lock()

    def refresh(self, crm: Crm) -> None:
        """Take in what was committed since the last time; the first time, everything."""
        with self._lock:
            newest = newest_change(crm)
            if self._names is None or newest - self._seen > FOLLOWED:
                self._names, self._vocabulary = _loaded(crm), None
            elif newest > self._seen:
                self._follow(self._names, crm)
            self._seen = newest

    def _follow(self, names: Names, crm: Crm) -> None:
        changed = names_changed_since(crm, self._seen)
        if lanes_changed_since(crm, self._seen):
            self._vocabulary = None
        if self._vocabulary and changed:
            self._vocabulary.take_in(field_values(crm, _by_kind(changed)))
        for (kind, id), rows in changed.items():
            if rows:
                names.add(*rows)
            else:
                names.remove(kind, id)

    def vocabulary(self, crm: Crm) -> Vocabulary:
        """The values that the fields of the records hold."""
        with self._lock:
            self._vocabulary = self._vocabulary or Vocabulary(field_values(crm))
            return self._vocabulary

    @property
    def names(self) -> Names:
        """The gazetteer. Raises RuntimeError before the first refresh."""
        if self._names is None:
            raise RuntimeError("the directory has not been read yet")
        return self._names

    def find(self, text: str) -> list[Mention]:
        """The records mentioned in a text."""
        return self.names.find(text)

    def look_up(self, spoken: str, *kinds: str) -> list[Candidate]:
        """The records that one spoken name may mean, best first."""
        return self.names.look_up(spoken, kinds or None)


def _by_kind(records: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The ids of records, by kind."""
    found: dict[str, list[int]] = {}
    for kind, id in records:
        found.setdefault(kind, []).append(id)
    return found


def _loaded(crm: Crm) -> Names:
    """All names. The garbage collector stays away from them: to look through a million objects takes a second."""
    gc.disable()
    try:
        names = Names(all_names(crm))
    finally:
        gc.enable()
    if len(names) > MANY:
        gc.freeze()
    return names


def reference(candidate: Candidate) -> dict[str, Any]:
    """A candidate as intents hold it."""
    return {"kind": candidate.kind, "id": candidate.id, "name": candidate.name, "within": candidate.within}
