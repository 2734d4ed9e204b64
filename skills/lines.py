"""Lines: products added to a quote, an order or a deal, changed there, and taken off again."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from skills.baskets import basket, check, confirm_stock, line_words, need_prices, put
from skills.cards import titled
from skills.quoting import priced_lines
from skills.reply import Reply
from skills.shelf import shortage
from skills.skill import skill
from skills.slots import (
    CustomerName,
    DealName,
    Discount,
    Number,
    OrderName,
    ProductLines,
    ProductName,
    QuoteName,
    Slot,
    Wanted,
)
from skills.turn import Option, Refused, Turn, Unclear, ref
from skills.wording import money
from storage.customers import Customer
from storage.deals import Deal
from storage.lines import Line, total
from storage.products import Order, Product, Quote

HOW = ("add", "set", "remove")
How = Annotated[Literal["add", "set", "remove"], Slot("choice", "Shall I add, set or remove it?", choices=HOW)]
Bearer = Quote | Order | Deal


@skill()
def add_line(
    turn: Turn,
    product: ProductName | None = None,
    quantity: Number | None = None,
    discount: Discount | None = None,
    quote: QuoteName | None = None,
    order: OrderName | None = None,
    deal: DealName | None = None,
    customer: CustomerName | None = None,
    how: How = "add",
    lines: ProductLines | None = None,
) -> Reply:
    """Add products to a quote, an order or a deal, set how many or at what discount, or take them off again."""
    bearer = quote or order or deal or _of_customer(turn, customer)
    _check_open(turn, bearer)
    wanted = basket(lines, product, quantity, discount)
    if not wanted:
        raise Unclear("Which product is it?", "product")
    check(wanted)
    before, said = total(bearer.standing), [_done(turn, bearer, each, how) for each in wanted]
    follows = _settled(bearer, before)
    _take(turn, bearer)
    turn.crm.session.flush()
    turn.remember(*(each.product for each in wanted), bearer.customer, bearer)
    return _told(turn, bearer, said, follows)


def _of_customer(turn: Turn, customer: Customer | None) -> Bearer:
    """The one open quote or deal of the customer; which, where there are several."""
    if customer is None:
        raise Unclear("To which quote, order or deal? Tell me its number or its name.", "quote")
    quotes = turn.crm.quotes.open_on(turn.now.date(), Quote.customer_id == customer.id)
    deals = [] if quotes else turn.crm.deals.open_of(customer)
    found: Sequence[Bearer] = quotes or deals
    if not found:
        raise Refused(f"{customer.name} has no open quote or deal. Say “quote {customer.name} 10 of a product”.")
    if len(found) > 1:
        kind = found[0].kind
        raise Unclear(f"Which {kind} of {customer.name}?", kind, [Option(each.label, ref(each)) for each in found[:8]])
    return found[0]


def _check_open(turn: Turn, bearer: Bearer) -> None:
    if isinstance(bearer, Quote) and (order := turn.crm.quotes.order_of(bearer)):
        raise Refused(f"Quote {bearer.number} was ordered already. Say “add it to order {order.number}” instead.")


def _done(turn: Turn, bearer: Bearer, wanted: Wanted, how: str) -> str:
    return DEEDS[how](turn, bearer, wanted)


def _added(turn: Turn, bearer: Bearer, wanted: Wanted) -> str:
    """Put it on, with the pieces of the same product at the same price where there are some."""
    if wanted.quantity is None and wanted.discount is not None and _lines_of(bearer, wanted.product):
        return _set(turn, bearer, wanted)
    if not isinstance(bearer, Deal):
        need_prices([wanted])
    same = [line for line in _lines_of(bearer, wanted.product) if _is_alike(line, wanted)]
    if not same:
        return f"added {line_words(put(bearer, wanted))}"
    same[0].resize(same[0].quantity + (wanted.quantity or 1))
    return f"added {wanted.quantity or 1:,}, so {line_words(same[0])}"


def _is_alike(line: Line, wanted: Wanted) -> bool:
    return wanted.discount in (None, line.discount) and wanted.price in (None, line.price)


def _set(turn: Turn, bearer: Bearer, wanted: Wanted) -> str:
    """Let there be so many, or at such a discount; what is not there yet is added."""
    lines = _lines_of(bearer, wanted.product)
    if not lines:
        return _added(turn, bearer, wanted)
    if wanted.quantity is not None:
        lines[0].resize(wanted.quantity)
    if wanted.discount is not None:
        lines[0].rebate(wanted.discount)
    return f"now {line_words(lines[0])}"


def _removed(turn: Turn, bearer: Bearer, wanted: Wanted) -> str:
    """Take so many off, or all of them. Raises Refused where there are none, or nothing else."""
    lines = _lines_of(bearer, wanted.product)
    if not lines:
        has = " and ".join(dict.fromkeys(line.label for line in bearer.standing)) or "nothing"
        raise Refused(f"There is no {wanted.product.name} on {titled(bearer)}; it has {has}.")
    if wanted.quantity is not None and wanted.quantity < lines[0].quantity:
        lines[0].resize(lines[0].quantity - wanted.quantity)
        return f"took {wanted.quantity:,} off, so {line_words(lines[0])}"
    if len(lines) == len(bearer.standing) and not isinstance(bearer, Deal):
        raise Refused(f"That is all there is on {titled(bearer)}. Say “delete {bearer.label}” to drop it.")
    words = " and ".join(line.label for line in lines)
    for line in lines:
        line.deleted_at = turn.crm.now
    return f"took {words} off"


DEEDS: dict[str, Callable[[Turn, Bearer, Wanted], str]] = {"add": _added, "set": _set, "remove": _removed}


def _lines_of(bearer: Bearer, product: Product) -> list[Line]:
    return [line for line in bearer.standing if line.product is product]


def _settled(bearer: Bearer, before: Decimal | None) -> bool:
    """Let it follow its lines; returns whether its amount does."""
    bearer.settle()
    return bearer.follow(before) if isinstance(bearer, Deal) else True


def _take(turn: Turn, bearer: Bearer) -> None:
    """Take what an order has more from stock, by a yes where that is more than there is."""
    if not isinstance(bearer, Order):
        return
    more = [(line, line.quantity - (line.taken or 0)) for line in bearer.standing if _is_counted(line)]
    confirm_stock(turn, [(line.product, pieces) for line, pieces in more if line.product], "Shall I add it")
    for line, _ in more:
        line.taken = line.quantity


def _is_counted(line: Line) -> bool:
    """Whether it takes from stock: not where the order was taken in from elsewhere."""
    fresh = line.id is None or bool(line.taken)
    return fresh and line.product is not None and line.product.stock is not None and line.quantity > (line.taken or 0)


def _told(turn: Turn, bearer: Bearer, said: Sequence[str], follows: bool) -> Reply:
    words = "; ".join(said)
    worth = money(bearer.amount or 0, bearer.currency)
    name = f"Order {bearer.number}" if isinstance(bearer, Order) else titled(bearer)
    text = f"{name[:1].upper()}{name[1:]}: {words}. It comes to {worth}."
    if isinstance(bearer, Deal):
        text = text.replace("It comes to", "Its amount follows:" if follows else "Its amount stays")
        lines = total(bearer.standing)
        if not follows and lines is not None:
            text = f"{text[:-1]}, though its products come to {money(lines, bearer.currency)}."
    table = (priced_lines(bearer.standing, bearer.currency),) if bearer.standing else ()
    warned = {line.product for line in bearer.standing if line.product} if isinstance(bearer, Order) else set()
    return Reply(text, table, note=" ".join(filter(None, (shortage(turn, each) for each in warned))))
