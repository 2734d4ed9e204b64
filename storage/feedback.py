"""Feedback from customers, and what is known of how they like to be treated."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import SCALES, Field
from storage.record import Record


class Feedback(Record):
    """A score a customer gave: csat 1 to 5, or nps 0 to 10."""

    __tablename__ = "feedback"
    kind = "feedback"
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("case", "record", of="case"),
        Field("score", "number"),
        Field("scale", "choice", choices=SCALES),
        Field("comment"),
        Field("given_at", "moment"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    score: Mapped[int]
    scale: Mapped[str] = mapped_column(default="csat")
    comment: Mapped[str | None]
    given_at: Mapped[datetime]

    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    case: Mapped[Case | None] = relationship()

    @property
    def label(self) -> str:
        return f"{self.scale} {self.score}"

    def passage(self) -> str:
        names = [record.name for record in (self.contact, self.customer) if record]
        return f"Feedback from {' at '.join(names) or 'a customer'}: {self.scale} {self.score}. {self.comment or ''}"


class Preference(Record):
    """What to know of a contact or a customer: how, when and in which language to reach them."""

    __tablename__ = "preferences"
    kind = "preference"
    FIELDS: ClassVar = (
        Field("contact", "record", of="contact"),
        Field("customer", "record", of="customer"),
        Field("text"),
    )

    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    text: Mapped[str]

    contact: Mapped[Contact | None] = relationship()
    customer: Mapped[Customer | None] = relationship()

    @property
    def label(self) -> str:
        whom = self.contact or self.customer
        return f"preference of {whom.name}" if whom else "preference"

    def passage(self) -> str:
        whom = self.contact or self.customer
        return f"{whom.name if whom else 'They'}: {self.text}"
