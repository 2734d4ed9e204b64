"""What customers are worth: what they have ordered, what is on the table and when one last spoke."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from storage.crm import Crm
from storage.deals import CLOSED, Deal
from storage.interactions import Interaction
from storage.products import Order


def worth_of(crm: Crm, customer_ids: Sequence[int]) -> dict[int, Decimal]:
    """The sum of the orders and the open deals of each customer; those without any are left out."""
    ordered = select(Order.customer_id, func.sum(Order.amount)).where(Order.customer_id.in_(customer_ids))
    offered = select(Deal.customer_id, func.sum(Deal.amount)).where(Deal.customer_id.in_(customer_ids))
    offered = offered.where(Deal.stage.not_in(CLOSED))
    worth: dict[int, Decimal] = {}
    for sums in (ordered.group_by(Order.customer_id), offered.group_by(Deal.customer_id)):
        for id, amount in crm.session.execute(sums):
            if id is not None:
                worth[id] = worth.get(id, Decimal()) + (amount or 0)
    return worth


def last_contacts(crm: Crm, customer_ids: Sequence[int]) -> dict[int, datetime]:
    """When one last spoke with each customer, by now; those one never spoke with are left out."""
    ids = sorted(set(customer_ids))
    newest = select(Interaction.customer_id, func.max(Interaction.happened_at))
    newest = newest.where(Interaction.customer_id.in_(ids), Interaction.happened_at <= crm.now)
    found = crm.session.execute(newest.group_by(Interaction.customer_id))
    return {id: at for id, at in found if id is not None}
