"""What the App Home of a person holds, computed from the records as they are now."""

from dataclasses import dataclass
from datetime import datetime

from skills.day import Day, my_day
from skills.numbers import Numbers, my_numbers
from skills.wards import Ward, my_customers
from storage.crm import Crm
from storage.people import Person
from storage.standings import is_due, renew_some
from storage.store import Store
from storage.trouble import StoreTrouble

RENEWED = 50
"""So many standings of customers are brought up to date on the way; the rest is left to the clock."""


@dataclass(frozen=True)
class Page:
    """Whose it is, and the day, the numbers and the customers of that person."""

    name: str
    role: str
    day: Day
    numbers: Numbers
    customers: tuple[Ward, ...]


def page_of(store: Store, address: str, now: datetime) -> Page | None:
    """The page of the colleague with this e-mail address; None where the records know nobody by it."""
    _freshen(store, now)
    with store.read(now, address) as crm:
        return _page(crm, crm.actor, now) if crm.actor else None


def _page(crm: Crm, person: Person, now: datetime) -> Page:
    day, numbers = my_day(crm, person, now), my_numbers(crm, person, person.today(now))
    return Page(person.name, person.role, day, numbers, tuple(my_customers(crm, person)))


def _freshen(store: Store, now: datetime) -> None:
    """Bring the standings that were noted up to date; where the records are busy, as they are will do."""
    try:
        with store.read(now) as crm:
            if not is_due(crm):
                return
        with store.begin(None, now, "standings") as crm:
            renew_some(crm, RENEWED)
    except StoreTrouble:
        return
