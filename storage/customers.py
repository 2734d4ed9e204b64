"""Customers: the organisations and persons who buy."""

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money
from storage.fields import Field
from storage.people import Person
from storage.record import Named


class Customer(Named):
    """An organisation or a person who buys from the house."""

    __tablename__ = "customers"
    kind = "customer"
    FIELDS: ClassVar = (
        Field("name"),
        Field("industry"),
        Field("city"),
        Field("country"),
        Field("website"),
        Field("phone", "phone"),
        Field("owner", "record", of="person"),
        Field("segment"),
        Field("tag"),
        Field("revenue", "money"),
        Field("employees", "number"),
        Field("health", "number"),
        Field("lifetime_value", "money", derived=True),
        Field("created_at", "moment"),
        Field("last_contacted_at", "moment", derived=True),
    )

    industry: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str | None]
    country: Mapped[str | None]
    website: Mapped[str | None]
    phone: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    segment: Mapped[str | None]
    tag: Mapped[str | None]
    revenue: Mapped[Decimal | None] = mapped_column(Money)
    employees: Mapped[int | None]
    health: Mapped[int | None]

    owner: Mapped[Person | None] = relationship()
