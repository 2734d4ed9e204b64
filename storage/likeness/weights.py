"""Weights: what it tells that two records agree in a trait or differ in it.

The method is Fellegi and Sunter's (“A Theory for Record Linkage”, JASA 64, 1969): each comparison weighs
log2(m / u) bits, m being how often it comes out so between two records of one customer, u between two of different
ones among the pairs looked at. The bits add up, with those of the pairs' prior chance, to the log odds that both are
the same. A name that many bear weighs less (Winkler, “Frequency-Based Matching”, 2000).
"""

from collections.abc import Iterator
from functools import lru_cache
from math import log2
from typing import NamedTuple

from rapidfuzz import fuzz

from storage.domains import is_shared_mailbox
from storage.likeness.traits import Traits

PRIOR = -6.0
"""Of the pairs looked at about one in sixty-four is of one customer."""


class Sign(NamedTuple):
    """What speaks for or against: its weight in bits, and its reason in words."""

    bits: float
    words: str


def confidence(signs: list[Sign]) -> float:
    """The chance, from 0 to 1, that both are the same."""
    return float(1 / (1 + 2.0 ** -(PRIOR + sum(sign.bits for sign in signs))))


def signs_of(kind: str, one: Traits, other: Traits, bearers: int) -> list[Sign]:
    """What speaks for and against two records being the same; `bearers` have the name of the first."""
    return list(SIGNS[kind](one, other, max(bearers, 2)))


def _customer(one: Traits, other: Traits, bearers: int) -> Iterator[Sign]:
    yield _company_name(one, other, bearers)
    yield from _equal(one.domain, other.domain, Sign(7.0, "same website"), Sign(-2.5, "different websites"))
    yield from _phone(one, other, Sign(6.5, "same phone"))
    yield from _equal(one.city, other.city, Sign(2.0, "same city"), Sign(-2.5, "different cities"))
    yield from _equal(one.country, other.country, Sign(0.4, ""), Sign(-3.0, "different countries"))


def _company_name(one: Traits, other: Traits, bearers: int) -> Sign:
    if one.name == other.name:
        return Sign(9.0 - log2(bearers / 2), "same name")
    if one.bare == other.bare:
        return Sign(8.5 - log2(bearers / 2), "same name but for the legal form")
    near = likeness(one.bare, other.bare)
    if near >= 90:
        return Sign(7.0 if near >= 94 else 6.0, "nearly the same name")
    if near >= 84:
        return Sign(4.0, "similar names")
    if _is_part(one.bare, other.bare):
        return Sign(3.0, "one name is part of the other")
    return Sign(-2.0 if near >= 70 else -6.0, "different names")


def _is_part(one: str, other: str) -> bool:
    """Whether all words of a name begin the other."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) < len(long) and long[: len(short)] == short and len(short[0]) > 2


@lru_cache(1 << 16)
def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, spaces and the order of words aside."""
    return max(fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")), fuzz.token_sort_ratio(one, other))


def _contact(one: Traits, other: Traits, bearers: int) -> Iterator[Sign]:
    yield _person_name(one, other, bearers)
    yield from _email(one, other)
    yield from _phone(one, other, Sign(4.5, "same phone"))
    yield from _home(one, other)
    yield from _equal(one.birthday, other.birthday, Sign(5.0, "same birthday"), Sign(-7.0, "different birthdays"))


def _person_name(one: Traits, other: Traits, bearers: int) -> Sign:
    if one.name == other.name:
        return Sign(6.5 - log2(bearers / 2) / 2, "same name")
    near = likeness(one.bare, other.bare)
    if near >= 98:
        return Sign(6.0, "same name in another order")
    if _initials(one.bare.split(), other.bare.split()):
        return Sign(4.0, "the names agree, one by its initial")
    if near >= 88 and _first_letters(one.bare, other.bare):
        return Sign(5.0, "nearly the same name")
    return Sign(-2.5, "similar names") if near >= 75 else Sign(-7.0, "different names")


def _first_letters(one: str, other: str) -> bool:
    """Whether the names differ within their words and no two of them are strangers, as Anna and Hanna are."""
    return {word[0] for word in one.split()} == {word[0] for word in other.split()}


def _initials(one: list[str], other: list[str]) -> bool:
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1] or one[0][0] != other[0][0]:
        return False
    return min(len(one[0]), len(other[0])) == 1


def _email(one: Traits, other: Traits) -> Iterator[Sign]:
    if not one.email or not other.email:
        return
    if one.email != other.email:
        yield Sign(-1.5, "different e-mails")
    elif is_shared_mailbox(one.email):
        yield Sign(2.0, "same shared mailbox")
    else:
        yield Sign(10.0, "same e-mail")


def _phone(one: Traits, other: Traits, same: Sign) -> Iterator[Sign]:
    if one.phone and other.phone:
        yield (
            same
            if one.phone.endswith(other.phone) or other.phone.endswith(one.phone)
            else Sign(-1.0, "different phones")
        )


def _home(one: Traits, other: Traits) -> Iterator[Sign]:
    if one.home_id and one.home_id == other.home_id:
        yield Sign(3.0, "same customer")
    elif one.home and other.home:
        yield (
            Sign(2.5, "similar companies")
            if likeness(one.home, other.home) >= 88 or _is_part(one.home, other.home)
            else Sign(-4.0, "different companies")
        )


def _lead(one: Traits, other: Traits, bearers: int) -> Iterator[Sign]:
    yield from _contact(one, other, bearers)


def _equal(one: object, other: object, same: Sign, differs: Sign) -> Iterator[Sign]:
    if one and other:
        yield same if one == other else differs


SIGNS = {"customer": _customer, "contact": _contact, "lead": _lead}
