"""Products: what the house sells, the quotes for it and the orders of it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from skills.cards import field_pairs, titled
from skills.customers import linked_customer
from skills.quoting import priced, quote_card
from skills.reply import Facts, Offer, Reply, Table
from skills.shelf import availability, lacking, shortage
from skills.skill import skill
from skills.slots import CustomerName, Discount, Moment, NewName, Number, ProductName, QuoteName, Slot
from skills.turn import Refused, Turn, Unclear, ref
from skills.wording import count_of, day, money, percent
from storage.customers import Customer
from storage.products import Order, Product, Quote
from storage.sales import Purchases

Price = Annotated[Decimal, Slot("money", "What does it cost?")]
Total = Annotated[Decimal, Slot("money", "What does it come to?")]
Word = Annotated[str, Slot("text", "What should I write down?")]
VALID = timedelta(days=30)
PERCENT = re.compile(r"\d\s*(?:%|per ?cent\b)", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|apiece|a piece|per (?:piece|unit|item))\b", re.IGNORECASE)


@skill()
def add_product(
    turn: Turn,
    name: NewName,
    price: Price | None = None,
    stock: Number | None = None,
    vendor: Word | None = None,
    category: Word | None = None,
    description: Word | None = None,
) -> Reply:
    """Add a product, after checking for one that is already there."""
    if alike := turn.crm.products.alike(name):
        question = f"There is already {alike[0].name}. Is that the same one, or shall I create {name} anyway?"
        turn.confirm(question, field_pairs(turn, alike[0]))
    product = Product(name=name, price=price, stock=stock, vendor=vendor, category=category, description=description)
    turn.crm.products.add(product)
    turn.remember(product)
    facts = Facts(titled(product), field_pairs(turn, product))
    note = "" if price is not None else f"Tell me what it costs, as “the price of {name} is 250”, and I can quote it."
    return Reply(f"Added the product {_listed(product)}.", (facts,), note=note)


def _listed(product: Product) -> str:
    """The product with its price, its stock and its vendor, as far as they are known."""
    price = [f"{money(product.price, product.currency)} each"] if product.price is not None else []
    vendor = [f"vendor {product.vendor}"] if product.vendor else []
    return ", ".join([product.name, *price, *availability(product), *vendor])


@skill()
def show_product(turn: Turn, product: ProductName) -> Reply:
    """Show a product: price, stock, vendor, and who buys it."""
    turn.remember(product)
    all_of_it, buyers = turn.crm.products.purchases(product), turn.crm.products.buyers(product)
    facts = Facts(titled(product), field_pairs(turn, product))
    said = f"{_listed(product)}. {_bought(product, all_of_it, buyers)}"
    rest = f"and {all_of_it.buyers - len(buyers)} more" if all_of_it.buyers > len(buyers) else ""
    rows = tuple(_buyer(turn, product, each) for each in buyers)
    table = (Table(("Who buys it", "Pieces", "Amount", "Last order"), rows, rest),) if rows else ()
    return Reply(said, (facts, *table), note=shortage(turn, product))


def _bought(product: Product, all_of_it: Purchases, buyers: list[Purchases]) -> str:
    if not buyers or buyers[0].customer is None:
        return "Nobody has ordered it yet."
    who = f"{count_of(all_of_it.buyers, 'customer')} bought {all_of_it.quantity:,} of it"
    most = f", {buyers[0].customer.name} the most" if len(buyers) > 1 else f": {buyers[0].customer.name}"
    return f"{who} for {money(all_of_it.amount, product.currency)}{most}."


def _buyer(turn: Turn, product: Product, each: Purchases) -> tuple[str, ...]:
    name = each.customer.name if each.customer else ""
    last = day(each.last, turn.now.date()) if each.last else ""
    return name, f"{each.quantity:,}", money(each.amount, product.currency), last


@skill()
def make_quote(
    turn: Turn,
    product: ProductName,
    customer: CustomerName | None = None,
    quantity: Number = 1,
    discount: Discount | None = None,
) -> Reply:
    """Make a priced quote for a customer, valid for 30 days; a word turns it into an order."""
    customer = customer or linked_customer(turn)
    if customer is None:
        raise Unclear("For which customer is the quote?", "customer")
    _check(quantity, discount)
    amount = product.costs(quantity, discount)
    if amount is None:
        raise Refused(f"{product.name} has no price yet. Say “the price of {product.name} is 250”, then ask me again.")
    quote = Quote(customer=customer, product=product, quantity=quantity, discount=discount, amount=amount)
    turn.crm.hold("quote numbers")
    quote.number, quote.currency = turn.crm.quotes.next_number(), product.currency
    quote.valid_until = turn.now.date() + VALID
    turn.crm.quotes.add(quote)
    turn.remember(product, customer, quote)
    offer = Offer("Shall I turn it into an order?", "record_order", {"quote": ref(quote)}, "Order it")
    valid = day(quote.valid_until, turn.now.date())
    said = f"Quote {quote.number} for {customer.name}: {priced(quote)}, valid until {valid}."
    return Reply(said, quote_card(turn, quote), note=lacking(product, quantity), offer=offer)


def _check(quantity: int, discount: Decimal | None = None) -> None:
    if quantity < 1:
        raise Unclear("How many? It takes at least one.", "quantity")
    if discount is not None and not 0 <= discount <= 100:
        raise Refused(f"A discount is between 0 and 100 %; {percent(discount)} is not.")


@skill()
def record_order(
    turn: Turn,
    product: ProductName | None = None,
    customer: CustomerName | None = None,
    quantity: Number | None = None,
    amount: Total | None = None,
    ordered_on: Moment | None = None,
    quote: QuoteName | None = None,
) -> Reply:
    """Write down what a customer ordered, at the price of its quote if there is one; it is taken from stock."""
    _check_open(turn, quote)
    customer = customer or (quote.customer if quote else None) or linked_customer(turn)
    product = product or (quote.product if quote else None)
    if customer is None:
        raise Unclear("Who ordered it?", "customer")
    if product is None:
        raise Unclear("Which product did they order?", "product")
    day_of_it = ordered_on.day if ordered_on else turn.now.date()
    if day_of_it > turn.now.date():
        raise Refused(f"{day(day_of_it, turn.now.date()).capitalize()} is still to come. When was it ordered?")
    _check(1 if quantity is None else quantity)
    same = quote is not None and (quote.customer, quote.product) == (customer, product)
    quote = quote if same else turn.crm.quotes.standing(customer, product, quantity, turn.now.date())
    order = Order(customer=customer, product=product, quote=quote, ordered_on=day_of_it)
    order.quantity = quantity or (quote.quantity if quote else 1)
    order.amount, order.currency = _amount(turn, order, amount), product.currency
    order.taken = 0 if product.stock is None else order.quantity
    turn.crm.orders.add(order)
    turn.remember(product, customer, order)
    return _recorded(turn, order, customer, product)


def _check_open(turn: Turn, quote: Quote | None) -> None:
    order = turn.crm.quotes.order_of(quote) if quote else None
    if quote and order:
        when = f" {day(order.ordered_on, turn.now.date())}" if order.ordered_on else ""
        raise Refused(f"Quote {quote.number} was turned into an order already{when}.")


def _amount(turn: Turn, order: Order, told: Decimal | None) -> Decimal:
    """What was told, for each piece or in all, or else the price that was quoted, or else the list price.

    With a percentage in the sentence the list price may not be what was agreed, so that is asked back.
    """
    if told is not None:
        return told * order.quantity if EACH.search(turn.text) else told
    of = order.quote or order.product
    amount = of.costs(order.quantity) if of else None
    if amount is None or (PERCENT.search(turn.text) and not order.quote):
        raise Unclear("What does the order come to?", "amount")
    return amount


def _recorded(turn: Turn, order: Order, customer: Customer, product: Product) -> Reply:
    today = turn.now.date()
    what = f"{order.quantity:,} × {product.name} for {money(order.amount or 0, order.currency)}"
    when = f", {day(order.ordered_on, today)}" if order.ordered_on and order.ordered_on != today else ""
    quoted = f", as in quote {order.quote.number}" if order.quote else ""
    said = f"Recorded the order of {customer.name}: {what}{quoted}{when}."
    warning = shortage(turn, product)
    if product.stock is not None and not warning:
        said += f" {product.stock:,} left in stock."
    return Reply(said, note=warning)
