"""Fields that are computed from other records: when a customer was last contacted, what it has bought."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, case, exists, func, select, type_coerce

from storage.cases import Case
from storage.churn import LEVELS
from storage.contacts import Contact
from storage.deals import Deal
from storage.fields import Field
from storage.interactions import Interaction
from storage.lines import Line
from storage.pipelines import chance_of
from storage.products import Order
from storage.record import Record
from storage.returns import earned, leads_won, responses
from storage.sales import LATELY
from storage.standings import churn_risk, health

CREATED = Field("created_at", "moment", derived=True)
EXTRA: dict[str, tuple[Field, ...]] = {
    "customer": (
        Field("churn_risk", "choice", choices=LEVELS, derived=True),
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
    "campaign": (
        Field("responses", "number", derived=True),
        Field("leads", "number", derived=True),
        Field("earned", "money", derived=True),
    ),
}
"""Fields that can be asked for beside those of SKILLS.md."""

BELONGING = {"contacts": "contact", "orders": "order", "deals": "deal", "cases": "case", "interactions": "interaction"}
"""What the counted fields count."""

Expression = Callable[[Any, datetime], Any]


def fields_of(noun: type[Record]) -> tuple[Field, ...]:
    """All the fields that can be asked for, but the custom ones."""
    extra = EXTRA.get(noun.kind, ())
    return (*noun.FIELDS, *extra) if noun.field("created_at") else (*noun.FIELDS, *extra, CREATED)


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
    """How likely a deal is won, in percent."""
    return chance_of(deals)


def _of(statement: Any, noun: Any, one: Any) -> Any:
    """The statement over the nouns that belong to one record, a customer or a product."""
    mine = statement.where(getattr(noun, f"{one.kind}_id") == one.id, noun.deleted_at.is_(None))
    return mine.correlate(one).scalar_subquery()


class Tally:
    """A figure over the nouns that belong to a record and meet the criteria: their number, a sum, the newest."""

    def __init__(self, noun: Any, figure: Any = None, *criteria: Any) -> None:
        self.noun, self.criteria = noun, criteria
        self.figure = func.count(noun.id) if figure is None else figure

    def __call__(self, one: Any, now: datetime) -> Any:
        """The figure of one record."""
        return _of(select(self.figure).where(*self.counted(now)), self.noun, one)

    def counted(self, now: datetime) -> tuple[Any, ...]:
        """What those that are counted meet."""
        return self.criteria

    def any_of(self, one: Any, now: datetime, *criteria: Any) -> Any:
        """Whether a record has any that meet the criteria besides."""
        mine = (getattr(self.noun, f"{one.kind}_id") == one.id, self.noun.deleted_at.is_(None))
        return exists().where(*mine, *self.counted(now), *criteria).correlate(one)

    def owners(self, kind: str, now: datetime) -> Any:
        """The ids of the records of a kind that have any, grouped, so that `having` may choose by the figure."""
        owner = getattr(self.noun, f"{kind}_id")
        mine = select(owner).where(owner.is_not(None), self.noun.deleted_at.is_(None), *self.counted(now))
        return mine.group_by(owner)


class Newest(Tally):
    """The newest moment that has passed."""

    def __init__(self, noun: Any, moment: Any) -> None:
        super().__init__(noun, func.max(moment))
        self.moment = moment

    def counted(self, now: datetime) -> tuple[Any, ...]:
        """Those that have happened by now."""
        return (self.moment <= now,)


BOUGHT = Tally(Order, func.sum(Order.amount))
"""The sum of all orders; none where nothing was ordered."""
NEWEST_ORDER = Tally(Order, func.max(Order.ordered_on))
"""The day of the newest order."""
NEWEST_CONTACT = Newest(Interaction, Interaction.happened_at)
"""The moment of the newest interaction that has happened by now."""


DERIVED: dict[tuple[str, str], Expression] = {
    ("customer", "last_contacted_at"): NEWEST_CONTACT,
    ("customer", "lifetime_value"): BOUGHT,
    ("customer", "health"): health,
    ("customer", "churn_risk"): churn_risk,
    ("customer", "last_ordered_on"): NEWEST_ORDER,
    ("customer", "contacts"): Tally(Contact),
    ("customer", "orders"): Tally(Order),
    ("customer", "deals"): Tally(Deal),
    ("customer", "open_deals"): Tally(Deal, None, Deal.stage.not_in(("won", "lost"))),
    ("customer", "cases"): Tally(Case),
    ("customer", "open_cases"): Tally(Case, None, Case.status != "closed"),
    ("customer", "interactions"): Tally(Interaction),
    ("product", "last_ordered_on"): last_sold_on,
    ("product", "orders"): times_sold,
    ("product", "days_left"): days_left,
    ("quote", "ordered"): ordered,
    ("product", "cases"): Tally(Case),
    ("case", "overdue"): overdue,
    ("deal", "probability"): probability,
    ("campaign", "responses"): responses,
    ("campaign", "leads"): leads_won,
    ("campaign", "earned"): earned,
    ("interaction", "text"): text,
}
