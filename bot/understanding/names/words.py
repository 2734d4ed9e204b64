"""The words of a sentence in which names are looked for, and where in it each stands."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.names.ordinary import function_words, ordinary_words
from bot.understanding.names.parts import LEGAL_FORMS
from storage.folding import fold

DOMAIN = (
    r"[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){0,4}"
    r"\.(?:com|net|org|co|io|ai|de|uk|fr|eu|info|biz|app|dev|pdf|csv|xlsx?|docx?|png|jpe?g)\b"
)
SIGNS = re.compile(
    rf"""(?P<hidden> https?://\S+ | www\.\S+ | [\w.+-]{{1,64}}@[\w-][\w.-]* | \w*_\w* | {DOMAIN}/\S* )
    | {DOMAIN}
    | (?:[^\W\d_]\.)+[^\W\d_](?![^\W_])
    | [^\W_] (?: [^\W_] | [\u0300-\u036f\u00ad] | ['’ʼ‘`´](?=[^\W_]) | (?<=\d)[.,](?=\d) )*
    | [&+] | (?<!\S)@(?=\s)""",
    re.VERBOSE | re.IGNORECASE,
)
HONORIFIC = re.compile(r"[-‐‑](?:san|sama|sensei|kun|ji|ssi|nim)(?![\w-])", re.IGNORECASE)
"""What is added to a name in courtesy: "Tachibana-san"."""

SHORT = re.compile(r"(.+?)(?:n['’]t|['’](?:ll|re|ve|d|m))", re.IGNORECASE)
POSSESSIVE = re.compile(r"(.+)['’ʼ`´]s", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:;\n]")


class Word(NamedTuple):
    """One word: its place in the text, its letters folded, and what its writing tells."""

    start: int
    end: int
    key: str
    stem: str
    """The letters without an "s" that may not belong to the name, or ""."""
    stem_end: int
    proper: bool
    """Whether it is written like a name: one capital, then small letters."""
    capital: bool
    """Whether it has a capital that only a name would have here."""
    possessive: bool
    joins: bool
    """Whether it can go on with the name that the word before it is part of."""
    function: bool
    ordinary: bool
    told: bool = False
    """Whether a colon stands before it, as within “Acme: Care Plan”; it goes on with no name but such a whole one."""


def read_words(text: str) -> list[Word]:
    """The words of the text in their order, without web and e-mail addresses."""
    signs = list(SIGNS.finditer(text))
    loud = _is_loud([sign[0] for sign in signs if sign[0][0].isalpha()])
    words: list[Word] = []
    previous = 0
    for sign in signs:
        if not sign["hidden"] and not HONORIFIC.match(text, max(sign.start() - 1, 0)):
            words.append(_word(sign, text[previous : sign.start()], words[-1:], loud))
        previous = sign.end()
    return words


def _word(sign: re.Match[str], gap: str, before: Sequence[Word], loud: bool) -> Word:
    raw, start = _without_verb(sign[0]), sign.start()
    key = "and" if raw in "&+" else fold(raw).replace(" ", "")
    stem, stem_end = _stem(raw, key)
    opens = not before or (bool(SENTENCE_END.search(gap)) and not _abbreviates(before[0], gap))
    return Word(
        start,
        start + len(raw),
        key,
        stem,
        start + stem_end,
        proper=raw[0].isupper() and not raw[1:].isupper(),
        capital=raw[0].isupper() and not opens and not loud,
        possessive=0 < stem_end < len(raw),
        joins=bool(before) and _joins(before[0], gap, key, start),
        function=key in function_words(),
        ordinary=key in ordinary_words() or key[:1].isdigit(),
        told=gap.strip() == ":" and "\n" not in gap,
    )


def _is_loud(words: list[str]) -> bool:
    """Whether capitals tell nothing: everything has one."""
    if len(words) > 1 and all(word.isupper() for word in words):
        return True
    return len(words) > 3 and all(word[0].isupper() for word in words)


def _without_verb(raw: str) -> str:
    short = SHORT.fullmatch(raw)
    return short[1] if short else raw


def _stem(raw: str, key: str) -> tuple[str, int]:
    possessive = POSSESSIVE.fullmatch(raw)
    if possessive:
        return fold(possessive[1]).replace(" ", ""), len(possessive[1])
    if key.endswith("s") and key[-2:-1].isdecimal() and key[0].isalpha():
        return key[:-1], len(raw)  # "P48s"
    if len(key) < 5 or not key.endswith("s") or key.endswith("ss") or key[:-1] in ordinary_words():
        return "", 0
    return key[:-1], len(raw)


def _joins(before: Word, gap: str, key: str, start: int) -> bool:
    sign = gap.strip()
    # something was left out between the two: an address, or the verb of "she'll"
    if before.end + len(gap) < start or len(gap) > 3 or "\n" in gap:
        return False
    if sign == ",":
        return key in LEGAL_FORMS
    return sign in ("", "-", "‐", "‑", "'", "’", "/", "(", ")") or _abbreviates(before, gap)


def _abbreviates(before: Word, gap: str) -> bool:
    return gap.strip() == "." and len(before.key) <= 3 and before.proper
