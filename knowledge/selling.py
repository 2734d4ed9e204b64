"""The rules of advice about selling: quotes that run out, and stock that will be gone."""

from collections.abc import Iterator
from datetime import timedelta
from math import log10

from knowledge.advice import Advice, Scope
from storage.products import Product, Quote
from storage.sales import LATELY

NEAR = timedelta(days=7)  # before a quote runs out
LAST = 14  # days of stock that are left when it is time to order


def quotes_running_out(scope: Scope) -> Iterator[Advice]:
    """Quotes that were not ordered yet and hold no longer than a week."""
    near = (Quote.valid_until <= scope.today + NEAR, Quote.customer_id.is_not(None))
    for quote in scope.crm.quotes.open_on(scope.today, *near):
        customer, last = quote.customer, quote.valid_until
        if customer is None or last is None or not scope.holds(customer):
            continue
        left = (last - scope.today).days
        when = "today" if not left else "tomorrow" if left == 1 else f"in {left} days"
        worth = f" over {quote.amount:,.0f}" if quote.amount else ""
        whom = f"{quote.contact.name} at {customer.name}" if quote.contact else customer.name
        reason = f"Quote {quote.number}{worth} runs out {when}, and has not been ordered."
        says = f"remind me tomorrow at 9 to ask {whom} about quote {quote.number}"
        score = 55 + 5 * log10(1 + float(quote.amount or 0)) + (NEAR.days - left)
        advice = f"Ask {whom} about quote {quote.number}"
        yield Advice("quote runs out", customer, advice, reason, (quote,), score, says, "Remind me tomorrow")


def stock_running_out(scope: Scope) -> Iterator[Advice]:
    """Products whose stock lasts no longer than two weeks at the pace of the last 90 days; of nobody's customer."""
    if scope.customer is not None:
        return
    counted = scope.crm.products.where(Product.stock.is_not(None))
    sold = scope.crm.products.sold_lately(counted, scope.today)
    for product in counted:
        pieces, stock = sold.get(product.id, 0), max(product.stock or 0, 0)
        left = stock * LATELY.days // pieces if pieces else LAST + 1
        if left > LAST:
            continue
        vendor = f" from {product.vendor}" if product.vendor else ""
        lasts = f"{stock:,} left, which lasts {_days(left)}" if stock else "None left"
        reason = f"{lasts}: {pieces:,} were ordered in the last {LATELY.days} days."
        says = f"remind me tomorrow at 9 to order more {product.name}{vendor}"
        advice = f"Order more {product.name}{vendor}"
        yield Advice("stock runs out", None, advice, reason, (product,), 45 + LAST - left, says, "Remind me tomorrow")


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"
