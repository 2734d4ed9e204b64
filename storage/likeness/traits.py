"""Traits: what of a record tells it from others, spelled so that equal means the same."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Table, select

from storage.crm import NOUNS, Crm
from storage.customers import LEGAL_FORMS, domain_of
from storage.domains import SHARED_DOMAINS, own_domain
from storage.folding import fold

EXTENSION = re.compile(r"(?:ext|extension|x|#)\.?\s*\d{1,6}$", re.IGNORECASE)
NOT_DIGITS = re.compile(r"\D+")
SHORTEST = 7
"""Digits of a telephone number that two can share by more than chance."""
COLUMNS = {
    "customer": ("name_fold", "website", "phone", "city", "country"),
    "contact": ("name_fold", "customer_id", "email", "phone", "birthday"),
    "lead": ("name_fold", "company", "email", "phone"),
}


class Traits(NamedTuple):
    """One record. `bare` is its folded name without legal form; `home` the customer or company where a person works.

    `phone` are the digits with the country's code where it was written, without leading zeros; empty for what is not
    known.
    """

    id: int
    name: str
    bare: str
    email: str = ""
    phone: str = ""
    domain: str = ""
    city: str = ""
    country: str = ""
    home: str = ""
    home_id: int = 0
    birthday: Any = None


def traits_of(crm: Crm, kind: str) -> list[Traits]:
    """The traits of all live records of a kind."""
    read = READERS[kind]
    homes = _homes(crm) if kind == "contact" else {}
    return [read(homes, *row) for row in _rows(crm, kind)]


def _rows(crm: Crm, kind: str) -> Iterator[Any]:
    table = NOUNS[kind].__table__
    assert isinstance(table, Table)
    columns = [table.c[name] for name in ("id", *COLUMNS[kind])]
    yield from crm.session.connection().execute(select(*columns).where(table.c.deleted_at.is_(None)))


def _homes(crm: Crm) -> dict[int, str]:
    return {row[0]: bare(row[1]) for row in _rows(crm, "customer")}


def bare(name: str) -> str:
    """A folded name without its legal form."""
    words = name.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def digits(phone: str | None) -> str:
    """The digits that two writings of a number share: without trunk zeros, brackets and extensions."""
    if not phone:
        return ""
    plain = (
        phone if phone[-1:].isdigit() and "x" not in phone.lower() and "#" not in phone else EXTENSION.sub("", phone)
    )
    found = NOT_DIGITS.sub("", plain.replace("(0)", "")).lstrip("0")
    return found if len(found) >= SHORTEST else ""


def _customer(_: dict[int, str], id: int, name: str, website: Any, phone: Any, city: Any, country: Any) -> Traits:
    domain = domain_of(website) if website else ""
    kept = domain if domain and domain not in SHARED_DOMAINS else ""
    return Traits(
        id, name, bare(name), phone=digits(phone), domain=kept, city=fold(city or ""), country=fold(country or "")
    )


def _contact(
    homes: dict[int, str], id: int, name: str, customer_id: Any, email: Any, phone: Any, birthday: Any
) -> Traits:
    said = (email or "").casefold()
    return Traits(
        id, name, name, said, digits(phone), own_domain(said), home=homes.get(customer_id, ""),
        home_id=customer_id or 0, birthday=birthday,
    )  # fmt: skip


def _lead(_: dict[int, str], id: int, name: str, company: Any, email: Any, phone: Any) -> Traits:
    said = (email or "").casefold()
    return Traits(id, name, name, said, digits(phone), own_domain(said), home=bare(fold(company or "")))


READERS: dict[str, Any] = {"customer": _customer, "contact": _contact, "lead": _lead}
