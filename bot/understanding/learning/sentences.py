"""How people ask for each skill: the sentence files, with the slots' words marked in place.

`remind me {due_at:on Thursday} to {about:send {customer:Kestrel} the deck}` is one sentence of remind_me. A line of
`compound.txt` asks for several things; each of its clauses is led by its skill, as in `[log_interaction]`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

OUTSIDE = "out_of_scope"
"""The file of sentences that no skill serves, and the class the router gives them.

Those of skills that are not installed are a class of their own within it, `out_of_scope/SKILL`.
"""


def unserved(label: str) -> bool:
    """Whether a class of the router is one that no skill serves."""
    return label.partition("/")[0] == OUTSIDE


COMPOUND = "compound"

MARK = re.compile(r"\{([a-z_]+):|\}")
CLAUSE = re.compile(r"\[([a-z_]+)\]\s*")


class BadSentence(Exception):
    """A line of a sentence file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True)
class Span:
    """The words of a slot: characters `start` to `end` of its sentence."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """Something people say for a skill, without its marks; a mark may lie within another, the outer one first.

    `seen` is what the recognisers find in it, `slot` being the kind of thing (see seen.py).
    """

    skill: str
    text: str
    spans: tuple[Span, ...] = ()
    seen: tuple[Span, ...] = ()

    def outer(self) -> tuple[Span, ...]:
        """Return the spans that lie in no other."""
        return tuple(span for span in self.spans if not any(_within(span, other) for other in self.spans))

    def words(self, span: Span) -> str:
        """Return the words that a span marks."""
        return self.text[span.start : span.end]


def _within(span: Span, other: Span) -> bool:
    wider = other.end - other.start > span.end - span.start
    return wider and other.start <= span.start and span.end <= other.end


def parse(skill: str, marked: str) -> Sentence:
    """Read one marked sentence. Raises ValueError where a mark is empty, unopened or unclosed."""
    text, position = "", 0
    open_marks: list[tuple[str, int]] = []
    spans: list[Span] = []
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match[1]:
            open_marks.append((match[1], len(text)))
        elif not open_marks or open_marks[-1][1] == len(text):
            raise ValueError("a mark is empty or was not opened")
        else:
            spans.append(Span(*open_marks.pop(), len(text)))
    if open_marks or "{" in marked[position:]:
        raise ValueError("a mark is not closed or has no slot")
    return Sentence(skill, text + marked[position:], tuple(sorted(spans, key=lambda s: (s.start, -s.end))))


def parse_clauses(line: str) -> tuple[Sentence, ...]:
    """Read a line of `compound.txt`. Raises ValueError where it does not begin with a skill."""
    before, *pieces = CLAUSE.split(line)
    if before.strip() or not pieces:
        raise ValueError("a compound sentence begins with its first skill in brackets")
    return tuple(parse(skill, text.strip()) for skill, text in zip(pieces[::2], pieces[1::2], strict=True))


def read_sentences(folder: Path) -> list[Sentence]:
    """Return the sentences of a folder, clauses of compounds included. Raises BadSentence."""
    single = [
        sentence for file in sorted(folder.glob("*.txt")) if file.stem != COMPOUND for sentence in _read(file, parse)
    ]
    return single + [clause for clauses in read_compounds(folder) for clause in clauses]


def read_compounds(folder: Path) -> list[tuple[Sentence, ...]]:
    """Return each sentence of `compound.txt` as its clauses, in the order spoken. Raises BadSentence."""
    file = folder / f"{COMPOUND}.txt"
    return list(_read(file, lambda _, line: parse_clauses(line))) if file.exists() else []


def _read(file: Path, parse_line: Callable[[str, str], T]) -> Iterator[T]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("# "):
            try:
                yield parse_line(file.stem, line.strip())
            except ValueError as error:
                raise BadSentence(f"{file.name}:{number}: {error}: {line}") from error
