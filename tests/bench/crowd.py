"""Invented customers and contacts by the hundred thousand, called as companies and people are, in a store."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.folding import fold
from storage.migrate import migrate
from storage.people import Person
from storage.products import Product
from storage.store import Store

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
FIRSTS = """
James Mary John Dana Robert Anna Michael Maria David Sarah Will Laura Mark Julia Thomas Emma Daniel Lisa Peter Nina
Paul Sofia Andrew Eva Martin Olga Frank Grace Bill Joy Karl Hope Jörg Zoë André Renée Søren Łukasz Jürgen Chloë April
Summer Rose Ivy Jack Sam Max Leo Noah Liam Elena Ingrid Priya Wei Yuki Ahmed Fatima Omar Leila José Ana Luís Carmen
Pierre Amélie Giulia Marco Anna-Lena Jean-Luc Mohammed Rahul Anjali Chen Mei Hiroshi Sakura Ivan Katya Dmitri Tereza
""".split()
LASTS = """
Smith Müller Johnson Schmidt Brown Jones Garcia Martin Stone Price May Turner Baker Cook Young King Green Hill Wood Rice
Schäfer Weiß Größmann O'Connor O'Brien MacDonald Nguyen Kim Singh Patel Khan Ivanov Petrova Novák Kovács Nagy Łuczak
Sørensen Jensen Lindström Virtanen Rossi Bianchi Dubois Lefèvre Fernández López Silva Costa Yılmaz Tanaka Suzuki Wang Li
Zhang Whitaker Abernathy Fitzgerald Vandenberg Okafor Mensah Cohen Levy Haddad Rahman Park Long Short Best Early Winter
""".split()
TRADES = """
Logistics Freight Systems Foods Health Energy Capital Motors Media Labs Robotics Textiles Travel Partners Consulting
Software Security Design Farms Marine Optics Print Tools Group Fitness Bakery Dental Solutions Services Trading
""".split()
ORDINARY = """
Target Order Chaos Good Open Monday Summit Next Blue Red Golden Bright North First Best Fresh Quick Smart Prime Silver
Green Mark Call Deal Quote Happy Urban Royal Simple Clear
""".split()
FORMS = ("", "", "", " Ltd", " GmbH", " Inc", " Inc.", " LLC", " AG", " B.V.", " & Co. KG", " Group")
TOWNS = (
    "Berlin München Zürich Paris London Boston Austin Oslo Madrid Lisbon Kraków Prague Vienna Dublin Toronto".split()
)
COUNTRIES = ("Germany", "France", "United Kingdom", "United States", "Norway", "Spain", "Poland", "Austria", "Canada")
INDUSTRIES = ("Retail", "Manufacturing", "Healthcare", "Logistics", "Software", "Hospitality", "Education", "Energy")
ONSETS = "b br c ch d dr f fl g gr h j k kr l m n p pr r s st t tr v w z".split()
VOWELS = "a e i o u ai ea io".split()
CODAS = ["", *"n r l s m t ck nd rt x".split()]
SUBJECTS = ("invoice wrong", "delivery late", "login fails", "machine leaks", "training date", "contract question")
PRODUCTS = ("Gateway G5", "Winch 300", "Care Plan Plus", "Filter Machine", "Starter Kit")


def build(file: Path, customers: int, contacts: int, cases: int = 10_000) -> None:
    """Write a store with so many customers, contacts and open cases, and twenty colleagues."""
    store, rng = Store(file), random.Random(11)
    migrate(store)
    people = [_named(f"{first} Rapport", email=f"{first.lower()}@house.test") for first in LASTS[:20]]
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (Person, [each | {"role": "rep", "time_zone": "UTC"} for each in people]),
        (Product, [_named(name) for name in PRODUCTS]),
        (Customer, list(_customers(rng, customers))),
        (Contact, list(_contacts(rng, contacts, customers))),
        (Case, list(_cases(rng, cases, customers))),
    ]
    with store.engine.begin() as connection:
        for noun, written in rows:
            connection.execute(noun.__table__.insert(), written)
    store.close()


def _named(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "name_fold": fold(name), "created_at": NOW, "custom": {}, **fields}


def _customers(rng: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        place = {"city": rng.choice(TOWNS), "country": rng.choice(COUNTRIES), "industry": rng.choice(INDUSTRIES)}
        yield _named(_company(rng, number), owner_id=rng.randint(1, 20), **place)


def _company(rng: random.Random, number: int) -> str:
    """Most are an invented word and a trade; some a family, two ordinary words, initials, or an ordinary word alone."""
    way = number % 20
    if way < 3:
        name = f"{rng.choice(LASTS)} {rng.choice((invented(rng), ''))} {rng.choice(TRADES)}"
    elif way == 3:
        name = f"{rng.choice(ORDINARY)} & {rng.choice(ORDINARY)}"
    elif way < 6:
        name = f"{rng.choice(ORDINARY)} {invented(rng)} {rng.choice(TRADES)}"
    elif way == 6:
        name = f"{''.join(rng.choices('ABCDEFGHKLMNPRSTVW', k=3))} {rng.choice(TRADES)}"
    elif way == 7:
        name = f"The {invented(rng)} Company"
    else:
        name = f"{invented(rng)} {rng.choice((invented(rng), '', ''))} {rng.choice(TRADES)}"
    return " ".join(name.split()) + rng.choice(FORMS)


def _contacts(rng: random.Random, count: int, customers: int) -> Iterator[dict[str, Any]]:
    firsts = [*FIRSTS, *(invented(rng, 2) for _ in range(2_000))]
    lasts = [*LASTS, *(invented(rng) for _ in range(30_000))]
    given = rng.choices(firsts, cum_weights=_falling(len(firsts)), k=count)
    family = rng.choices(lasts, cum_weights=_falling(len(lasts)), k=count)
    for number, (first, last) in enumerate(zip(given, family, strict=True)):
        yield _named(f"{first} {last}", customer_id=number % customers + 1)


def _falling(count: int) -> list[float]:
    """Cumulative weights by Zipf's law: the first name has some thousands of bearers, the last one few."""
    return list(accumulate(1 / (rank + 10) for rank in range(count)))


def _cases(rng: random.Random, count: int, customers: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        told = {"subject": rng.choice(SUBJECTS), "customer_id": rng.randint(1, customers), "status": "new"}
        yield {"number": number, "created_at": NOW, "opened_at": NOW, "priority": "normal", "custom": {}, **told}


def invented(rng: random.Random, syllables: int | None = None) -> str:
    """A word that may be a name and is in no dictionary."""
    parts = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables or rng.choice((2, 2, 3))))
    return ("".join(parts) + rng.choice(CODAS)).capitalize()
