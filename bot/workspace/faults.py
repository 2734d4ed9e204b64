"""Faults on request: the next calls of a method fail the way Slack or the network can fail."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TypedDict, Unpack


class Failure(TypedDict, total=False):
    """How a call fails: an error code, a status, silence, a connection cut after the effect; `latency` in seconds."""

    error: str
    status: int
    retry_after: int
    timeout: bool
    after_effect: bool
    latency: float


@dataclass
class Fault:
    """A failure waiting for the next `times` calls of a method; `*` is any method."""

    method: str
    failure: Failure
    times: int = 1


class Faults:
    """The faults still to come, first asked first served."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.waiting: list[Fault] = []

    def add(self, method: str, times: int = 1, **failure: Unpack[Failure]) -> Fault:
        """Make the next calls of this method fail; `response_url` and `upload` count as methods."""
        fault = Fault(method, failure, times)
        with self.lock:
            self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every fault still to come."""
        with self.lock:
            self.waiting.clear()

    def take(self, method: str) -> Failure:
        """The failure for this call, empty where it shall succeed."""
        with self.lock:
            for fault in self.waiting:
                if fault.method in (method, "*"):
                    fault.times -= 1
                    self.waiting = [fault for fault in self.waiting if fault.times > 0]
                    return fault.failure
        return {}
