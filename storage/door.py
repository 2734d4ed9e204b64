"""The door: e-mail addresses, telephone numbers, countries and currencies as they are kept, whoever brings them.

What was written otherwise stays beside it, as `{field: [written, kept]}`.
"""

import re
from functools import lru_cache
from typing import Any

from storage.countries import country_code, country_named, currency_code

WELCOMED = ("country", "email", "phone", "currency")
"""The fields that are brought into one form."""
INTERNATIONAL = re.compile(r"\+[1-9][\d ()./-]{5,20}")
SHORTEST = 5
"""Digits of a number that is dialled from another country too."""
MAILTO = re.compile(r"^(?:mailto:|<)\s*|>$", re.IGNORECASE)


def at_the_door(name: str, text: str, country: str | None = None) -> str:
    """The value as it is kept; as it was written where it cannot be read. `country` is where a phone is, in words."""
    if name == "country":
        return country_kept(text)
    if name == "email":
        return email_kept(text)
    if name == "currency":
        return currency_code(text) or text
    return phone_kept(text, country_code(country)) if name == "phone" else text


@lru_cache(1 << 12)
def country_kept(text: str) -> str:
    """The country's English short name."""
    return country_named(text) or text


def email_kept(text: str) -> str:
    """The address without what stood around it, its domain in small letters."""
    plain = MAILTO.sub("", text).strip() if text[:1] == "<" or text[6:7] == ":" else text
    name, _, domain = plain.rpartition("@")
    return f"{name}@{domain.lower()}" if name else plain


def phone_kept(text: str, region: str) -> str:
    """The number as it is written internationally, where it can be one; one that begins with + keeps its spaces."""
    said = f"+{text[2:]}" if text.startswith("00") else text
    if said[:1] != "+" and (not region or len(compact(said)) < SHORTEST):
        return text
    number = _parsed(said, region)
    if number is None or (said is text and INTERNATIONAL.fullmatch(text)):
        return text
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def is_doubtful(phone: str) -> bool:
    """Whether no telephone can have an international number; a national one may be right."""
    return phone[:1] == "+" and _parsed(phone, "") is None


def _parsed(text: str, region: str) -> Any:
    """The number, None where there cannot be such a one."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def country_of_phone(phone: str) -> str | None:
    """The country that an international number belongs to, None where it tells none."""
    import phonenumbers

    number = _parsed(phone, "") if phone[:1] == "+" else None
    region = phonenumbers.region_code_for_number(number) if number else None
    return country_named(region) if region else None


def compact(phone: str) -> str:
    """A number without spaces and signs, to be compared."""
    return re.sub(r"[^\d+]", "", phone)
