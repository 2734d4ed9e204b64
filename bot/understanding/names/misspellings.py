"""Known words that a word may be a misspelling of."""

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
TWO_EDITS = 14
LIMIT = 8


class Misspellings:
    """An index of words by their length and how they begin and end: one slip of the pen leaves one of these whole.

    A word once added stays; a slip is a letter too many, too few, wrong, or two changed over.
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._fresh: set[str] = set()
        self._alike: dict[str, list[str]] = {}

    def add(self, words: Iterable[str]) -> None:
        """Know some words; those of fewer than five letters cannot be told apart by a slip."""
        self._fresh.update(words)

    def near(self, word: str) -> list[str]:
        """Up to eight known words, nearest first, that differ by one slip (by two in words of 14 letters)."""
        if len(word) < SHORTEST:
            return []
        self.settle()
        slips = 2 if len(word) >= TWO_EDITS else 1
        found: dict[str, float] = {}
        for alike in self._buckets(word, slips):
            for known, distance, _ in process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=None):
                found[known] = distance
        found.pop(word, None)
        return sorted(found, key=lambda known: (found[known], known[0] != word[0], known))[:LIMIT]

    def settle(self) -> None:
        """Sort in what came since the last question: cheaper for many words at once."""
        fresh, self._fresh = self._fresh, set()
        for word in fresh - self._words:
            if len(word) >= SHORTEST:
                self._words.add(word)
                for key in _keys(word, len(word)):
                    self._alike.setdefault(key, []).append(word)

    def _buckets(self, word: str, slips: int) -> Iterator[list[str]]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            for key in _keys(word, length):
                if key in self._alike:
                    yield self._alike[key]


def _keys(word: str, length: int) -> tuple[str, str]:
    # so much of either end that one slip (two in long words) can spoil but one of them
    size = (length - 1) // (2 if length < TWO_EDITS - 1 else 3)
    return f"{length}<{word[:size]}", f"{length}>{word[-size:]}"
