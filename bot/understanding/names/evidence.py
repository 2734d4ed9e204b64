"""Whether ordinary words are meant as a name: "order" seldom is one, "Dana from Order" is."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.names.index import Role
from bot.understanding.names.ordinary import capitalised_words
from bot.understanding.names.parts import PEOPLE, TITLES, Name, words_of
from bot.understanding.names.readings import Reading
from bot.understanding.names.words import Word

BETWEEN = frozenset(("from", "at", "of", "@"))
BEFORE_PEOPLE = frozenset(
    ("with", "called", "emailed", "met", "phoned", "texted", "pinged", "visited", "told", "asked")
)
SPEAKING = frozenset(("spoke", "spoken", "speak", "speaking", "talk", "talked", "talking", "wrote", "write"))
AFTER_SPEAKERS = frozenset(
    """
    called calls said says wants wanted asked asks emailed wrote told needs agreed signed phoned replied mentioned
    thinks likes prefers complained confirmed
    """.split()
)
ASKED_OF = frozenset(("did", "does", "has", "had", "what", "when", "why"))
ASKED = frozenset(
    """
    say said want ask tell write reply mention agree sign promise complain confirm need like prefer think mean call
    email respond react decide
    """.split()
)
"""What is asked of somebody: "did joy say ..."."""
NOUNS = {
    "account": "customer",
    "customer": "customer",
    "client": "customer",
    "company": "customer",
    "deal": "deal",
    "opportunity": "deal",
    "opp": "deal",
    "campaign": "campaign",
    "segment": "segment",
    "product": "product",
    "lead": "lead",
    "vendor": "vendor",
}
KINDS = PEOPLE | frozenset(NOUNS.values())
COMMON = 50
UNSURE = 0.8
DOUBTFUL = 0.6
UNLIKELY = 0.5


class Bearers(NamedTuple):
    """The names that words may mean, how sure that is (0 to 1), and whether the words are ordinary ones."""

    names: Sequence[Name]
    sureness: float = 1.0
    ordinary: bool = False


class Sentence(NamedTuple):
    """The words of a sentence, and of each whether it can only be a name."""

    words: Sequence[Word]
    known: Sequence[bool]


def bearers(sentence: Sentence, reading: Reading, role: Role, names: Sequence[Name]) -> Bearers:
    """Which of the names that have the words of a reading can be meant by them here."""
    run = sentence.words[reading.first : reading.last + 1]
    if len(run) > 1 and any(word.function for word in run) and not reading.misspelt:
        names = [name for name in names if _in_step(run, name)]
    ordinary = all(word.ordinary for word in run)
    if ordinary and (len(run) == 1 or (role is not Role.WHOLE and sum(not word.function for word in run) == 1)):
        return _alone(sentence, reading, role, names)
    if role is Role.ENDING and len(names) > COMMON:
        names = []
    return Bearers(names, _sureness_of_many(run, role) if ordinary else 1.0, ordinary)


def _in_step(run: Sequence[Word], name: Name) -> bool:
    """Whether the words are parted as in the name: "in man" is not Inman."""
    words = _words_of(name.text)
    return all(word.key in words for word in run[:-1])


@lru_cache(maxsize=1024)
def _words_of(text: str) -> list[str]:
    """The words of a name; a message may come back to the same few again and again."""
    return words_of(text)


def _sureness_of_many(run: Sequence[Word], role: Role) -> float:
    if all(word.function for word in run) and role is not Role.WHOLE:
        return 0.0
    return 1.0 if role is Role.WHOLE or run[0].capital else UNSURE


def _alone(sentence: Sentence, reading: Reading, role: Role, names: Sequence[Name]) -> Bearers:
    """For one ordinary word: a whole name always may be meant, a part of one only with evidence."""
    kinds = _kinds_shown(sentence, reading) if role is not Role.ENDING else ()
    shown = names if kinds is KINDS else [name for name in names if name.kind in kinds] if kinds else []
    if role is Role.WHOLE:
        return Bearers(names, 1.0 if shown else UNLIKELY, ordinary=True)
    plain = sentence.words[reading.last].key in capitalised_words()
    return Bearers(shown, DOUBTFUL if plain else UNSURE, ordinary=True)


def _kinds_shown(sentence: Sentence, reading: Reading) -> Collection[str]:
    """The kinds of record that the words around speak for."""
    words, known = sentence
    word = words[reading.last]
    before, after = _key(words, reading.first - 1), _key(words, reading.last + 1)
    told = word.capital and (word.key not in capitalised_words() or before in ASKED_OF)
    if told or (word.possessive and word.proper) or (word.proper and after in AFTER_SPEAKERS):
        return KINDS
    if after in BETWEEN and _holds(known, reading.last + 2):
        return KINDS
    if before in BETWEEN and _holds(known, reading.first - 2):
        return KINDS
    addressed = before == "to" and _key(words, reading.first - 2) in SPEAKING
    if addressed or before in TITLES or before in BEFORE_PEOPLE:
        return PEOPLE
    if before in ASKED_OF and after in ASKED:
        return PEOPLE
    return {NOUNS[after]} if after in NOUNS else ()


def _key(words: Sequence[Word], place: int) -> str:
    return words[place].key if 0 <= place < len(words) else ""


def _holds(known: Sequence[bool], place: int) -> bool:
    return 0 <= place < len(known) and known[place]
