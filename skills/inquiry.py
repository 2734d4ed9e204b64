"""Inquiry: whether words ask what holds, or tell what shall hold; what is only asked about is never set."""

import re

WE = r"(?:we|you|they|i|it|there|he|she|u|somebody|someone|anybody|anyone|nobody|everybody|everyone|any)"
LEAD = re.compile(
    r"(?:[\W_]|<@\w+>|\b(?:hey|hi|hello|dear|morning|um+|uh+|er+|hm+|ok|okay|oh|so|and|but|well|now|also|sorry"
    r"|pls|plz|please|rapport|team|all|guys|again|btw|by the way|quick (?:one|question)|one (?:more )?question|question"
    r"|remind me|tell me|(?:can|could|would|will) (?:you|u) (?:please )?(?:tell|remind) (?:me|us))\b)*",
    re.IGNORECASE,
)
"""What may come before a question begins."""
BEGINS = re.compile(
    rf"(?:is|are|does|did|was|were {WE}|isn'?t|aren'?t|doesn'?t|didn'?t|wasn'?t|when|what|what'?s|which|who"
    rf"|who'?s|whose|how|where|why|whether|at (?:what|which)"
    rf"|(?:on|in|by|since|until|till|from|for|to) (?:what|which|when|whom)"
    rf"|(?:don'?t|can|have|haven'?t|has|hasn'?t|had|shall|may|might|won'?t|can'?t|am|will) {WE}"
    r"|do (?!not|note|add|set|put|mark|enter|make|close|change|please|it|that|so)\w+|(?:must|should)(?:n'?t)? \w+"
    r"|(?:will|can) (?:the |our )?\w+ (?:\w+ )?(?:work|open|close|be (?:there|open|closed|in|reached|at work))"
    r"|(?:has|have) \w+ (?:got|entered|noted))\b",
    re.IGNORECASE,
)
"""How a question begins."""
WITHIN = re.compile(
    rf"\b(?:whether|(?:know|asks?|asked|asking|wonder\w*|sure|(?:tell|show|remind) (?:me|us|him|her|them)|check"
    rf"|find out|look up) (?:if|when|what|which|how|who|until when|on which))\b"
    rf"|[,;:–—-]\s*(?:do|does|did|are|is|isn'?t|aren'?t|don'?t|will|have|has) {WE}\b"
    r"|\b(?:or not|right|correct|isn'?t it|aren'?t we|don'?t we)\s*\?*\s*$",
    re.IGNORECASE,
)
"""What makes a question of a sentence that does not begin as one."""
LOOKS = (
    r"(?:please |just |quickly )?(?:tell|show|list|check|see|remind|look|find|give me|explain|reach|work\b|promise"
    r"|say (?:if|whether|when|what))|(?:be|still|already|really|also|have (?!\w+ \w+ (?:as|closed|set)))\b"
)
WISHES = re.compile(
    rf"\b(?:can|could|would|will) (?:you|u|we|i) (?!{LOOKS})"
    r"|\b(?:is|would|be|it'?s|if) ?(?:it|that|this)? ?(?:be )?(?:possible|ok|okay|alright|fine)\b"
    r"|\b(?:would|do) (?:you|u) mind\b|\bhow about\b|\bwhy (?:not|don'?t (?:we|you))\b|\bcould we have\b"
    r"|\bcan (?:\w+ )+be (?:set|put|made|changed|moved|noted|added|entered|marked|extended|raised|\d)"
    r"|\bwould (?:you|u)\?|\b(?:ok|okay|please|pls|thanks)\s*\?+\s*$",
    re.IGNORECASE,
)
"""What wishes something, though it is put as a question."""
THANKS = re.compile(r"\W*(?:thanks?|thx|ta|cheers|thank you|please|pls)\b[\w ]{0,20}\W*", re.IGNORECASE)
SENTENCE = re.compile(r"[^.?!\n]*(?:[.?!](?!\s|$)[^.?!\n]*)*(?:[.?!]+|\n|$)")


def asks(words: str) -> bool:
    """Whether the sentence asks what holds: “are we closed on Friday?”, and not “can you close us on Friday?”."""
    lead = LEAD.match(words)
    begins = BEGINS.match(words, lead.end() if lead else 0)
    if WISHES.search(words):
        return False
    return bool(begins) or words.rstrip().endswith("?") or bool(WITHIN.search(words))


def asks_last(text: str) -> bool:
    """Whether the text ends with a question, thanks left aside: what is told before it only leads to it."""
    pieces = [found[0] for found in SENTENCE.finditer(text) if found[0].strip() and not THANKS.fullmatch(found[0])]
    return bool(pieces) and asks(pieces[-1])


def told(text: str) -> str:
    """The text with blanks for the sentences that ask, and for all where it ends with one; others keep their places."""
    if asks_last(text):
        return " " * len(text)
    pieces = (found[0] for found in SENTENCE.finditer(text))
    return "".join(" " * len(piece) if asks(piece) else piece for piece in pieces)
