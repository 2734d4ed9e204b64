"""The harness: keeps victims at work on one database, kills and pauses them, and asks for the verdict."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.customers import Customer
from storage.people import Person
from storage.store import Store
from tests.chaos.parts import SPEAKER
from tests.chaos.place import Place, PlaceServer

AT_ONCE = 2
"""Victims that work at the same time, as two machines would."""

PAUSED = (0.2, 2.5)
"""The shortest and the longest pause of a stopped victim, in seconds; some outlast the grace of a post in doubt."""


@dataclass
class Acks:
    """What the victims told through their pipe."""

    reading: int
    intended: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    count: int = 0

    def listen(self) -> None:
        """Take in every line until all who write are gone."""
        with os.fdopen(self.reading) as lines:
            for line in lines:
                word, _, id = line.strip().partition(" ")
                (self.acknowledged if word == "acknowledged" else self.intended).add(id)
                self.count += word == "acknowledged"

    def wait(self, more: int, seconds: float) -> None:
        """Until so many more were acknowledged, or the time is over."""
        wanted, ends = self.count + more, time.monotonic() + seconds
        while self.count < wanted and time.monotonic() < ends:
            time.sleep(0.002)


class Nursery:
    """The process that forks the victims."""

    def __init__(self, world: dict[str, Any]) -> None:
        self.world = world
        command = [sys.executable, "-m", "tests.chaos.nursery"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[world["acks"]]
        )
        self._line()

    def fork(self, name: str, seed: int) -> int:
        """A new victim's process id."""
        return int(self._asked({"name": name, "seed": seed}))

    def judge(self, acknowledged: set[str]) -> dict[str, Any]:
        """The verdict after a clean run."""
        told: dict[str, Any] = json.loads(self._asked({"judge": sorted(acknowledged)}))
        return told

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()

    def _asked(self, asked: dict[str, Any]) -> str:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked | {"world": self.world}) + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the nursery has ended"
        return line


def furnish(store: Store) -> None:
    """Put into an empty store whoever speaks and the customer that is spoken of."""
    with store.begin(None, datetime.now(UTC), "setup") as crm:
        crm.people.add(Person(name="Ada", email=SPEAKER, time_zone="UTC"))
        crm.customers.add(Customer(name="Globe"))


@dataclass
class Run:
    """One run of kills on one database; `until` is the monotonic time at which it stops early."""

    url: str
    home: Path
    kills: int
    seed: int = 1
    until: float = float("inf")
    killed: int = 0
    paused: int = 0
    while_posting: int = 0
    victims: int = 0

    def verdict(self) -> dict[str, Any]:
        """Kill as often as told, then let a clean run finish; tells what was acknowledged and what went wrong."""
        self._random = random.Random(self.seed)
        self.place = Place(self.seed)
        with PlaceServer(self.place) as server, _pipe() as (acks, writing):
            self._began = began = time.time()
            found = {"url": self.url, "home": str(self.home), "port": server.port, "began": began, "acks": writing}
            self.nursery = Nursery(found)
            os.close(writing)
            self._torment(acks)
            judged = self.nursery.judge(acks.acknowledged)
            self.nursery.close()
            return self._told(acks, judged)

    def _torment(self, acks: Acks) -> None:
        victims = [self._victim() for _ in range(AT_ONCE)]
        while self.killed < self.kills and time.monotonic() < self.until:
            acks.wait(self._random.randrange(1, 12), 5)
            chosen = self._random.randrange(AT_ONCE)
            if self.killed % 3 == 1:
                self._await_post()
            if self.killed % 3 == 2:
                self._pause(victims[chosen])
            time.sleep(self._random.random() * 0.03)
            os.kill(victims[chosen], signal.SIGKILL)
            self.killed += 1
            victims[chosen] = self._victim()
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    def _victim(self) -> int:
        self.victims += 1
        return self.nursery.fork(f"v{self.victims}", self._random.randrange(1 << 30))

    def _await_post(self) -> None:
        """Until a post has landed whose sender does not know it yet."""
        self.place.landed.clear()
        self.while_posting += self.place.landed.wait(3)

    def _pause(self, victim: int) -> None:
        os.kill(victim, signal.SIGSTOP)
        time.sleep(self._random.uniform(*PAUSED))
        os.kill(victim, signal.SIGCONT)
        time.sleep(self._random.random() * 0.3)
        self.paused += 1

    def _told(self, acks: Acks, found: dict[str, Any]) -> dict[str, Any]:
        times, queued = self.place.times(), set(found.pop("queued"))
        return found | {
            "seconds": round(time.time() - self._began),
            "killed": self.killed,
            "paused": self.paused,
            "while_posting": self.while_posting,
            "acknowledged": len(acks.acknowledged),
            "in_doubt": len(acks.intended - acks.acknowledged),
            "posted_twice": sorted(id for id, count in times.items() if count > 1),
            "posted_not": sorted(queued - times.keys()),
            "posted_unasked": sorted(times.keys() - queued),
        }


WRONG = ("unfinished", "lost", "written_twice", "written_not", "posted_twice", "posted_not", "posted_unasked")


def faults(told: dict[str, Any]) -> dict[str, Any]:
    """What a verdict found wrong; nothing, if all is well."""
    wrong = {name: told[name] for name in WRONG if told[name]}
    return wrong | {f"index {name}": count for name, count in told["index"].items() if count}


@contextmanager
def _pipe() -> Iterator[tuple[Acks, int]]:
    reading, writing = os.pipe()
    acks = Acks(reading)
    listening = threading.Thread(target=acks.listen, daemon=True)
    listening.start()
    yield acks, writing
    listening.join(10)
