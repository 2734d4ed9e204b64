"""The demo's customers with their contacts, and how each of them can be reached."""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from storage.demo.days import ANCHOR
from storage.demo.source import fields, lines, table

LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae"})
LEGAL_FORMS = (" gmbh", " ag")


@dataclass
class Contact:
    """A person at a company; `birthday` is none where nobody asked."""

    name: str
    title: str
    birthday: date | None

    @property
    def first(self) -> str:
        """The name a colleague would use."""
        return self.name.removeprefix("Dr. ").split()[0]


@dataclass
class Company:
    """A customer as the source has it; `first_purchase` is empty where nothing was bought yet."""

    name: str
    industry: str
    city: str
    country: str
    owner: str
    employees: int
    revenue: int
    weeks: int
    payment_terms: str
    first_purchase: str
    domain: str
    contacts: list[Contact] = field(default_factory=list)


class PhoneBook:
    """Hands out one number after another, of the form that is valid in each country."""

    def __init__(self) -> None:
        self.patterns = {country: pattern for country, _, pattern in table("countries")}
        self.counts: dict[str, Iterator[int]] = {country: count(101) for country in self.patterns}

    def number(self, country: str) -> str:
        """The next number of a country."""
        return self.patterns[country].replace("###", str(next(self.counts[country])))


def plain(name: str) -> str:
    """A name in small unaccented letters."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    return decomposed.encode("ascii", "ignore").decode()


def domain(company: str) -> str:
    """The web address that a company's name suggests."""
    name = plain(company)
    for form in LEGAL_FORMS:
        name = name.removesuffix(form)
    return re.sub(r"[^a-z0-9]+", "-", name.replace("'", "")).strip("-")


def mailbox(person: str) -> str:
    """The part of an e-mail address before the @."""
    first, *rest = re.sub(r"[^a-z ]", "", plain(person).removeprefix("dr. ")).split()
    return f"{first}.{''.join(rest)}"


def companies(chance: random.Random) -> list[Company]:
    """All customers of the source, in its order."""
    found: list[Company] = []
    for line in lines("customers.txt"):
        if line.startswith(" "):
            found[-1].contacts.append(_contact(fields(line), chance))
        else:
            found.append(_company(fields(line)))
    return found


def _company(row: list[str]) -> Company:
    name, industry, city, country, owner, employees, revenue, weeks, terms, purchase, *address = row
    return Company(
        name, industry, city, country, owner, int(employees), int(revenue), int(weeks), terms,
        purchase.strip("-"), address[0] if address else domain(name),
    )  # fmt: skip


def _contact(row: list[str], chance: random.Random) -> Contact:
    name, title, *soon = row
    days, year = chance.randint(30, 360), chance.randint(1961, 1997)
    known = bool(soon) or chance.random() < 0.7
    if soon:
        days, year = (int(part) for part in soon[0].split())
    return Contact(name, title, _birthday(days, year) if known else None)


def _birthday(days: int, year: int) -> date:
    coming = ANCHOR + timedelta(days=days)
    return date(year, coming.month, min(coming.day, 28) if coming.month == 2 else coming.day)
