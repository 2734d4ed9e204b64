"""Advice: the next best actions, each found by a rule over the records, with its reason and its evidence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.crm import Crm
from storage.customers import Customer
from storage.people import Person
from storage.record import Record
from storage.suggestions import Refusal

A_CUSTOMER = 2  # pieces of advice about one customer, where many are looked at


@dataclass(frozen=True)
class Advice:
    """Something worth doing next. Said to the assistant, `says` does it; `score` compares, the highest first.

    `rule` names the rule that found it, `evidence` holds the records it rests on, `label` names the deed.
    """

    rule: str
    customer: Customer | None
    advice: str
    reason: str
    evidence: tuple[Record, ...]
    score: float
    says: str
    label: str

    @property
    def key(self) -> Refusal:
        """How it is known where it is turned down."""
        return (self.customer.id if self.customer else None, self.rule, self.advice)


@dataclass(frozen=True)
class Scope:
    """Whose advice: a person's customers, one customer, or with neither the whole house. `today` is the asker's.

    With `most` so many records of a sort are looked at, the newest, and standings as they are kept: then it is found
    in a moment, however many there are.
    """

    crm: Crm
    today: date
    person: Person | None = None
    customer: Customer | None = None
    most: int | None = None

    def within(self, noun: Any) -> list[Any]:
        """The criteria for the records of a noun that are looked at."""
        if self.customer:
            return [noun.customer_id == self.customer.id]
        return [noun.customer.has(Customer.owner_id == self.person.id)] if self.person else []

    def holds(self, customer: Customer | None) -> bool:
        """Whether the customer is looked at."""
        if self.customer:
            return customer is not None and customer.id == self.customer.id
        return self.person is None or (customer is not None and customer.owner_id == self.person.id)


Rule = Callable[[Scope], Iterator[Advice]]


def advise(scope: Scope, limit: int = 5, rules: Sequence[Rule] | None = None) -> list[Advice]:
    """The best next actions, the most pressing first; by every rule there is, or by these alone.

    Without what the asker has turned down, and what is put off for now.
    """
    from knowledge.rules import RULES

    refused = refusals(scope.crm, scope.person)
    given = (advice for rule in rules or RULES for advice in rule(scope) if advice.key not in refused)
    found = sorted(given, key=lambda advice: -advice.score)
    return list(_varied(found, limit if scope.customer else A_CUSTOMER))[:limit]


def refusals(crm: Crm, person: Person | None = None) -> set[Refusal]:
    """What whoever asks, or else the person, has turned down or put off."""
    whose = crm.actor or person
    return crm.suggestions.refused_by(whose) if whose else set()


def _varied(found: list[Advice], each: int) -> Iterator[Advice]:
    """No more than so many for each customer, and none that another rule has given already."""
    seen: Counter[int | None] = Counter()
    told: set[tuple[int | None, str]] = set()
    for advice in found:
        id = advice.customer.id if advice.customer else None
        if (id, advice.advice) in told:
            continue
        told.add((id, advice.advice))
        seen[id] += 1
        if seen[id] <= each:
            yield advice
