"""Interactions: the history, one thing that happened at a time."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import CHANNELS, SENTIMENTS, Field
from storage.people import Person
from storage.record import Record


class Interaction(Record):
    """One thing that happened with a customer. `said` keeps the speaker's whole message."""

    __tablename__ = "interactions"
    __table_args__ = (
        Index("interactions_of_customer", "customer_id", "happened_at"),
        Index("interactions_of_contact", "contact_id", "happened_at"),
    )
    kind = "interaction"
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("channel", "choice", choices=CHANNELS),
        Field("happened_at", "moment"),
        Field("by", "record", of="person"),
        Field("sentiment", "choice", choices=SENTIMENTS),
        Field("summary"),
        Field("text", derived=True),
        Field("said"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str] = mapped_column(default="note")
    happened_at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    sentiment: Mapped[str | None]
    summary: Mapped[str]
    said: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    by: Mapped[Person | None] = relationship()

    @property
    def label(self) -> str:
        whom = self.contact or self.customer
        return f"{self.channel} with {whom.name}" if whom else self.channel

    def passage(self) -> str:
        names = [record.name for record in (self.contact, self.customer) if record]
        by = f"{self.by.name}: " if self.by else ""
        return f"{by}{self.channel} with {' at '.join(names) or 'somebody'}: {self.summary}"
