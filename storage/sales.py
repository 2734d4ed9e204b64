"""Sales: the products and who buys them, and the quotes that still stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, func, select

from storage.collection import Collection
from storage.customers import Customer
from storage.folding import fold
from storage.holding import hold
from storage.lines import Line
from storage.products import Order, Product, Quote

ALIKE = 88  # rapidfuzz ratio: one letter in eight may differ
LATELY = timedelta(days=90)
MODEL = re.compile(r"\S*\d\S*")


@dataclass(frozen=True)
class Purchases:
    """What has been ordered of a product: by one customer, or by all where there is none; `buyers` is how many."""

    customer: Customer | None
    quantity: int
    amount: Decimal
    last: date | None
    buyers: int = 1


SUMS = (func.sum(Line.quantity), func.sum(Line.amount), func.max(Order.ordered_on))


class Products(Collection[Product]):
    """All the products."""

    def alike(self, name: str) -> list[Product]:
        """Those that may be the same: the name but for a slip of the pen, with the same model numbers."""
        folded = fold(name)
        near = self.where(Product.name_fold.startswith(folded[:3], autoescape=True))
        found = [each for each in near if MODEL.findall(each.name_fold) == MODEL.findall(folded)]
        scored = [(fuzz.ratio(each.name_fold, folded), each) for each in found]
        return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score >= ALIKE]

    def purchases(self, product: Product) -> Purchases:
        """All that was ordered of a product."""
        everybody = select(func.count(func.distinct(Order.customer_id)), *SUMS).join_from(Line, Line.order)
        everybody = everybody.where(Line.product_id == product.id)
        buyers, quantity, amount, last = self.session.execute(everybody).one()
        return Purchases(None, int(quantity or 0), amount or Decimal(), last, buyers)

    def buyers(self, product: Product, limit: int = 5) -> list[Purchases]:
        """The customers who ordered it, those of the most pieces first."""
        wanted = select(Customer, *SUMS).join_from(Line, Line.order).join(Order.customer)
        wanted = wanted.where(Line.product_id == product.id).group_by(Customer.id)
        most = wanted.order_by(func.sum(Line.quantity).desc(), Customer.id).limit(limit)
        return [Purchases(who, int(pieces), money or Decimal(), last)
                for who, pieces, money, last in self.session.execute(most)]  # fmt: skip

    def days_left(self, product: Product, today: date) -> int | None:
        """How long the stock lasts at the pace of the last 90 days; None where it is not counted or nothing sells."""
        sold = self.sold_lately([product], today).get(product.id, 0)
        if product.stock is None or not sold:
            return None
        return max(product.stock, 0) * LATELY.days // sold

    def sold_lately(self, products: Sequence[Product], today: date) -> dict[int, int]:
        """How many pieces of each were ordered in the last 90 days; those that were not are left out."""
        recent = select(Line.product_id, func.sum(Line.quantity)).join(Line.order)
        recent = recent.where(Order.ordered_on.between(today - LATELY, today))
        of_these = Line.product_id.in_([each.id for each in products])
        rows = self.session.execute(recent.where(of_these).group_by(Line.product_id))
        return {id: int(pieces) for id, pieces in rows if id is not None}


class Orders(Collection[Order]):
    """All the orders."""

    def numbered(self, number: int) -> Order | None:
        """The order of that number, or None."""
        return self.first(Order.number == number)

    def of(self, customer: Customer) -> list[Order]:
        """What a customer ordered, the newest first."""
        return self.where(Order.customer_id == customer.id, newest=Order.ordered_on)


class Quotes(Collection[Quote]):
    """All the quotes."""

    def next_number(self) -> int:
        """The number for a new quote; those of deleted ones are not given again."""
        hold(self.session, "quote numbers")
        highest = select(func.max(Quote.number))
        return (self.session.execute(highest, execution_options={"deleted_too": True}).scalar() or 0) + 1

    def numbered(self, number: int) -> Quote | None:
        """The quote of that number, or None."""
        return self.first(Quote.number == number)

    def order_of(self, quote: Quote) -> Order | None:
        """The order that the quote became, if it became one."""
        return self.session.scalars(select(Order).where(Order.quote_id == quote.id).limit(1)).first()

    def standing(self, customer: Customer, wanted: Mapping[Product, int | None], today: date) -> Quote | None:
        """The newest quote that holds, was not ordered yet and is over just these, in any number where none is said."""
        for quote in self.open_on(today, Quote.customer_id == customer.id):
            quoted = {line.product: line.quantity for line in quote.standing}
            same = quoted.keys() == wanted.keys()
            if same and all(number in (None, quoted[product]) for product, number in wanted.items()):
                return quote
        return None

    def open_on(self, day: date, *criteria: ColumnElement[bool]) -> list[Quote]:
        """The quotes that still hold on that day and were not ordered yet, the newest first."""
        ordered = select(Order.quote_id).where(Order.quote_id.is_not(None))
        return self.where(Quote.valid_until >= day, Quote.id.not_in(ordered), *criteria, newest=Quote.id)
