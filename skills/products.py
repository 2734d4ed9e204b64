"""Products: what the house sells, and who buys it."""

from decimal import Decimal
from typing import Annotated

from skills.cards import field_pairs, short_card
from skills.reply import Reply, Table
from skills.shelf import availability, lasting, shortage
from skills.skill import skill
from skills.slots import NewName, Number, ProductName, Slot
from skills.turn import Turn
from skills.wording import count_of, day, money
from storage.products import Product
from storage.sales import Purchases

Price = Annotated[Decimal, Slot("money", "What does it cost?")]
Word = Annotated[str, Slot("text", "What should I write down?")]


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
    facts = short_card(turn, product)
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
    facts = short_card(turn, product)
    said = f"{_listed(product)}. {_bought(product, all_of_it, buyers)}"
    rest = f"and {all_of_it.buyers - len(buyers)} more" if all_of_it.buyers > len(buyers) else ""
    rows = tuple(_buyer(turn, product, each) for each in buyers)
    table = (Table(("Who buys it", "Pieces", "Amount", "Last order"), rows, rest),) if rows else ()
    return Reply(said, (facts, *table), note=shortage(turn, product) or lasting(turn, product))


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
