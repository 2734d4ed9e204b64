"""Measures how long a message takes, from its words to the commit, on the demo company in a fresh SQLite home.

Run: python -m tests.bench.hearing [--profile]

Each message is timed beside one embedding of the same text and one durable commit of one row, in turn. Set
OPENBLAS_NUM_THREADS=1, as the command line does; `python -m tests.bench hearing` sets it.
"""

import cProfile
import pstats
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from bot.assistant import Assistant
from bot.home import Home
from bot.importing import bring_in_demo
from bot.message import Message
from bot.settings import read_settings
from knowledge.encoder import Encoder

SAID = {
    "log": (
        "had a call with {contact} at {customer}, the price is still too high for them",
        "met {contact} yesterday, she liked the new filter machine a lot",
        "{contact} emailed: the last delivery came two days late",
        "just talked to {customer}, they want to look at the contract again after the holidays",
        "note: visited {customer} this morning, the kitchen is being rebuilt",
    ),
    "remind": (
        "remind me to call {contact} tomorrow at 3pm",
        "remind me on Friday to send {customer} the new price list",
        "in two weeks remind me to ask {contact} how the trial went",
        "remind me every Monday at 9 to check the open quotes",
    ),
    "case": (
        "open a case for {customer}: the machine leaks since this morning",
        "{contact} says their invoice is wrong, please open a case with high priority",
        "new urgent case for {customer}, nothing arrives at all",
    ),
    "question": (
        "how many customers do we have in Germany?",
        "which cases are open?",
        "what did {contact} say about the price?",
        "how many interactions were there last month by channel?",
        "which customers have we not contacted for two months?",
        "what's the average deal amount this quarter?",
        "has {customer} ever complained about deliveries?",
    ),
    "timeline": (
        "show me the history of {customer}",
        "what happened with {customer} last month?",
        "brief me on {customer}",
        "tell me everything about {contact}",
    ),
}
COUNT = 200
COMMIT = "insert into notes values (?)"


@dataclass
class Times:
    """Milliseconds, by kind of message and of the yardstick."""

    heard: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    encoded: list[float] = field(default_factory=list)
    committed: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Every message's."""
        return [each for times in self.heard.values() for each in times]


def main(arguments: list[str]) -> None:
    """Print the times and their ratios, the memory, and how long a cold start takes."""
    with tempfile.TemporaryDirectory(prefix="rapport-hearing-") as folder:
        home = Home(read_settings(Path(folder)))
        bring_in_demo(home)
        messages = list(said(home, COUNT))
        hear(home.assistant, "help", home)
        if "--profile" in arguments:
            profile(home, messages)
            return
        tell(timed(home, messages))
        home.close()
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, the import included")
        print(f"a process that answers 50 messages: {memory(Path(folder))} MB")
        tell_cold(Path(folder))


def said(home: Home, count: int) -> Iterator[tuple[str, str]]:
    """So many messages with their kinds, about the customers and contacts there are."""
    with home.store.read(datetime.now(UTC)) as crm:
        customers = cycle([each.name for each in crm.customers.all()])
        contacts = cycle([each.name for each in crm.contacts.all()])
    forms = [(kind, form) for kind, texts in SAID.items() for form in texts]
    for kind, form in islice(cycle(forms), count):
        yield kind, form.format(customer=next(customers), contact=next(contacts))


def hear(assistant: Assistant, text: str, home: Home) -> None:
    """One message in a conversation of its own, committed."""
    id = uuid.uuid4().hex
    assistant.hear(Message(id, text, speaker(home), datetime.now(UTC), thread=id))


def speaker(home: Home) -> str:
    """Whoever speaks."""
    with home.store.read(datetime.now(UTC)) as crm:
        return crm.people.where(limit=1)[0].email


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def timed(home: Home, messages: list[tuple[str, str]]) -> Times:
    """Hear every message, beside one embedding and one durable commit."""
    times, encoder, assistant, email = Times(), Encoder(), home.assistant, speaker(home)
    commits = sqlite3.connect(home.folder / "yardstick.db", isolation_level=None)
    for statement in ("pragma journal_mode=wal", "pragma synchronous=full", "create table notes (text)"):
        commits.execute(statement)
    for kind, text in messages:
        message = Message(uuid.uuid4().hex, text, email, datetime.now(UTC), thread=uuid.uuid4().hex)
        times.encoded.append(milliseconds(lambda text=text: encoder.encode([text])))  # type: ignore[misc]
        times.committed.append(milliseconds(lambda text=text: commits.execute(COMMIT, (text,))))  # type: ignore[misc]
        times.heard[kind].append(milliseconds(lambda message=message: assistant.hear(message)))  # type: ignore[misc]
    commits.close()
    return times


def tell(times: Times) -> None:
    """Print the figures."""
    yard = [one + other for one, other in zip(times.encoded, times.committed, strict=True)]
    middle = statistics.median(yard)
    print(f"embedding {_of(times.encoded)}; commit {_of(times.committed)}; both {_of(yard)}")
    for kind, each in times.heard.items():
        print(f"{kind:10} {_of(each)}  {statistics.median(each) / middle:.1f} x")
    worst = _share(times.all, 0.95)
    print(f"{'all':10} {_of(times.all)}: {statistics.median(times.all) / middle:.1f} x and {worst / middle:.1f} x")
    print(f"           95 % against 95 %: {worst / _share(yard, 0.95):.1f} x")


def _of(times: list[float]) -> str:
    return f"median {statistics.median(times):.1f} ms, 95 % {_share(times, 0.95):.1f} ms"


def _share(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def profile(home: Home, messages: list[tuple[str, str]]) -> None:
    """Print where the time of each kind goes."""
    assistant, email = home.assistant, speaker(home)
    for kind in SAID:
        watch = cProfile.Profile()
        for text in [text for each, text in messages if each == kind]:
            message = Message(uuid.uuid4().hex, text, email, datetime.now(UTC), thread=uuid.uuid4().hex)
            watch.runcall(assistant.hear, message)
        print(f"\n=== {kind}")
        pstats.Stats(watch).sort_stats("cumulative").print_stats(45)


ANSWERING = """
import resource, sys
from pathlib import Path
from bot.home import Home
from bot.settings import read_settings
from tests.bench.hearing import hear, said
home = Home(read_settings(Path(sys.argv[1])))
for _, text in list(said(home, 50)):
    hear(home.assistant, text, home)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory(folder: Path) -> int:
    """The most memory in MB of a process that answers fifty messages."""
    told = subprocess.run([sys.executable, "-c", ANSWERING, str(folder)], capture_output=True, text=True, check=True)
    return int(told.stdout.split()[-1])


def tell_cold(folder: Path, runs: int = 5) -> None:
    """Print how long `rapport ask` takes from a cold start, beside Python that does nothing."""
    ask = [sys.executable, "-m", "bot", "ask", "how many open cases are there?", "--home", str(folder)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    cold = [milliseconds(lambda: subprocess.run(ask, capture_output=True, check=True)) for _ in range(runs)]
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    bare = [milliseconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True)) for _ in range(runs)]
    processor = (spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime) / runs
    span = f"{min(cold) / 1000:.2f} to {max(cold) / 1000:.2f}"
    print(f"a cold ask: median {statistics.median(cold) / 1000:.2f} s ({span}), {processor:.2f} s of them computing")
    print(f"Python alone: {statistics.median(bare) / 1000:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
