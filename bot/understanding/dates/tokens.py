"""Cuts a text into the tokens that the grammars of dates, times and amounts read."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.understanding.dates.spelling import MONTHS, WEEKDAYS, mend, vocabulary

CHUNK = re.compile(r"\n|[^\S\n]+|\S+")
SHAPE = re.compile(
    r"""
    (?P<iso>(?<!\d[-/.])\d{4}(?P<bar>[-/.])\d{1,2}(?P=bar)\d{1,2})(?!\d|[-/.]\d)
  | (?P<date>(?<!\d[/.])\d{1,2}(?P<dot>[./])\d{1,2}(?P=dot)(?:\d{4}|\d{2})(?!\w|[/.]\d)
      |(?<!\d[-/.])\d{1,2}-\d{1,2}-\d{4}(?!\w|[-/.]\d))
  | (?P<slash>\d{1,2}/\d{1,2})(?!\w|[/.]\d)
  | (?P<dots>\d{1,2}\.\d{1,2}\.)(?!\w)
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?!\d|:\d)
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th))(?!\w)
  | (?P<hour>\d{1,2}\.\d{2})(?=[ap]\.?m(?!\w))
  | (?P<decimal>\d+(?:[.,]\d+)+\w*)
  | (?P<number>\d+)(?=(?:[ap]m|[ap]\.m|ish|h|hrs?|min|mins|d|days?|wk|wks|w|weeks?|months?|years?|[ap])(?!\w)|\b)
  | (?P<glued>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august
      |september|october|november|december)(?=\d{1,2}(?!\w))|(?:19|20)\d\d(?=[qh][1-4](?!\w)))
  | (?P<stamp>(?<=\d)T(?=\d\d:\d\d))
  | (?P<word>[ap]\.m\.?(?!\w)|o['’]clock|['’]s(?!\w)|\w+)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)

CLOSERS = vocabulary(
    """
    . , ; : ! ? ) ( - – — " ' / and or but if with for to about at on in by from until till because so since
    when that then than i we you he she they it please pls thanks thx ok okay is was are were works work fine
    good instead sharp latest today tomorrow tonight yesterday morning afternoon evening night this next last
    the my our her his their every each not just maybe after before now as do can could would will should again
    too also via o'clock around though via latest everyone anyway call email remind tell send ask log note ping
    schedule
    """
) | {"", "\n", "'s", "…", "“", "”", "’", "‘", *WEEKDAYS, *MONTHS}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text and its shape; `word` is lower-cased, with the names of days and months mended."""

    text: str
    word: str
    kind: str
    start: int
    end: int


MARGIN = 32  # no rule looks further beyond either end; an index below zero lands in it too
OUTSIDE = Token("", "", "", -1, -1)


class Line:
    """The tokens of a text by index; beyond its ends stands the empty token.

    A `bare` line answers "when?": a number alone may then be an hour, "sun" a Sunday.
    """

    def __init__(self, text: str, bare: bool = False) -> None:
        self.text = text
        self.bare = bare
        found = _tokens(text)
        self._length = len(found)
        self._tokens = [*found, *[OUTSIDE] * MARGIN]
        self._words = [token.word for token in self._tokens]
        self._kinds = [token.kind for token in self._tokens]
        self.remembered: dict[object, object] = {}

    def __len__(self) -> int:
        return self._length

    def token(self, index: int) -> Token:
        return self._tokens[index]

    def word(self, index: int) -> str:
        return self._words[index]

    def kind(self, index: int) -> str:
        return self._kinds[index]

    def reads(self, index: int, words: str) -> int | None:
        """The index after `words` (space between them) if they stand at `index`."""
        wanted = _split(words)
        after = index + len(wanted)
        return after if self._words[index] == wanted[0] and self._words[index:after] == wanted else None

    def glued(self, index: int) -> bool:
        """Whether no space stands between this token and the next one."""
        return self.token(index).end == self.token(index + 1).start

    def capital(self, index: int) -> bool:
        return self.token(index).text[:1].isupper()

    def closed(self, index: int) -> bool:
        """Whether a date or an hour may end before this token: "the 15th" may before "at", not before "floor"."""
        return self.word(index) in CLOSERS


@cache
def _split(words: str) -> list[str]:
    return words.split()


@lru_cache(maxsize=16)
def line_of(text: str) -> Line:
    """The line of a text, kept for a while with what was read in it, since each grammar reads the same message."""
    return Line(text)


@lru_cache(maxsize=32)
def _tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, kept for a while since each grammar reads the same message."""
    found: list[Token] = []
    for chunk in CHUNK.finditer(text):
        piece = chunk.group()
        if piece == "\n":
            found.append(Token(piece, piece, "mark", chunk.start(), chunk.end()))
        elif _opaque(piece):
            found.append(Token(piece, piece.lower(), "opaque", chunk.start(), chunk.end()))
        elif not piece.isspace():
            found.extend(_shaped(text, chunk.start(), chunk.end()))
    return tuple(found)


def _opaque(piece: str) -> bool:
    return "://" in piece or piece[:4].lower() == "www." or ("@" in piece[1:] and "." in piece)


def _shaped(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(match.group(), mend(match.group().lower()), _kind(match), match.start(), match.end())
        for match in SHAPE.finditer(text, start, end)
    ]


def _kind(match: re.Match[str]) -> str:
    """The kind of a token; what is glued to the next, as in "Oct2" and "2016H2", is a word or a number of its own."""
    if match.lastgroup == "glued":
        return "number" if match.group().isdecimal() else "word"
    return match.lastgroup or ""
