"""Contacts: the people at a customer."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.customers import Customer
from storage.fields import Field
from storage.record import Named


class Contact(Named):
    """A person at a customer."""

    __tablename__ = "contacts"
    kind = "contact"
    FIELDS: ClassVar = (
        Field("name"),
        Field("customer", "record", of="customer"),
        Field("title"),
        Field("email", "email"),
        Field("phone", "phone"),
        Field("birthday", "date"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    title: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    birthday: Mapped[date | None]

    customer: Mapped[Customer | None] = relationship()
