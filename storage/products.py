"""Products, and the orders and quotes for them."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money, Percent
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import Field
from storage.lines import Line, Lined, named, only, priced, standing
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
    COUNTED = ("stock",)

    price: Mapped[Decimal | None] = mapped_column(Money)
    stock: Mapped[int | None]
    vendor: Mapped[str | None]
    category: Mapped[str | None]
    description: Mapped[str | None]
    currency: Mapped[str | None]

    def costs(self, quantity: int, discount: Decimal | None = None) -> Decimal | None:
        """What so many cost with `discount` percent off, to the cent; None without a price."""
        return None if self.price is None else priced(self.price, quantity, discount)


class Order(Lined, Record):
    """A purchase: what a customer bought, in lines, for so much money in all."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("orders_of_customer", "customer_id", "currency", "amount", "ordered_on", "deleted_at"),
        Index("orders_of_product", "product_id", "currency", "amount", "ordered_on", "deleted_at"),
        Index("orders_by_day", "ordered_on", "currency", "amount", "deleted_at"),
    )
    kind = "order"
    FIELDS: ClassVar = (
        Field("number", "number"),
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("amount", "money"),
        Field("ordered_on", "date"),
        Field("currency"),
    )

    number: Mapped[int | None] = mapped_column(unique=True, index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date | None]
    currency: Mapped[str | None]
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()
    quote: Mapped["Quote | None"] = relationship()
    lines: Mapped[list[Line]] = relationship(back_populates="order", order_by=Line.place)

    @property
    def label(self) -> str:
        every = getattr(self, "lines", ())
        if self.product is None and (lines := standing(every) or list(every)):
            return named(lines) if lines[0].product else "an order"
        return f"{self.quantity} × {self.product.name if self.product else 'an order'}"


class Quote(Lined, Record):
    """A priced offer to a customer, in lines; `contact` is whom it goes to there."""

    __tablename__ = "quotes"
    kind = "quote"
    FIELDS: ClassVar = (
        Field("number", "number"),
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("discount", "percent"),
        Field("amount", "money"),
        Field("contact", "record", of="contact"),
        Field("valid_until", "date"),
        Field("currency"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    discount: Mapped[Decimal | None] = mapped_column(Percent)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    valid_until: Mapped[date | None]
    currency: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    lines: Mapped[list[Line]] = relationship(back_populates="quote", order_by=Line.place)

    @property
    def label(self) -> str:
        return f"quote {self.number}"

    def settle(self) -> None:
        """Say of itself what its lines say together, and the discount that all of them have."""
        super().settle()
        self.discount = only(line.discount for line in self.standing)

    def rebate(self, discount: Decimal | None) -> None:
        """Give another discount on every line."""
        for line in self.standing:
            line.rebate(discount)
        self.settle()
