"""Measures what a menu offers while somebody types, over 100,000 customers and 200,000 contacts, beside LIKE '%…%'.

Run: python -m tests.bench.typeahead [sqlite] [postgresql]

The two are asked in turn, each with a transaction of its own, as a keystroke in Slack has one. Processor time, since
machines are shared; on PostgreSQL it is that of the client alone.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import create_engine, insert, select, text

from bot.slack.typeahead import MOST, option_of, suggested
from bot.understanding.names.directory import Directory
from storage.beginnings import Beginnings
from storage.contacts import Contact
from storage.customers import Customer
from storage.folding import fold
from storage.lookup import Lookup
from storage.migrate import migrate
from storage.people import Person
from storage.store import Store
from tests.bench.names import generated, misspelt
from tests.postgres import server

T = TypeVar("T")
CUSTOMERS, CONTACTS = 100_000, 200_000
ASKED = 60
AT_ONCE = 5_000
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CITIES = ("Berlin", "Hamburg", "Paris", "Lyon", "Leeds", "Oslo", "Porto", "Graz")
WAYS: dict[str, Callable[[random.Random, str], str]] = {
    "2 letters": lambda rng, name: name[:2],
    "4 letters": lambda rng, name: name[:4],
    "a later word, 4 letters": lambda rng, name: name.split()[-1][:4],
    "two words, 3 letters each": lambda rng, name: " ".join(word[:3] for word in name.split()[:2]),
    "the whole name": lambda rng, name: name,
    "nothing like it": lambda rng, name: "qxj" + name[:3][::-1] + "zzk",
    "misspelt": misspelt,
}


def main(databases: list[str]) -> None:
    """Print the figures for each database."""
    for name in databases or ["sqlite"]:
        with DATABASES[name]() as store:
            names = fill(store)
            measure(name, store, names)


def fill(store: Store) -> dict[str, list[str]]:
    """The names of the customers and the contacts that are in the store afterwards."""
    rng = random.Random(11)
    made = list(generated(rng, CUSTOMERS, CONTACTS))
    customers = [each.text for each in made if each.kind == "customer"]
    contacts = [each.text for each in made if each.kind == "contact"]
    with store.engine.begin() as connection:
        people = [
            {"name": f"Colleague {n}", "name_fold": f"colleague {n}", "email": f"c{n}@house.test", "role": "rep",
             "time_zone": "UTC", "created_at": NOW, "custom": {}} for n in range(20)
        ]  # fmt: skip
        connection.execute(insert(Person), people)
        for start in range(0, CUSTOMERS, AT_ONCE):
            connection.execute(insert(Customer), [
                named(name) | {"city": rng.choice(CITIES), "owner_id": rng.randint(1, 20)}
                for name in customers[start : start + AT_ONCE]
            ])  # fmt: skip
        for start in range(0, CONTACTS, AT_ONCE):
            connection.execute(insert(Contact), [
                named(name) | {"customer_id": rng.randint(1, CUSTOMERS)}
                for name in contacts[start : start + AT_ONCE]
            ])  # fmt: skip
        connection.execute(text("ANALYZE"))
    return {"customer": customers, "contact": contacts}


def named(name: str) -> dict[str, object]:
    """What every row has."""
    return {"name": name, "name_fold": fold(name), "created_at": NOW, "custom": {}, "as_written": {}}


def measure(database: str, store: Store, names: dict[str, list[str]]) -> None:
    """Ask for some of each kind in every way."""
    directory, beginnings = Directory(), Beginnings()
    with store.read(NOW) as crm:
        took, _ = timed(lambda: directory.refresh(crm))
        print(f"{database}: all names read once for misspellings in {took / 1000:.1f} s")
        for kind in names:
            took, _ = timed(partial(beginnings.candidates, crm, kind, ["a"]))
            print(f"{database}: the words of each {kind} read once in {took / 1000:.1f} s")
    print(f"{'kind':9} {'typed':27} {'median':>8} {'p95':>8}   {'LIKE':>8} {'p95':>8}  found")
    for kind, called in names.items():
        for way, write in WAYS.items():
            rng = random.Random(3)
            typed = [write(rng, rng.choice(called)) for _ in range(ASKED)]
            ours, theirs, found = [], [], 0
            for words in typed:
                took, options = timed(partial(offered, store, directory, beginnings, kind, words))
                ours.append(took)
                found += bool(options)
                theirs.append(timed(partial(plainly, store, kind, words))[0])
            print(f"{kind:9} {way:27} {figures(ours)}   {figures(theirs)}  {found}/{len(typed)}")


def offered(store: Store, directory: Directory, beginnings: Beginnings, kind: str, words: str) -> list[object]:
    """What Rapport offers."""
    with store.read(NOW, "c3@house.test") as crm:
        return [option_of(each) for each in suggested(crm, directory, Lookup(crm, kind, None, beginnings), words)]


def plainly(store: Store, kind: str, words: str) -> list[object]:
    """The same with what is usually written for it."""
    noun = {"customer": Customer, "contact": Contact}[kind]
    with store.read(NOW, "c3@house.test") as crm:
        like = noun.name_fold.like(f"%{fold(words)}%")
        return list(crm.session.execute(select(noun.id, noun.name).where(like).order_by(noun.name_fold).limit(MOST)))


def timed(ask: Callable[[], T]) -> tuple[float, T]:
    """How many milliseconds of processor time it took here, and the answer."""
    started = time.process_time()
    answer = ask()
    return (time.process_time() - started) * 1000, answer


def figures(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):8.1f} {statistics.quantiles(times, n=20)[-1]:8.1f}"


@contextmanager
def sqlite() -> Iterator[Store]:
    """A fresh SQLite store."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "rapport.db")
        migrate(store)
        yield store
        store.close()


@contextmanager
def postgresql() -> Iterator[Store]:
    """A fresh store in a PostgreSQL server of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with server(Path(folder)) as url:
            engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text('CREATE DATABASE "typed"'))
            engine.dispose()
            store = Store(url.replace("/postgres", "/typed"))
            migrate(store)
            yield store
            store.close()


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


if __name__ == "__main__":
    main(sys.argv[1:])
