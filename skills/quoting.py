"""Quotes in words, and as a card with priced lines."""

from decimal import Decimal

from skills.reply import Facts, Part, Table
from skills.turn import Turn
from skills.wording import day, money, percent
from storage.products import Quote


def priced(quote: Quote) -> str:
    """What the quote is over, and what it comes to: `20 × GPS Mini less 10 % is 1,062`."""
    name = quote.product.name if quote.product else ""
    off = f" less {percent(quote.discount)}" if quote.discount else ""
    return f"{quote.quantity:,} × {name}{off} is {money(quote.amount or 0, quote.currency)}"


def quote_card(turn: Turn, quote: Quote) -> tuple[Part, ...]:
    """Whom it is for and how long it holds, then each line with its price, and the total."""
    product, amount = quote.product, quote.amount or Decimal()
    price = product.price if product and product.price is not None else Decimal()
    full = price * quote.quantity
    rows = [(product.name if product else "", f"{quote.quantity:,}", money(price), money(full))]
    if quote.discount:
        rows.append((f"Discount {percent(quote.discount)}", "", "", money(amount - full)))
    rows.append(("Total", "", "", money(amount, quote.currency)))
    today = turn.now.date()
    valid = day(quote.valid_until, today) if quote.valid_until else ""
    customer = quote.customer.name if quote.customer else ""
    pairs = (("customer", customer), ("prepared by", turn.speaker.name), ("valid until", valid))
    return Facts(f"Quote {quote.number}", pairs), Table(("What", "Pieces", "Price", "Amount"), tuple(rows))
