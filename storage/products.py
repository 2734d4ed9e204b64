"""Products, and the orders and quotes for them."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money
from storage.customers import Customer
from storage.fields import Field
from storage.record import Named, Record


class Product(Named):
    """Something the house sells."""

    __tablename__ = "products"
    kind = "product"
    FIELDS: ClassVar = (
        Field("name"),
        Field("price", "money"),
        Field("stock", "number"),
        Field("vendor"),
        Field("category"),
        Field("description"),
        Field("currency"),
    )

    price: Mapped[Decimal | None] = mapped_column(Money)
    stock: Mapped[int | None]
    vendor: Mapped[str | None]
    category: Mapped[str | None]
    description: Mapped[str | None]
    currency: Mapped[str | None]


class Order(Record):
    """A purchase: so many of a product for so much money."""

    __tablename__ = "orders"
    kind = "order"
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("amount", "money"),
        Field("ordered_on", "date"),
        Field("currency"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date | None] = mapped_column(index=True)
    currency: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()

    @property
    def label(self) -> str:
        what = self.product.name if self.product else "an order"
        return f"{self.quantity} × {what}"


class Quote(Record):
    """A priced offer to a customer."""

    __tablename__ = "quotes"
    kind = "quote"
    FIELDS: ClassVar = (
        Field("number", "number"),
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("discount", "number"),
        Field("amount", "money"),
        Field("valid_until", "date"),
        Field("currency"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    discount: Mapped[int | None]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    valid_until: Mapped[date | None]
    currency: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()

    @property
    def label(self) -> str:
        return f"quote {self.number}"
