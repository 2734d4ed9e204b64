"""Respelling: a message as it would be read aloud, with slips and shortened words put right, and the way back.

What is understood is the respelled text; what is kept are the words as they were typed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.names.ordinary import ordinary_words

WORD = re.compile(
    r"(?<!\S)(?:w/o|w/|@)(?=\s*\w)|(?<![\w@./'’-])[^\W\d_]{1,24}(?:['’][^\W\d_]{1,3})?(?![\w@'’-]|[./]\w)"
)
SIGNS = {"w/": "with", "w/o": "without", "@": "at"}
ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "'s", "’s", "n't")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CHANGED_OVER, LOST, BESIDE, OTHER = range(4)
SHORTEST = 4
"""Letters a word must have for any slip to be seen in it."""
OFTEN = 4
"""Times a word must stand in the sentences to be known by them alone."""

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` of the typed text, read as other words."""

    start: int
    end: int
    meant: str


@dataclass(frozen=True)
class Respelled:
    """A text put right: `text` is what is meant, `typed` what was typed, `edits` what differs, in order."""

    text: str
    typed: str
    edits: tuple[Edit, ...] = ()

    def place(self, typed: int, end: bool = False) -> int:
        """Where in the text a place of the typed text stands; within an edit its start, or its end."""
        shift = 0
        for edit in self.edits:
            if edit.start < typed < edit.end:
                return edit.start + shift + (len(edit.meant) if end else 0)
            if edit.end <= typed:
                shift += len(edit.meant) - (edit.end - edit.start)
        return typed + shift

    def part(self, start: int, end: int) -> "Respelled":
        """Characters `start` to `end` of the text as one of its own."""
        typed, stop = self._back(start, False), self._back(end, True)
        within = (edit for edit in self.edits if typed <= edit.start and edit.end <= stop)
        edits = tuple(Edit(edit.start - typed, edit.end - typed, edit.meant) for edit in within)
        return Respelled(self.text[start:end], self.typed[typed:stop], edits)

    def said(self, start: int, end: int) -> str:
        """What was typed for characters `start` to `end` of the text; an edit that is cut counts whole."""
        return self.typed[self._back(start, False) : self._back(end, True)]

    def _back(self, place: int, end: bool) -> int:
        shift = 0
        for edit in self.edits:
            first, last = edit.start + shift, edit.start + shift + len(edit.meant)
            if first < place < last:
                return edit.end if end else edit.start
            if place >= last:
                shift += len(edit.meant) - (edit.end - edit.start)
        return place - shift


class Speller:
    """Knows words, and puts right those that it does not know.

    `often` are words with the times they stand in the sentences; `english` tells whether a word is English at all.
    """

    def __init__(self, often: Mapping[str, int], english: Callable[[str], bool]) -> None:
        self._often = {word: times for word, times in often.items() if times >= OFTEN}
        self._english = english
        self._common = ordinary_words()
        self._targets = _by_beginning(w for w, times in often.items() if times >= OFTEN or english(w))
        self._shorthand = dict(shorthand())

    def respell(self, text: str, kept: Sequence[Stretch] = ()) -> Respelled:
        """Put a text right but for the kept stretches, as names that were recognised."""
        edits = tuple(self._edits(text, kept))
        meant, position = "", 0
        for edit in edits:
            meant += text[position : edit.start] + edit.meant
            position = edit.end
        return Respelled(meant + text[position:], text, edits)

    def _edits(self, text: str, kept: Sequence[Stretch]) -> Iterator[Edit]:
        covered = {place for start, end in kept for place in range(start, end)}
        for match in WORD.finditer(text):
            if not covered.isdisjoint(range(match.start(), match.end())):
                continue
            if sign := SIGNS.get(match[0].casefold()):
                yield Edit(match.start(), match.end(), sign + " " * (text[match.end()] != " "))
            elif meant := self._meant(match[0], match.start() == 0):
                yield Edit(match.start(), match.end(), meant)

    def _meant(self, typed: str, first: bool) -> str | None:
        word = typed.casefold()
        if word in self._shorthand:
            return self._shorthand[word] if typed.islower() or first or typed.isupper() else None
        if len(word) < 3 or not word.isalpha() or typed.isupper() or self._knows(word):
            return None
        near = self._near(word, swapped_only=typed[0].isupper() and not first)
        return near and (near.capitalize() if typed[0].isupper() else near)

    def _knows(self, word: str) -> bool:
        stems = [word, *(word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))]
        whole = (form for stem in stems if len(stem) > 2 for form in (stem, stem + "e"))
        return any(form in self._often or form in self._common or self._english(form) for form in whole)

    def _near(self, word: str, swapped_only: bool) -> str | None:
        """The likeliest word that is one slip away: letters changed over first, then the one used most."""
        known = [w for n in (-1, 0, 1) for w in self._targets.get((word[0], len(word) + n), ())]
        known += [w for w in self._targets.get((word[1], len(word)), ()) if w[1] == word[0]]
        near = [w for w, _, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=None)]
        worst = CHANGED_OVER if swapped_only else LOST if len(word) < SHORTEST else BESIDE
        slips = [(slip(word, w), -self._often.get(w, 0), w) for w in near if len(word) > 4 or w in self._often]
        return min((each for each in slips if each[0] <= worst), default=(OTHER, 0, None))[2]


def slip(typed: str, meant: str) -> int:
    """How a word was missed: two letters changed over, one lost, one twice or from a key beside; else otherwise."""
    if len(typed) == len(meant):
        if sorted(typed) == sorted(meant):
            return CHANGED_OVER
        one, other = next(pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1])
        return BESIDE if beside(one, other) else OTHER
    if len(typed) < len(meant):
        return OTHER if meant[: len(typed)] == typed and meant[-1] in "sd" else LOST
    place = next(
        (place for place, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), len(meant)
    )
    around = typed[max(place - 1, 0) : place] + typed[place + 1 : place + 2]
    return BESIDE if any(letter == typed[place] or beside(letter, typed[place]) for letter in around) else OTHER


def beside(one: str, other: str) -> bool:
    """Whether two letters are neighbours in a row of the keyboard."""
    return any(abs(keys.find(one) - keys.find(other)) == 1 and one in keys and other in keys for keys in KEYS)


def _by_beginning(words: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted(words):
        found.setdefault((word[0], len(word)), []).append(word)
    return found


def shorthand() -> Iterator[tuple[str, str]]:
    """What people shorten, and what it stands for."""
    lines = Path(__file__).with_name("shorthand.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line[:1] != "#")
    yield from ((typed.strip(), meant.strip()) for typed, _, meant in pairs)
