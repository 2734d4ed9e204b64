"""Churn: the signs that a customer who has bought may leave, each worth some points, and who has left already.

    orders    3 where nothing was ordered for over 2 times as long as usual, 2 for over 1.5 times; without a rhythm
              2 after 365 days and 1 after 270, since the last order or else the last deal won
    contact   2 where nobody spoke for over 3 times as long as usual, 1 for over 2 times; else 1 where there were half
              as many contacts in the last 90 days as in the 90 before (4 at least), or fewer
    mood      2 where in 180 days at least 2 were unhappy, and more than were happy; 1 where one was, and as many
    cases     2 where an open case is overdue or was reopened; 1 where an open one is urgent or high
    deals     1 where more deals were lost than won in 180 days

What is usual is told by `storage.health`. High is the risk from 5 points on, medium from 3, low from 1.
"""

from dataclasses import dataclass
from datetime import date

from storage.health import BUYS_OFTEN, usual_contact, usual_order
from storage.vitals import HALF_YEAR, Vitals

LEVELS = ("none", "low", "medium", "high")
LOW, MEDIUM, HIGH = 1, 3, 5  # points
YEAR, NINE_MONTHS = 365, 270  # days
FALLING = 4  # contacts from which on half as many are a fall
STAYS, LAPSED, GONE = 0, 1, 2
"""How far a customer has left: buys, has not bought for long, and nobody speaks with them any more either."""


@dataclass(frozen=True)
class Sign:
    """One sign of leaving, and how many points it is worth."""

    name: str
    points: int


def signs_of(vitals: Vitals) -> list[Sign]:
    """The signs that are there, the gravest first; none for a customer who has never bought."""
    if not vitals.bought:
        return []
    points = {name: sign(vitals) for name, sign in SIGNS.items()}
    found = [Sign(name, number) for name, number in points.items() if number]
    return sorted(found, key=lambda sign: -sign.points)


def level_of(points: int) -> str:
    """The risk in a word."""
    return LEVELS[(points >= LOW) + (points >= MEDIUM) + (points >= HIGH)]


def last_bought(vitals: Vitals) -> date | None:
    """The day of the last order, or of the last deal won where no order was kept."""
    return vitals.last_order or vitals.last_won


def lapse_of(vitals: Vitals) -> int:
    """How far they have left: lapsed is who has not bought for over twice as long as usual, 180 days without rhythm.

    Gone is who has lapsed and was not spoken with for 180 days either.
    """
    last = last_bought(vitals)
    patience = 2 * usual_order(vitals) if vitals.order_days >= BUYS_OFTEN else HALF_YEAR
    if last is None or vitals.since(last) <= patience:
        return STAYS
    spoken = vitals.last_contact
    return LAPSED if spoken and vitals.since(spoken) <= HALF_YEAR else GONE


def _orders(vitals: Vitals) -> int:
    last = last_bought(vitals)
    if last is None:
        return 0
    silent = vitals.since(last)
    if vitals.order_days >= BUYS_OFTEN:
        usual = usual_order(vitals)
        return 3 if silent > 2 * usual else 2 if 2 * silent > 3 * usual else 0
    return (silent > YEAR) + (silent > NINE_MONTHS)


def _contact(vitals: Vitals) -> int:
    if vitals.last_contact is None:
        return 0
    silent, usual = vitals.since(vitals.last_contact), usual_contact(vitals)
    falling = vitals.before >= FALLING and 2 * vitals.lately <= vitals.before
    return 2 if silent > 3 * usual else int(silent > 2 * usual or falling)


def _mood(vitals: Vitals) -> int:
    if vitals.sad >= 2 and vitals.sad > vitals.glad:
        return 2
    return int(vitals.sad > 0 and vitals.sad >= vitals.glad)


def _cases(vitals: Vitals) -> int:
    return 2 if vitals.late or vitals.reopened else int(vitals.high + vitals.urgent > 0)


def _deals(vitals: Vitals) -> int:
    return int(vitals.lost > vitals.won)


SIGNS = {"orders": _orders, "contact": _contact, "mood": _mood, "cases": _cases, "deals": _deals}
