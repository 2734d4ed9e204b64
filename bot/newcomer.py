"""Newcomers: a colleague for whoever first speaks to an empty Rapport."""

import getpass
from datetime import UTC, datetime

from storage.people import Person
from storage.store import Store


def first_speaker(store: Store) -> str:
    """The e-mail address of the first colleague; on an empty store one is made from the name at the login."""
    now = datetime.now(UTC)
    with store.begin(None, now, "first-start") as crm:
        people = crm.people.all()
        if people:
            return people[0].email
        name = _login()
        return crm.people.add(Person(name=name.title(), email=f"{name}@localhost", role="admin")).email


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "you"
