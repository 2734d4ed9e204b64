"""Opportunities: who could buy what next, by rules over the orders that anybody can check."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from knowledge.advice import Advice, refusals
from knowledge.market import ENOUGH, Chance, Key, Market, Wanted
from storage.crm import Crm
from storage.folding import fold
from storage.products import Product
from storage.purchases import Purchase, latest_orders, quantities_of

LEAST = 0.25  # share of similar customers from which on it is worth a word
RHYTHMIC = 3  # orders that make a rhythm
LATE, GONE = 1.25, 4.0  # the usual gap between orders passed so many times: due, and no longer to be expected
CITED = 3


class Opportunities(NamedTuple):
    """The best ones, and the customers who would have some but are offered nothing now, each with the reason."""

    best: list[Advice]
    held: dict[str, str]


def opportunities(crm: Crm, today: date, wanted: Wanted, limit: int = 5) -> Opportunities:
    """Those worth most, one for each pair: share times usual order, more for the healthy; equal ones by lifetime value.

    Nothing is offered to who has an urgent case open or has unsubscribed; they are told apart.
    """
    market = Market(crm, today)
    found = [each for rule in RULES for each in rule(market, wanted) if market.is_free(each)]
    held = {each.customer.name: why for each in found if (why := market.held.get(each.customer.id))}
    best: dict[Key, Chance] = {}
    chances = [each for each in found if each.customer.id not in market.held]
    for chance in sorted(chances, key=lambda each: (-market.weight(each), -market.spent(each.customer))):
        best.setdefault((chance.customer.id, chance.product.id), chance)
    refused = refusals(crm)
    offered = (advice for chance in best.values() if (advice := _advice(market, chance)).key not in refused)
    return Opportunities(list(islice(offered, limit)), held)


def _advice(market: Market, chance: Chance) -> Advice:
    customer, product = chance.customer, chance.product
    usual = market.usual(product)
    reason = f"{chance.reason} A usual order comes to {usual:,.0f}." if usual else chance.reason
    says = f"remind me tomorrow at 9 to offer {product.name} to {customer.name}"
    evidence = tuple(latest_orders(market.crm, chance.rests_on[:CITED]))
    advice = f"Offer {product.name} to {customer.name}"
    return Advice(chance.rule, customer, advice, reason, evidence, market.weight(chance), says, "Remind me tomorrow")


def cross_sell(market: Market, wanted: Wanted) -> Iterator[Chance]:
    """What a good part of the similar customers have bought and this one never has."""
    for customer in market.looked_at(wanted):
        own = market.bought.get(customer.id, {})
        peers, how = market.similar(customer)
        having = Counter(id for peer in peers for id in market.bought[peer] if id not in own)
        for product_id, number in having.items():
            product = market.products[product_id]
            if number < ENOUGH or number < LEAST * len(peers) or not wanted.holds(customer, product):
                continue
            if (lift := market.lift(product, number / len(peers))) < 1:
                continue
            buyers = [peer for peer in peers if product_id in market.bought[peer]]
            names = " and ".join(market.customers[id].name for id in buyers[:2])
            of_all = 100 * len(market.buyers[product_id]) // len(market.bought)
            reason = f"{number} of {len(peers)} {how} have bought it, as {names}; {customer.name} never has."
            reason += f" Of all who buy {of_all} % have it: lift {lift:.1f}."
            rests_on = tuple((id, product_id) for id in buyers[:CITED])
            yield Chance("cross-sell", customer, product, number / len(peers), reason, rests_on)


def upgrades(market: Market, wanted: Wanted) -> Iterator[Chance]:
    """The dearer product of the same category that others went on to from what this customer has."""
    looked_at = list(market.looked_at(wanted))
    for lower, higher, moved in _steps(market, wanted):
        buyers = market.buyers[lower.id]
        dearer = round(((higher.price or 0) / (lower.price or 1) - 1) * 100)
        for customer in looked_at:
            purchase = buyers.get(customer.id)
            if purchase is None or higher.id in market.bought[customer.id] or not wanted.holds(customer, higher):
                continue
            reason = (
                f"{customer.name} has ordered {lower.name} {_times(purchase.times)}; {len(moved)} of {len(buyers)} who "
                f"bought it went on to {higher.name}, of the same category and {dearer} % dearer."
            )
            rests_on = (purchase.key, *((id, higher.id) for id in moved))
            yield Chance("upsell", customer, higher, len(moved) / len(buyers), reason, rests_on)


def _steps(market: Market, wanted: Wanted) -> Iterator[tuple[Product, Product, list[int]]]:
    """Pairs of a product and a dearer one of its category, with the customers who went from one to the other."""
    aisles: dict[str, list[Product]] = defaultdict(list)
    for product in market.products.values():
        if product.category and product.price:
            aisles[fold(product.category)].append(product)
    for aisle in aisles.values():
        for lower in aisle:
            for higher in aisle:
                if (higher.price or 0) > (lower.price or 0) and wanted.product in (None, higher):
                    moved = _moved(market.buyers.get(lower.id, {}), market.buyers.get(higher.id, {}))
                    if len(moved) >= ENOUGH:
                        yield lower, higher, moved


def _moved(lower: dict[int, Purchase], higher: dict[int, Purchase]) -> list[int]:
    """Who ordered the higher one for the first time after the lower one."""
    both = ((id, lower[id].first, higher[id].first) for id in lower.keys() & higher.keys())
    return sorted(id for id, before, after in both if before and after and before < after)


def due_again(market: Market, wanted: Wanted) -> Iterator[Chance]:
    """What a customer orders regularly, and has not for longer than usual."""
    for customer in market.looked_at(wanted):
        for purchase in market.bought.get(customer.id, {}).values():
            product = market.products[purchase.product_id]
            if purchase.times < RHYTHMIC or not (purchase.first and purchase.last):
                continue
            gap, silent = (purchase.last - purchase.first).days / (purchase.times - 1), market.today - purchase.last
            if wanted.holds(customer, product) and gap * LATE < silent.days < gap * GONE:
                reason = f"{customer.name} orders it every {gap:.0f} days, and last did {silent.days} days ago."
                yield Chance("order again", customer, product, 1 / 2, reason, (purchase.key,))


def growing(market: Market, wanted: Wanted) -> Iterator[Chance]:
    """What a customer orders more of from one order to the next."""
    customers = {each.id: each for each in market.looked_at(wanted)}
    for (customer_id, product_id), quantities in quantities_of(market.crm, list(customers)).items():
        last = quantities[-RHYTHMIC:]
        customer, product = customers[customer_id], market.products.get(product_id)
        if product is None or len(last) < RHYTHMIC or not wanted.holds(customer, product):
            continue
        if all(earlier < later for earlier, later in pairwise(last)):
            pieces = ", ".join(map(str, last[:-1]))
            reason = f"{customer.name} orders more each time: {pieces} and then {last[-1]}; a larger lot may suit them."
            yield Chance("order more", customer, product, 1 / 2, reason, ((customer_id, product_id),))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


RULES = (cross_sell, upgrades, due_again, growing)
