"""Workload: what lies on the desk of each person of the house, counted in a few queries for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.fields import PRIORITIES
from storage.leads import Lead
from storage.people import Person
from storage.reminders import Reminder

OVER = ("won", "lost")
WEEK = timedelta(days=7)
WEIGHTS = {"low": 1, "normal": 2, "high": 3, "urgent": 4}
"""What an open case weighs beside an open deal, which weighs 2, and a lead or a reminder due this week, which is 1."""


@dataclass
class Load:
    """What one person has to do. `worth` is the sum of the amounts of open deals; `cases` are by priority."""

    person: Person
    customers: int = 0
    leads: int = 0
    deals: int = 0
    worth: Decimal = Decimal(0)
    cases: dict[str, int] = field(default_factory=dict)
    overdue: int = 0
    reminders: int = 0

    @property
    def open_cases(self) -> int:
        """All the open cases."""
        return sum(self.cases.values())

    @property
    def weight(self) -> int:
        """How much it is, to compare people by."""
        of_cases = sum(WEIGHTS.get(priority, 2) * number for priority, number in self.cases.items())
        return of_cases + 2 * self.deals + self.leads + self.reminders


def loads(crm: Crm, people: Sequence[Person]) -> list[Load]:
    """The load of each of them, in their order."""
    ids = [person.id for person in people]
    counts = _counts(crm, ids)
    worth = dict(_rows(crm, Deal.owner_id, ids, func.sum(Deal.amount), Deal.stage.not_in(OVER)))
    cases = _cases(crm, ids)
    return [
        Load(
            each,
            customers=counts["customers"].get(each.id, 0),
            leads=counts["leads"].get(each.id, 0),
            deals=counts["deals"].get(each.id, 0),
            worth=Decimal(worth.get(each.id) or 0),
            cases=cases[each.id],
            overdue=counts["overdue"].get(each.id, 0),
            reminders=counts["reminders"].get(each.id, 0),
        )
        for each in people
    ]


def lightest(crm: Crm, people: Sequence[Person]) -> list[Load]:
    """The loads of these people, the lightest first, by name where they are level."""
    return sorted(loads(crm, people), key=lambda load: (load.weight, load.person.name_fold))


def _counts(crm: Crm, ids: Sequence[int]) -> dict[str, dict[int, int]]:
    soon: datetime = crm.now + WEEK
    number = func.count()
    is_open = Case.status != "closed"
    return {
        "customers": dict(_rows(crm, Customer.owner_id, ids, number)),
        "leads": dict(_rows(crm, Lead.owner_id, ids, number, Lead.status.in_(("open", "contacted", "qualified")))),
        "deals": dict(_rows(crm, Deal.owner_id, ids, number, Deal.stage.not_in(OVER))),
        "overdue": dict(_rows(crm, Case.assignee_id, ids, number, is_open, Case.due_at < crm.now)),
        "reminders": dict(
            _rows(crm, Reminder.person_id, ids, number, Reminder.status == "open", Reminder.due_at < soon)
        ),
    }


def _cases(crm: Crm, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    wanted = select(Case.assignee_id, Case.priority, func.count()).where(Case.assignee_id.in_(ids))
    rows = crm.session.execute(wanted.where(Case.status != "closed").group_by(Case.assignee_id, Case.priority))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for id, priority, number in rows:
        found[id or 0][priority] = number
    return defaultdict(dict, {id: dict(sorted(cases.items(), key=_urgency)) for id, cases in found.items()})


def _urgency(entry: tuple[str, int]) -> int:
    return -PRIORITIES.index(entry[0]) if entry[0] in PRIORITIES else 0


def _rows(crm: Crm, whose: Any, ids: Sequence[int], figure: Any, *criteria: Any) -> list[tuple[int, Any]]:
    noun = whose.class_
    wanted = select(whose, figure).where(whose.in_(ids), noun.deleted_at.is_(None), *criteria).group_by(whose)
    return [(row[0], row[1]) for row in crm.session.execute(wanted)]
