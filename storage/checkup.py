"""A checkup of the database, which changes nothing in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from storage.migrate import state
from storage.people import Person
from storage.store import Store
from storage.trouble import explaining

CLOCKS = {
    "sqlite": "select cast(strftime('%s', 'now') as real)",
    "postgresql": "select cast(extract(epoch from clock_timestamp()) as float)",
}


@dataclass(frozen=True)
class Checkup:
    """What was found: the form of the tables, damages in words, the database's time, and the people in it."""

    form: str
    damages: tuple[str, ...]
    now: datetime
    people: tuple[Person, ...]


def check_up(store: Store, now: datetime) -> Checkup:
    """Look at the database. Raises StoreTrouble."""
    form = state(store)
    with explaining(), store.engine.connect().execution_options(reading=True) as connection:
        damages = _damages(connection) if store.is_sqlite else ()
        seconds = connection.execute(text(CLOCKS[store.url.get_backend_name()])).scalar_one()
    people: tuple[Person, ...] = ()
    if form == "current":
        with store.read(now) as crm:
            people = tuple(crm.people.all())
            crm.session.expunge_all()
    return Checkup(form, damages, datetime.fromtimestamp(seconds, UTC), people)


def _damages(connection: Connection) -> tuple[str, ...]:
    """What SQLite finds wrong in its file."""
    said = connection.execute(text("pragma quick_check(5)")).scalars().all()
    return tuple(str(line) for line in said if line != "ok")
