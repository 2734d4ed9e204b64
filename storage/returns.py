"""Returns: what campaigns brought in, and how many responded to them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import distinct, func, or_, select

from storage.campaigns import Campaign
from storage.crm import Crm
from storage.products import Order
from storage.responses import Response

TAKERS = ("replied", "signed_up", "bought")
"""The responses that show interest: who gave one of them is a lead."""
KINDS = 3
"""Kinds of records that respond: a contact, a lead or a customer as a whole."""


def responses(campaign: Any, now: datetime) -> Any:
    """The number of responses."""
    counted = select(func.count(Response.id)).where(Response.campaign_id == campaign.id, Response.deleted_at.is_(None))
    return counted.correlate(campaign).scalar_subquery()


def leads_won(campaign: Any, now: datetime) -> Any:
    """The number of those who showed interest, each counted once."""
    whom = func.coalesce(
        Response.contact_id * KINDS, Response.lead_id * KINDS + 1, Response.customer_id * KINDS + 2
    )  # a number of its own for each
    won = select(func.count(distinct(whom))).where(Response.campaign_id == campaign.id, Response.deleted_at.is_(None))
    return won.where(Response.response.in_(TAKERS)).correlate(campaign).scalar_subquery()


def earned(campaign: Any, now: datetime) -> Any:
    """The sum of the orders, placed while the campaign ran, of the customers who bought because of it.

    An order counts for each campaign that its customer names.
    """
    bought = select(Response.customer_id).where(
        Response.campaign_id == campaign.id, Response.response == "bought", Response.deleted_at.is_(None)
    )
    begun = or_(campaign.starts_on.is_(None), Order.ordered_on >= campaign.starts_on)
    ended = or_(campaign.ends_on.is_(None), Order.ordered_on <= campaign.ends_on)
    theirs = Order.customer_id.in_(bought.correlate(campaign))
    orders = select(func.sum(Order.amount)).where(theirs, begun, ended, Order.deleted_at.is_(None))
    return orders.correlate(campaign).scalar_subquery()


def earned_by(crm: Crm, campaign: Campaign) -> Decimal:
    """What one campaign brought in."""
    found = crm.session.execute(select(earned(Campaign, crm.now)).where(Campaign.id == campaign.id)).scalar()
    return found or Decimal()
