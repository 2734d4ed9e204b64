"""The market: who has bought what so far, who is like whom, and what could be bought next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from storage.cases import Case
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.folding import fold
from storage.people import Person
from storage.products import Product
from storage.purchases import Purchase, purchases
from storage.responses import STOPPED, Response
from storage.standings import healths_of

Key = tuple[int, int]
"""Who bought what: the ids of a customer and a product."""

ENOUGH = 2  # customers who make a pattern
LOOKED_AT = 200  # customers, where nobody names one


@dataclass(frozen=True)
class Wanted:
    """Whose opportunities: of a customer, for a product, both, or of a person's customers; None is any."""

    customer: Customer | None = None
    product: Product | None = None
    owner: Person | None = None

    def holds(self, customer: Customer, product: Product) -> bool:
        """Whether the pair is asked about."""
        if self.customer:
            return customer is self.customer and self.product in (None, product)
        return self.product in (None, product) and (self.owner is None or customer.owner_id == self.owner.id)


@dataclass(frozen=True)
class Chance:
    """Something that a customer could buy. `share` is how likely, of 1; `rests_on` are the purchases behind it."""

    rule: str
    customer: Customer
    product: Product
    share: float
    reason: str
    rests_on: tuple[Key, ...]


class Market:
    """Who has bought what so far."""

    def __init__(self, crm: Crm, today: date) -> None:
        self.crm, self.today = crm, today
        self.bought: dict[int, dict[int, Purchase]] = defaultdict(dict)
        for purchase in purchases(crm):
            self.bought[purchase.customer_id][purchase.product_id] = purchase

    @cached_property
    def customers(self) -> dict[int, Customer]:
        """All customers by id."""
        return {each.id: each for each in self.crm.customers.all()}

    @cached_property
    def products(self) -> dict[int, Product]:
        """All products by id."""
        return {each.id: each for each in self.crm.products.all()}

    @cached_property
    def buyers(self) -> dict[int, dict[int, Purchase]]:
        """The purchases of each product by its buyers."""
        found: dict[int, dict[int, Purchase]] = defaultdict(dict)
        for customer_id, basket in self.bought.items():
            for product_id, purchase in basket.items():
                found[product_id][customer_id] = purchase
        return found

    @cached_property
    def industries(self) -> dict[str, list[int]]:
        """The customers who have bought something, by their industry."""
        found: dict[str, list[int]] = defaultdict(list)
        for customer_id in self.bought:
            if industry := fold(self.customers[customer_id].industry or ""):
                found[industry].append(customer_id)
        return found

    @cached_property
    def _offered(self) -> set[Key]:
        open_deals = self.crm.deals.where(Deal.stage.not_in(("won", "lost")), Deal.product_id.is_not(None))
        return {(each.customer_id or 0, each.product_id or 0) for each in open_deals}

    @cached_property
    def _spent(self) -> dict[int, Decimal]:
        return {id: sum((each.amount for each in basket.values()), Decimal()) for id, basket in self.bought.items()}

    @cached_property
    def held(self) -> dict[int, str]:
        """Who is to be offered nothing now, and why: an urgent case is open, or they want no advertising."""
        urgent = self.crm.cases.where(Case.status != "closed", Case.priority == "urgent")
        whole = (Response.contact_id.is_(None), Response.lead_id.is_(None), Response.response == STOPPED)
        found = {each.customer_id: "they unsubscribed from advertising" for each in self.crm.responses.where(*whole)}
        found |= {each.customer_id: f"urgent case {each.number} is open" for each in urgent}
        return {id: why for id, why in found.items() if id is not None}

    def lift(self, product: Product, share: float) -> float:
        """How many times likelier a share of buyers is than among all who have bought anything."""
        return share * len(self.bought) / len(self.buyers[product.id])

    def weight(self, chance: Chance) -> float:
        """What a chance is worth: its share times the product's usual order, times (50 + health) / 150.

        A customer whose health is not known counts as one with 50.
        """
        health = self._healths.get(chance.customer.id)
        return chance.share * float(self.usual(chance.product)) * (50 + (50 if health is None else health)) / 150

    def spent(self, customer: Customer) -> Decimal:
        """What the customer has ordered in all."""
        return self._spent.get(customer.id, Decimal())

    @cached_property
    def _healths(self) -> dict[int, int | None]:
        return healths_of(self.crm, list(self.customers.values()))

    def is_free(self, chance: Chance) -> bool:
        """Whether no deal about it is open with the customer yet."""
        return (chance.customer.id, chance.product.id) not in self._offered

    def usual(self, product: Product) -> Decimal:
        """The mean amount of an order of the product, its price where nobody has ordered it."""
        sales = self.buyers.get(product.id, {}).values()
        times, amount = sum(sale.times for sale in sales), sum((sale.amount for sale in sales), Decimal())
        return amount / times if times and amount else product.price or Decimal()

    def looked_at(self, wanted: Wanted) -> Iterable[Customer]:
        """The customers whose chances are asked about; of many, those who have bought for most."""
        if wanted.customer:
            return [wanted.customer]
        mine = wanted.owner and wanted.owner.id
        found = [each for each in self.customers.values() if mine is None or each.owner_id == mine]
        return sorted(found, key=lambda each: -self._spent.get(each.id, 0))[:LOOKED_AT]

    def similar(self, customer: Customer) -> tuple[list[int], str]:
        """The customers that are like one, and how; those of the same industry, of these the ones who share a product.

        Where these are too few, whoever shares a product.
        """
        own = self.bought.get(customer.id, {})
        industry = fold(customer.industry or "")
        trade = [id for id in self.industries.get(industry, ()) if id != customer.id]
        sharing = [id for id in trade if own.keys() & self.bought[id].keys()]
        if len(sharing) >= ENOUGH:
            return sharing, f"{customer.industry} customers who buy {self._names(own)} too"
        if len(trade) >= ENOUGH:
            return trade, f"{customer.industry} customers"
        others = {id for product_id in own for id in self.buyers[product_id]} - {customer.id}
        return sorted(others), f"customers who buy {self._names(own)} too"

    def _names(self, basket: dict[int, Purchase]) -> str:
        dearest = sorted(basket.values(), key=lambda each: -each.amount)[:2]
        return " or ".join(self.products[each.product_id].name for each in dearest)
