"""Moods: whether a text says that a customer is happy or not; silent where it does not say so plainly."""

import re
from collections import Counter
from collections.abc import Iterable

POSITIVE = frozenset(
    """delighted happy pleased glad thrilled love loves loved great excellent fantastic wonderful perfect excited
    enthusiastic impressed satisfied grateful thankful kudos praised recommends cheerful relieved""".split()
)
NEGATIVE = frozenset(
    """angry annoyed furious livid upset unhappy disappointed frustrated frustrating complained complains complaint
    complaining terrible awful horrible worst unacceptable dissatisfied irritated ignored hates hated mad badly
    cancelling canceling terminate leaving""".split()
)
NEGATIONS = frozenset("not no never isn't aren't wasn't weren't don't doesn't didn't without hardly nor less".split())
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
REACH = 3  # words over which a negation reaches


def mood(text: str) -> str | None:
    """`positive` or `negative` where all plain words of feeling agree, `neutral` where they differ, else None."""
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    felt = {feeling for place in range(len(words)) if (feeling := _feeling(words, place))}
    if len(felt) > 1:
        return "neutral"
    return felt.pop() if felt else None


def _feeling(words: list[str], place: int) -> str | None:
    word = words[place]
    if word not in POSITIVE and word not in NEGATIVE:
        return None
    denied = NEGATIONS.intersection(words[max(0, place - REACH) : place])
    if not denied:
        return "positive" if word in POSITIVE else "negative"
    return "negative" if word in POSITIVE else None


def trend(moods: Iterable[str | None]) -> str | None:
    """The mood of most, newest first; None when there is none."""
    felt = [each for each in moods if each]
    return Counter(felt).most_common(1)[0][0] if felt else None
