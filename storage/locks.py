"""Locks: what only one process may do at a time, such as sending or keeping the index.

A lock goes with its process and its connection, never with time: that of a paused process is still held.
"""

import zlib
from pathlib import Path
from typing import Protocol

import filelock
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.store import Store


class Lock(Protocol):
    """Held by one process at a time."""

    def take(self) -> bool:
        """Take it if nobody else has it; whether it is ours now."""

    def is_held(self) -> bool:
        """Whether it is still ours."""

    def release(self) -> None:
        """Give it back."""


def lock_of(store: Store, name: str) -> Lock:
    """The lock of that name among all processes that share the store."""
    if store.is_sqlite:
        return FileLock(Path(f"{store.url.database}.{name}.lock"))
    return AdvisoryLock(store, name)


class FileLock:
    """A lock among the processes of one machine: a file that is locked."""

    def __init__(self, path: Path) -> None:
        self._file = filelock.FileLock(path, thread_local=False)

    def take(self) -> bool:
        try:
            if not self._file.is_locked:
                self._file.acquire(blocking=False)
        except filelock.Timeout:
            return False
        return True

    def is_held(self) -> bool:
        return self._file.is_locked

    def release(self) -> None:
        self._file.release(force=True)


class AdvisoryLock:
    """A lock among all sessions of a PostgreSQL database; it needs the server itself, no pooler in between."""

    def __init__(self, store: Store, name: str) -> None:
        self._engine = store.engine
        self._number = zlib.crc32(f"rapport {name}".encode())
        self._connection: Connection | None = None

    def take(self) -> bool:
        if self.is_held():
            return True
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            taken = connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": self._number}).scalar()
        except DBAPIError:
            return False
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        try:
            return self._connection is not None and self._connection.execute(text("SELECT true")).scalar_one()
        except DBAPIError:
            self._connection = None
            return False

    def release(self) -> None:
        if self.is_held() and self._connection:
            self._connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": self._number})
            self._connection.close()
        self._connection = None
