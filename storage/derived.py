"""Fields that are computed from other records: when a customer was last contacted, what it has bought."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, case, func, select, type_coerce

from storage.cases import Case
from storage.contacts import Contact
from storage.deals import Deal
from storage.fields import PROBABILITIES, Field
from storage.interactions import Interaction
from storage.lines import Line
from storage.products import Order
from storage.record import Record
from storage.returns import earned, responses
from storage.sales import LATELY

CREATED = Field("created_at", "moment", derived=True)
EXTRA: dict[str, tuple[Field, ...]] = {
    "customer": (
        Field("last_ordered_on", "date", derived=True),
        Field("contacts", "number", derived=True),
        Field("orders", "number", derived=True),
        Field("deals", "number", derived=True),
        Field("open_deals", "number", derived=True),
        Field("cases", "number", derived=True),
        Field("open_cases", "number", derived=True),
        Field("interactions", "number", derived=True),
    ),
    "product": (
        Field("last_ordered_on", "date", derived=True),
        Field("orders", "number", derived=True),
        Field("cases", "number", derived=True),
        Field("days_left", "number", derived=True),
    ),
    "quote": (Field("ordered", "flag", derived=True),),
    "campaign": (Field("responses", "number", derived=True), Field("earned", "money", derived=True)),
}
"""Fields that can be asked for beside those of SKILLS.md."""

BELONGING = {"contacts": "contact", "orders": "order", "deals": "deal", "cases": "case", "interactions": "interaction"}
"""What the counted fields count."""

Expression = Callable[[Any, datetime], Any]


def fields_of(noun: type[Record]) -> tuple[Field, ...]:
    """All the fields that can be asked for, but the custom ones."""
    extra = EXTRA.get(noun.kind, ())
    return (*noun.FIELDS, *extra) if noun.field("created_at") else (*noun.FIELDS, *extra, CREATED)


def last_contacted_at(customer: Any, now: datetime) -> Any:
    """The moment of the newest interaction that has happened by now."""
    newest = select(func.max(Interaction.happened_at)).where(Interaction.happened_at <= now)
    return _of(newest, Interaction, customer)


def lifetime_value(customer: Any, now: datetime) -> Any:
    """The sum of all orders; none where nothing was ordered."""
    return _of(select(func.sum(Order.amount)), Order, customer)


def last_ordered_on(customer: Any, now: datetime) -> Any:
    """The day of the newest order."""
    return _of(select(func.max(Order.ordered_on)), Order, customer)


def last_sold_on(product: Any, now: datetime) -> Any:
    """The day of the newest order with a line of it."""
    return _sold(func.max(Order.ordered_on), product)


def times_sold(product: Any, now: datetime) -> Any:
    """The number of orders with a line of it."""
    return _sold(func.count(func.distinct(Order.id)), product)


def days_left(product: Any, now: datetime) -> Any:
    """How many days the stock lasts at the pace of the last 90 days; nothing where it is not counted or sold."""
    today = now.date()
    sold = _sold(func.sum(Line.quantity), product, Order.ordered_on.between(today - LATELY, today))
    stock = case((product.stock > 0, product.stock), else_=0)
    return case((product.stock.is_not(None), stock * LATELY.days // type_coerce(func.nullif(sold, 0), Integer)))


def ordered(quote: Any, now: datetime) -> Any:
    """Whether it was turned into an order."""
    became = select(Order.id).where(Order.quote_id == quote.id, Order.deleted_at.is_(None))
    return case((became.correlate(quote).exists(), 1), else_=0)


def _sold(figure: Any, product: Any, *criteria: Any) -> Any:
    """A figure over the live lines of a product in live orders."""
    live = (Line.deleted_at.is_(None), Order.deleted_at.is_(None), Line.product_id == product.id)
    lines = select(figure).select_from(Line).join(Order, Line.order_id == Order.id).where(*live, *criteria)
    return lines.correlate(product).scalar_subquery()


def overdue(cases: Any, now: datetime) -> Any:
    """Whether an open case should have been solved by now."""
    return case((and_(cases.status != "closed", cases.due_at < now), 1), else_=0)


def text(interaction: Any, now: datetime) -> Any:
    """All that was written of it: the summary and what was said."""
    return interaction.summary + " " + func.coalesce(interaction.said, "")


def probability(deals: Any, now: datetime) -> Any:
    """How likely a deal is won, in percent: its own probability, or that of its stage."""
    return func.coalesce(deals.probability, case(PROBABILITIES, value=deals.stage))


def _number(noun: Any, *criteria: Any) -> Expression:
    return lambda one, now: _of(select(func.count(noun.id)).where(*criteria), noun, one)


def _of(statement: Any, noun: Any, one: Any) -> Any:
    """The statement over the nouns that belong to one record, a customer or a product."""
    mine = statement.where(getattr(noun, f"{one.kind}_id") == one.id, noun.deleted_at.is_(None))
    return mine.correlate(one).scalar_subquery()


DERIVED: dict[tuple[str, str], Expression] = {
    ("customer", "last_contacted_at"): last_contacted_at,
    ("customer", "lifetime_value"): lifetime_value,
    ("customer", "last_ordered_on"): last_ordered_on,
    ("customer", "contacts"): _number(Contact),
    ("customer", "orders"): _number(Order),
    ("customer", "deals"): _number(Deal),
    ("customer", "open_deals"): _number(Deal, Deal.stage.not_in(("won", "lost"))),
    ("customer", "cases"): _number(Case),
    ("customer", "open_cases"): _number(Case, Case.status != "closed"),
    ("customer", "interactions"): _number(Interaction),
    ("product", "last_ordered_on"): last_sold_on,
    ("product", "orders"): times_sold,
    ("product", "days_left"): days_left,
    ("product", "cases"): _number(Case),
    ("quote", "ordered"): ordered,
    ("case", "overdue"): overdue,
    ("deal", "probability"): probability,
    ("campaign", "responses"): responses,
    ("campaign", "earned"): earned,
    ("interaction", "text"): text,
}
