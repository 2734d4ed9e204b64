"""Duty: the right to be the one who posts for a database, held until the process ends or dies."""

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.store import Store

NUMBER = 7_277_0017
"""The advisory lock's number; any will do that nobody else takes in the same database."""


class Duty:
    """On PostgreSQL a session's advisory lock, on SQLite a lock on a file beside the database.

    Either is let go by the operating system when its process dies, and kept while the process is only paused.
    """

    def __init__(self, store: Store, name: str = "sender") -> None:
        self.store = store
        self.number = NUMBER + sum(name.encode())
        self._file = FileLock(f"{store.url.database}.{name}.lock", thread_local=False) if store.is_sqlite else None
        self._session: Connection | None = None

    def take(self) -> bool:
        """Whether this process has the duty; takes it if nobody has."""
        return self._take_file(self._file) if self._file else self._take_session()

    def _take_file(self, file: FileLock) -> bool:
        if file.is_locked:
            return True
        try:
            file.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def _take_session(self) -> bool:
        """Ask again on the same session each time: the answer tells that the session is still there."""
        try:
            session = self._session or self.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            held = self._session is not None and bool(session.execute(text("select 1")).scalar())
            taken = held or bool(session.execute(text("select pg_try_advisory_lock(:n)"), {"n": self.number}).scalar())
        except DBAPIError:
            self._session = None
            return False
        self._keep(session, taken)
        return taken

    def _keep(self, session: Connection, taken: bool) -> None:
        if taken:
            self._session = session
        else:
            session.close()

    def leave(self) -> None:
        """Let somebody else have it."""
        if self._file:
            self._file.release()
        elif self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None
