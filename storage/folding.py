"""One spelling for every way a name is written."""

import re
import unicodedata

DROPPED = "'-.`’‘ʼ´′‐‑"
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
UNFOLDED = str.maketrans(dict.fromkeys(DROPPED, "") | LETTERS)
ASCII = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum()} | dict.fromkeys("'-.`", ""))
AND = re.compile(r"(?<=\w)\s*[&+]\s*(?=\w)")
OTHERS = re.compile(r"[\W_]")


def fold(text: str) -> str:
    """The text in small plain letters and single spaces, so that two ways to write one name are equal.

    Accents, apostrophes, hyphens and dots are dropped, "&" and "+" between words become "and", all other signs
    become spaces: `fold("O'Connor & Søn") == "oconnor and son"`. Folding twice changes nothing.
    """
    if text.isascii() and text.replace(" ", "").isalnum():  # most names, and a store has hundreds of thousands
        return " ".join(text.lower().split())
    if "&" in text or "+" in text:
        text = AND.sub(" and ", text)
    spaced = text.lower().translate(ASCII) if text.isascii() else OTHERS.sub(" ", _plain(text))
    return " ".join(spaced.split())


def _plain(text: str) -> str:
    small = unicodedata.normalize("NFKD", text.translate(UNFOLDED)).casefold()
    small = unicodedata.normalize("NFKD", small.translate(UNFOLDED))
    return "".join(sign for sign in small if not _silent(sign))


def _silent(sign: str) -> bool:
    """Whether it is an accent, or a sign that is not seen (a soft hyphen, a joiner)."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
