"""Deals: business that may be won."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money
from storage.customers import Customer
from storage.fields import SOURCES, STAGES, Field
from storage.people import Person
from storage.products import Product
from storage.record import Named


class Deal(Named):
    """Business with a customer that may be won or lost."""

    __tablename__ = "deals"
    kind = "deal"
    FIELDS: ClassVar = (
        Field("name"),
        Field("customer", "record", of="customer"),
        Field("stage", "choice", choices=STAGES),
        Field("amount", "money"),
        Field("owner", "record", of="person"),
        Field("product", "record", of="product"),
        Field("source", "choice", choices=SOURCES),
        Field("close_on", "date"),
        Field("created_at", "moment"),
        Field("closed_at", "moment"),
        Field("probability", "number"),
        Field("reason"),
        Field("currency"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    stage: Mapped[str] = mapped_column(default="prospecting", index=True)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    source: Mapped[str | None]
    close_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    probability: Mapped[int | None]
    reason: Mapped[str | None]
    currency: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    owner: Mapped[Person | None] = relationship()
    product: Mapped[Product | None] = relationship()

    @property
    def is_open(self) -> bool:
        return self.stage not in ("won", "lost")
