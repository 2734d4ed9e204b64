"""Answers to the assistant's own questions: "the second one", a few words of an option; and words of courtesy."""

import re
from typing import Any

from rapidfuzz import fuzz

from storage.folding import fold

THANKS = re.compile(
    r"(?:ok(?:ay)?[ ,]+)?(?:many )?(?:thanks|thank you|thx|cheers|ta|great|perfect|nice|cool|awesome)\b", re.I
)
HELLO = re.compile(r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|howdy)\b", re.IGNORECASE)
SHORT = 5
ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "former": 0, "top": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "third": 2,
    "3rd": 2, "three": 2, "3": 2, "fourth": 3, "4th": 3, "four": 3, "4": 3, "fifth": 4, "5th": 4, "five": 4, "5": 4,
    "sixth": 5, "6th": 5, "6": 5, "seventh": 6, "7th": 6, "7": 6, "eighth": 7, "8th": 7, "8": 7, "last": -1,
    "latter": -1, "bottom": -1,
}  # fmt: skip
FILLERS = {"the", "one", "ones", "please", "number", "no", "option", "i", "mean", "meant", "it", "is", "s", "it's",
           "that", "at", "from", "in", "of", "for", "with", "take", "pick", "ok", "oh", "guy", "lady",
           "yes", "pls", "open", "show", "me", "choose", "use", "lets", "let", "go",
           "think", "would", "be"}  # fmt: skip
ENOUGH = 82


def courtesy(text: str) -> str | None:
    """What is said back to a short word of thanks or greeting; None to anything else."""
    said = text.strip()
    if len(said.split()) > SHORT:
        return None
    if THANKS.match(said):
        return "You're welcome."
    return "Hello. Tell me what happened, or say “help” to see what I can do." if HELLO.match(said) else None


def is_called(text: str, label: str, question: str) -> bool:
    """Whether the message says the label and nothing beyond the question: "order it", "turn it into an order"."""
    said, wanted = ({word for word in fold(words).split() if word not in FILLERS} for words in (text, label))
    return bool(wanted) and wanted <= said <= {*wanted, *fold(question).split()}


def chosen(text: str, options: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The option that a message chooses, by its place or by its words; None when it chooses none or several."""
    pressed = next((option for option in options if option["label"] == text), None)
    words = fold(re.sub(r"[^\w\s&+'-]", " ", text)).split()
    if pressed or not words or not options:
        return pressed
    return _by_words(words, options) or _by_place(words, options)


def _by_place(words: list[str], options: list[dict[str, Any]]) -> dict[str, Any] | None:
    places = [ORDINALS[word] for word in words if word in ORDINALS]
    rest = [word for word in words if word not in ORDINALS and word not in FILLERS]
    if not places or rest or len(words) > 6:
        return None
    place = next((place for place in places if place), 0)
    return options[place] if place < len(options) else None


def _by_words(words: list[str], options: list[dict[str, Any]]) -> dict[str, Any] | None:
    said = [word for word in words if word not in FILLERS]
    scored = [(_likeness(said, fold(option["label"]).split()), option) for option in options]
    best = max((score for score, _ in scored), default=0.0)
    fitting = [option for score, option in scored if score == best]
    return fitting[0] if best >= 0.5 and len(fitting) == 1 else None


def _likeness(said: list[str], label: list[str]) -> float:
    """The share of the words said that stand in the label, misspellings included."""
    if not said or len(said) > 8:
        return 0.0
    near = [w for w in said if any(w == each or (len(w) > 4 and fuzz.ratio(w, each) >= ENOUGH) for each in label)]
    return len(near) / len(said)
