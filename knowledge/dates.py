"""Dates as advice: birthdays, years with the house, and contracts that end."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from knowledge.advice import Advice, Scope
from storage.customers import Customer
from storage.milestones import Ending
from storage.milestones import anniversaries as anniversaries_of
from storage.milestones import birthdays as birthdays_of
from storage.milestones import endings as endings_of
from storage.people import Person

SOON, NEAR, AHEAD, PAST = timedelta(14), timedelta(7), timedelta(60), timedelta(30)


def birthdays(scope: Scope) -> Iterator[Advice]:
    """Contacts whose birthday is within 14 days."""
    for contact, on in birthdays_of(scope.crm, scope.today, scope.today + SOON, _whose(scope)):
        whom = f"{contact.name} at {contact.customer.name}" if contact.customer else contact.name
        reason = f"{contact.name}'s birthday is {_on(on, scope.today)}."
        says = f"remind me on {on.isoformat()} at 9 to congratulate {whom}"
        score = 30 + 2 * (SOON - (on - scope.today)).days
        advice = f"Congratulate {whom}"
        yield Advice("birthday", contact.customer, advice, reason, (contact,), score, says, "Remind me that day")


def anniversaries(scope: Scope) -> Iterator[Advice]:
    """Customers who are so many years with us within 7 days."""
    for customer, since, on in anniversaries_of(scope.crm, scope.today, scope.today + NEAR, _whose(scope)):
        years = on.year - since.year
        span = "a year" if years == 1 else f"{years} years"
        reason = f"They are with us for {span} {_on(on, scope.today)}, since {since.day} {since:%b %Y}."
        says = f"remind me on {on.isoformat()} at 9 to thank {customer.name} for {span} with us"
        advice = f"Thank {customer.name} for {span} with us"
        yield Advice("anniversary", customer, advice, reason, (customer,), 25, says, "Remind me that day")


def endings(scope: Scope) -> Iterator[Advice]:
    """Contracts that end or are renewed within 60 days, or did in the last 30."""
    for each in endings_of(scope.crm, scope.today - PAST, scope.today + AHEAD, _whose(scope)):
        days = (each.day - scope.today).days
        name = each.customer.name
        score = 75 - max(days, 0) / 2
        says = f"remind me tomorrow at 9 to talk to {name} about the renewal"
        advice, reason = f"Talk to {name} about the renewal", _ends(each, scope.today)
        yield Advice("renewal", each.customer, advice, reason, (each.record,), score, says, "Remind me tomorrow")


def _ends(ending: Ending, today: date) -> str:
    name = ending.name.replace("_", " ").strip().removesuffix(" on")
    verb = "was" if ending.day < today else "is"
    return f"{name[:1].upper()}{name[1:]} of {ending.record.label} {verb} {_on(ending.day, today)}."


def _on(day: date, today: date) -> str:
    """`today`, `tomorrow`, `on Mon 30 Nov`."""
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    return near or f"on {day:%a} {day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _whose(scope: Scope) -> Person | Customer | None:
    return scope.customer or scope.person


DATES: tuple[Callable[[Scope], Iterator[Advice]], ...] = (birthdays, anniversaries, endings)
"""The rules that look at the calendar."""
