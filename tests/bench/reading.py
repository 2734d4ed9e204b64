"""Measures how long the local reader takes with the names of 100,000 customers and 200,000 contacts in the store.

Run: python -m tests.bench.reading [--customers N] [--contacts N] [--fuzz N] [--profile PART]

Times are of the processor, in milliseconds: other work on the machine counts as little as it can.
"""

import argparse
import cProfile
import pstats
import random
import resource
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from bot.understanding.amounts.addresses import find_addresses
from bot.understanding.amounts.quantities import find_amounts
from bot.understanding.dates.moments import find_moments
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.recurrences import find_recurrences
from bot.understanding.dialogue.memory import Memory
from bot.understanding.intents import Intent
from bot.understanding.learning.training import local_reader
from bot.understanding.local import LocalReader
from bot.understanding.marks import find_marks, masked_spans
from bot.understanding.names.directory import Directory
from bot.understanding.questions.asking import ask_find
from bot.understanding.reader import Context
from bot.understanding.respelling import Respelled
from bot.understanding.slots.filling import Clause
from bot.understanding.text import plain
from knowledge.encoder import Encoder, Vectors
from skills.turn import Shown
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.store import Store
from tests.bench import crowd
from tests.bench.hostile import hostile
from tests.bench.names import misspelt

SENTENCES = Path(__file__).with_name("reading_sentences.txt")
ROUNDS = 12
SLOW = 200.0


class TimedEncoder(Encoder):
    """An encoder that keeps count of its runs and of their time."""

    runs = 0
    spent = 0.0

    def describe(self, texts: Sequence[str]) -> Vectors:
        """Describe texts as always."""
        started = process_time()
        found = super().describe(texts)
        self.spent += (process_time() - started) * 1000
        self.runs += len(texts)
        return found


@dataclass
class Times:
    """Milliseconds of each part, and how often the encoder ran for each message."""

    parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    runs: list[int] = field(default_factory=list)


class Bench(NamedTuple):
    """What is measured, with what it needs."""

    reader: LocalReader
    encoder: TimedEncoder
    context: Context


def main() -> None:
    """Print load time and memory, the times of the sentences part by part, and the slowest hostile messages."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="rapport-reading-") as folder:
        file = Path(folder) / "rapport.db"
        builder = get_context("spawn").Process(target=crowd.build, args=(file, asked.customers, asked.contacts))
        builder.start()
        builder.join()
        store, encoder = Store(file), TimedEncoder()
        with store.read(crowd.NOW, 1) as crm:
            assert crm.actor is not None
            directory = Directory()
            reader = local_reader(encoder)
            context = Context(crm, crm.actor, crowd.NOW, directory, Memory())
            _load(directory, crm)
            _run(Bench(reader, encoder, context), asked)
        store.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the local reader at size.")
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--contacts", type=int, default=200_000)
    parser.add_argument("--fuzz", type=int, default=2_000, help="how many hostile messages")
    parser.add_argument("--profile", choices=("sentences", "fuzz"))
    return parser.parse_args()


def _load(directory: Directory, crm: Crm) -> None:
    before, started = _memory(), process_time()
    directory.refresh(crm)
    loaded = process_time() - started
    directory.find("Nobody Ketsrel called")
    first = process_time() - started - loaded
    print(f"names loaded in {loaded:.2f} s, the first sentence {first * 1000:.0f} ms, {_memory() - before} MB more")
    started = process_time()
    directory.vocabulary(crm)
    print(f"vocabulary read in {process_time() - started:.2f} s")


def _run(bench: Bench, asked: argparse.Namespace) -> None:
    profile = cProfile.Profile()
    rng = random.Random(5)
    texts = list(filled(rng, bench.context.crm, ROUNDS))
    bench.reader.read(texts[0], bench.context)
    if asked.profile == "sentences":
        profile.runcall(lambda: [bench.reader.read(text, bench.context) for text in texts])
    elif asked.profile:
        profile.runcall(lambda: _fuzz(bench, asked.fuzz))
    else:
        _tell(_timed(bench, texts))
        _fuzz(bench, asked.fuzz)
        return
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)


def filled(rng: random.Random, crm: Crm, rounds: int) -> Iterator[str]:
    """The sentences so often, each time about somebody else."""
    forms = SENTENCES.read_text(encoding="utf-8").splitlines()
    count = crm.customers.count()
    for form in forms * rounds:
        contact = crm.contacts.where(Contact.id == rng.randint(1, crm.contacts.count()))[0]
        customer = crm.customers.where(Customer.id == (contact.customer_id or rng.randint(1, count)))[0].name
        first, brief = contact.name.split()[0], " ".join(customer.split()[:2])
        wrong, lower = misspelt(rng, customer), customer.lower()
        yield form.format(contact=contact.name, first=first, customer=customer, brief=brief, wrong=wrong, lower=lower)


def _timed(bench: Bench, texts: list[str]) -> Times:
    """Every text read, and the parts of the reading each for itself."""
    times = Times()
    half = len(texts) // 2  # the parts read other texts, that nothing is remembered of
    for text in texts[:half]:
        bench.encoder.spent, bench.encoder.runs = 0.0, 0
        whole = _spent(lambda text=text: bench.reader.read(text, bench.context))  # type: ignore[misc]
        times.parts["whole"].append(whole)
        times.parts["encoder"].append(bench.encoder.spent)
        times.parts["all but the encoder"].append(whole - bench.encoder.spent)
        times.runs.append(bench.encoder.runs)
    for text in texts[half:]:
        for part, work in _parts(bench, text).items():
            times.parts[part].append(_spent(work))
    return times


def _parts(bench: Bench, text: str) -> dict[str, Callable[[], object]]:
    reader, context = bench.reader, bench.context
    now, directory = context.now, context.directory
    marks = find_marks(text + " ", now, directory)
    spans = masked_spans(marks)
    slots = ("customer", "contact", "summary", "at", "channel")
    return {
        "- names": lambda: directory.find(text),
        "- dates": lambda: [find_recurrences(text, now), find_moments(text, now), find_periods(text, now)],
        "- amounts, addresses": lambda: [list(find_amounts(text)), list(find_addresses(text))],
        "- all marks": lambda: find_marks(text, now, directory),
        "- router with encoder": lambda: reader.router.rank([text]),
        "- tagger": lambda: reader.tagger.tag(text, spans, "log_interaction", slots),
        "- compiler": lambda: ask_find(Clause(text, marks, (), context, Respelled(text, text))),
    }


def _spent(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return (process_time() - started) * 1000


def _tell(times: Times) -> None:
    for part, spent in times.parts.items():
        ordered = sorted(spent)
        slow = ordered[int(len(ordered) * 0.95)]
        print(f"{part:24} median {median(ordered):7.2f} ms, 95 % {slow:7.2f} ms, most {ordered[-1]:7.2f} ms")
    print(f"encoder runs a message: {dict(sorted(Counter(times.runs).items()))}")


def _fuzz(bench: Bench, count: int) -> None:
    """Read hostile messages, half of them after a list was shown, and tell the slowest."""
    rng = random.Random(9)
    names = [text for form in range(2) for text in _some_names(bench.context.crm, form)]
    spent: list[tuple[float, float, int, str, str]] = []
    shown = Shown(kind="customer", ids=[1, 2], slots={"entity": "customer", "filters": []})
    asked = Intent("find_records", {"entity": "customer"}, 1.0, "list customers")
    for number, (kind, text) in enumerate(hostile(rng, count, names)):
        bench.encoder.spent, bench.encoder.runs = 0.0, 0
        memory = Memory(last=[asked], shown=shown) if number // 14 % 2 else Memory()
        context = replace(bench.context, memory=memory)
        whole = _spent(lambda text=text, context=context: bench.reader.read(plain(text), context))  # type: ignore[misc]
        spent.append((whole, bench.encoder.spent, bench.encoder.runs, kind, text))
    _tell_slowest(sorted(spent, key=lambda each: -each[0]))


def _some_names(crm: Crm, form: int) -> list[str]:
    named: list[Customer | Contact] = [*crm.customers.where(limit=1500), *crm.contacts.where(limit=1500)]
    return [each.name if form else each.name.lower() for each in named]


def _tell_slowest(spent: list[tuple[float, float, int, str, str]]) -> None:
    over = Counter(kind for whole, _, _, kind, _ in spent if whole > SLOW)
    print(
        f"{len(spent)} hostile messages: most {spent[0][0]:.0f} ms, 99 % {spent[len(spent) // 100][0]:.0f} ms, ", end=""
    )
    print(f"median {spent[len(spent) // 2][0]:.0f} ms, over {SLOW:.0f} ms: {over.total()} {dict(over)}")
    for kind in dict.fromkeys(kind for *_, kind, _ in spent):
        whole, encoded, runs, _, text = next(each for each in spent if each[3] == kind)
        print(f"  {kind:15} {whole:7.0f} ms (encoder {encoded:4.0f} ms, {runs} runs) {text[:70]!r}")


def _memory() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
