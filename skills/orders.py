"""Orders: what customers bought, at the price of their quote where there is one, and taken from stock."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from skills.baskets import basket, check, confirm_stock, put
from skills.customers import linked_customer
from skills.quoting import joined, listed
from skills.reply import Reply
from skills.shelf import shortage
from skills.skill import skill
from skills.slots import (
    CustomerName,
    Discount,
    Moment,
    Number,
    ProductLines,
    ProductName,
    QuoteName,
    Slot,
    Wanted,
    When,
)
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, day, money
from storage.customers import Customer
from storage.lines import Line
from storage.products import Order, Quote

Total = Annotated[Decimal, Slot("money", "What does it come to?")]
PERCENT = re.compile(r"\d\s*(?:%|per ?cent\b)", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|apiece|a piece|per (?:piece|unit|item))\b", re.IGNORECASE)


@skill()
def record_order(
    turn: Turn,
    product: ProductName | None = None,
    customer: CustomerName | None = None,
    quantity: Number | None = None,
    amount: Total | None = None,
    ordered_on: Moment | None = None,
    quote: QuoteName | None = None,
    discount: Discount | None = None,
    lines: ProductLines | None = None,
) -> Reply:
    """Write down what a customer ordered, at the price of its quote if there is one; it is taken from stock."""
    _check_open(turn, quote)
    customer = customer or (quote.customer if quote else None) or linked_customer(turn)
    wanted = basket(lines, product, quantity, discount)
    if customer is None:
        raise Unclear("Who ordered it?", "customer")
    if not wanted and quote is None:
        raise Unclear("Which product did they order?", "product")
    check([*wanted, *([Wanted(None, quantity)] if quantity is not None else [])])
    quote = _quote_for(turn, customer, wanted, quote, discount)
    order = Order(customer=customer, quote=quote, ordered_on=_day(turn, ordered_on))
    if quote:
        _as_quoted(order, quote, wanted[0].quantity if len(wanted) == 1 else quantity)
    else:
        _at_list_price(turn, order, wanted, amount)
    order.settle()
    if amount is not None:
        order.spread(_told(turn, order, amount))
    return _taken(turn, order, customer)


def _check_open(turn: Turn, quote: Quote | None) -> None:
    order = turn.crm.quotes.order_of(quote) if quote else None
    if quote and order:
        when = f" {day(order.ordered_on, turn.now.date())}" if order.ordered_on else ""
        raise Refused(f"Quote {quote.number} was turned into an order already{when}.")
    if quote and quote.valid_until and quote.valid_until < turn.now.date():
        ago = count_of((turn.now.date() - quote.valid_until).days, "day")
        turn.confirm(f"Quote {quote.number} ran out {ago} ago. Shall I order it at its prices all the same?")


def _day(turn: Turn, ordered_on: When | None) -> date:
    day_of_it = ordered_on.day if ordered_on else turn.now.date()
    if day_of_it > turn.now.date():
        raise Refused(f"{day(day_of_it, turn.now.date()).capitalize()} is still to come. When was it ordered?")
    return day_of_it


def _quote_for(
    turn: Turn, customer: Customer, wanted: Sequence[Wanted], quote: Quote | None, discount: Decimal | None
) -> Quote | None:
    """The quote that is ordered: the one named if it is over that, or one that stands for just that."""
    products = {each.product: each.quantity for each in wanted}
    if quote and quote.customer == customer and (not wanted or products.keys() == {e.product for e in quote.standing}):
        return quote
    told = any(each.price is not None for each in wanted)
    found = None if told or not wanted else turn.crm.quotes.standing(customer, products, turn.now.date())
    return found if found and discount in (None, found.discount) else None


def _as_quoted(order: Order, quote: Quote, quantity: int | None) -> None:
    """The lines of the quote; of a quote over one product another number may be ordered, at its price of each."""
    for line in quote.standing:
        copied = Line(product=line.product, quantity=line.quantity, price=line.price, discount=line.discount, taken=0)
        copied.amount, copied.currency, copied.place = line.amount, line.currency, line.place
        order.lines.append(copied)
    if quantity is not None and len(order.lines) == 1:
        order.lines[0].resize(quantity)


def _at_list_price(turn: Turn, order: Order, wanted: Sequence[Wanted], amount: Decimal | None) -> None:
    """The lines at today's prices, less the discount told.

    With a percentage in the sentence that is none of theirs the price may not be what was agreed: that is asked back.
    """
    unsaid = PERCENT.search(turn.text) and not any(each.discount for each in wanted)
    for each in wanted:
        line = put(order, each if amount is None else replace(each, discount=None))
        if amount is None and (line.amount is None or unsaid):
            raise Unclear("What does the order come to?", "amount")


def _told(turn: Turn, order: Order, amount: Decimal) -> Decimal:
    """What was told, for each piece or in all."""
    return amount * order.quantity if EACH.search(turn.text) else amount


def _taken(turn: Turn, order: Order, customer: Customer) -> Reply:
    """Take the pieces from stock, keep the order and say so."""
    pieces = [(line.product, line.quantity) for line in order.standing if line.product]
    confirm_stock(turn, pieces, "Shall I write the order down")
    for line in order.standing:
        line.taken = line.quantity if line.product and line.product.stock is not None else 0
    turn.crm.orders.add(order)
    turn.remember(*(product for product, _ in pieces), customer, order)
    return _recorded(turn, order, customer)


def _recorded(turn: Turn, order: Order, customer: Customer) -> Reply:
    today = turn.now.date()
    off = {line.discount for line in order.standing if line.discount}
    less = f" less {off.pop().normalize():f} %" if len(off) == 1 and not order.quote else ""
    what = f"{listed(order.standing)}{less} for {money(order.amount or 0, order.currency)}"
    when = f", {day(order.ordered_on, today)}" if order.ordered_on and order.ordered_on != today else ""
    quoted = f", as in quote {order.quote.number}" if order.quote else ""
    said = f"Recorded the order of {customer.name}: {what}{quoted}{when}."
    products = list(dict.fromkeys(line.product for line in order.standing if line.product))
    warnings = {product: shortage(turn, product) for product in products}
    left = [each for each in products if each.stock is not None and not warnings[each]]
    named = [f"{each.stock:,}{f' of {each.name}' if len(products) > 1 else ''}" for each in left]
    said += f" {joined(named)} left in stock." if named else ""
    return Reply(said, note=" ".join(word for word in warnings.values() if word))
