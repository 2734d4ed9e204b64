"""Newcomers: who speaks in the terminal, and a colleague for whoever first speaks to an empty Rapport."""

import getpass
from datetime import UTC, datetime

from storage.people import Person
from storage.store import Store
from storage.trouble import StoreTrouble


def speaker_of(store: Store, asked: str) -> str:
    """The e-mail address to speak as: the one asked for, or else that of the first colleague there is.

    An address that nobody has is left as it is: the assistant says so. Raises StoreTrouble about a colleague
    whose clocks nobody knows.
    """
    with store.read(datetime.now(UTC), asked or None) as crm:
        person = crm.actor if asked else next(iter(crm.people.where(limit=1)), None)
        if person and not knows_zone(person):
            raise StoreTrouble(
                f"Nobody knows the time zone “{person.time_zone}” of {person.name}. Write one such as Europe/Berlin "
                "into people.csv and import it again."
            )
        found = person.email if person else asked
    return found or _newcomer(store)


def knows_zone(person: Person) -> bool:
    """Whether the person's time zone is one that exists."""
    try:
        return bool(person.zone)
    except (KeyError, ValueError, OSError):
        return False


def is_empty(store: Store) -> bool:
    """Whether there is neither a colleague nor a customer."""
    with store.read(datetime.now(UTC)) as crm:
        return not (crm.people.where(limit=1) or crm.customers.where(limit=1))


def _newcomer(store: Store) -> str:
    """A first colleague, named as at the login; admins may do everything."""
    name = _login()
    with store.begin(None, datetime.now(UTC), "first-start") as crm:
        return crm.people.add(Person(name=name.title(), email=f"{name}@localhost", role="admin")).email


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "you"
