"""What a question asks about: its words of weight, without those that every question has, and without names."""

import re
from collections.abc import Sequence

from storage.folding import fold

WORD = re.compile(r"\w+")
FILLERS = frozenset(
    """a an and any anyone anything about again all also am an are as at be been but by can could did do does done
    else ever for from get give gave given go got had has have having he her hers him his how i if in into is it its
    just know let like logged me mine much my no nobody none not of off on one or our ours out over own please re s
    she should so some somebody someone something still t than that the their theirs them then there these they thing
    things this those to told too up us was we were what when where whether which who whom whose why will with would
    yes yet you your yours show find remind remember tell m d ll ve""".split()
)
TALKING = frozenset(
    """say says said saying tell tells told ask asks asked asking mention mentions mentioned talk talks talked talking
    speak speaks spoke spoken hear heard discuss discussed contact contacted touch call called visit visited email
    emailed mail mailed write wrote meet met meeting chat chatted happen happened time times conversation interaction
    last latest recent recently newest most previous previously note notes note feel feels
    customer customers client clients people person""".split()
)
LATEST = re.compile(
    r"\b(latest|newest|most recent(ly)?|recently|lately|last time|(?:when|how long)\b.*\b(?:last|since)"
    r"|last (?:call|meeting|e-?mail|chat|visit|note|talk|conversation|contact|word|thing|interaction)s?)\b",
    re.IGNORECASE,
)
CHANNEL_WORDS = {
    "call": "call called calls phone phoned rang",
    "meeting": "meet met meeting meetings",
    "email": "email emailed emails mail mailed",
    "visit": "visit visited visits",
    "chat": "chat chatted",
}


class Question:
    """A question about the history. `names` are those of whom it is about: they say whose history, not what of it."""

    def __init__(self, text: str, names: Sequence[str] = ()) -> None:
        left_out = {part for name in names for part in fold(name).split()} | {"s"}
        said = [word for word in WORD.findall(text) if fold(word) not in left_out]
        self.text = " ".join(said) or text
        self.words = [word for word in said if word.casefold() not in FILLERS]
        self.topic = [word for word in self.words if word.casefold() not in TALKING]
        self.wants_latest = bool(LATEST.search(text))

    @property
    def channel(self) -> str | None:
        """The way of talking that it asks for, or None."""
        said = {word.casefold() for word in self.words}
        return next((channel for channel, words in CHANNEL_WORDS.items() if said & set(words.split())), None)
