"""The place: a small Slack that outlives the kills. It keeps every post, and at times does not say so.

One JSON line asks, one JSON line answers. A post that is taken without an answer, a refusal for now and a slow
answer come at random; so do refusals to look a post up.
"""

import json
import random
import time
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Lock, Thread
from typing import Any

SHARES = {"refused": 0.04, "lost": 0.03, "late": 0.04, "silent": 0.06, "slow": 0.25}
"""Of the posts: refused for now, not taken and not answered, taken after whoever asked has given up, taken and not
answered, answered late."""

REFUSED_FINDS = 0.25
LATE = 0.6
"""Seconds; longer than a client's patience, shorter than the grace of a post in doubt."""


@dataclass
class Place:
    """What was posted, by the outbox ids. `landed` is set when a post has landed and is not yet answered."""

    seed: int
    posts: list[str] = field(default_factory=list)
    landed: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def times(self) -> dict[str, int]:
        """How many times each outbox id was posted."""
        with self._lock:
            return {id: self.posts.count(id) for id in set(self.posts)}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The answer, None for none."""
        with self._lock:
            chance = self._random.random()
        return self._find(asked["find"], chance) if "find" in asked else self._post(asked["post"], chance)

    def _find(self, id: str, chance: float) -> dict[str, Any]:
        if chance < REFUSED_FINDS:
            return {"later": 0.1}
        with self._lock:
            return {"name": f"place:{self.posts.index(id)}" if id in self.posts else None}

    def _post(self, id: str, chance: float) -> dict[str, Any] | None:
        fate = self._fate(chance)
        if fate == "refused":
            return {"later": 0.1}
        if fate == "lost":
            return None
        if fate == "late":
            time.sleep(LATE)
        with self._lock:
            self.posts.append(id)
            name = f"place:{len(self.posts) - 1}"
        if fate == "slow":
            self.landed.set()
            time.sleep(0.1)
        return None if fate == "silent" else {"name": name}

    def _fate(self, chance: float) -> str:
        for fate, share in SHARES.items():
            chance -= share
            if chance < 0:
                return fate
        return "taken"


class PlaceServer(ThreadingTCPServer):
    """Serves a place on loopback while the `with` block lasts."""

    daemon_threads = True

    def __init__(self, place: Place) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.place = place
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> "PlaceServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Asked(StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, PlaceServer)
        try:
            line = self.rfile.readline()
            answer = self.server.place.answer(json.loads(line)) if line else None
            if answer is not None:
                self.wfile.write(json.dumps(answer).encode() + b"\n")
        except (OSError, ValueError):
            return
