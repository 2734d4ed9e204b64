"""The store: the database behind the records, and its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.pool import ConnectionPoolEntry

from storage.cases import move_comments
from storage.changes import record_changes
from storage.crm import Crm
from storage.lining import keep_lines
from storage.passages import record_passages
from storage.people import Person
from storage.record import Record
from storage.standings import note_outdated
from storage.stays import keep_stays
from storage.stock import move_stock
from storage.trouble import explained

PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    "temp_store=MEMORY", "cache_size=-32768", "mmap_size=1073741824",
)  # fmt: skip
"""How SQLite keeps the records: safe first; then sorting in memory, 32 MB of pages, and 1 GB of the file mapped."""


BUSY_SECONDS = 15
"""How long somebody who wants to write waits for others."""


class Store:
    """The records in SQLite (a `sqlite:///` URL or a path) or PostgreSQL (`postgresql://`)."""

    def __init__(self, url: str | Path, country: str = "") -> None:
        """`country` is where telephone numbers are that tell no country."""
        self.country = country
        self.url = make_url(_full(str(url)))
        self.engine = _engine(self.url.render_as_string(hide_password=False))

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def begin(self, actor: Person | int | str | None, now: datetime, turn: str) -> Iterator[Crm]:
        """One transaction in which `actor` (an e-mail address will do; None: the house) writes at `now` in that turn.

        Commits at the end, rolls back on any exception. Raises StoreTrouble with what to do.
        """
        with self._session(turn, now) as session, session.begin():
            yield Crm(session, actor_of(session, actor), now)

    @contextmanager
    def read(self, now: datetime, actor: Person | int | str | None = None) -> Iterator[Crm]:
        """The records to look at; nothing that is written stays."""
        with self._session("", now) as session:
            session.connection(execution_options={"reading": True})
            yield Crm(session, actor_of(session, actor), now)
            session.rollback()

    @contextmanager
    def _session(self, turn: str, now: datetime) -> Iterator[Session]:
        session = Session(self.engine, expire_on_commit=False, info=self._about(turn, now))
        event.listen(session, "before_flush", keep_lines)
        event.listen(session, "before_flush", keep_stays)
        event.listen(session, "after_flush", record_changes)
        event.listen(session, "after_flush", record_passages)
        event.listen(session, "after_flush", move_comments)
        event.listen(session, "after_flush", move_stock)
        event.listen(session, "after_flush", note_outdated)
        event.listen(session, "do_orm_execute", _leave_out_deleted)
        try:
            with session:
                yield session
        except DBAPIError as error:
            raise explained(error) or error from error

    def _about(self, turn: str, now: datetime) -> dict[str, Any]:
        return {"turn": turn, "now": now, "by_id": None, "country": self.country}

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def actor_of(session: Session, actor: Person | int | str | None) -> Person | None:
    """The colleague who acts, if there is one; the session's changes are theirs from now on."""
    if actor is None:
        return None
    id = actor.id if isinstance(actor, Person) else actor
    wanted = func.lower(Person.email) == id.casefold() if isinstance(id, str) else Person.id == id
    person = session.scalars(select(Person).where(wanted)).first()
    session.info["by_id"] = person.id if person else None
    return person


def _full(url: str) -> str:
    if "://" not in url:
        return f"sqlite:///{url}"
    return url.replace("postgresql://", "postgresql+psycopg://").replace("postgres://", "postgresql+psycopg://")


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    turns = Turns()
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)
    return engine


class Turns:
    """Whose turn it is to write: SQLite takes one writer, and lets others ask again and again where they could wait."""

    def __init__(self) -> None:
        self._lock = Lock()

    def begin(self, connection: Connection) -> None:
        """Begin to read, or to write once the one before has ended."""
        if not connection.get_execution_options().get("reading"):
            connection.info["turn"] = self._lock.acquire(timeout=BUSY_SECONDS)
        _begin_immediate(connection)

    def end(self, _: object, record: ConnectionPoolEntry) -> None:
        """Let the next one write."""
        if record.info.pop("turn", False):
            self._lock.release()


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: two readers that both go on to write would block each other."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _leave_out_deleted(state: ORMExecuteState) -> None:
    if state.is_select and not state.execution_options.get("deleted_too"):
        state.statement = state.statement.options(
            with_loader_criteria(Record, lambda noun: noun.deleted_at.is_(None), include_aliases=True)
        )
