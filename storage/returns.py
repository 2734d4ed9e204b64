"""Returns: what campaigns brought in for what they cost."""

from decimal import Decimal

from sqlalchemy import func, select

from storage.campaigns import Campaign
from storage.crm import Crm
from storage.products import Order
from storage.responses import Response


def cost_of(campaign: Campaign) -> Decimal:
    """What the campaign may spend."""
    return campaign.budget or Decimal()


def earned_by(crm: Crm, campaign: Campaign) -> Decimal:
    """The sum of the orders, placed while the campaign ran, of the customers who bought because of it."""
    bought = select(Response.customer_id).where(
        Response.campaign_id == campaign.id, Response.response == "bought", Response.deleted_at.is_(None)
    )
    orders = select(func.sum(Order.amount)).where(Order.customer_id.in_(bought), Order.deleted_at.is_(None))
    if campaign.starts_on:
        orders = orders.where(Order.ordered_on >= campaign.starts_on)
    if campaign.ends_on:
        orders = orders.where(Order.ordered_on <= campaign.ends_on)
    return crm.session.execute(orders).scalar() or Decimal()
