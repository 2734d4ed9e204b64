"""Fifty people talk to Rapport at the same time, over real sockets, with the demo company and the reader in earnest.

Rapport runs as `rapport slack` in a process of its own; the stand-in for Slack and the people are in this one. Each
person says the next thing as soon as the answer is there, or after a pause. Run:

    python -m tests.bench.speakers [sqlite] [postgresql] [--messages 2000] [--people 50] [--pause SECONDS]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.workspace import Manifest, Patience, Person, Workspace
from bot.workspace.messages import Message
from storage.demo import copy_demo
from storage.exchange.importing import import_folder
from storage.migrate import migrate
from storage.people import Person as Colleague
from storage.store import Store
from tests.postgres import create_database, server

SENTENCES = (
    "show {customer}",
    "what do we know about {customer}?",
    "had a call with {customer}, they like the new lockers",
    "how many open cases are there?",
    "remind me tomorrow at nine to ring {customer}",
    "show my open deals",
    "open a case for {customer}: door {number} does not close",
    "revenue by month",
    "show the history of {customer}",
    "how many customers are in Germany?",
)
PATIENCE = 120.0
"""Seconds without any answer after which what is missing counts as lost."""


@dataclass
class Speaker:
    """Somebody with things to say; `said` is what waits for its answer."""

    person: Person
    left: list[str]
    said: Message | None = None
    free_at: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def go_on(self, workspace: Workspace, pause: float) -> bool:
        """Take the answer if there is one, and say the next thing; whether an answer came."""
        came = self.said is not None and bool(answers(workspace, self.said))
        if came and self.said:
            self.latencies.append(float(answers(workspace, self.said)[0].ts) - float(self.said.ts))
            self.said, self.free_at = None, time.monotonic() + random.uniform(0.5, 1.5) * pause
        if self.said is None and self.left and time.monotonic() >= self.free_at:
            self.said = self.person.says(self.left.pop())
        return came


def answers(workspace: Workspace, said: Message) -> list[Message]:
    """What Rapport said to it."""
    with workspace.state.changed:
        there = workspace.state.messages.by_channel[said.channel]
        return [each for each in there[-6:] if each.is_from_bot and each.thread == said.ts]


def main(arguments: list[str]) -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speakers")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.0)
    asked = parser.parse_args(arguments)
    for database in asked.databases or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="rapport-speakers-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o755)
            with database_of(database, Path(folder)) as url:
                _measured(database, url, Path(folder), asked)


def _measured(database: str, url: str, folder: Path, asked: argparse.Namespace) -> None:
    names = furnish(url, folder, asked.people)
    manifest = Manifest.read(json.loads(Path("manifest.json").read_text()))
    with Workspace(manifest, Patience(ack=10.0)) as workspace:
        workspace.state.calls.most = workspace.deliveries.most = 2_000
        speakers = _speakers(workspace, names, asked)
        with _running(workspace, url, folder) as process:
            began, cpu = time.monotonic(), _processor(process.pid)
            _let_speak(workspace, speakers, asked.pause)
            _tell(database, workspace, speakers, (time.monotonic() - began, _processor(process.pid) - cpu))


def _speakers(workspace: Workspace, names: list[str], asked: argparse.Namespace) -> list[Speaker]:
    rng, speakers = random.Random(5), []
    for number in range(asked.people):
        person = workspace.user(f"Speaker {number}", f"speaker{number}@house.test")
        words = (rng.choice(SENTENCES) for _ in range(asked.messages // asked.people))
        speakers.append(Speaker(person, [said.format(customer=rng.choice(names), number=number) for said in words]))
    return speakers


def _let_speak(workspace: Workspace, speakers: list[Speaker], pause: float) -> None:
    """Until everybody has said everything and was answered, or nothing comes any more."""
    heard_at = time.monotonic()
    while any(speaker.left or speaker.said for speaker in speakers):
        came = [speaker.go_on(workspace, pause) for speaker in speakers]
        heard_at = time.monotonic() if any(came) else heard_at
        if time.monotonic() > heard_at + PATIENCE:
            break
        time.sleep(0.005)
    workspace.settle(2.0)


def _tell(database: str, workspace: Workspace, speakers: list[Speaker], took: tuple[float, float]) -> None:
    latencies = sorted(each for speaker in speakers for each in speaker.latencies)
    counts: Counter[int] = Counter()
    for speaker in speakers:
        said = workspace.messages(speaker.person.dm)
        times = Counter(each.thread for each in said if each.is_from_bot)
        counts.update(times[each.ts] for each in said if not each.is_from_bot)
    seconds, cpu = took
    told = sum(counts.values())
    print(
        f"{database}: {told} messages of {len(speakers)} in {seconds:.1f} s ({told / seconds:.1f} a second);", end=" "
    )
    print(f"lost {counts[0]}, answered twice {sum(n for times, n in counts.items() if times > 1)};", end=" ")
    print(f"to the posted reply p50 {at(latencies, 0.5):.2f} s, p95 {at(latencies, 0.95):.2f} s,", end=" ")
    print(f"longest {latencies[-1]:.2f} s; processor of Rapport {1000 * cpu / told:.0f} ms a message", flush=True)


def at(ordered: list[float], share: float) -> float:
    """The value below which that share lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def furnish(url: str, folder: Path, people: int) -> list[str]:
    """Bring in the demo company and the speakers; returns the customers' names."""
    copy_demo(folder / "csv", date.today())  # noqa: DTZ011
    store, now = Store(url), datetime.now(UTC)
    migrate(store)
    import_folder(store, folder / "csv", now)
    with store.begin(None, now, "speakers") as crm:
        for number in range(people):
            crm.people.add(Colleague(name=f"Speaker {number}", email=f"speaker{number}@house.test", role="rep"))
        names = [customer.name for customer in crm.customers.all()]
    store.close()
    return names


@contextmanager
def _running(workspace: Workspace, url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Rapport as it runs in earnest, once it has said that it listens."""
    told = {"SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_APP_TOKEN": workspace.app_token}
    told |= {"SLACK_API_URL": workspace.url, "RAPPORT_HOME": str(folder / "home"), "DATABASE_URL": url}
    told |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen([sys.executable, "-m", "bot", "slack"], env=os.environ | told)
    try:
        workspace.wait_until(lambda: workspace.socket.links, within=120)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _processor(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of that kind, as safe as in earnest."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'rapport.db'}"
        return
    place = folder / "server"
    place.mkdir()
    with server(place, safe=True) as url:
        create_database(url, "speakers", "template1")
        yield url.replace("/postgres", "/speakers")


if __name__ == "__main__":
    main(sys.argv[1:])
