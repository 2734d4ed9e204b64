"""Measures the gazetteer at 100,000 customers and 200,000 contacts, beside rapidfuzz over all names, in CPU time.

Run: python -m tests.bench.names [customers contacts]
"""

import gc
import random
import resource
import statistics
import sys
from collections.abc import Callable, Iterator
from time import process_time
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.understanding.names.gazetteer import Name, Names
from storage.folding import fold

ONSETS = "b br c ch d dr f fl g gr h j k kr l m n p pr qu r s st t tr v w z".split()
VOWELS = "a e i o u ai ea io ou".split()
CODAS = ["", *"n r l s m t ck nd rt x".split()]
TRADES = (
    "Logistics Freight Systems Foods Health Energy Capital Motors Media Labs Robotics Textiles Travel Partners "
    "Consulting Software Security Design Farms Marine Optics Print Tools Group"
).split()
FORMS = ["", "", "", " Ltd", " GmbH", " Inc", " LLC", " AG", " BV"]
SENTENCES = (
    "had a call with {contact} at {customer}, she wants a quote by Friday",
    "what's the status of {customer}'s renewal?",
    "open a case for {customer}: the invoices from last quarter are missing two positions",
    "log that {contact} prefers email and asked about the delivery schedule for next month",
    "move the {customer} deal to negotiation and remind me on Tuesday to send the updated proposal",
    "show me everything with no activity since the beginning of the quarter",
    "met {contact} yesterday",
)


class Case(NamedTuple):
    """A sentence and the records named in it."""

    text: str
    names: list[Name]


def main(customers: int = 100_000, contacts: int = 200_000) -> None:
    """Print load time, memory, and per way of writing the time and the share of names found."""
    rng = random.Random(7)
    names = list(generated(rng, customers, contacts))
    gc.collect()
    before, started = _memory(), process_time()
    gazetteer = Names(names)
    print(f"{len(names):,} names loaded in {process_time() - started:.1f} s, {_memory() - before} MB")
    for way, write in WAYS.items():
        _measure(f"gazetteer, {way}", gazetteer_reader(gazetteer), _cases(rng, names, write, 400))
    folded = [fold(name.text) for name in names]
    _measure("extractOne, as it is", extracting_reader(folded, names), _cases(rng, names, WAYS["as it is"], 10))
    _measure("extractOne, misspelt", extracting_reader(folded, names), _cases(rng, names, WAYS["misspelt"], 10))


def generated(rng: random.Random, customers: int, contacts: int) -> Iterator[Name]:
    """Invented customers, then contacts; a few first names and surnames are very common, as in life."""
    firsts = [_word(rng, 2) for _ in range(3_000)]
    lasts = [_word(rng, rng.choice((2, 2, 3))) for _ in range(40_000)]
    for id in range(customers):
        words = [_word(rng, rng.choice((2, 3))), rng.choice((_word(rng, 2), "", "")), rng.choice(TRADES)]
        yield Name("customer", id, " ".join(filter(None, words)) + rng.choice(FORMS))
    for id in range(contacts):
        first = firsts[int(len(firsts) * rng.random() ** 3)]
        last = lasts[int(len(lasts) * rng.random() ** 3)]
        yield Name("contact", id, f"{first} {last}", id % customers)


def _word(rng: random.Random, syllables: int) -> str:
    parts = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables))
    return ("".join(parts) + rng.choice(CODAS)).capitalize()


def misspelt(rng: random.Random, name: str) -> str:
    """The name with a letter of its longest word left out, doubled, or changed over with the next."""
    word = max(name.split(), key=len)
    place = rng.randrange(1, len(word) - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    )
    return name.replace(word, rng.choice(slips))


WAYS: dict[str, Callable[[random.Random, str], str]] = {
    "as it is": lambda rng, name: name,
    "small letters": lambda rng, name: name.lower(),
    "first word": lambda rng, name: name.split()[0],
    "run together": lambda rng, name: name.replace(" ", ""),
    "misspelt": misspelt,
}


def _cases(rng: random.Random, names: list[Name], write: Callable[[random.Random, str], str], count: int) -> list[Case]:
    customers = [name for name in names if name.kind == "customer"]
    contacts = [name for name in names if name.kind == "contact"]
    cases = []
    for _ in range(count):
        sentence, customer, contact = rng.choice(SENTENCES), rng.choice(customers), rng.choice(contacts)
        text = sentence.format(customer=write(rng, customer.text), contact=write(rng, contact.text))
        named = [name for name in (customer, contact) if f"{{{name.kind}}}" in sentence]
        cases.append(Case(text, named))
    return cases


Reader = Callable[[str], set[tuple[str, int]]]


def gazetteer_reader(gazetteer: Names) -> Reader:
    """Reads a sentence with the gazetteer: all candidates that have the best score of their mention."""
    return lambda text: {
        (each.kind, each.id)
        for mention in gazetteer.find(text)
        for each in mention.candidates
        if each.score == mention.candidates[0].score
    }


def extracting_reader(folded: list[str], names: list[Name]) -> Reader:
    """Reads a sentence with one fuzzy search over all names."""

    def read(text: str) -> set[tuple[str, int]]:
        best = process.extractOne(fold(text), folded, scorer=fuzz.WRatio)
        return {(names[best[2]].kind, names[best[2]].id)} if best else set()

    return read


def _measure(title: str, read: Reader, cases: list[Case]) -> None:
    times, found, wanted = [], 0, 0
    for case in cases:
        started = process_time()
        read_names = read(case.text)
        times.append((process_time() - started) * 1000)
        wanted += len(case.names)
        found += sum((name.kind, name.id) in read_names for name in case.names)
    middle, slow = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    print(f"{title:26} median {middle:8.2f} ms, 95 % {slow:8.2f} ms, found {found / wanted:.1%} of {wanted}")


def _memory() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
