"""The shelf: how much of a product there is, and the warning before it is gone."""

from skills.turn import Turn
from skills.wording import count_of
from storage.products import Product

FEW = 10
"""Pieces below which a product is low on stock, in questions too."""

SOON = 30
"""Days for which the stock should last at least."""


def availability(product: Product) -> list[str]:
    """How many there are, if that is counted."""
    if product.stock is None:
        return []
    return [f"{product.stock:,} in stock" if product.stock > 0 else "none in stock"]


def lacking(product: Product, quantity: int) -> str:
    """A word about so many being more than there are; empty where they are enough."""
    if product.stock is None or product.stock >= quantity:
        return ""
    if product.stock <= 0:
        return f"{product.name} is out of stock."
    return f"Only {product.stock:,} of {product.name} {'is' if product.stock == 1 else 'are'} in stock."


def shortage(turn: Turn, product: Product) -> str:
    """The warning where a product is gone, or will soon be; empty where there is plenty."""
    stock = product.stock
    if stock is None:
        return ""
    more = f" Order more from {product.vendor}." if product.vendor else " Order more."
    if stock < 0:
        return f"That is {-stock:,} more than there are of {product.name}.{more} Say “undo” if it should not stand."
    if stock == 0:
        return f"{product.name} is out of stock.{more}"
    days = turn.crm.products.days_left(product, turn.now.date())
    if stock >= FEW and (days is None or days > SOON):
        return ""
    pace = f"; at the pace of the last 90 days that lasts {count_of(days, 'day')}" if days is not None else ""
    return f"Only {stock:,} of {product.name} left{pace}.{more}"


def lasting(turn: Turn, product: Product) -> str:
    """How long the stock lasts; empty where it is not counted, or nothing was sold lately."""
    days = turn.crm.products.days_left(product, turn.now.date())
    if days is None:
        return ""
    return f"At the pace of the last 90 days the stock lasts {count_of(days, 'day')}."
