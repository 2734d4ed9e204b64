"""Lines: what a quote, an order or a deal is over, a product each, with its price at that time.

A line comes to price · quantity · (100 - discount) / 100, rounded to the cent, halves up; a total is the sum of its
lines, so that it is never a cent beside what it is made of. Pieces are whole numbers. What an order or a quote says of
itself is the sum of its lines: all pieces, all money, and the product or the discount where every line has the same.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Money, Percent
from storage.fields import Field
from storage.record import Record

if TYPE_CHECKING:
    from storage.deals import Deal
    from storage.products import Order, Product, Quote

CENT = Decimal("0.01")
HEADERS = ("order", "quote", "deal")
"""The kinds of records that have lines."""


class Line(Record):
    """So many of a product in a quote, an order or a deal; `taken` pieces of it are out of the stock."""

    __tablename__ = "lines"
    kind = "line"
    FIELDS: ClassVar = (
        Field("product", "record", of="product"),
        Field("quantity", "number"),
        Field("price", "money"),
        Field("discount", "percent"),
        Field("amount", "money"),
        Field("currency"),
    )

    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"), index=True)
    place: Mapped[int] = mapped_column(default=1)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    price: Mapped[Decimal | None] = mapped_column(Money)
    discount: Mapped[Decimal | None] = mapped_column(Percent)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str | None]
    taken: Mapped[int] = mapped_column(default=0)

    product: Mapped["Product | None"] = relationship()
    order: Mapped["Order | None"] = relationship(back_populates="lines")
    quote: Mapped["Quote | None"] = relationship(back_populates="lines")
    deal: Mapped["Deal | None"] = relationship(back_populates="lines")

    @property
    def header(self) -> Any:
        """What it is a line of: an order, a quote or a deal."""
        return self.order or self.quote or self.deal

    @property
    def label(self) -> str:
        return f"{self.quantity} × {self.product.name if self.product else 'something'}"

    @property
    def full(self) -> Decimal:
        """What it comes to without its discount."""
        return self.amount or Decimal() if self.price is None else priced(self.price, self.quantity)

    def resize(self, quantity: int) -> None:
        """Let it be so many pieces, at the price of each that it has."""
        self.amount = scaled(self.amount, quantity, self.quantity)
        self.taken = quantity if self.taken else 0
        self.quantity = quantity

    def rebate(self, discount: Decimal | None) -> None:
        """Give another discount on the price that it has, or on that of the product where it has none."""
        if self.price is None and self.product:
            self.price = self.product.price
        self.discount = discount
        if self.price is not None:
            self.amount = priced(self.price, self.quantity, discount)


class Lined:
    """What has lines. A quote and an order follow them altogether, as `settle` says."""

    if TYPE_CHECKING:
        lines: Any
        product: Any
        quantity: Any
        amount: Any
        currency: Any

    @property
    def standing(self) -> list[Line]:
        """Its lines in their order, without those that were taken off."""
        return standing(self.lines)

    def add(self, product: "Product", quantity: int, discount: Decimal | None = None) -> Line:
        """A further line, at the price of today."""
        places = [line.place or 0 for line in self.lines]
        line = Line(product=product, quantity=quantity, price=product.price, discount=discount, taken=0)
        line.amount, line.currency = product.costs(quantity, discount), product.currency
        line.place = max(places, default=0) + 1
        self.lines.append(line)
        return line

    def settle(self) -> None:
        """Say of itself what its lines say together."""
        lines = self.standing
        self.product = only(line.product for line in lines)
        self.quantity = sum(line.quantity for line in lines)
        self.amount = total(lines)
        if lines and lines[0].currency:
            self.currency = lines[0].currency

    def resize(self, quantity: int) -> None:
        """Let its only line be over so many pieces. Raises ValueError where it has several."""
        (line,) = self.standing
        line.resize(quantity)
        self.settle()

    def spread(self, amount: Decimal | None) -> None:
        """Let it come to so much in all: each line takes its share, and the last one the cents that are left."""
        lines, before = self.standing, total(self.standing)
        for line in lines[:-1]:
            line.amount = scaled(amount, 1, len(lines)) if not before else scaled(line.amount, amount or 0, before)
        if lines:
            others = total(lines[:-1]) or Decimal()
            lines[-1].amount = None if amount is None else amount - others
        self.amount = amount


def standing(lines: Iterable[Line]) -> list[Line]:
    """Lines in their order, without those that were taken off."""
    return sorted((line for line in lines if line.deleted_at is None), key=lambda line: line.place)


def priced(price: Decimal, quantity: int, discount: Decimal | None = None) -> Decimal:
    """What so many cost at a price each with `discount` percent off, to the cent, halves up."""
    return (price * quantity * (100 - (discount or 0)) / 100).quantize(CENT, ROUND_HALF_UP)


def scaled(amount: Decimal | None, part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """The amount times part / whole, to the cent, halves up; None stays None."""
    if amount is None or not whole:
        return amount
    return (Decimal(amount) * part / whole).quantize(CENT, ROUND_HALF_UP)


def total(lines: Sequence[Line]) -> Decimal | None:
    """The sum of the lines; None where none of them has an amount."""
    amounts = [line.amount for line in lines if line.amount is not None]
    return sum(amounts, Decimal()) if amounts else None


def only(values: Iterable[Any]) -> Any:
    """The value that all have, or None."""
    found = list(values)
    return found[0] if found and all(each == found[0] for each in found) else None


def named(lines: Sequence[Line]) -> str:
    """The lines in words: `20 × GPS Mini and 5 × Fleet Card`, and of more than three `3 × A, 2 × B and 4 more`."""
    words = [line.label for line in lines]
    if len(words) > 3:
        words = [*words[:2], f"{len(words) - 2} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
