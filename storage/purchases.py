"""Purchases: what customers have bought, summed up by customer and product."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from storage.crm import Crm
from storage.customers import Customer
from storage.lines import Line
from storage.products import Order, Product


class Purchase(NamedTuple):
    """How often a customer ordered a product, for how much in all, and on which days first and last."""

    customer_id: int
    product_id: int
    times: int
    amount: Decimal
    first: date | None
    last: date | None

    @property
    def key(self) -> tuple[int, int]:
        """Who bought what."""
        return self.customer_id, self.product_id


def purchases(crm: Crm) -> list[Purchase]:
    """All that was bought, of live customers and products."""
    on, amount = Order.ordered_on, func.sum(Line.amount)
    times = func.count(func.distinct(Order.id))
    bought = select(Customer.id, Product.id, times, amount, func.min(on), func.max(on))
    bought = bought.select_from(Line).join(Line.order).join(Order.customer).join(Line.product)
    rows = crm.session.execute(bought.group_by(Customer.id, Product.id))
    return [Purchase(row[0], row[1], row[2], row[3] or Decimal(), row[4], row[5]) for row in rows]


def latest_orders(crm: Crm, keys: Iterable[tuple[int, int]]) -> list[Order]:
    """The last order of each customer and product named, in that order."""
    found = []
    for customer_id, product_id in keys:
        of_both = (Order.customer_id == customer_id, Order.lines.any(_live(product_id)))
        found += crm.orders.where(*of_both, newest=Order.ordered_on, limit=1)
    return found


def quantities_of(crm: Crm, customer_ids: Sequence[int]) -> dict[tuple[int, int], list[int]]:
    """How many pieces of each product these customers ordered, one day after the other."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    ordered = select(Order.customer_id, Line.product_id, func.sum(Line.quantity)).join_from(Line, Line.order)
    mine = (Order.customer_id.in_(customer_ids), Line.product_id.is_not(None), Order.ordered_on.is_not(None))
    by_day = ordered.where(*mine).group_by(Order.customer_id, Line.product_id, Order.ordered_on)
    for customer_id, product_id, pieces in crm.session.execute(by_day.order_by(Order.ordered_on)):
        found[customer_id or 0, product_id or 0].append(int(pieces or 0))
    return found


def _live(product_id: int) -> ColumnElement[bool]:
    return and_(Line.product_id == product_id, Line.deleted_at.is_(None))
