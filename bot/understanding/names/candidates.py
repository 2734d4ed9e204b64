"""How sure it is that words mean a record, by how much of its name they are and how they are written."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.names.index import Role
from bot.understanding.names.parts import PEOPLE, Name, core_of, words_of

How = Literal["exact", "folded", "partial", "misspelt"]
NAMED_AFTER_OTHERS = frozenset(("deal", "campaign", "segment"))
PEOPLE_PARTS = {Role.BEGINNING: 0.75, Role.SURNAME: 0.8, Role.INITIALLED: 0.85}
BY_STRANGER = 0.8
ALIKE = 0.85


class Candidate(NamedTuple):
    """A record that words may mean. `ordinary`: the words are common ones and may mean no record at all."""

    kind: str
    id: int
    name: str
    score: float
    how: How
    ordinary: bool = False
    within: int | None = None


class Spoken(NamedTuple):
    """What was said and what it is taken for."""

    text: str
    letters: str
    key: str
    misspelt: bool = False
    formed: bool = False
    """Whether a legal form was said that is not in the key."""
    by_stranger: bool = False
    """Whether a name that is unknown stands beside it, as in "Dana Lopez" where only Dana Whitaker is known."""


def candidates(
    names: Iterable[Name], role: Role, spoken: Spoken, sureness: float = 1.0, ordinary: bool = False
) -> Iterator[Candidate]:
    """Score names for what was said: 1 for the full name as it is written, less for less of it."""
    if spoken.misspelt:
        sureness *= likeness(spoken)
    person = round(sureness * PEOPLE_PARTS.get(role, 0) * (BY_STRANGER if spoken.by_stranger else 1), 3)
    for name in names:
        how: How = "partial"
        if role is Role.WHOLE:
            whole, how = _whole(name, spoken)
            score = round(sureness * whole, 3)
        elif name.kind in PEOPLE:  # by the thousand, where a first name is common
            score = person
        else:
            score = round(sureness * _part(name, role, spoken.key), 3)
        how = "misspelt" if spoken.misspelt else how
        yield Candidate(name.kind, name.id, name.text, score, how, ordinary, name.within)


def likeness(spoken: Spoken) -> float:
    """How like the letters said are to those meant, 0 to 1; letters changed over are always like enough."""
    alike = OSA.normalized_similarity(spoken.letters, spoken.key)
    if alike < ALIKE and sorted(spoken.letters) == sorted(spoken.key) and len(spoken.key) * (1 - alike) < 1.5:
        return ALIKE
    return alike


def _whole(name: Name, spoken: Spoken) -> tuple[float, How]:
    if spoken.text == name.text:
        return 1.0, "exact"
    full = "".join(words_of(name.text)) == spoken.key
    if full and not spoken.formed:
        return 0.98, "folded"
    return 0.95 if full or not spoken.formed else 0.9, "folded"


def _part(name: Name, role: Role, key: str) -> float:
    share = min(len(key) / len("".join(core_of(name))), 1.0)
    less = name.kind in NAMED_AFTER_OTHERS or (role is Role.ENDING and name.kind != "product")
    return 0.8 + 0.1 * share - (0.05 if less else 0)
