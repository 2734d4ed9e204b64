"""Wards: the customers that somebody looks after, those that stand worst first, each with why."""

from dataclasses import dataclass
from typing import Any

from skills.health import WHY, worst_part
from skills.turn import ref
from storage.crm import Crm
from storage.customers import Customer
from storage.health import health_of
from storage.people import Person
from storage.standings import day_of, vitals_on, weakest

SHOWN = 5


@dataclass(frozen=True)
class Ward:
    """A customer, `{"kind", "id", "name"}`, with its health, 0 to 100, and what costs most of it, in words."""

    customer: dict[str, Any]
    health: int
    why: str


def my_customers(crm: Crm, person: Person, limit: int = SHOWN) -> list[Ward]:
    """The customers of a person by health, the lowest first; a manager or an admin sees everybody's."""
    owns = crm.customers.first(Customer.owner_id == person.id) is not None
    everybody = person.role in ("manager", "admin") and not owns
    found = weakest(crm, None if everybody else person, limit)
    vitals = vitals_on(crm, [customer for customer, _ in found], day_of(crm))
    wards = []
    for customer, score in found:
        told = health_of(vitals[customer.id])
        part = worst_part(told)
        known = customer.health is None and told.score is not None
        wards.append(Ward(ref(customer), score, WHY[part](vitals[customer.id]) if known else "set by hand"))
    return wards
