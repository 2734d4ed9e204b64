"""Briefs: what to know before a meeting, read from the records; how it is worded is up to the skill."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from knowledge.advice import Advice, Scope, advise
from storage.cases import Case
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback, Preference
from storage.interactions import Interaction
from storage.products import Order
from storage.record import Record
from storage.reminders import Reminder

LAST_WORDS = 3
MOODS = 3
STEPS = 3

Sums = dict[str | None, Decimal]
"""Amounts of money by currency; None is the house's own."""


@dataclass(frozen=True)
class Brief:
    """One page about a customer, or about a contact within it. Lists are newest or most pressing first."""

    customer: Customer | None
    contact: Contact | None
    people: list[Contact]
    preferences: list[Preference]
    cases: list[Case]
    deals: list[Deal]
    reminders: list[Reminder]
    last_words: list[Interaction]
    moods: list[Interaction]
    feedback: list[Feedback]
    ordered_this_year: Sums
    ordered_ever: Sums
    last_order: date | None
    next_steps: list[Advice]


def brief_of(crm: Crm, customer: Customer | None, contact: Contact | None, now: datetime) -> Brief:
    """The brief about a customer or a contact; of a contact the last words and moods are the contact's own."""
    customer = customer or (contact.customer if contact else None)
    whom: Record | None = contact or customer
    words = [*_of(Interaction, whom), Interaction.happened_at <= now]
    newest = Interaction.happened_at
    orders = crm.orders.where(*_of(Order, customer), newest=Order.ordered_on) if customer else []
    return Brief(
        customer=customer,
        contact=contact,
        people=crm.contacts.where(*_of(Contact, customer)) if customer else [],
        preferences=_preferences(crm, customer, contact),
        cases=[case for case in _all(crm, Case, customer, Case.opened_at) if case.is_open],
        deals=[deal for deal in _all(crm, Deal, customer, Deal.created_at) if deal.is_open],
        reminders=sorted(_reminders(crm, customer), key=lambda reminder: reminder.due_at),
        last_words=crm.interactions.where(*words, limit=LAST_WORDS, newest=newest),
        moods=crm.interactions.where(*words, Interaction.sentiment.is_not(None), limit=MOODS, newest=newest),
        feedback=crm.feedback.where(*_of(Feedback, whom), limit=MOODS, newest=Feedback.given_at),
        ordered_this_year=sums(order for order in orders if order.ordered_on and order.ordered_on.year == now.year),
        ordered_ever=sums(orders),
        last_order=next((order.ordered_on for order in orders if order.ordered_on), None),
        next_steps=advise(Scope(crm, now.date(), crm.actor, customer), STEPS) if customer else [],
    )


def sums(priced: Iterable[Any]) -> Sums:
    """The amounts of orders or deals together, by currency."""
    together: Sums = defaultdict(Decimal)
    for each in priced:
        if each.amount is not None:
            together[each.currency] += each.amount
    return dict(together)


def _of(noun: Any, whom: Record | None) -> list[Any]:
    return [getattr(noun, f"{whom.kind}_id") == whom.id] if whom else []


def _all(crm: Crm, noun: Any, customer: Customer | None, newest: Any) -> list[Any]:
    return crm.of(noun.kind).where(*_of(noun, customer), newest=newest) if customer else []


def _preferences(crm: Crm, customer: Customer | None, contact: Contact | None) -> list[Preference]:
    """Those of the contact first, then those of the whole house, or of everybody in it."""
    own = crm.preferences.where(Preference.contact_id == contact.id) if contact else []
    house = crm.preferences.where(Preference.customer_id == customer.id) if customer else []
    mine = [each for each in house if contact is None or each.contact_id is None]
    return [*own, *(each for each in mine if each not in own)]


def _reminders(crm: Crm, customer: Customer | None) -> list[Reminder]:
    return [each for each in _all(crm, Reminder, customer, Reminder.due_at) if each.is_open]
