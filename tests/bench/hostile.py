"""Messages that try a reader's patience: endless, repeated, nested, ambiguous, or made of what it looks for."""

import random
from collections.abc import Callable, Iterator, Sequence

LONGEST = 4000
DATES = (
    "tomorrow", "next friday at 3pm", "31.12.2026", "every other monday at 9", "in two weeks", "last quarter",
    "between 1 May and 15 June", "2026-11-30T10:00", "the 15th", "at ten to five", "half past three", "mon-fri",
    "since march", "Q3 2025", "two days ago",
)  # fmt: skip
AMOUNTS = (
    "$1,200.50", "12k EUR", "a hundred and twenty thousand dollars", "1.5 million", "45%", "+49 170 1234567",
    "100.000,00 €", "three dozen", "7/10",
)  # fmt: skip
REQUESTS = (
    "remind me to call", "open a case for", "log a call with", "how many deals", "show me", "add a contact",
    "what did", "move the deal", "brief me on", "close case 12", "which customers have no",
)  # fmt: skip
JOINTS = (" and ", ", ", " then ", ". ", "; ", "\n", " and also ", " - ", " or ", " but not ")
SIGNS = "()[]{}<>\"'“”‘’`*_~.,;:!?/\\|@#$%^&+=-–—…•\t "
LETTERS = "aäàáâãåāəøœßþđłıﬁ𝐚ａАаبשनก中日가😀👩‍👩‍👧\u0301\u200d\u202e\u00ad\ufeff'’-"
PIECES = ("and", "the", "a", "1", "of", "'s", "&", "in", "May", "will", "no", "at", "@", "://", "www.", "first", "to")


def hostile(rng: random.Random, count: int, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """So many messages of up to 4,000 characters, each with the name of its kind."""
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        yield kind, KINDS[kind](rng, names)[: rng.choice((LONGEST, LONGEST, rng.randint(1, LONGEST)))]


Make = Callable[[random.Random, Sequence[str]], str]


def _many(choices: Sequence[str], joints: Sequence[str] = (" ",)) -> Make:
    """Things of a list in a row, each time joined in one way."""

    def make(rng: random.Random, names: Sequence[str]) -> str:
        joint, some = rng.choice(joints), rng.sample(choices, k=rng.randint(1, len(choices)))
        return _filled(rng, lambda: rng.choice(some) + joint)

    return make


def _filled(rng: random.Random, more: Callable[[], str]) -> str:
    text = rng.choice(("", "", "remind me to call ", "how many deals ", "log that "))
    while len(text) < LONGEST:
        text += more()
    return text


def _digits(rng: random.Random, names: Sequence[str]) -> str:
    signs = "0123456789" + rng.choice(("", ".", ",", "-", "/", ":", " ", "+", ".,", "()- ", "e", "%$€", "kKmM"))
    return _filled(rng, lambda: rng.choice(signs))


def _repeated(rng: random.Random, names: Sequence[str]) -> str:
    unit = rng.choice((*DATES, *AMOUNTS, *PIECES, *REQUESTS, rng.choice(names), rng.choice(SIGNS), rng.choice(LETTERS)))
    return _filled(rng, lambda: f"{unit} ")


def _glued(rng: random.Random, names: Sequence[str]) -> str:
    unit = rng.choice((*DATES, *AMOUNTS, *PIECES, *SIGNS, *LETTERS, "a.", "a-", "a'", "1.", "x@", "ab", "A.B"))
    before, after = rng.choice(("", "x", "<", "http://", "1")), rng.choice(("", "!", ".com", "x"))
    return f"{before}{unit * (LONGEST // len(unit))}{after}"


def _named(rng: random.Random, names: Sequence[str]) -> str:
    some, joint = rng.sample(names, k=rng.choice((1, 2, 30, 200))), rng.choice((*JOINTS, " ", "", "-"))
    return _filled(rng, lambda: rng.choice(some) + joint)


def _parts(rng: random.Random, names: Sequence[str]) -> str:
    words = [word for name in rng.sample(names, k=200) for word in name.split()]
    spoil = rng.random() < 0.5
    return _filled(rng, lambda: (_spoilt(rng, rng.choice(words)) if spoil else rng.choice(words)) + " ")


def _spoilt(rng: random.Random, word: str) -> str:
    place = rng.randrange(len(word))
    return word[:place] + rng.choice(("", "x", word[place] * 2)) + word[place + 1 :]


def _nested(rng: random.Random, names: Sequence[str]) -> str:
    opening, closing = rng.choice(("()", "[]", "<>", '""', "“”", "**", "__", "``", "~~"))
    depth = rng.randint(1, 1900)
    return opening * depth + rng.choice(names) + rng.choice(DATES) + closing * depth


def _mixed(rng: random.Random, names: Sequence[str]) -> str:
    every = (DATES, AMOUNTS, REQUESTS, PIECES, names, JOINTS, SIGNS, LETTERS)
    return _filled(rng, lambda: rng.choice(rng.choice(every)) + rng.choice((" ", " ", "")))


def _requests(rng: random.Random, names: Sequence[str]) -> str:
    joint = rng.choice(JOINTS)
    return _filled(rng, lambda: f"{rng.choice(REQUESTS)} {rng.choice(names)} {rng.choice(DATES)}{joint}")


KINDS: dict[str, Make] = {
    "digits": _digits,
    "repeated": _repeated,
    "glued": _glued,
    "dates": _many(DATES, (" ", ", ", " and ", "-", " to ", "")),
    "amounts": _many(AMOUNTS, (" ", ", ", " and ", "-", "")),
    "joints": _many(JOINTS, ("",)),
    "pieces": _many(PIECES, (" ", "", "-", ".")),
    "signs": _many(SIGNS, ("",)),
    "letters": _many(LETTERS, ("", " ", "'", "-")),
    "names": _named,
    "parts of names": _parts,
    "nested": _nested,
    "mixed": _mixed,
    "requests": _requests,
}
