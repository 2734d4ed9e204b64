"""Customers: the organisations and persons who buy."""

import re
from decimal import Decimal
from typing import ClassVar

from rapidfuzz import fuzz
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.columns import Money
from storage.fields import Field
from storage.folding import fold
from storage.people import Person
from storage.record import Welcomed

LEGAL_FORMS = {
    "ab", "ag", "aps", "as", "asa", "bv", "co", "company", "corp", "corporation", "doo", "eg", "gmbh", "inc",
    "incorporated", "kg", "kk", "limited", "llc", "llp", "lp", "ltd", "nv", "ohg", "oy", "oyj", "plc", "pty", "pvt",
    "sa", "sarl", "sas", "se", "sl", "spa", "srl", "srls", "sro", "ug",
}  # fmt: skip
ALIKE = 88  # rapidfuzz ratio: one letter in eight may differ
DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


class Customer(Welcomed):
    """An organisation or a person who buys from the house."""

    __tablename__ = "customers"
    kind = "customer"
    FIELDS: ClassVar = (
        Field("name"),
        Field("industry"),
        Field("city"),
        Field("country"),
        Field("website"),
        Field("phone", "phone"),
        Field("owner", "record", of="person"),
        Field("segment"),
        Field("tag"),
        Field("revenue", "money"),
        Field("employees", "number"),
        Field("health", "number"),
        Field("lifetime_value", "money", derived=True),
        Field("created_at", "moment"),
        Field("last_contacted_at", "moment", derived=True),
    )

    industry: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str | None] = mapped_column(index=True)
    country: Mapped[str | None] = mapped_column(index=True)
    website: Mapped[str | None]
    phone: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    segment: Mapped[str | None] = mapped_column(index=True)
    tag: Mapped[str | None] = mapped_column(index=True)
    revenue: Mapped[Decimal | None] = mapped_column(Money)
    employees: Mapped[int | None]
    health: Mapped[int | None]

    owner: Mapped[Person | None] = relationship()


class Customers(Collection[Customer]):
    """All the customers."""

    def alike(self, name: str, website: str | None = None) -> list[Customer]:
        """Those that may be the same: the name but for legal form and a slip of the pen, or the same website."""
        bare = bare_name(name)
        near = self.where(Customer.name_fold.startswith(bare[:3], autoescape=True))
        found = [each for each in near if fuzz.ratio(bare_name(each.name), bare) >= ALIKE]
        found.sort(key=lambda each: -fuzz.ratio(bare_name(each.name), bare))
        return list(dict.fromkeys([*found, *self.at_website(website)]))

    def at_website(self, website: str | None) -> list[Customer]:
        """Those with that website, whatever page of it."""
        if not (domain := domain_of(website)):
            return []
        holding = self.where(Customer.website.icontains(domain, autoescape=True))
        return [each for each in holding if domain_of(each.website) == domain]


def bare_name(name: str) -> str:
    """The folded name without its legal form: `globe freight` for `Globe Freight Ltd.`."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def domain_of(website: str | None) -> str:
    """The host of a website without `www.`, empty when there is none."""
    match = DOMAIN.match(website or "")
    return match[1].casefold() if match else ""
