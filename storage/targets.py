"""Targets: how much is to be sold in a period, by the goals set for it."""

from datetime import date
from decimal import Decimal

from storage.campaigns import Goal
from storage.crm import Crm
from storage.people import Person

METRIC = "sum:amount"


def target(crm: Crm, first: date | None, last: date | None, owner: Person | None) -> Decimal | None:
    """The goal for the amount of deals in just that period, or the sum of those within it; None where there is none.

    Of goals within one another the longest counts. Goals of a person are no goals of all.
    """
    if first is None or last is None:
        return None
    theirs = Goal.owner_id == owner.id if owner else Goal.owner_id.is_(None)
    about = (Goal.metric == METRIC, Goal.entity.in_(("deal",)) | Goal.entity.is_(None))
    within = crm.goals.where(theirs, *about, Goal.starts_on >= first, Goal.ends_on <= last)
    counted: list[Goal] = []
    for goal in sorted(within, key=_length, reverse=True):
        if not any(_overlap(goal, other) for other in counted):
            counted.append(goal)
    return sum((goal.target for goal in counted), Decimal()) if counted else None


def _length(goal: Goal) -> int:
    return (goal.ends_on - goal.starts_on).days if goal.starts_on and goal.ends_on else 0


def _overlap(goal: Goal, other: Goal) -> bool:
    if not (goal.starts_on and goal.ends_on and other.starts_on and other.ends_on):
        return False
    return goal.starts_on <= other.ends_on and other.starts_on <= goal.ends_on
