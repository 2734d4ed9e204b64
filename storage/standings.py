"""Standings: health and churn risk of every customer, kept so that 100,000 of them can be filtered and sorted.

Kept and not computed live, since a million interactions take longer to sum up than anybody waits. A write to what a
customer's standing rests on notes the customer; whoever asks next has those noted computed anew, so that no answer is
older than the last write. What changes only with the day is computed anew by the clock; of more than AT_ONCE customers
whose day has passed an answer may show yesterday's figures until the clock has come to them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, case, delete, func, insert, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import Case
from storage.churn import HIGH, LOW, MEDIUM, lapse_of, signs_of
from storage.columns import Money
from storage.crm import Crm
from storage.customers import Customer
from storage.health import health_of
from storage.people import Person
from storage.record import Record, Row
from storage.vitals import Vitals, vitals_of

AT_ONCE = 5000
A_TICK = 1000
CHUNK = 1000
TELLING = {"interaction", "feedback", "case", "order", "deal"}
"""What a standing rests on."""


class Standing(Row):
    """How a customer stood on `day`: health 0-100, `risk` in points of `storage.churn`, `lapse` how far they left.

    None is where there are no facts; `risk` and `worth` are of those who have bought.
    """

    __tablename__ = "standings"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    health: Mapped[int | None]
    risk: Mapped[int | None] = mapped_column(index=True)
    lapse: Mapped[int] = mapped_column(index=True)
    worth: Mapped[Decimal | None] = mapped_column(Money)


class Outdated(Row):
    """A customer whose standing is to be computed anew. Only ever added, so that writers do not wait for each other."""

    __tablename__ = "outdated_standings"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))


def note_outdated(session: Session, _: object) -> None:
    """Note the customers that this flush tells something new of. Listens to the session's `after_flush`."""
    noted: set[int | None] = set()
    for record in [*session.new, *session.dirty]:
        if isinstance(record, Record) and record.kind in TELLING:
            noted.update(_whose(record))
    noted.update(record.id for record in session.new if isinstance(record, Record) and record.kind == "customer")
    outdate(session, noted)


def _whose(record: Any) -> list[int | None]:
    """The customer that a record belongs to, and the one that it belonged to before."""
    return [record.customer_id, *inspect(record).attrs.customer_id.history.deleted]


def outdate(session: Session, customer_ids: Iterable[int | None]) -> None:
    """Have the standings of these customers computed anew."""
    noted = sorted({id for id in customer_ids if id is not None})
    if noted:
        session.connection().execute(insert(Outdated), [{"customer_id": id} for id in noted])


def is_due(crm: Crm) -> bool:
    """Whether any standing is to be computed anew."""
    passed = select(Standing.customer_id).where(Standing.day < day_of(crm)).limit(1)
    noted = crm.session.scalars(select(Outdated.customer_id).limit(1)).first()
    return noted is not None or crm.session.scalars(passed).first() is not None


def vitals_on(crm: Crm, customers: Sequence[Customer], today: date) -> dict[int, Vitals]:
    """The facts of these customers as they stood on a day."""
    crm.session.flush()
    return vitals_of(crm.session, [each.id for each in customers], today)


def renew(crm: Crm) -> int:
    """Bring the standings up to date for an answer, and tell how many that were."""
    day = day_of(crm)
    passed = list(crm.session.scalars(select(Standing.customer_id).where(Standing.day < day).limit(AT_ONCE)))
    noted = list(crm.session.scalars(select(Outdated.customer_id).distinct()))
    return _renew(crm, list(dict.fromkeys([*noted, *passed])), day)


def renew_some(crm: Crm, most: int = A_TICK) -> int:
    """Bring so many standings up to date, those noted first; for the clock."""
    day = day_of(crm)
    noted = list(crm.session.scalars(select(Outdated.customer_id).distinct().limit(most)))
    passed = select(Standing.customer_id).where(Standing.day < day).limit(most - len(noted))
    return _renew(crm, list(dict.fromkeys([*noted, *crm.session.scalars(passed)])), day)


def _renew(crm: Crm, ids: Sequence[int], day: date) -> int:
    if ids:
        crm.session.flush()
        crm.hold("standings")
    for first in range(0, len(ids), CHUNK):
        _write(crm.session, ids[first : first + CHUNK], day)
    return len(ids)


def _write(session: Session, ids: Sequence[int], day: date) -> None:
    """What is noted goes before the facts are read: a write that comes in between is noted again."""
    session.execute(delete(Outdated).where(Outdated.customer_id.in_(ids)))
    rows = [_row(id, vitals) for id, vitals in vitals_of(session, ids, day).items()]
    session.execute(delete(Standing).where(Standing.customer_id.in_(ids)))
    session.execute(insert(Standing), rows)


def _row(id: int, vitals: Vitals) -> dict[str, Any]:
    signs = sum(sign.points for sign in signs_of(vitals))
    risk, worth = (signs, vitals.worth) if vitals.bought else (None, None)
    health, lapse = health_of(vitals).score, lapse_of(vitals)
    return {
        "customer_id": id, "day": vitals.today, "health": health, "risk": risk, "lapse": lapse, "worth": worth,
    }  # fmt: skip


def day_of(crm: Crm) -> date:
    """The day, in UTC, that standings are computed for now."""
    return crm.now.astimezone(UTC).date()


def health(customer: Any, now: datetime) -> Any:
    """The health that somebody has set by hand, or else the computed one."""
    return func.coalesce(customer.health, _kept(Standing.health, customer))


def churn_risk(customer: Any, now: datetime) -> Any:
    """The risk in a word; none is said of those who have never bought."""
    points = _kept(Standing.risk, customer)
    words = case((points >= HIGH, "high"), (points >= MEDIUM, "medium"), (points >= LOW, "low"), else_="none")
    return case((points.is_(None), None), else_=words)


def _kept(column: Any, customer: Any) -> Any:
    return select(column).where(Standing.customer_id == customer.id).correlate(customer).scalar_subquery()


def healths_of(crm: Crm, customers: Sequence[Customer]) -> dict[int, int | None]:
    """The health of each customer: the one set by hand, or else the computed one."""
    renew(crm)
    kept_ones = select(Standing.customer_id, Standing.health)
    if len(customers) <= CHUNK:
        kept_ones = kept_ones.where(Standing.customer_id.in_([each.id for each in customers]))
    rows = crm.session.execute(kept_ones)
    kept = {row[0]: row[1] for row in rows}
    return {each.id: kept.get(each.id) if each.health is None else each.health for each in customers}


def weakest(crm: Crm, person: Person | None, limit: int) -> list[tuple[Customer, int]]:
    """The customers with the lowest health, as it is kept, the lowest first.

    Of everybody's, or those that a person owns or has an open case of.
    """
    told = func.coalesce(Customer.health, Standing.health)
    found = select(Customer, told).join(Standing, Standing.customer_id == Customer.id, isouter=True)
    found = found.where(told.is_not(None)).order_by(told, Customer.id).limit(limit)
    if person:
        served = select(Case.customer_id).where(Case.assignee_id == person.id, Case.status != "closed")
        found = found.where(or_(Customer.owner_id == person.id, Customer.id.in_(served)))
    return [(row[0], row[1]) for row in crm.session.execute(found)]


RENEWED = {("customer", "health"), ("customer", "churn_risk")}
"""The fields that standings are kept for."""
