"""Interactions: the history, one thing that happened at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import CHANNELS, SENTIMENTS, Field
from storage.people import Person
from storage.record import Record


class Interaction(Record):
    """One thing that happened with a customer. `said` keeps the speaker's whole message.

    `source` is where in Slack it was said, as `channel:ts` or `channel:ts:thread`.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        Index("interactions_of_customer", "customer_id", "happened_at", "deleted_at"),
        Index("interactions_by_person", "by_id", "channel", "happened_at", "deleted_at"),
        Index("interactions_by_channel", "channel", "happened_at", "deleted_at"),
        Index("interactions_by_moment", "happened_at", "deleted_at", "sentiment", "channel", "by_id", "customer_id"),
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
    happened_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sentiment: Mapped[str | None]
    summary: Mapped[str]
    said: Mapped[str | None]
    source: Mapped[str | None]

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


class Rhythm(NamedTuple):
    """How often a customer was talked to: the first and the last time, and how many times in all."""

    customer_id: int
    first: datetime
    last: datetime
    times: int


class Interactions(Collection[Interaction]):
    """The history of everybody."""

    def latest_with(self, customer: Customer) -> Interaction | None:
        """The last thing that has happened with the customer."""
        passed = (Interaction.customer_id == customer.id, Interaction.happened_at <= self.now)
        return next(iter(self.where(*passed, newest=Interaction.happened_at, limit=1)), None)

    def rhythms(self, owner: Person | None = None, customer: Customer | None = None) -> list[Rhythm]:
        """How often each customer was talked to: one, those of an owner, or all; the longest silent first."""
        at = Interaction.happened_at
        talked = select(Customer.id, func.min(at), func.max(at), func.count()).where(at <= self.now)
        talked = talked.join(Interaction.customer).group_by(Customer.id).order_by(func.max(at))
        if owner:
            talked = talked.where(Customer.owner_id == owner.id)
        if customer:
            talked = talked.where(Customer.id == customer.id)
        return [Rhythm(*row) for row in self.session.execute(talked)]

    def since(self, at: datetime, customers: Sequence[int]) -> list[Interaction]:
        """What has happened with these customers since then, oldest first."""
        lately = select(Interaction).where(Interaction.happened_at.between(at, self.now))
        of_them = lately.where(Interaction.customer_id.in_(customers))
        return list(self.session.scalars(of_them.order_by(Interaction.happened_at)))
