"""Vitals: the facts of a customer that health and churn risk are computed from, as they stood on a day.

Days are whole days in UTC, so that a figure changes only at midnight and by what is written. Read from the tables and
not through the actor's eyes: a figure is the same for whoever asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, and_, case, distinct, func, select
from sqlalchemy.orm import Session

from storage.cases import Case
from storage.changes import Change
from storage.deals import Deal
from storage.feedback import Feedback
from storage.fields import PRIORITIES
from storage.interactions import Interaction
from storage.products import Order

QUARTER, HALF_YEAR = 90, 180  # days
GLAD, SAD = {"csat": 4, "nps": 9}, {"csat": 2, "nps": 6}
"""From which score on a customer is glad, and up to which one is sad."""


@dataclass(frozen=True)
class Vitals:
    """The facts. Contacts are all interactions; `lately` those of the last 90 days, `before` of the 90 before these.

    `glad`, `neutral` and `sad` count what was felt and what scores were given in the last 180 days, `won` and `lost`
    the deals closed in them. `late` are open cases due before this day, `reopened` open ones that were closed once.
    `order_days` are the different days on which something was ordered; `ordered` and `sold` are the sums of all orders
    and of all won deals.
    """

    today: date
    contacts: int = 0
    first_contact: date | None = None
    last_contact: date | None = None
    lately: int = 0
    before: int = 0
    glad: int = 0
    neutral: int = 0
    sad: int = 0
    cases: int = 0
    low: int = 0
    normal: int = 0
    high: int = 0
    urgent: int = 0
    late: int = 0
    reopened: int = 0
    order_days: int = 0
    first_order: date | None = None
    last_order: date | None = None
    ordered: Decimal = Decimal()
    deals_won: int = 0
    last_won: date | None = None
    sold: Decimal = Decimal()
    won: int = 0
    lost: int = 0

    def since(self, day: date) -> int:
        """The days that have passed since then."""
        return (self.today - day).days

    @property
    def bought(self) -> bool:
        """Whether they have ever ordered anything or given us a deal."""
        return self.order_days > 0 or self.deals_won > 0

    @property
    def worth(self) -> Decimal:
        """What they have bought in all: their orders, or their won deals where no order was kept."""
        return self.ordered if self.order_days else self.sold


def vitals_of(session: Session, ids: Sequence[int], today: date) -> dict[int, Vitals]:
    """The vitals of each customer as of the end of a day."""
    facts: dict[int, dict[str, Any]] = {id: {} for id in ids}
    for gather in (_contacts, _scores, _cases, _reopened, _orders, _deals):
        for id, found in gather(session, ids, today):
            for name, value in found.items():
                facts[id][name] = facts[id].get(name, 0) + value if name in MOODS else value
    return {id: Vitals(today, **found) for id, found in facts.items()}


MOODS = {"glad", "neutral", "sad"}
Facts = Iterator[tuple[int, Mapping[str, Any]]]


def _contacts(session: Session, ids: Sequence[int], today: date) -> Facts:
    table = _table(Interaction)
    at, felt, recent = table.c.happened_at, table.c.sentiment, table.c.happened_at >= _from(today, HALF_YEAR)
    parts = {
        "contacts": func.count(),
        "first_contact": func.min(at),
        "last_contact": func.max(at),
        "lately": _number(at >= _from(today, QUARTER)),
        "before": _number(and_(recent, at < _from(today, QUARTER))),
        "glad": _number(and_(recent, felt == "positive")),
        "neutral": _number(and_(recent, felt == "neutral")),
        "sad": _number(and_(recent, felt == "negative")),
    }
    yield from _by_customer(session, table, parts, ids, at < _end(today))


def _scores(session: Session, ids: Sequence[int], today: date) -> Facts:
    table = _table(Feedback)
    at, score, scale = table.c.given_at, table.c.score, table.c.scale
    glad, sad = case(GLAD, value=scale), case(SAD, value=scale)
    parts = {
        "glad": _number(score >= glad),
        "neutral": _number(and_(score > sad, score < glad)),
        "sad": _number(score <= sad),
    }
    yield from _by_customer(session, table, parts, ids, at >= _from(today, HALF_YEAR), at < _end(today))


def _cases(session: Session, ids: Sequence[int], today: date) -> Facts:
    table = _table(Case)
    is_open = _is_open(table, today)
    parts = {"cases": func.count(), "late": _number(and_(is_open, table.c.due_at < _from(today, 1)))}
    parts |= {name: _number(and_(is_open, table.c.priority == name)) for name in PRIORITIES}
    yield from _by_customer(session, table, parts, ids, table.c.opened_at < _end(today))


def _reopened(session: Session, ids: Sequence[int], today: date) -> Facts:
    """Open cases that a change took from closed to something else."""
    table, change = _table(Case), _table(Change)
    again = and_(change.c.kind == "case", change.c.record_id == table.c.id, change.c.action == "updated")
    was_closed = and_(change.c.before["status"].as_string() == "closed", change.c.at < _end(today))
    known = and_(_is_open(table, today), table.c.customer_id.in_(ids), table.c.deleted_at.is_(None))
    counted = select(table.c.customer_id, func.count(distinct(table.c.id))).join(change, again)
    for id, number in session.execute(counted.where(known, was_closed).group_by(table.c.customer_id)):
        yield id, {"reopened": number}


def _orders(session: Session, ids: Sequence[int], today: date) -> Facts:
    table = _table(Order)
    on = table.c.ordered_on
    parts = {
        "order_days": func.count(distinct(on)),
        "first_order": func.min(on),
        "last_order": func.max(on),
        "ordered": func.sum(table.c.amount),
    }
    yield from _by_customer(session, table, parts, ids, on <= today)


def _deals(session: Session, ids: Sequence[int], today: date) -> Facts:
    table = _table(Deal)
    at, won, lost = table.c.closed_at, table.c.stage == "won", table.c.stage == "lost"
    recent = at >= _from(today, HALF_YEAR)
    parts = {
        "deals_won": _number(won),
        "last_won": func.max(case((won, at))),
        "sold": func.sum(case((won, table.c.amount))),
        "won": _number(and_(recent, won)),
        "lost": _number(and_(recent, lost)),
    }
    yield from _by_customer(session, table, parts, ids, at < _end(today))


def _by_customer(session: Session, table: Table, parts: dict[str, Any], ids: Sequence[int], *wanted: Any) -> Facts:
    known = (table.c.customer_id.in_(ids), table.c.deleted_at.is_(None), *wanted)
    summed = select(table.c.customer_id, *parts.values()).where(*known).group_by(table.c.customer_id)
    for id, *values in session.execute(summed):
        found = {name: _plain(value) for name, value in zip(parts, values, strict=True)}
        yield id, {name: value for name, value in found.items() if value is not None}


def _plain(value: Any) -> Any:
    """Moments as days in UTC."""
    return value.astimezone(UTC).date() if isinstance(value, datetime) else value


def _is_open(table: Table, today: date) -> Any:
    """Whether a case was open at the end of the day."""
    closed = table.c.closed_at
    still = and_(closed.is_(None), table.c.status != "closed")
    return and_(table.c.opened_at < _end(today), still | (closed >= _end(today)))


def _number(criterion: Any) -> Any:
    return func.sum(case((criterion, 1), else_=0))


def _from(today: date, days: int) -> datetime:
    """The beginning of the last so many days, today included."""
    return _end(today) - timedelta(days)


def _end(today: date) -> datetime:
    return datetime.combine(today, time(), UTC) + timedelta(1)


def _table(noun: Any) -> Table:
    assert isinstance(noun.__table__, Table)
    return noun.__table__
