"""Phrases: how drafts begin and end, by what they are for."""

import re
from dataclasses import dataclass

LANGUAGES = (
    "german", "french", "spanish", "italian", "dutch", "portuguese", "polish", "danish", "swedish", "norwegian",
    "finnish", "czech", "turkish", "japanese", "chinese", "arabic", "russian", "greek", "hungarian", "romanian",
)  # fmt: skip
ADVERTISING = re.compile(
    r"\b(?:promo\w*|sales?|specials?|webinars?|roadshow|trade fair"
    r"|newsletters?|campaigns?|discounts?|special offer|upsell\w*|cross-?sell\w*|launch\w*|sales? pitch"
    r"|new (?:product|range|line|collection)|pitch\w*|advert\w*|marketing|mailing|bundle|black friday)\b",
    re.IGNORECASE,
)
"""Words of purposes that are advertising, which nobody gets who has unsubscribed."""


@dataclass(frozen=True)
class Phrase:
    """How a message of one purpose begins and ends. `words` find the purpose.

    `personal` tells whether what was last talked of and ordered belongs in it.
    """

    words: re.Pattern[str]
    opening: str
    close: str = "Best regards,"
    subject: str = ""
    personal: bool = True
    advertises: bool = False


def _phrase(words: str, opening: str, close: str = "Best regards,", **more: object) -> Phrase:
    return Phrase(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), opening, close, **more)  # type: ignore[arg-type]


PLAIN = _phrase("^$", "How are you getting on?", "I look forward to hearing from you.")
PHRASES = (
    _phrase("satisfaction score for",
            "We have solved what you told us of. How satisfied are you with that, from 1 (not at all) to 5 (very)?",
            "One number is enough, and a word on it is welcome.", subject="How satisfied are you?", personal=False),
    _phrase("birthday|b-?day", "Happy birthday! All of us wish you a wonderful day.", "With warm wishes,",
            subject="Happy birthday", personal=False),
    _phrase("congrat\\w*", "Congratulations!", "With warm wishes,", subject="Congratulations", personal=False),
    _phrase("season'?s greetings|christmas|new year|holiday greetings|eid|diwali|easter",
            "We wish you and yours a happy season.", "With warm wishes,", subject="Season's greetings", personal=False),
    _phrase("condolences?|sympathy", "We are very sorry for your loss.", "With sympathy,", personal=False),
    _phrase("apolog\\w*|sorry|make (?:it )?up for", "I am sorry about what happened, and I want to put it right.",
            "Please tell me if there is anything else.", subject="Our apologies", personal=False),
    _phrase("thank\\w*|appreciation|gratitude", "Thank you very much.", "With kind regards,", subject="Thank you"),
    _phrase("welcom\\w*", "Welcome! We are glad to work with you.",
            "Write to me whenever you need anything.", subject="Welcome"),
    _phrase("win[- ]?back|re-?activat\\w*|come back|lapsed|re-?engag\\w*", "We have missed you.",
            "Shall we talk this week?", subject="It has been a while", advertises=True),
    _phrase("follow(?:ing)?[- ]?up|check(?:ing)?[- ]?in|touch(?:ing)? base", "I want to follow up with you.",
            "When would it suit you to talk?"),
    _phrase("invit\\w*", "I would like to invite you.", "May we count on you?"),
    _phrase("remind\\w*|overdue|unpaid|chas\\w+", "This is a kind reminder.", "Thank you for seeing to it."),
    _phrase("quotes?|quotation|propos\\w+", "Here is what we propose.", "Does it suit you?"),
    _phrase("offer\\w*", "Here is what we can offer you.", "Does it suit you?", advertises=True),
    _phrase("renew\\w*", "Your renewal is coming up.", "Shall I prepare it for you?"),
)  # fmt: skip


SAYING_NOTHING = re.compile(
    r"^(?:(?:an?|the|some|something|just|short|quick|brief|little|nice|warm|kind|friendly|formal|notes?|message|mail"
    r"|e-?mail|letter|text|wishes|you|card)\b\s*)+(?=$|(?:about|re|for|on|to|that)\b)",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:to say that|to tell \w+(?: that)?|saying(?: that)?|that|about|re|regarding|on|for)\s+", re.IGNORECASE
)
VERB = re.compile(
    r"^(?:to )?(?=(?:say|ask|tell|explain|remind|propose|confirm|invite|offer|introduce|thank(?![- ]you)|apologi[sz]e"
    r"|follow|check|let|see|find out|announce|share|send|wish|make|give|smooth|re-?activate|suggest|discuss|arrange"
    r"|schedule|fix)\b)",
    re.IGNORECASE,
)
DOING = re.compile(r"^(?:accept|ask|announc|explain|offer|request|invit|confirm|introduc|propos|sum+|writ)ing\b", re.I)
QUESTION = re.compile(r"^(?:why|how|what|when|where|whether|which)\b", re.IGNORECASE)
CLAUSE = re.compile(
    r",|\b(?:i|we|you|they|he|she|it|is|are|was|were|will|has|have|can|works)\b|['’](?:re|m|ll|ve)\b", re.IGNORECASE
)
YOU = {"him": "you", "them": "you", "his": "your", "their": "your", "she": "you", "he": "you", "they": "you"}
HER = re.compile(r"\bher(?= (?!a\b|an\b|the\b|to\b|with\b|for\b|about\b|of\b|on\b|our\b|some\b|two\b|back\b)\w)", re.I)


def phrase_for(purpose: str) -> Phrase | None:
    """The phrase that a purpose asks for by its first telling word, None where it is one of its own."""
    found = [(match.start(), place) for place, phrase in enumerate(PHRASES) if (match := phrase.words.search(purpose))]
    return PHRASES[min(found)[1]] if found else None


def topic(purpose: str, phrase: Phrase) -> str:
    """What is left to be said of a purpose: "the onboarding", of "a follow-up about the onboarding"."""
    rest = SAYING_NOTHING.sub("", " ".join(phrase.words.sub(" ", purpose).split()))
    return LEAD.sub("", SAYING_NOTHING.sub("", rest)).strip()


def opening(purpose: str, phrase: Phrase) -> list[str]:
    """The sentences that say what it is about, to whom it concerns."""
    if whole := _whole(LEAD.sub("", purpose)):
        return [whole]
    about = _to_you(topic(purpose, phrase))
    if not about:
        return [phrase.opening]
    return [f"I am writing to you about {about}."] if phrase is PLAIN else [phrase.opening, f"It is about {about}."]


def _whole(told: str) -> str:
    """A purpose that is a sentence already, or nearly: `I would like to offer you two dates.`; empty for a topic."""
    said = _to_you(told)
    if verb := VERB.match(said):
        return f"I would like to {said[verb.end() :]}."
    if DOING.match(said):
        return f"I am {said}."
    return f"{said[:1].upper()}{said[1:]}." if CLAUSE.search(said) and not QUESTION.match(said) else ""


def _to_you(told: str) -> str:
    """The words with those they are about spoken to."""
    yours = HER.sub("your", told)
    return " ".join("you" if word.casefold() == "her" else YOU.get(word.casefold(), word) for word in yours.split())
