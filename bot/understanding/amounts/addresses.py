"""Where people are reached: e-mail addresses, phone numbers and websites in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["email", "phone", "url"]
CHUNK = re.compile(r"[^\s<>()\[\],;\"|“”]+")
SITE = re.compile(r"(?:https?://|www\.)[^\s]+", re.IGNORECASE)
DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:/\S*)?", re.IGNORECASE)
ENDINGS = frozenset(
    """com org net io de uk fr eu ai app dev example test ch nl es se dk pl us ca biz cloud tech co info shop online
    gmbh agency studio software""".split()
)
DIGITS = re.compile(r"\+?\(?\d[\d ()/.\-\u00a0]{5,22}\d")
TEN_DIGITS = re.compile(r"(?<![\w.+/-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\w/]|[.-]\d)")
OPENING = re.compile(r"\(\s?$")
EXTENSION = re.compile(r"\s?(?:ext\.?|x)\s?\d{2,6}(?!\w)", re.IGNORECASE)
NO_PHONES = re.compile(r"\b(?:card|account|order|invoice|case|ticket|customer|serial)\s(?:number|no\.?)", re.IGNORECASE)
CUES = re.compile(r"\b(?:phone|number|mobile|cell|tel|telephone|call|reach|fax|landline|handy)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """An e-mail address, phone number or website; `value` is as spoken, an e-mail's domain in small letters."""

    start: int
    end: int
    text: str
    kind: Kind
    value: str


def find_addresses(text: str, region: str = "US") -> list[Address]:
    """The addresses in the text, in order; `region` (ISO 3166) is where phone numbers without a "+" belong."""
    found = list(_written(text))
    taken = [(address.start, address.end) for address in found]
    for start, end in _phones(text, region):
        if all(end <= first or start >= last for first, last in taken):
            found.append(Address(start, end, text[start:end], "phone", text[start:end]))
    return sorted(found, key=lambda address: address.start)


def _written(text: str) -> Iterator[Address]:
    for chunk in CHUNK.finditer(text):
        start, end = _trimmed(text, chunk.start(), chunk.end())
        spoken = text[start:end]
        if "@" in spoken:
            email = _email(spoken)
            if email:
                yield Address(start, end, spoken, "email", email)
        elif "." in spoken and _is_site(spoken):
            yield Address(start, end, spoken, "url", spoken)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without "mailto:", and without the sentence's own marks around it."""
    while start < end and text[start] in "'‘’*_~`:":
        start += 1
    if text[start : start + 7].lower() == "mailto:":
        start += 7
    while end > start and text[end - 1] in ".:!?'’‘*_~`…":
        end -= 1
    return (start, end - 2) if text[start:end].endswith(("'s", "’s")) else (start, end)


def _email(spoken: str) -> str | None:
    """The address in its normal form; reserved domains such as "acme.test" serve as well as any."""
    from email_validator import EmailNotValidError, validate_email

    local, _, domain = spoken.rpartition("@")
    if "." not in domain or len(spoken) > 250:
        return None
    try:  # the added ending keeps the check from refusing reserved domains
        valid = validate_email(f"{local}@{domain}.com", check_deliverability=False)
    except EmailNotValidError:
        return None
    return f"{valid.local_part}@{valid.domain.removesuffix('.com')}"


def _is_site(spoken: str) -> bool:
    if SITE.fullmatch(spoken):
        return True
    host = spoken.partition("/")[0].lower()
    return host.rpartition(".")[2] in ENDINGS and bool(DOMAIN.fullmatch(spoken)) and not host[0].isdigit()


def _phones(text: str, region: str) -> Iterator[tuple[int, int]]:
    if sum(character.isdigit() for character in text) < 6:
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    found: list[tuple[int, int]] = []
    for leniency in (Leniency.VALID, Leniency.POSSIBLE):
        for match in PhoneNumberMatcher(text, region, leniency=leniency, max_tries=60):
            sure = leniency == Leniency.VALID or match.raw_string.startswith("+")
            if sure and _apart(match.start, match.end, found) and _shaped(match.raw_string):
                found.append((match.start, match.end))
    found.extend(match.span() for match in TEN_DIGITS.finditer(text) if _apart(*match.span(), found))
    found.extend(span for span in _cued(text) if _apart(*span, found))
    yield from (_whole(text, start, end) for start, end in found)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """With the bracket that opens before it, and with its extension."""
    opened = OPENING.search(text, max(start - 3, 0), start)
    if (
        opened
        and text.find(")", start, end) >= 0
        and text.find("(", start, end) not in range(start, text.find(")", start))
    ):
        start = opened.start()
    extension = EXTENSION.match(text, end)
    return start, extension.end() if extension else end


def _apart(start: int, end: int, found: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in found)


def _shaped(spoken: str) -> bool:
    """Whether it is written as a phone number, and not as a mere large number or a date."""
    return not spoken.isdecimal() and not re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", spoken)


def _cued(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of any country behind a word such as "phone" or "number"."""
    for match in DIGITS.finditer(text):
        spoken = match.group().rstrip(" (")
        length = sum(character.isdigit() for character in spoken)
        cue = CUES.search(text, max(match.start() - 30, 0), match.start())
        named = NO_PHONES.search(text, max(match.start() - 30, 0), match.start())
        cue = None if named else cue
        written = 6 <= length <= 15 and not re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", spoken)
        if cue and written and text[match.start() - 1 : match.start()] not in ("$", "€", "£", "#"):
            yield match.start(), match.start() + len(spoken)
