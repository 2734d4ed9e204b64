"""The parts a victim is made of that are not the real ones: who reads, who encodes, who carries posts, who speaks."""

import json
import socket
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from bot.sender import InDoubt, Later
from bot.understanding.intents import Intent, Reading
from bot.understanding.reader import Context
from knowledge.encoder import WIDTH, Encoder, Vectors
from skills.slots import Slot
from storage.post import Outgoing

SPEAKER = "ada@rapport.test"
PATIENCE = 0.4
"""Seconds a client waits for the answer to a post."""

SPEED = 60
"""Minutes of the victims' clock in a minute of ours, so that reminders, told to the minute, are due in seconds."""

GRACE = timedelta(seconds=1) * SPEED


class NotingReader:
    """Understands every message, `e17`, as an interaction with customer 1 and a reminder in one or two minutes."""

    slow = False

    def read(self, text: str, context: Context) -> Reading:
        customer = {"kind": "customer", "id": 1, "name": "Globe"}
        due = (context.now + timedelta(minutes=2)).replace(tzinfo=None).isoformat("T", "minutes")
        noted = Intent("log_interaction", {"customer": customer, "summary": f"{text} was said"}, text=text)
        reminded = Intent("remind_me", {"about": f"{text} again", "due_at": due}, text=text)
        return Reading((noted, reminded))

    def near(self, text: str, context: Context) -> list[tuple[str, float]]:
        """Showing a record is all that is near."""
        return [("show_record", 0.5)]

    def read_as(self, skill: str, text: str, context: Context) -> Intent:
        """The skill with nothing told."""
        return Intent(skill, text=text)

    def read_answer(self, slot: Slot, text: str, context: Context) -> Any | None:
        return None


class HashingEncoder(Encoder):
    """Gives every text a vector of its own, for nothing."""

    model = "hash/1"

    def __init__(self) -> None:
        pass

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(WIDTH) for text in texts]
        vectors = np.array(rows, np.float32).reshape(-1, WIDTH)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


class KnownColleagues:
    """Everybody is Ada."""

    def email(self, user: str) -> str:
        return SPEAKER

    def name(self, user: str) -> str:
        return "Ada"


@dataclass(frozen=True)
class FastClock:
    """The time since `began`, a Unix time, going by `SPEED` times as fast."""

    began: float

    def __call__(self) -> datetime:
        """Now."""
        return datetime.fromtimestamp(self.began + (time.time() - self.began) * SPEED, UTC)


@dataclass(frozen=True)
class PlacePoster:
    """Posts to the place on that port."""

    port: int

    def post(self, outgoing: Outgoing) -> str:
        return str(self._asked({"post": outgoing.id}))

    def find(self, outgoing: Outgoing) -> str | None:
        return self._asked({"find": outgoing.id})

    def _asked(self, asked: dict[str, Any]) -> str | None:
        try:
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
                line.sendall(json.dumps(asked).encode() + b"\n")
                told = line.makefile().readline()
        except OSError as error:
            raise InDoubt(repr(error)) from error
        if not told:
            raise InDoubt("no answer")
        answer: dict[str, Any] = json.loads(told)
        if "later" in answer:
            raise Later(answer["later"])
        name: str | None = answer["name"]
        return name
