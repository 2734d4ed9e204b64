"""Products, and the orders and quotes for them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money, Percent
from storage.customers import Customer
from storage.fields import Field
from storage.record import Named, Record

CENT = Decimal("0.01")


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
        if self.price is None:
            return None
        return (self.price * quantity * (100 - (discount or 0)) / 100).quantize(CENT, ROUND_HALF_UP)


class Order(Record):
    """A purchase: so many of a product for so much money.

    `taken` pieces of it are out of the stock as long as the order stands; none where it was imported.
    """

    __tablename__ = "orders"
    __table_args__ = (
        Index("orders_of_customer", "customer_id", "currency", "amount", "ordered_on", "deleted_at"),
        Index("orders_of_product", "product_id", "currency", "amount", "ordered_on", "deleted_at"),
        Index("orders_by_day", "ordered_on", "currency", "amount", "deleted_at"),
    )
    kind = "order"
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("amount", "money"),
        Field("ordered_on", "date"),
        Field("currency"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date | None]
    currency: Mapped[str | None]
    taken: Mapped[int] = mapped_column(default=0)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()
    quote: Mapped["Quote | None"] = relationship()

    @property
    def label(self) -> str:
        what = self.product.name if self.product else "an order"
        return f"{self.quantity} × {what}"

    def resize(self, quantity: int) -> None:
        """Let it be so many pieces, at the price of each that it has."""
        self.amount = _scaled(self.amount, quantity, self.quantity)
        self.taken = quantity if self.taken else 0
        self.quantity = quantity


class Quote(Record):
    """A priced offer to a customer."""

    __tablename__ = "quotes"
    kind = "quote"
    FIELDS: ClassVar = (
        Field("number", "number"),
        Field("customer", "record", of="customer"),
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("discount", "percent"),
        Field("amount", "money"),
        Field("valid_until", "date"),
        Field("currency"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    discount: Mapped[Decimal | None] = mapped_column(Percent)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    valid_until: Mapped[date | None]
    currency: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    product: Mapped[Product | None] = relationship()

    @property
    def label(self) -> str:
        return f"quote {self.number}"

    def costs(self, quantity: int) -> Decimal | None:
        """What so many cost at the price that was quoted."""
        return _scaled(self.amount, quantity, self.quantity)

    def resize(self, quantity: int) -> None:
        """Let it be over so many pieces, at the price of each that it has."""
        self.amount = self.costs(quantity)
        self.quantity = quantity

    def rebate(self, discount: Decimal | None) -> None:
        """Give another discount, on the product's price as it is now."""
        product = self.product
        self.discount = discount
        self.amount = product.costs(self.quantity, discount) if product else self.amount


def _scaled(amount: Decimal | None, quantity: int, before: int) -> Decimal | None:
    if amount is None or not before:
        return amount
    return (amount * quantity / before).quantize(CENT, ROUND_HALF_UP)
