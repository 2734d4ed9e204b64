"""What a name is made of: its words, and the parts of it by which people call its bearer."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bot.understanding.names.ordinary import function_words, ordinary_words
from storage.folding import fold
from storage.names import NameRow as Name

__all__ = ["LEGAL_FORMS", "PEOPLE", "TITLES", "Name", "Parts", "core_of", "parts_of", "words_of"]

LEGAL_FORMS = frozenset(
    """
    ltd limited gmbh inc incorporated corp corporation ag sa sas sarl srl spa llc llp lp plc co company oy oyj ab bv
    nv as asa aps kg kgaa ohg ug ev se pty pte pvt kk sl slu sro zrt kft doo ltda
    """.split()
)
PLAIN_FORMS = LEGAL_FORMS - {"as", "co", "company", "sa", "se", "spa", "ab"}
"""Legal forms that are no words of a sentence."""
TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "sir"))
PEOPLE = frozenset(("contact", "person", "lead"))
ARTICLES = frozenset(("the",))
LEADING = TITLES | ARTICLES
LONGEST = 4


class Parts(NamedTuple):
    """The keys (folded, without spaces) under which a name is found."""

    wholes: Sequence[str]
    beginnings: Sequence[str]
    endings: Sequence[str]
    words: Sequence[str]


def words_of(text: str) -> list[str]:
    """The folded words of a name; a hyphen parts two."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.lower().split()
    if "-" in text or "‑" in text:
        text = text.replace("-", " ").replace("‑", " ")
    if "&" in text or "+" in text:  # it depends on the words beside it what they stand for
        return fold(text).split()
    return " ".join(map(_folded, text.split())).split()


@lru_cache(maxsize=2**14)
def _folded(word: str) -> str:
    """The word folded; the same first names and legal forms come again and again."""
    return fold(word)


def core_of(name: Name) -> list[str]:
    """The words of a name without article, title and legal form."""
    return _core(words_of(name.text), name.kind)


def parts_of(name: Name) -> Parts:
    """How a name may be said: in full or without its legal form, by how it begins, by what comes later."""
    if name.kind in PEOPLE and (two := _first_and_last(name.text)):
        first, last = two
        return Parts((first + last,), (first,), (last,), two)  # as most are: what is below, in less time
    words = words_of(name.text)
    core = _core(words, name.kind)
    beginnings = _beginnings(core)
    wholes = ["".join(words)] if words else []
    if len(core) < len(words):
        bare = wholes if len(core) > 1 or core[0] not in ordinary_words() else beginnings
        bare.append("".join(core))
    if len(core) > 2 and name.kind in PEOPLE:
        wholes.append(core[0] + core[-1])
    return Parts(wholes, beginnings, _endings(core), core)


def _first_and_last(text: str) -> tuple[str, str] | None:
    """The two folded words of a plain name, which have nothing to be left out."""
    first, _, last = text.partition(" ")
    if not (first.isalnum() and last.isalnum()):
        return None
    two = (first.lower(), last.lower()) if text.isascii() else (_folded(first), _folded(last))
    plain = len(two[1]) > 1 and _untold().isdisjoint(two) and " " not in two[0] + two[1]
    return two if plain and two[0] else None


@cache
def _untold() -> frozenset[str]:
    """Words that may not count as a part of a name."""
    return LEADING | LEGAL_FORMS | function_words()


def _core(words: list[str], kind: str) -> list[str]:
    leading = LEADING if kind in PEOPLE else ARTICLES
    if not words or (words[0] not in leading and words[-1] not in LEGAL_FORMS):
        return words
    first, last = 0, len(words)
    while first < last - 1 and words[first] in leading:
        first += 1
    while last - 1 > first and words[last - 1] in LEGAL_FORMS and kind not in ("contact", "person"):
        last -= 2 if last - 2 > first and words[last - 2] == "and" else 1
    return words[first:last]


def _beginnings(core: list[str]) -> list[str]:
    """Its first words, from the first that tells something on."""
    functions, key = function_words(), ""
    starts: list[str] = []
    for word in core[:-1][:LONGEST]:
        key += word
        if starts or word not in functions:
            starts.append(key)
    return starts


def _endings(core: list[str]) -> list[str]:
    """Each later word, and its last words together."""
    functions = function_words()
    later = [word for word in core[1:] if word not in functions and len(word) > 1]
    if len(core) > 2:
        later += ["".join(core[place:]) for place in range(1, min(LONGEST, len(core) - 1))]
    return later
