"""A small house with customers, for skills to be called in as the assistant calls them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from knowledge.knowledge import Knowledge
from skills.turn import Turn
from storage.crm import Crm
from storage.people import Person
from storage.store import Store

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A Monday, half past ten in Berlin."""


@dataclass
class House:
    """The store, and turns in it; each turn is one transaction."""

    store: Store
    knowledge: Knowledge
    now: datetime = NOW
    turns: Iterator[int] = field(default_factory=count)

    @contextmanager
    def turn(
        self, speaker: str = "priya@rapport.test", *, text: str = "", channel: str = "", confirmed: bool = False
    ) -> Iterator[Turn]:
        """One message of a colleague, being answered."""
        with self.store.begin(speaker, self.now, f"turn {next(self.turns)}") as crm:
            assert crm.actor is not None
            now = self.now.astimezone(crm.actor.zone)
            yield Turn(crm, self.knowledge, crm.actor, now, text, text, channel, confirmed=confirmed)

    @contextmanager
    def records(self) -> Iterator[Crm]:
        """The records as they were committed."""
        with self.store.read(self.now) as crm:
            yield crm

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


def colleagues(crm: Crm) -> None:
    """Priya and Tom of sales, Sam and Ines who solve cases."""
    for name, role in (("Priya Nair", "rep"), ("Tom Becker", "manager"), ("Sam Ode", "agent"), ("Ines Cruz", "agent")):
        email = f"{name.split()[0].casefold()}@rapport.test"
        crm.people.add(Person(name=name, email=email, role=role, time_zone="Europe/Berlin"))
