"""Postings: which names are under a key."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from bot.understanding.names.parts import Name

Key = TypeVar("Key", bound=Hashable)


class Postings(dict[Key, Name | list[Name]]):
    """The names that have a key, such as a part; a key that only one name has costs no list."""

    def put(self, keys: Iterable[Iterable[Key]], names: Iterable[Name]) -> None:
        """Add names, each under the keys at its place."""
        put = self.setdefault
        for own, name in zip(keys, names, strict=True):
            for key in own:
                present = put(key, name)
                if present is name:
                    continue
                if isinstance(present, list):
                    if present[-1] is not name:
                        present.append(name)
                else:
                    self[key] = [present, name]

    def drop(self, keys: Iterable[Key], name: Name) -> None:
        """Take a name away from its keys."""
        for key in dict.fromkeys(keys):
            present = self.get(key)
            if isinstance(present, list) and len(present) > 1:
                present.remove(name)
            elif present is not None:
                del self[key]

    def of(self, key: Key) -> Sequence[Name]:
        """The names that have the key."""
        present = self.get(key)
        if present is None:
            return ()
        return present if isinstance(present, list) else (present,)
