"""Cases: problems that customers have, and what is said of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, case, func, inspect, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.absences import Absence, Absences
from storage.collection import Collection
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import CASE_STATUSES, PRIORITIES, Field
from storage.holding import hold
from storage.passages import Passage, index_again
from storage.people import Person
from storage.products import Product
from storage.record import Record

WEIGHTS = {"urgent": 4, "high": 3, "normal": 2, "low": 1}
"""How much there is to do on an open case, by its priority."""


class Case(Record):
    """A problem that a customer has, from opening to resolution; known by its number.

    Its times are kept by case_clock.py: `time_used` are seconds, `alarm_at` is when to look whether to warn somebody.
    """

    __tablename__ = "cases"
    __table_args__ = (Index("cases_of_customer", "customer_id", "status", "deleted_at"),)
    kind = "case"
    FIELDS: ClassVar = (
        Field("number", "number"),
        Field("subject"),
        Field("customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("product", "record", of="product"),
        Field("priority", "choice", choices=PRIORITIES),
        Field("status", "choice", choices=CASE_STATUSES),
        Field("assignee", "record", of="person"),
        Field("opened_at", "moment"),
        Field("due_at", "moment"),
        Field("closed_at", "moment"),
        Field("first_replied_at", "moment"),
        Field("overdue", "flag", derived=True),
        Field("resolution"),
    )

    AUTOMATIC: ClassVar = frozenset(("first_reply_due_at", "first_replied_at", "clock_since", "time_used", "alarm_at"))

    number: Mapped[int] = mapped_column(unique=True)
    subject: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    priority: Mapped[str] = mapped_column(default="normal")
    status: Mapped[str] = mapped_column(default="new", index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    resolution: Mapped[str | None]
    first_reply_due_at: Mapped[datetime | None]
    first_replied_at: Mapped[datetime | None]
    clock_since: Mapped[datetime | None]
    time_used: Mapped[int] = mapped_column(default=0)
    alarm_at: Mapped[datetime | None] = mapped_column(index=True)

    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    product: Mapped[Product | None] = relationship()
    assignee: Mapped[Person | None] = relationship()

    @property
    def label(self) -> str:
        return f"case {self.number}"

    @property
    def is_open(self) -> bool:
        return self.status != "closed"

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been solved by now."""
        return self.is_open and self.due_at is not None and self.due_at < now

    @property
    def team(self) -> str | None:
        """The team that serves it, which is that of its assignee."""
        return self.assignee.team if self.assignee else None

    def close(self, at: datetime, resolution: str | None) -> None:
        """Mark it solved."""
        self.status, self.closed_at, self.resolution = "closed", at, resolution

    def reopen(self) -> None:
        """Take it up again; the old resolution stays in its changes."""
        self.status, self.closed_at, self.resolution = "working", None, None

    def passage(self) -> str:
        solved = f" Solved: {self.resolution}" if self.resolution else ""
        return f"Case {self.number}: {self.subject}.{solved}"


class Comment(Record):
    """Something said about a case."""

    __tablename__ = "comments"
    kind = "comment"
    FIELDS: ClassVar = (
        Field("case", "record", of="case"),
        Field("text"),
        Field("by", "record", of="person"),
        Field("at", "moment"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    case: Mapped[Case] = relationship()
    by: Mapped[Person | None] = relationship()

    @property
    def label(self) -> str:
        return f"comment on case {self.case.number}"

    @property
    def customer_id(self) -> int | None:
        return self.case.customer_id

    def passage(self) -> str:
        return f"{self.by.name if self.by else 'Somebody'} on case {self.case.number}: {self.text}"


def move_comments(session: Session, _: object) -> None:
    """Let the words of comments go with a case to another customer. Listens to the session's `after_flush`."""
    for moved in [each for each in session.dirty if isinstance(each, Case)]:
        if inspect(moved).attrs.customer_id.history.has_changes():
            comments = select(Comment.id).where(Comment.case_id == moved.id)
            theirs = (Passage.kind == Comment.kind) & Passage.record_id.in_(comments)
            session.execute(update(Passage).where(theirs).values(customer_id=moved.customer_id))
            index_again(session, theirs)


class Cases(Collection[Case]):
    """All the cases."""

    def next_number(self) -> int:
        """The number for a new case; those of deleted ones are not given again."""
        hold(self.session, "case numbers")
        highest = select(func.max(Case.number))
        return (self.session.execute(highest, execution_options={"deleted_too": True}).scalar() or 0) + 1

    def numbered(self, number: int) -> Case | None:
        """The case of that number, or None."""
        return self.first(Case.number == number)

    def open(self, limit: int = 500) -> list[Case]:
        """The cases that are not closed, newest first."""
        return self.where(Case.status != "closed", newest=Case.id, limit=limit)

    def running(self) -> list[Case]:
        """The open cases that do not wait for the customer."""
        return self.where(Case.status.in_(("new", "working")))

    def open_at(self, customer_ids: Iterable[int]) -> list[Case]:
        """The cases of these customers that are not closed, newest first."""
        return self.where(Case.customer_id.in_(list(customer_ids)), Case.status != "closed", newest=Case.id)

    def open_for(self, customer: Customer) -> list[Case]:
        """The customer's cases that are not closed."""
        return self.where(Case.customer_id == customer.id, Case.status != "closed")

    def overdue(self) -> list[Case]:
        """The open cases whose due time has passed, the longest overdue first."""
        late = select(Case).where(Case.status != "closed", Case.due_at < self.now)
        return list(self.session.scalars(late.order_by(Case.due_at)))

    def due_by(self, at: datetime, people: Sequence[Person] | None, limit: int) -> tuple[list[Case], int]:
        """The open cases to be solved or first replied to by then, of these people or of all, and how many in all.

        What is due first comes first.
        """
        reply = Case.first_replied_at.is_(None) & (Case.first_reply_due_at <= at)
        wanted = [Case.status != "closed", or_(Case.due_at <= at, reply)]
        wanted += [Case.assignee_id.in_([each.id for each in people])] if people is not None else []
        due = select(Case).where(*wanted).order_by(Case.due_at, Case.id).limit(limit)
        return list(self.session.scalars(due)), self.count(*wanted)

    def least_busy(self, people: Sequence[Person]) -> Person | None:
        """Of these people the one with the least to do, or who stands in for them; by name where level."""
        return self.taken_by(people)[0]

    def taken_by(self, people: Sequence[Person]) -> tuple[Person | None, Absence | None]:
        """Who takes a new case: the least busy of them, or the stand-in with the absence of whom that is.

        Where nobody stands in, the least busy of those who are here.
        """
        first, absences = self._least_busy(people), Absences(self.session, Absence, self.now)
        if first is None or absences.of(first) is None:
            return first, None
        whom, absence = absences.told_instead(first)
        return (whom, absence) if absence else (self._least_busy(absences.present(people)) or first, None)

    def _least_busy(self, people: Sequence[Person]) -> Person | None:
        """The one with the least to do, by name where they are level; urgent cases weigh most."""
        weight = func.sum(case(WEIGHTS, value=Case.priority, else_=WEIGHTS["normal"]))
        load = select(Case.assignee_id, weight).where(Case.status != "closed").group_by(Case.assignee_id)
        open_cases = {row[0]: row[1] for row in self.session.execute(load)}
        return min(people, key=lambda person: (open_cases.get(person.id, 0), person.name_fold), default=None)

    def last_team(self, customer: Customer) -> str | None:
        """The team that has served the customer last."""
        served = self.where(Case.customer_id == customer.id, Case.assignee_id.is_not(None), newest=Case.id, limit=1)
        return served[0].team if served else None

    def solved_with(self, words: Sequence[str], limit: int = 200) -> list[Case]:
        """Closed cases with a resolution whose subject has one of the words, newest first."""
        if not words:
            return []
        having = or_(*(Case.subject.icontains(word, autoescape=True) for word in words))
        solved = (Case.status == "closed", Case.resolution.is_not(None), having)
        return self.where(*solved, newest=Case.id, limit=limit)

    def solved_subjects(self, limit: int) -> list[str]:
        """What the last closed cases with a resolution were about."""
        solved = select(Case.subject).where(Case.status == "closed", Case.resolution.is_not(None))
        return list(self.session.scalars(solved.order_by(Case.id.desc()).limit(limit)))

    def comments(self, of: Case) -> list[Comment]:
        """What was said of a case, oldest first."""
        return list(self.session.scalars(select(Comment).where(Comment.case_id == of.id).order_by(Comment.id)))
