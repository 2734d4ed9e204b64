"""Openings: what a lapsed customer used to buy, and the line to open with."""

from collections import Counter

from knowledge.grounds import Grounds
from skills.turn import Turn
from storage.customers import Customer
from storage.products import Order
from storage.vitals import Vitals

NAMED = 3


def what_they_bought(turn: Turn, customer: Customer) -> str:
    """The products that they bought most of, as `Scanner, Labels and 2 more`; empty where no product is known."""
    pieces: Counter[str] = Counter()
    for order in turn.crm.orders.where(Order.customer_id == customer.id):
        if order.product:
            pieces[order.product.name] += order.quantity
    names = [name for name, _ in pieces.most_common(NAMED)]
    more = len(pieces) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def opening_line(turn: Turn, customer: Customer, vitals: Vitals) -> str:
    """A line to open with: what is open first, what made them unhappy next, and else what they bought."""
    grounds = Grounds(turn.crm, customer)
    if cases := turn.crm.cases.open_for(customer):
        return f"Before anything else: case {cases[0].number}, {cases[0].subject}, is still open, and I want it solved."
    if vitals.sad > vitals.glad and grounds.sad_talks():
        return "You were not happy with us when we last spoke, and I would like to hear what we should do better."
    last = next((each for each in grounds.orders() if isinstance(each, Order)), None)
    if last and last.product:
        return f"How are you getting on with the {last.product.name}, and what do you need next?"
    return "It has been a while: what has changed for you since we last worked together?"
