"""A victim: one process of the app as it runs in Slack, but for Slack itself. It goes on until it is killed."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from bot.assistant import Assistant
from bot.clock import Clock
from bot.sender import Sender
from bot.slack.loop import Loop
from bot.slack.worker import Worker
from bot.understanding.names.directory import Directory
from knowledge.index import Index, IndexBusy
from knowledge.indexing import catch_up
from knowledge.knowledge import Knowledge
from storage.interactions import Interaction
from storage.locks import lock_of
from storage.mailroom import receive
from storage.store import Store
from storage.trouble import StoreTrouble
from tests.chaos.parts import GRACE, FastClock, HashingEncoder, KnownColleagues, NotingReader, PlacePoster

PAUSE = 0.05
"""Seconds between two events."""

REDELIVERED, REWORDED, REMOVED = 0.2, 0.2, 0.05
"""Shares of the rounds in which an event comes again, an interaction is reworded, and one is removed."""


@dataclass(frozen=True)
class World:
    """What a victim finds: the records, the home folder, the place's port, when it all began, and whom to tell."""

    url: str
    home: Path
    port: int
    began: float
    acks: int

    def now(self) -> datetime:
        return FastClock(self.began)()


class Victim:
    """The parts of the app over one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.store = Store(world.url)
        self.encoder = HashingEncoder()
        self.index: Index | None = None
        sender = Sender(self.store, PlacePoster(world.port), lock_of(self.store, "sender"), world.now, GRACE)
        assistant = Assistant(self.store, NotingReader(), Directory(), Knowledge(world.home))
        colleagues = cast(Any, KnownColleagues())
        self.sending = Loop("sender", sender.send, pause=0.2)
        worker = Worker(assistant, colleagues, "UBOT", ThreadPoolExecutor(4), world.now, self.sending.wake)
        self.working = Loop("worker", worker.work, pause=0.2)
        worker.wake = self.working.wake
        self.learning = Loop("index", self.learn, pause=0.1)
        self.clock = Clock(self.store, sender, world.now)

    def start(self) -> None:
        """Begin with whatever is there to be done."""
        for part in (self.working, self.sending, self.learning, self.clock):
            part.start()

    def learn(self) -> None:
        """Bring the index up to date, in whichever process has it."""
        try:
            self.index = self.index or Index(self.world.home / "index", self.store, self.encoder.model)
        except IndexBusy:
            return
        while catch_up(self.store, self.encoder, self.index, 20):
            pass

    def take_in(self, name: str, seed: int) -> None:
        """Receive events without end: told as intended before, as acknowledged once they are in."""
        chance = random.Random(seed)
        for number in _numbers():
            id = f"{name}x{number}x"
            self._receive(id, number)
            if chance.random() < REDELIVERED:
                self._receive(f"{name}x{chance.randrange(number + 1)}x", number)
            self.working.wake()
            time.sleep(PAUSE * chance.random() * 2)

    def _receive(self, id: str, number: int) -> None:
        self._tell(f"intends {id}")
        body = {"event": {"user": "UADA", "text": id, "channel": f"C{number % 5}", "ts": id}}
        try:
            receive(self.store, id, "message", body, self.world.now())
        except StoreTrouble:
            return
        self._tell(f"acknowledged {id}")

    def rework(self, seed: int) -> None:
        """Reword and remove interactions without end, so that the index has something to follow."""
        chance = random.Random(seed)
        while True:
            time.sleep(PAUSE * 2)
            with self.store.begin(None, self.world.now(), "rework") as crm:
                found = crm.interactions.where(newest=Interaction.id, limit=20)
                if found and chance.random() < REWORDED:
                    chance.choice(found).summary += f" {chance.random()}"
                elif found and chance.random() < REMOVED:
                    crm.interactions.remove(chance.choice(found))

    def _tell(self, words: str) -> None:
        os.write(self.world.acks, f"{words}\n".encode())


def live(world: World, name: str, seed: int) -> None:
    """Be a victim: take in, answer, remind, post and learn, all at once."""
    victim = Victim(world)
    victim.start()
    _aside(lambda: victim.rework(seed))
    victim.take_in(name, seed)


def _aside(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1
