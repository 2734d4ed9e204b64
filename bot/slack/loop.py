"""A loop: work done in a thread of its own whenever it is woken, and now and then anyway."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)


class Loop:
    """Does its work when woken and at least every `pause` seconds; trouble does not end it."""

    def __init__(self, name: str, work: Callable[[], object], pause: float = 1.0) -> None:
        self.work = work
        self.pause = pause
        self._woken = Event()
        self._ended = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Let it look at once."""
        self._woken.set()

    def stop(self) -> None:
        """End after the work under way."""
        self._ended.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            try:
                self.work()
            except StoreTrouble as trouble:
                log.warning("%s: %s", self._thread.name, trouble)
            except Exception:
                log.exception("%s stumbled", self._thread.name)
            self._woken.wait(self.pause)
