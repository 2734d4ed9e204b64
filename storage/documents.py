"""Documents: what came in from elsewhere and is none of our nouns, as invoices, purchase orders and price books."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import Field
from storage.people import Person
from storage.products import Product
from storage.record import Record


class Document(Record):
    """One row of another program, kept whole: what is no field here is a custom one. `sort` says what it was there."""

    __tablename__ = "documents"
    kind = "document"
    FIELDS: ClassVar = (
        Field("title"),
        Field("sort"),
        Field("customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("product", "record", of="product"),
        Field("owner", "record", of="person"),
        Field("amount", "money"),
        Field("currency"),
        Field("dated_on", "date"),
    )

    title: Mapped[str] = mapped_column(index=True)
    sort: Mapped[str] = mapped_column(default="document")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None]
    dated_on: Mapped[date | None]

    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    product: Mapped[Product | None] = relationship()
    owner: Mapped[Person | None] = relationship()

    @property
    def label(self) -> str:
        return f"{self.sort} {self.title}"
