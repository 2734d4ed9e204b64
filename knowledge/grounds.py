"""Grounds: the records that a customer's health and signs of leaving rest on."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.products import Order
from storage.record import Record
from storage.vitals import HALF_YEAR

CITED = 1


class Grounds:
    """Finds the records behind each part of a customer's standing."""

    def __init__(self, crm: Crm, customer: Customer) -> None:
        self.crm, self.customer = crm, customer
        self._since = timedelta(HALF_YEAR)

    def of(self, part: str) -> Sequence[Record]:
        """The newest records behind a part of health, or a sign of leaving."""
        return FOUND[part](self) if part in FOUND else ()

    def talks(self) -> Sequence[Record]:
        """The last one."""
        last = self.crm.interactions.latest_with(self.customer)
        return [last] if last else []

    def sad_talks(self) -> Sequence[Record]:
        """The last ones in which they were unhappy."""
        sad = (Interaction.customer_id == self.customer.id, Interaction.sentiment == "negative")
        passed = Interaction.happened_at.between(self.crm.now - self._since, self.crm.now)
        return self.crm.interactions.where(*sad, passed, newest=Interaction.happened_at, limit=CITED)

    def cases(self) -> Sequence[Record]:
        """Those that are open, the most pressing first."""
        places = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
        return sorted(self.crm.cases.open_for(self.customer), key=lambda case: places[case.priority])[:CITED]

    def orders(self) -> Sequence[Record]:
        """The last one, or the last deal won where there is none."""
        mine = (Order.customer_id == self.customer.id, Order.ordered_on.is_not(None))
        return self.crm.orders.where(*mine, newest=Order.ordered_on, limit=1) or self._deals("won", 1)

    def lost_deals(self) -> Sequence[Record]:
        """The last ones."""
        return self._deals("lost", CITED)

    def _deals(self, stage: str, limit: int) -> Sequence[Record]:
        mine = (Deal.customer_id == self.customer.id, Deal.stage == stage, Deal.closed_at.is_not(None))
        return self.crm.deals.where(*mine, newest=Deal.closed_at, limit=limit)


FOUND: dict[str, Callable[[Grounds], Sequence[Record]]] = {
    "recency": Grounds.talks, "contact": Grounds.talks, "mood": Grounds.sad_talks, "cases": Grounds.cases,
    "orders": Grounds.orders, "deals": Grounds.lost_deals,
}  # fmt: skip
