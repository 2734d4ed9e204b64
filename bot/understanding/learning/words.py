"""The words of a clause as the tagger sees them: names that were recognised are one, with their kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.learning.masks import MASKS

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a clause, or a whole recognised name; `kind` tells what it is or is part of ("" if nothing)."""

    text: str
    start: int
    end: int
    kind: str = ""

    def seen(self) -> str:
        """Return what neighbours see: the kind of what was recognised, so that it holds for other names too."""
        return f"<{self.kind}>" if self.kind else re.sub(r"\d", "0", self.text.casefold())

    def shape(self) -> str:
        """Return whether it is digits, a sign, capitals, capitalised or small."""
        if self.text.isdigit():
            return "9"
        if not any(letter.isalnum() for letter in self.text):
            return self.text
        return "A" if self.text.isupper() else "Aa" if self.text[0].isupper() else "a"


def cut(text: str, recognised: Sequence[tuple[int, int, str]]) -> list[Token]:
    """Return the tokens of a text. A recognised span `(start, end, kind)` is one where its kind has a mask.

    The words of dates and amounts stay apart, each with the kind: where those end is less sure than where names do.
    """
    tokens: list[Token] = []
    position = 0
    for start, end, kind in sorted(recognised, key=lambda span: (span[0], -span[1])):
        if start >= position:
            tokens += _words(text, position, start)
            tokens += [Token(text[start:end], start, end, kind)] if kind in MASKS else _words(text, start, end, kind)
            position = end
    return tokens + _words(text, position, len(text))


def _words(text: str, start: int, end: int, kind: str = "") -> list[Token]:
    return [Token(match[0], match.start(), match.end(), kind) for match in WORD.finditer(text, start, end)]
