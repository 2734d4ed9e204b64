"""Digests: who is due for one, each person's morning and the managers' week, composed and queued once a day."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from skills.day import my_day
from skills.morning import morning
from skills.reply import Reply
from skills.weekly import Week
from storage.crm import Crm
from storage.mailroom import queue
from storage.people import DIGEST_AT, Person
from storage.store import Store
from storage.threads import settle, settled
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

LOOK = timedelta(minutes=1)
"""How often it is looked who is due."""
AT_ONCE = 3
"""So many are composed in one tick, so that nothing else waits for long."""
MANAGERS = ("manager", "admin")
KINDS = ("digest", "weekly")
NOTED = "digests:"
"""How the keys begin under which it is noted what somebody has got last."""


class Due(NamedTuple):
    """A digest that is due: its kind, `digest` or `weekly`, whose, and the day of its key."""

    kind: str
    person: int
    email: str
    day: date

    @property
    def key(self) -> str:
        """Under which it is queued once."""
        return f"{self.kind}:{self.person}:{self.day}"


@dataclass
class Digests:
    """Sends each digest at its hour, or later on the same day where we were not there; what was decided is kept.

    People are looked through once a minute, with one query. Whoever is new gets the first digest on the day after.
    """

    store: Store
    _next: datetime | None = None
    _looked: datetime | None = None
    _due: list[Due] = field(default_factory=list)
    _settled: set[str] = field(default_factory=set)
    _known: set[int] = field(default_factory=set)

    def send(self, now: datetime) -> int:
        """Queue what is due; returns how many."""
        back = self._looked is not None and now < self._looked
        self._looked = now
        if not self._due and not back and self._next is not None and now < self._next:
            return 0
        if not self._due:
            self._next = now + LOOK
            self._look(now)
        due, self._due = self._due[:AT_ONCE], self._due[AT_ONCE:]
        return sum(self._tried(each, now) for each in due)

    def _look(self, now: datetime) -> None:
        """Find who is due now, and note who is new."""
        with self.store.read(now) as crm:
            people = crm.people.where(Person.slack_user.is_not(None))
            if any(each.id not in self._known for each in people):
                for key, days in settled(crm, NOTED).items():
                    id = int(key.removeprefix(NOTED))
                    self._known.add(id)
                    self._settled |= {f"{kind}:{id}:{day}" for kind, day in days.items()}
            fresh = {each.id for each in people} - self._known
            self._due = [due for each in people if each.id in self._known for due in self._of(crm, each, now)]
        if fresh:
            with self.store.begin(None, now, f"digests-{now:%Y%m%dT%H%M%S}") as crm:
                for each in crm.people.by_ids(fresh):
                    self._settled |= acquaint(crm, each)
            self._known |= fresh

    def _of(self, crm: Crm, person: Person, now: datetime) -> Iterator[Due]:
        """What a person is due for and has not got, if it is a time at which they are told things."""
        open_ones = [each for each in due_for(person, now) if each.key not in self._settled]
        if open_ones and not person.is_quiet(now) and is_at_work(crm, person, open_ones[0].day):
            first = first_day(crm, person, now)
            yield from (each for each in open_ones if each.kind == "digest" or first == person.today(now))

    def _tried(self, due: Due, now: datetime) -> int:
        """Send one; whatever is wrong with it keeps nobody else from theirs. It is tried again within the day."""
        try:
            return self._send(due, now)
        except StoreTrouble:
            raise
        except Exception:
            log.exception("the digest %s could not be composed", due.key)
            return 0

    def _send(self, due: Due, now: datetime) -> int:
        with self.store.read(now, due.email) as crm:
            reply = composed(crm, due, now)
        with self.store.begin(None, now, due.key) as crm:
            settle(crm, f"{NOTED}{due.person}", {due.kind: due.day.isoformat()})
            if reply is not None:
                queue(crm, due.key, f"person:{due.person}", reply.to_json())
        self._settled.add(due.key)
        return reply is not None


def composed(crm: Crm, due: Due, now: datetime) -> Reply | None:
    """The digest with what its reader may see; None where it would hold nothing."""
    if crm.actor is None:
        return None
    local = now.astimezone(crm.actor.zone)
    if due.kind == "weekly":
        return Week(crm, crm.actor, local).told()
    return morning(my_day(crm, crm.actor, local), crm.actor)


def due_for(person: Person, now: datetime) -> list[Due]:
    """The digests of today whose hour has come on the person's clock, and which they want."""
    if not has_come(person, now):
        return []
    day = person.today(now)
    kinds = ["digest"] if person.hears("digest") else []
    kinds += ["weekly"] if person.role in MANAGERS and person.hears("weekly") else []
    return [Due(kind, person.id, person.email, day) for kind in kinds]


def acquaint(crm: Crm, person: Person) -> set[str]:
    """Note of somebody new what counts as told: what would have come today already, or else yesterday's.

    Returns the keys.
    """
    day = person.today(crm.now) - timedelta(days=0 if has_come(person, crm.now) else 1)
    settle(crm, f"{NOTED}{person.id}", dict.fromkeys(KINDS, day.isoformat()))
    return {Due(kind, person.id, person.email, day).key for kind in KINDS}


def has_come(person: Person, now: datetime) -> bool:
    """Whether the hour of the digest has come today."""
    return f"{now.astimezone(person.zone):%H:%M}" >= (person.digest_at or DIGEST_AT)


def is_at_work(crm: Crm, person: Person, day: date) -> bool:
    """Whether a person works on a day: no day off, no holiday of the team, no absence."""
    return person.works_on(day) and crm.holidays.on(day, person.team) is None and crm.absences.of(person, day) is None


def first_day(crm: Crm, person: Person, now: datetime) -> date | None:
    """The first day of this week on which the person works, from Monday on."""
    monday = person.today(now) - timedelta(days=person.today(now).weekday())
    week = (monday + timedelta(days=ahead) for ahead in range(7))
    return next((each for each in week if is_at_work(crm, person, each)), None)
