"""What a name is made of: its words, and the parts of it by which people call its bearer."""

from itertools import accumulate
from typing import NamedTuple

from bot.understanding.names.ordinary import function_words, ordinary_words
from storage.folding import fold

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


class Name(NamedTuple):
    """What a record is called; `within` is the id of the customer that a contact or a deal belongs to."""

    kind: str
    id: int
    text: str
    within: int | None = None


class Parts(NamedTuple):
    """The keys (folded, without spaces) under which a name is found."""

    wholes: list[str]
    beginnings: list[str]
    endings: list[str]
    words: list[str]


def words_of(text: str) -> list[str]:
    """The folded words of a name; a hyphen parts two."""
    if "-" in text or "‑" in text:
        text = text.replace("-", " ").replace("‑", " ")
    return fold(text).split()


def core_of(name: Name) -> list[str]:
    """The words of a name without article, title and legal form."""
    return _core(words_of(name.text), name.kind)


def parts_of(name: Name) -> Parts:
    """How a name may be said: in full or without its legal form, by how it begins, by what comes later."""
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


def _core(words: list[str], kind: str) -> list[str]:
    first, last = 0, len(words)
    leading = LEADING if kind in PEOPLE else ARTICLES
    while first < last - 1 and words[first] in leading:
        first += 1
    while last - 1 > first and words[last - 1] in LEGAL_FORMS and kind not in ("contact", "person"):
        last -= 2 if last - 2 > first and words[last - 2] == "and" else 1
    return words[first:last] if last - first < len(words) else words


def _beginnings(core: list[str]) -> list[str]:
    """Its first words, from the first that tells something on."""
    starts = list(accumulate(core[:-1][:LONGEST]))
    functions, untold = function_words(), 0
    while untold < len(starts) and core[untold] in functions:
        untold += 1
    return starts[untold:] if untold else starts


def _endings(core: list[str]) -> list[str]:
    """Each later word, and its last words together."""
    functions = function_words()
    later = [word for word in core[1:] if word not in functions and len(word) > 1]
    if len(core) > 2:
        later += ["".join(core[place:]) for place in range(1, min(LONGEST, len(core) - 1))]
    return later
