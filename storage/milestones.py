"""Milestones: the days that matter with customers: birthdays, years with the house, and ends of contracts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.exchange.days import day, puts_day_first
from storage.exchange.figures import Unreadable
from storage.joins import custom_names
from storage.people import Person
from storage.products import Order
from storage.questions import Question, find

ENDING = re.compile(r"renew|expir|\bcontract (?:ends?|until|end date)\b|\bend of (?:the )?contract\b", re.IGNORECASE)
"""How custom fields are called that say when a contract ends or is renewed."""


@dataclass(frozen=True)
class Ending:
    """A day on which a contract with a customer ends or is renewed, as the custom field `name` of a record says."""

    record: Customer | Deal
    customer: Customer
    name: str
    day: date


def next_time(born: date, today: date) -> date:
    """The next time that the day returns; 29 February is kept on 1 March in other years."""
    return next(each for year in (today.year, today.year + 1) if (each := in_year(born, year)) >= today)


def in_year(born: date, year: int) -> date:
    """The day in a year; 29 February is 1 March where there is none."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def birthdays(crm: Crm, first: date, last: date, whose: Person | Customer | None) -> list[tuple[Contact, date]]:
    """The contacts who have their birthday from `first` to `last`, with the day, the next first."""
    filters: list[Any] = [["birthday", ">=", first.isoformat()], ["birthday", "<=", last.isoformat()]]
    if whose:
        filters.append(["customer.owner" if whose.kind == "person" else "customer", "=", {"id": whose.id}])
    found = find(crm, Question("contact", filters), ZoneInfo("UTC")).records
    days = [(contact, next_time(contact.birthday, first)) for contact in found if contact.birthday]
    return sorted(days, key=lambda each: each[1])


def anniversaries(
    crm: Crm, first: date, last: date, whose: Person | Customer | None
) -> Iterator[tuple[Customer, date, date]]:
    """The customers who are so many whole years with us from `first` to `last`: since when, and the day it returns.

    With us since the first order; who has never ordered, since it was added.
    """
    ordered = _first_orders(crm, whose)
    new = crm.customers.where(*_mine(whose), ~Customer.id.in_(select(Order.customer_id).where(_DATED)))
    added = {each.id: each.created_at.astimezone(UTC).date() for each in new}
    since = {**ordered, **added}
    for id, day_one in since.items():
        again = next_time(day_one, first)
        if again <= last and again.year > day_one.year and (customer := crm.customers.get(id)):
            yield customer, day_one, again


_DATED = Order.customer_id.is_not(None) & Order.ordered_on.is_not(None)


def _first_orders(crm: Crm, whose: Person | Customer | None) -> dict[int, date]:
    started = select(Customer.id, func.min(Order.ordered_on)).join(Order, Order.customer_id == Customer.id)
    rows = crm.session.execute(started.where(Order.ordered_on.is_not(None), *_mine(whose)).group_by(Customer.id))
    return {row[0]: row[1] for row in rows if row[1]}


def endings(crm: Crm, first: date, last: date, whose: Person | Customer | None) -> list[Ending]:
    """The contracts that end or are renewed from `first` to `last`, the next first."""
    found = [*_endings(crm, Customer, whose), *_endings(crm, Deal, whose)]
    return sorted((each for each in found if first <= each.day <= last), key=lambda each: each.day)


def _endings(crm: Crm, noun: Any, whose: Person | Customer | None) -> Iterator[Ending]:
    for name in custom_names(crm, noun).values():
        if not ENDING.search(name.replace("_", " ")):
            continue
        value = noun.custom[name].as_string()
        held = select(noun, value).where(value.is_not(None))
        held = (held if noun is Customer else held.join(Deal.customer)).where(*_mine(whose))
        rows = crm.session.execute(held).all()
        day_first = puts_day_first([row[1] for row in rows]) is not False
        for record, written in rows:
            if on := _day(written, day_first):
                yield Ending(record, record if isinstance(record, Customer) else record.customer, name, on)


def _mine(whose: Person | Customer | None) -> list[Any]:
    if whose is None:
        return []
    return [Customer.owner_id == whose.id if isinstance(whose, Person) else Customer.id == whose.id]


def _day(written: str, day_first: bool) -> date | None:
    try:
        return day(written, day_first)
    except Unreadable:
        return None
