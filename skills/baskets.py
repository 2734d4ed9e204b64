"""Baskets: the products, and how many of each, that a quote, an order or a deal is to be over."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from skills.shelf import lacking
from skills.slots import Wanted
from skills.turn import Refused, Turn, Unclear
from skills.wording import money, percent
from storage.lines import Line
from storage.products import Product


def basket(
    lines: Sequence[Wanted] | None, product: Product | None, quantity: int | None, discount: Decimal | None
) -> list[Wanted]:
    """What is wanted: the lines told, each with the discount told for all where it has none, or the one product."""
    told = list(lines or ([Wanted(product, quantity)] if product else []))
    return [Wanted(each.product, each.quantity, _first(each.discount, discount), each.price) for each in told]


def check(wanted: Sequence[Wanted]) -> None:
    """Refuse what cannot be: less than one piece, a discount beyond all."""
    for each in wanted:
        if each.quantity is not None and each.quantity < 1:
            raise Unclear("How many? It takes at least one.", "quantity")
        if each.discount is not None and not 0 <= each.discount <= 100:
            raise Refused(f"A discount is between 0 and 100 %; {percent(each.discount)} is not.")


def put(record: Any, wanted: Wanted) -> Line:
    """A line for what is wanted, at the price told or else that of the product."""
    line: Line = record.add(wanted.product, wanted.quantity or 1, wanted.discount)
    if wanted.price is not None:
        line.price = wanted.price
        line.rebate(wanted.discount)
    return line


def need_prices(wanted: Sequence[Wanted]) -> None:
    """Refuse to quote what has no price."""
    for each in wanted:
        if each.product.price is None and each.price is None:
            name = each.product.name
            raise Refused(f"{name} has no price yet. Say “the price of {name} is 250”, then ask me again.")


def lacks(wanted: Sequence[tuple[Product, int]]) -> str:
    """A word about each product of which more is wanted than there is."""
    return " ".join(word for product, quantity in wanted if (word := lacking(product, quantity)))


def confirm_stock(turn: Turn, wanted: Sequence[tuple[Product, int]], deed: str) -> None:
    """Go on only by a yes where more is wanted than there is."""
    if missing := lacks(wanted):
        turn.confirm(f"{missing} {deed} all the same?")


def line_words(line: Line) -> str:
    """A line as it is said: `20 × GPS Mini less 10 % is 1,062`."""
    off = f" less {percent(line.discount)}" if line.discount else ""
    return f"{line.quantity:,} × {line.product.name if line.product else 'something'}{off}{_worth(line)}"


def _worth(line: Line) -> str:
    return f" is {money(line.amount, line.currency)}" if line.amount is not None else ""


def _first(one: Any, other: Any) -> Any:
    return other if one is None else one
