"""What changed: a lock that tells when something did, and the order in which messages were touched."""

from __future__ import annotations

import threading
from collections.abc import Callable

Listener = Callable[[], None]


class Changed(threading.Condition):
    """The lock of the state; besides those who wait for it, listeners are told of each change."""

    def __init__(self) -> None:
        super().__init__(threading.RLock())
        self.listeners: list[Listener] = []

    def notify_all(self) -> None:
        """Wake everybody who waits, and tell the listeners; they must not take long."""
        super().notify_all()
        for listener in tuple(self.listeners):
            listener()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told from now on, until the function that is returned is called."""
        with self:
            self.listeners.append(listener)
        return lambda: self.forget(listener)

    def forget(self, listener: Listener) -> None:
        """Tell this one no more."""
        with self:
            if listener in self.listeners:
                self.listeners.remove(listener)
