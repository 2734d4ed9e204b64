"""Measures the finding of duplicates: its CPU time, and its precision and recall where the duplicates are known.

Run: python -m tests.bench.duplicates [customers contacts]
"""

import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import insert

from storage.contacts import Contact
from storage.customers import Customer
from storage.folding import fold
from storage.likeness.twins import Twins, twins
from storage.migrate import migrate
from storage.store import Store
from tests.bench.names import CODAS, FORMS, ONSETS, TRADES, VOWELS

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CITIES = "Berlin Bonn Kiel Leeds Lyon Porto Ghent Oslo Turin Delft Graz Bern Cork York Nantes Malmo Riga".split()
FIRST = "Anna Ben Carla David Elena Frank Greta Hugo Ines Jonas Karin Lars Maria Nils Olga Peter Rosa Sven Tara".split()
TWINS = 0.05
"""The share of records that are there a second time."""

Row = dict[str, Any]


def main(customers: int = 100_000, contacts: int = 200_000) -> None:
    """Print per kind the CPU time, and precision and recall at some levels of confidence."""
    rng = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        known = {"customer": _customers(rng, customers, store), "contact": _contacts(rng, customers, contacts, store)}
        with store.read(NOW) as crm:
            for kind, pairs in known.items():
                started = process_time()
                found = twins(crm, kind, 0.3)
                print(f"{kind}: {len(pairs):,} duplicates, {len(found):,} pairs in {process_time() - started:.1f} s")
                for level in (0.5, 0.6, 0.8, 0.9, 0.97):
                    _print(found, pairs, level)
        store.close()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _print(found: list[Twins], known: set[tuple[int, int]], level: float) -> None:
    said = [(pair.one, pair.other) for pair in found if pair.confidence >= level]
    right = sum(pair in known for pair in said)
    precision, recall = right / max(len(said), 1), right / max(len(known), 1)
    print(f"  from {level:.0%}: {len(said):6,} pairs, precision {precision:6.1%}, recall {recall:6.1%}")


def _customers(rng: random.Random, count: int, store: Store) -> set[tuple[int, int]]:
    rows = [_customer(rng, id) for id in range(1, count + 1)]
    known = _doubled(rng, rows, _spoiled_customer)
    _write(store, Customer, rows)
    return known


def _contacts(rng: random.Random, customers: int, count: int, store: Store) -> set[tuple[int, int]]:
    rows = [_contact(rng, id, customers) for id in range(1, count + 1)]
    known = _doubled(rng, rows, _spoiled_contact)
    _write(store, Contact, rows)
    return known


def _doubled(rng: random.Random, rows: list[Row], spoiled: Callable[[random.Random, Row], Row]) -> set[tuple[int, int]]:
    """Add a spoiled copy of some of the rows, and tell the pairs."""
    known = set()
    for row in rng.sample(rows, int(len(rows) * TWINS)):
        copy = spoiled(rng, row) | {"id": len(rows) + 1}
        rows.append(copy)
        known.add((row["id"], copy["id"]))
    return known


def _write(store: Store, noun: Any, rows: list[Row]) -> None:
    for row in rows:
        row |= {"name_fold": fold(row["name"]), "created_at": NOW, "custom": {}}
    with store.engine.begin() as connection:
        connection.execute(insert(noun.__table__), rows)


def _word(rng: random.Random) -> str:
    parts = (rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((2, 2, 3))))
    return "".join(parts).capitalize()


def _customer(rng: random.Random, id: int) -> Row:
    name = f"{_word(rng)} {rng.choice(TRADES)}{rng.choice(FORMS)}"
    site = f"https://www.{fold(name).replace(' ', '-')}-{id % 97}.example" if rng.random() < 0.7 else None
    phone = f"+49 {rng.randrange(30, 990)} {rng.randrange(10**6, 10**7)}" if rng.random() < 0.6 else None
    city = rng.choice(CITIES) if rng.random() < 0.9 else None
    return {"id": id, "name": name, "website": site, "phone": phone, "city": city, "country": None}


def _contact(rng: random.Random, id: int, customers: int) -> Row:
    last = _word(rng)
    name = f"{rng.choice(FIRST)} {last}"
    home = rng.randrange(1, customers + 1)
    email = f"{fold(name).replace(' ', '.')}@house{home}.example" if rng.random() < 0.75 else None
    phone = f"+44 20 {rng.randrange(10**7, 10**8)}" if rng.random() < 0.5 else None
    return {"id": id, "name": name, "customer_id": home, "email": email, "phone": phone}


def _spoiled_customer(rng: random.Random, row: Row) -> Row:
    """The same customer as somebody else would write it, half of its fields left out."""
    words = row["name"].split()
    if words[-1] in {form.strip() for form in FORMS if form} and rng.random() < 0.7:
        words.pop()
    elif rng.random() < 0.3:
        words.append(rng.choice(["Ltd", "GmbH", "Inc"]))
    name = _typo(rng, " ".join(words)) if rng.random() < 0.5 else " ".join(words)
    kept = {key: value if rng.random() < 0.5 else None for key, value in row.items()}
    phone = row["phone"].replace("+49 ", "0").replace(" ", "-") if kept["phone"] else None
    site = row["website"].removeprefix("https://www.") + "/en" if kept["website"] else None
    city = rng.choice(CITIES) if kept["city"] and rng.random() < 0.05 else kept["city"]
    return kept | {"name": name, "phone": phone, "website": site, "city": city}


def _spoiled_contact(rng: random.Random, row: Row) -> Row:
    """The same person again: misspelt, with an initial, turned round, or only without address."""
    first, last = row["name"].split()
    ways = (row["name"], _typo(rng, row["name"]), f"{first[0]}. {last}", f"{last}, {first}")
    phone = row["phone"] and row["phone"].replace("+44 ", "0").replace(" ", "")
    kept = {"email": row["email"] if rng.random() < 0.5 else None, "phone": phone if rng.random() < 0.5 else None}
    return row | kept | {"name": rng.choice(ways)}


def _typo(rng: random.Random, name: str) -> str:
    """The name with a letter changed, left out, doubled or swapped."""
    at = rng.randrange(1, len(name) - 1)
    return rng.choice(list(_slips(rng, name, at)))


def _slips(rng: random.Random, name: str, at: int) -> Iterator[str]:
    yield name[:at] + rng.choice("aeinrst") + name[at + 1 :]
    yield name[:at] + name[at + 1 :]
    yield name[:at] + name[at] + name[at:]
    yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
