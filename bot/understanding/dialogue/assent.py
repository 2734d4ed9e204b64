"""Assent: yes, no and never mind, in the many ways people say them, and what they say after it."""

import re
from dataclasses import dataclass
from typing import Literal

Said = Literal["yes", "no", "cancel"]

WORD = re.compile(r"[\w'’+&]+")
APART = re.compile(r"\s*(?:[,.;:!?–—-]+|\b(?:and|but|then|instead)\b)\s*", re.IGNORECASE)
LONGEST = 5
"""Words of the longest phrase below."""

PLAIN = frozenset("yes yep yeah yup yea aye no nope nah".split())
"""Words that answer even where the sentence goes on without a pause."""

YES = (
    "yes|yep|yeah|yup|yea|ya|aye|y|sure|sure thing|of course|certainly|absolutely|definitely|totally|by all means"
    "|indeed|correct|exactly|confirm|confirmed|i confirm|affirmative|positive|do it|do that|do so|do|go ahead"
    "|go on|go for it|make it so|please do|yes please|why not|you bet|lets do it|lets do that|lets go|good idea"
    "|that works|works for me|sounds good|thats right|thats correct|thats it|that is right|that is correct"
    "|i am sure|im sure|no problem|no objection|no objections|i do|i agree|agreed|create it|add it|be my guest"
    "|yes do|proceed|approved"
)
WEAK = "ok|okay|k|kk|okey|right|fine|good|great|perfect|please|true|alright|all right|cool|very well|got it"
NO = (
    "no|nope|nah|na|naw|n|not|never|negative|wrong|no thanks|no thank you|no way|hell no|please no|absolutely not"
    "|definitely not|certainly not|of course not|surely not|please dont|dont|do not|please do not|dont do it"
    "|dont do that|do not do that|do not do it|i dont|i dont want to|i dont want that|i dont think so"
    "|i do not think so|rather not|id rather not|i would rather not|better not|lets not|not now|not yet"
    "|not really|not needed|not necessary|not today|not at all|no need|no need to|maybe later|later|another time"
    "|some other time|leave it|leave them|leave him|leave her|leave that|leave it be|leave it alone"
    "|leave it as it is|keep it|keep them|keep that|under no circumstances|wait|hold on|hang on|why would i"
    "|are you crazy|that was wrong|thats wrong"
)
CANCEL = (
    "never mind|nevermind|nvm|nm|forget it|forget that|forget about it|forget about that|forget i asked|cancel"
    "|cancel it|cancel that|cancel this|cancel please|drop it|drop that|skip it|skip that|skip this|skip|stop"
    "|stop it|stop that|abort|scrap it|scrap that|scratch that|scratch it|nothing|dont bother|let it be"
    "|not important|ignore that|ignore it|disregard|disregard that|doesnt matter|it doesnt matter|no matter"
    "|changed my mind|i changed my mind|ive changed my mind|i have changed my mind|no longer needed"
    "|not needed anymore|dont need it|dont need that|i dont need it|dont need it anymore|dont worry about it"
    "|my mistake|quit|none|none of them|none of these|neither|neither of them|no one|nobody"
)
FILLERS = (
    "oh|well|um|uh|er|hm|hmm|ah|and|so|then|now|thanks|thank you|thx|for now|just|actually|really|sorry|wait no"
    "|it|that|this|there|here|too|rapport|mate|lol|haha|i think|i guess|i suppose|oops|again|after all|anymore"
    "|any more|thanks a lot|at once|hell|oh god|god|on second thought|on second thoughts|by me|me|right away"
    "|right now|both|i said|if you can|come on|argh|man|dude"
)
TWIN = re.compile(
    r"\b(?:same (?:one|customer|company|person)|already there|use (?:that|the existing))\b", re.IGNORECASE
)
ANOTHER = re.compile(
    r"\b(?:different|another|not the same|anyway|create (?:it|them)|add (?:it|them|her|him)|new one|somebody else"
    r"|someone else)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """What a message answers to a yes-or-no question, None when it does not, and what it says beyond that."""

    said: Said | None = None
    rest: str = ""


def answer_of(text: str) -> Answer:
    """The answer that a message begins with, and the rest of it. Of yes and no in one message the no counts."""
    words = [(match.start(), match.end(), _bare(match[0])) for match in WORD.finditer(text)]
    kinds, last, place = [], "", 0
    while place < len(words) and (found := _phrase([word for _, __, word in words[place : place + LONGEST]])):
        kind, last = found
        kinds.append(kind)
        place += len(last.split())
    if place == len(words):
        return Answer(_strongest(kinds, ("cancel", "no", "yes", "weak")))
    rest = text[words[place][0] :].strip()
    told = [kind for kind in kinds if kind != "filler"]
    if not told or not (last in PLAIN or _apart(text, words, place)):
        return Answer(None, text)
    said = _strongest(kinds, ("cancel", "no", "yes"))
    return Answer(said, rest) if said else Answer(None, text)


def _apart(text: str, words: list[tuple[int, int, str]], place: int) -> bool:
    """Whether the sentence pauses before the word at that place, or begins anew with it."""
    return bool(APART.fullmatch(text[words[place - 1][1] : words[place][0]])) or words[place - 1][2] in ("and", "then")


def twin_answer(text: str) -> Said | None:
    """What a message answers to the question whether something is there already: the same one, or another."""
    if TWIN.search(text):
        return "cancel"
    return "yes" if ANOTHER.search(text) else None


def cancels(text: str) -> bool:
    """Whether a message does nothing but drop what was asked."""
    answer = answer_of(text)
    return answer.said == "cancel" and not answer.rest


def _bare(word: str) -> str:
    """The word in small letters, without apostrophes, "yesss" as "yes"."""
    small = re.sub(r"['’]", "", word.casefold())
    short = re.sub(r"(.)\1+$", r"\1", small)
    return short if small not in KINDS and short in KINDS else small


def _phrase(words: list[str]) -> tuple[str, str] | None:
    """The longest phrase that the words begin with, and its kind."""
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if kind := KINDS.get(phrase):
            return kind, phrase
    return None


def _strongest(kinds: list[str], order: tuple[str, ...]) -> Said | None:
    strongest = next((kind for kind in order if kind in kinds), None)
    return SAID[strongest] if strongest else None


SAID: dict[str, Said] = {"yes": "yes", "weak": "yes", "no": "no", "cancel": "cancel"}
KINDS = {
    phrase: kind
    for kind, phrases in (("filler", FILLERS), ("weak", WEAK), ("yes", YES), ("no", NO), ("cancel", CANCEL))
    for phrase in phrases.split("|")
}
