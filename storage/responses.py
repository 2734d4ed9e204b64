"""Responses: what people did when a campaign reached them, down to wishing to hear no more."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.campaigns import Campaign
from storage.collection import Collection
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.fields import RESPONSES, Field
from storage.leads import Lead
from storage.record import Record

STOPPED = "unsubscribed"


class Response(Record):
    """What a contact, a lead or a customer did upon a campaign."""

    __tablename__ = "responses"
    kind = "response"
    FIELDS: ClassVar = (
        Field("campaign", "record", of="campaign"),
        Field("customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("lead", "record", of="lead"),
        Field("response", "choice", choices=RESPONSES),
        Field("at", "moment"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    response: Mapped[str]
    at: Mapped[datetime]

    campaign: Mapped[Campaign] = relationship()
    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    lead: Mapped[Lead | None] = relationship()

    @property
    def label(self) -> str:
        whom = self.contact or self.lead or self.customer
        who = f" by {whom.name}" if whom else ""
        return f"response {self.response.replace('_', ' ')}{who} to {self.campaign.name}"


class Responses(Collection[Response]):
    """All that campaigns brought about."""

    def to(self, campaign: Campaign) -> list[Response]:
        """The responses to a campaign."""
        return self.where(Response.campaign_id == campaign.id)

    def unsubscribed(self, customer: Customer | None, contact: Contact | None) -> Response | None:
        """The wish of a contact, or of the whole customer, to get no advertising; kept from when they were a lead."""
        wishes: list[ColumnElement[bool]] = []
        if customer:
            nobody = Response.contact_id.is_(None) & Response.lead_id.is_(None)
            wishes.append((Response.customer_id == customer.id) & nobody)
        if contact:
            were = select(Deal.lead_id).where(Deal.contact_id == contact.id, Deal.lead_id.is_not(None))
            wishes += [Response.contact_id == contact.id, Response.lead_id.in_(were)]
        if contact and contact.email:
            wishes.append(Response.lead_id.in_(select(Lead.id).where(Lead.email == contact.email)))
        return self.first(Response.response == STOPPED, or_(*wishes)) if wishes else None
