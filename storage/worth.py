"""What customers are worth: what they have ordered and what is on the table."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from storage.crm import Crm
from storage.deals import Deal
from storage.products import Order


def worth_of(crm: Crm, customer_ids: Sequence[int]) -> dict[int, Decimal]:
    """The sum of the orders and the open deals of each customer; those without any are left out."""
    ordered = select(Order.customer_id, func.sum(Order.amount)).where(Order.customer_id.in_(customer_ids))
    offered = select(Deal.customer_id, func.sum(Deal.amount)).where(Deal.customer_id.in_(customer_ids))
    offered = offered.where(Deal.stage.not_in(("won", "lost")))
    worth: dict[int, Decimal] = {}
    for sums in (ordered.group_by(Order.customer_id), offered.group_by(Deal.customer_id)):
        for id, amount in crm.session.execute(sums):
            if id is not None:
                worth[id] = worth.get(id, Decimal()) + (amount or 0)
    return worth
