"""Free texts: the speaker's words without what surrounds them."""

import re

EDGES = " \t\n,.;:!?-–—\"'“”‘’()"
LEADING_WORDS = re.compile(
    r"^(?:(?:that|and|but|so|um|uh|er|like|because|cause|then|please|with|saying)[ ,]+)+", re.IGNORECASE
)
TRAILING_WORDS = re.compile(r"(?:[ ,]+(?:please|pls|thanks|thx|thank you|ok|and|then))+[.!?]*$", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:about|re|regarding|concerning|that|because|as|saying|says|said|and|where|to)\b[ :,]*", re.IGNORECASE
)
CARRIER = re.compile(
    r"^(?:(?:please|pls|note|remember|log|add|write down|put down|record|for the record|fyi|also|just|that|this)\b"
    r"[ ,:]*)+",
    re.IGNORECASE,
)
LINK = re.compile(r"(?:\s+(?:for|from|at|with|by|to|of|about|on|regarding|and|is|was|has|wants?))+\s*$", re.IGNORECASE)
DEADLINE = re.compile(r"(?:by|until|till|before|latest|no later than)\b", re.IGNORECASE)
"""With these words begins a day by which something is to be done."""
FILLERS = re.compile(r"(?:(?<=\s)|^)(?:um+|uh+|er+|erm+|like,|you know,?)\s+", re.IGNORECASE)
PRONOUN = re.compile(
    r"(?:i|me|my|we|us|our|you|he|she|it|him|her|his|hers|they|them|their|theirs|this|that|these|those|who|everyone|all)"
    r"|(?:the|this|that|our|my|a) (?:customer|client|contact|case|ticket|deal|lead|one|company|account|guy|lady)",
    re.IGNORECASE,
)


def trimmed(words: str) -> str:
    """Words without the marks and spaces around them."""
    return words.strip(EDGES)


def tidy(words: str) -> str:
    """Words without the fillers around and within them; a closing bracket or quote stays with its opening one."""
    bare = FILLERS.sub("", words.strip(" \t\n,;:-–—"))
    bare = TRAILING_WORDS.sub("", LEADING_WORDS.sub("", bare)).strip(" \t\n,;:-–—")
    return bare.strip("\"“”'") if bare[:1] in "\"“'" else bare.rstrip(".!")
