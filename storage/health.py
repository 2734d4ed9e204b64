"""Health: how well a customer stands with the house, 0 to 100, from parts that anybody can check.

    health = sum of weight · part / sum of the weights of the parts that are known, rounded half up

Each part is 0 to 100, in whole numbers, fractions cut off:

    recency    100 while the last contact is no longer ago than usual, then falling evenly to 0 at 4 times as long;
               usual is the mean gap between contacts, at least 14 days, and 30 days under 4 contacts
    frequency  contacts of the last 90 days / those of the 90 days before · 100, at most 100;
               known when the first contact is at least 180 days ago and there was one in these 180 days
    mood       (glad + neutral / 2) / all · 100, of interactions with a mood and of scores in the last 180 days;
               csat 4-5 and nps 9-10 are glad, csat 1-2 and nps 0-6 sad
    cases      100, less 40, 25, 15 or 5 for each open case that is urgent, high, normal or low, less 20 for each that
               is overdue and 20 for each that was reopened, at least 0; known when there ever was a case
    orders     100 while the last order is no longer ago than usual, then falling evenly to 0 at 3 times as long;
               usual is the mean gap between days with orders, at least 30 days, and 180 days under 3 such days

A part without facts is left out, and the others weigh the more. Where no part is known there is no health.
The weights are those of this house, chosen and not learned.
"""

from collections.abc import Callable
from dataclasses import dataclass

from storage.vitals import HALF_YEAR, Vitals

WEIGHTS = {"recency": 25, "frequency": 15, "mood": 25, "cases": 15, "orders": 20}
RHYTHMIC = 4  # contacts that make a rhythm
BUYS_OFTEN = 3  # days with orders that make a rhythm
SHORTEST, UNKNOWN = 14, 30  # days between contacts
SHORTEST_ORDERS, UNKNOWN_ORDERS = 30, 180  # days between orders
COST = {"urgent": 40, "high": 25, "normal": 15, "low": 5}
LATE = AGAIN = 20


@dataclass(frozen=True)
class Health:
    """The health and its parts by name; None where there are no facts."""

    score: int | None
    parts: dict[str, int | None]

    @property
    def missing(self) -> list[str]:
        """The parts that were left out."""
        return [name for name, part in self.parts.items() if part is None]

    def loss(self, name: str) -> float:
        """How many points of the whole the part costs."""
        part, known = self.parts[name], sum(WEIGHTS[each] for each in WEIGHTS if self.parts[each] is not None)
        return 0.0 if part is None else (100 - part) * WEIGHTS[name] / known


def health_of(vitals: Vitals) -> Health:
    """The health of a customer with these vitals."""
    parts = {name: PARTS[name](vitals) for name in WEIGHTS}
    known = {name: part for name, part in parts.items() if part is not None}
    whole = sum(WEIGHTS[name] for name in known)
    total = sum(WEIGHTS[name] * part for name, part in known.items())
    return Health((2 * total + whole) // (2 * whole) if whole else None, parts)


def usual_contact(vitals: Vitals) -> int:
    """The days that usually pass between contacts."""
    if vitals.contacts < RHYTHMIC or not (vitals.first_contact and vitals.last_contact):
        return UNKNOWN
    return max(SHORTEST, (vitals.last_contact - vitals.first_contact).days // (vitals.contacts - 1))


def usual_order(vitals: Vitals) -> int:
    """The days that usually pass between orders."""
    if vitals.order_days < BUYS_OFTEN or not (vitals.first_order and vitals.last_order):
        return UNKNOWN_ORDERS
    return max(SHORTEST_ORDERS, (vitals.last_order - vitals.first_order).days // (vitals.order_days - 1))


def _recency(vitals: Vitals) -> int | None:
    if vitals.last_contact is None:
        return None
    return _fading(vitals.since(vitals.last_contact), usual_contact(vitals), 4)


def _frequency(vitals: Vitals) -> int | None:
    known = vitals.first_contact is not None and vitals.since(vitals.first_contact) >= HALF_YEAR
    if not known or vitals.lately + vitals.before == 0:
        return None
    return min(100, 100 * vitals.lately // vitals.before) if vitals.before else 100


def _mood(vitals: Vitals) -> int | None:
    all_of_them = vitals.glad + vitals.neutral + vitals.sad
    return 100 * (2 * vitals.glad + vitals.neutral) // (2 * all_of_them) if all_of_them else None


def _cases(vitals: Vitals) -> int | None:
    if not vitals.cases:
        return None
    opened = {"urgent": vitals.urgent, "high": vitals.high, "normal": vitals.normal, "low": vitals.low}
    cost = sum(points * opened[priority] for priority, points in COST.items())
    return max(0, 100 - cost - LATE * vitals.late - AGAIN * vitals.reopened)


def _orders(vitals: Vitals) -> int | None:
    if vitals.last_order is None:
        return None
    return _fading(vitals.since(vitals.last_order), usual_order(vitals), 3)


def _fading(days: int, usual: int, times: int) -> int:
    """100 up to the usual days, then evenly down to 0 at so many times as many."""
    gone = usual * times
    return max(0, min(100, 100 * (gone - days) // (gone - usual)))


PARTS: dict[str, Callable[[Vitals], int | None]] = {
    "recency": _recency, "frequency": _frequency, "mood": _mood, "cases": _cases, "orders": _orders,
}  # fmt: skip
