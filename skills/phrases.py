"""Phrases: how drafts begin and end, by what they are for."""

import re
from dataclasses import dataclass

LANGUAGES = (
    "german", "french", "spanish", "italian", "dutch", "portuguese", "polish", "danish", "swedish", "norwegian",
    "finnish", "czech", "turkish", "japanese", "chinese", "arabic", "russian", "greek", "hungarian", "romanian",
)  # fmt: skip
ADVERTISING = re.compile(
    r"\b(?:promo\w*|newsletters?|campaigns?|discounts?|special offer|upsell\w*|cross-?sell\w*|launch\w*|sales? pitch"
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

    def says_all(self, purpose: str) -> bool:
        """Whether the opening has said all that the purpose says: "a thank-you note"."""
        rest = self.words.sub(" ", purpose)
        return not [word for word in re.findall(r"\w+", rest) if word.casefold() not in SAYING_NOTHING]


SAYING_NOTHING = frozenset(
    "a an the you your and note message email mail letter text short quick brief little nice warm kind friendly formal"
    " say saying to for of her him them their his our my about something wishes up in with some".split()
)


def _phrase(words: str, opening: str, close: str = "Best regards,", **more: object) -> Phrase:
    return Phrase(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), opening, close, **more)  # type: ignore[arg-type]


PLAIN = _phrase("^$", "I am writing to you personally.", "I look forward to hearing from you.")
PHRASES = (
    _phrase("birthday|b-?day", "Happy birthday! All of us wish you a wonderful day.", "With warm wishes,",
            subject="Happy birthday", personal=False),
    _phrase("congrat\\w*", "Congratulations!", "With warm wishes,", subject="Congratulations", personal=False),
    _phrase("season'?s greetings|christmas|new year|holiday greetings|eid|diwali|easter",
            "We wish you and yours a happy season.", "With warm wishes,", subject="Season's greetings", personal=False),
    _phrase("condolences?|sympathy", "We are very sorry for your loss.", "With sympathy,", personal=False),
    _phrase("apolog\\w*|sorry|make (?:it )?up for", "I am sorry about what happened, and I want to put it right.",
            "Please tell me if there is anything else.", subject="Our apologies", personal=False),
    _phrase("thank\\w*|appreciation|gratitude", "Thank you very much.", "With kind regards,", subject="Thank you"),
    _phrase("welcom\\w*|onboarding", "Welcome! We are glad to work with you.",
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


def phrase_for(purpose: str) -> Phrase | None:
    """The phrase that a purpose asks for, None where it is one of its own."""
    return next((phrase for phrase in PHRASES if phrase.words.search(purpose)), None)
