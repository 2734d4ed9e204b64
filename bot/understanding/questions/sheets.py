"""A question laid out as atoms: words, and the records, amounts and periods recognised among them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from bot.understanding.dates.periods import Period, find_periods
from bot.understanding.marks import Mark
from bot.understanding.questions.vocabulary import Vocabulary
from storage.folding import fold

T = TypeVar("T")
SHAPE = re.compile(
    r"""[\"“”]((?:[^\s\"“”]+[ ]?){1,4})[\"“”]  # a quotation of a few words
    | ['’]s\b | \bw/o\b | \bw/ | \b[eE]-mails?\b | [^\W_]+(?:['’][^\W_]+)? | >= | <= | != | [^\w\s] | _""",
    re.VERBOSE,
)
PARTS = {"w": "with",
         "w/o": "without", "w/": "with", "e-mail": "email", "e-mails": "emails", "cant": "cannot", "havent": "have not",
         "hasnt": "has not", "dont": "do not", "isnt": "is not", "arent": "are not", "whats": "what is",
         "whos": "who is", "didnt": "did not", "wasnt": "was not", "werent": "were not"}  # fmt: skip
SHORTENED = {"'ve": "have", "'re": "are", "'ll": "will", "'d": "would", "'m": "am"}
NEGATORS = frozenset("not no never without except excluding outside non neither nor but nobody".split())
LIGHT = frozenset(
    """in from at the a an any of to by being been be yet have has had we i are is was were do does did our
        us with for
    made produced supplied delivered sold provided manufactured handled managed won closed bought ordered by
    on assigned owned located based their been they it than belonging -""".split()
)


@dataclass(frozen=True)
class Marks:
    """What was recognised in a text, and what a question may refer to.

    `speaker` is `{"kind", "id", "name"}`; `entity` that of the list last shown, for "only the open ones".
    `now` is in the speaker's time zone. `narrowing` tells that those of the list are meant, whatever nouns are said.
    """

    found: tuple[Mark, ...]
    speaker: dict[str, Any]
    vocabulary: Vocabulary
    now: datetime
    entity: str = ""
    narrowing: bool = False


@dataclass(frozen=True)
class Atom:
    """A word (folded), a sign, a quotation, a mark, or a period with its reading to come."""

    start: int
    end: int
    kind: str
    word: str
    value: Any = None

    @property
    def capital(self) -> bool:
        return self.kind == "word" and bool(self.value) and str(self.value)[0].isupper()


OUTSIDE = Atom(-1, -1, "", "")


class Phrases(Generic[T]):
    """Phrases of one or more words, each with its meaning; the longest is found first."""

    def __init__(self, meanings: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for spoken, meaning in dict(meanings).items():
            words = tuple(spoken.split())
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))

    def phrases(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """The words of each phrase, and its meaning."""
        return (phrase for known in self._by_first.values() for phrase in known)

    def at(self, sheet: "Sheet", index: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that starts at a free atom, and the index after it."""
        for words, meaning in self._by_first.get(sheet.word(index), ()):
            if all(sheet.free(index + at) and sheet.word(index + at) == word for at, word in enumerate(words)):
                return meaning, index + len(words)
        return None

    def within(self, sheet: "Sheet") -> Iterator[tuple[T, int, int]]:
        """Each phrase among the free atoms, with its first index and the one after it."""
        index = 0
        while index < len(sheet.atoms):
            found = self.at(sheet, index) if sheet.free(index) else None
            if found:
                yield found[0], index, found[1]
            index = found[1] if found else index + 1


class Sheet:
    """The atoms of a text, and which of them are understood already."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text, self.marks = text, marks
        self.atoms = list(_atoms(text, _kept(marks.found)))
        self.taken: set[int] = set()

    @cached_property
    def future(self) -> list[Period]:
        """The periods as they are read of what is to come: "in May" is the next one."""
        return find_periods(self.text, self.marks.now, "future")

    def atom(self, index: int) -> Atom:
        return self.atoms[index] if 0 <= index < len(self.atoms) else OUTSIDE

    def word(self, index: int) -> str:
        return self.atom(index).word

    def free(self, index: int) -> bool:
        """Whether the atom exists and is not understood yet."""
        return 0 <= index < len(self.atoms) and index not in self.taken

    def take(self, first: int, after: int) -> None:
        """Count the atoms from `first` up to `after` as understood."""
        self.taken.update(range(first, after))

    def free_atoms(self, *kinds: str) -> list[int]:
        """The indexes of the atoms of these kinds that are not understood yet."""
        return [i for i, atom in enumerate(self.atoms) if atom.kind in kinds and i not in self.taken]

    def reads(self, index: int, words: Sequence[str]) -> bool:
        """Whether the words stand at `index`."""
        return all(self.word(index + at) == word for at, word in enumerate(words))

    def past(self, index: int, words: frozenset[str]) -> int:
        """The first index from `index` whose word is none of these."""
        while self.word(index) in words:
            index += 1
        return index

    def part(self, first: int, after: int) -> "Sheet":
        """The atoms from `first` up to `after` as a sheet of their own."""
        part = copy(self)
        part.atoms = self.atoms[first:after]
        part.taken = {at - first for at in self.taken if first <= at < after}
        return part

    def has(self, *words: str) -> bool:
        """Whether one of the words is said."""
        return any(atom.word in words for atom in self.atoms)

    def negator(self, index: int) -> int | None:
        """The place of the word that denies what stands at `index`: "not in Berlin", "other than Berlin"."""
        for before in range(index - 1, max(index - 6, -1), -1):
            word = self.word(before)
            if word in NEGATORS and not (word == "but" and self.word(before + 1) == "not"):
                return before if word != "but" else None
            if word == "other" and self.word(before + 1) == "than":
                return before
            if word not in LIGHT:
                return None
        return None

    def unread(self, fillers: frozenset[str]) -> tuple[str, ...]:
        """The words that were not understood, as they were written."""
        left = (atom for index, atom in enumerate(self.atoms) if index not in self.taken)
        meant = (atom for atom in left if atom.kind != "sign" and atom.word not in fillers)
        return tuple(dict.fromkeys(self.text[atom.start : atom.end] for atom in meant))


def _kept(marks: Iterable[Mark]) -> Iterator[Atom]:
    for mark in marks:
        if mark.kind in ("record", "money", "number", "percent", "case"):
            kind = "amount" if mark.kind in ("money", "number", "percent") else mark.kind
            yield Atom(mark.start, mark.end, kind, "", mark)
        elif mark.kind == "period":
            yield Atom(mark.start, mark.end, "period", "", _period(mark))


def _period(mark: Mark) -> Period:
    first, last = (date.fromisoformat(day) if day else None for day in (mark.value["from"], mark.value["to"]))
    return Period(mark.start, mark.end, mark.text, first, last)


def _atoms(text: str, marks: Iterable[Atom]) -> Iterator[Atom]:
    """Marks in place of their words; of two that meet the longer one, and the words between."""
    kept: list[Atom] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.kind != "record")):
        if all(mark.end <= one.start or one.end <= mark.start for one in kept):
            kept.append(mark)
    position = 0
    for mark in sorted(kept, key=lambda mark: mark.start):
        yield from _words(text, position, mark.start)
        yield mark
        position = mark.end
    yield from _words(text, position, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Atom]:
    for match in SHAPE.finditer(text, start, end):
        piece = match[0]
        if match[1]:
            yield Atom(match.start(), match.end(), "quote", "", match[1].strip())
        elif piece.casefold() in ("'s", "’s"):
            continue
        elif piece[0].isalnum():
            yield from _forms(match.start(), match.end(), piece)
        else:
            yield Atom(match.start(), match.end(), "sign", piece)


def _forms(start: int, end: int, piece: str) -> Iterator[Atom]:
    """A word as one or two: "haven't" is "have not", a possessive's sign falls away."""
    small = piece.casefold().replace("’", "'")
    bare = small.removesuffix("'s")
    short = next((ending for ending in SHORTENED if small.endswith(ending)), "")
    if short:
        forms = [small.removesuffix(short), SHORTENED[short]]
    elif small.endswith("n't"):
        forms = [{"wo": "will", "ca": "can"}.get(small[:-3], small[:-3]), "not"]
    else:
        forms = PARTS.get(bare, fold(bare)).split() if bare else []
    for form in forms:
        yield Atom(start, end, "word", form, piece)
