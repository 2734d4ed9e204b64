"""Reminders: what somebody is to be told, and when."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import Customer
from storage.fields import Field
from storage.people import Person
from storage.record import Record
from storage.recurrence import occurrence_after, working_occurrence


class Reminder(Record):
    """What a person is to be told at a moment, once or by an RFC 5545 rule in that person's time zone.

    `occurrence` counts what was already told, and is part of the key that keeps it from being told twice.
    """

    __tablename__ = "reminders"
    __table_args__ = (Index("reminders_due", "status", "due_at"),)
    kind = "reminder"
    FIELDS: ClassVar = (
        Field("about"),
        Field("due_at", "moment"),
        Field("customer", "record", of="customer"),
        Field("person", "record", of="person"),
        Field("every"),
        Field("status", "choice", choices=("open", "done", "cancelled")),
    )

    about: Mapped[str]
    due_at: Mapped[datetime]
    every: Mapped[str | None]
    zone: Mapped[str] = mapped_column(default="UTC")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str] = mapped_column(default="open")
    occurrence: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    thread: Mapped[str | None]

    customer: Mapped[Customer | None] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    @property
    def label(self) -> str:
        return self.about

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_asked_for(self) -> bool:
        """Whether whoever is told has set it for this very moment, so that it is expected even in quiet hours."""
        return not self.every and self.by_id == self.person_id

    def complete(self, now: datetime) -> None:
        """Tick it off. A recurring one goes on with its next occurrence, unless it has gone on when it was told."""
        if not self.every:
            self.status = "done"
        elif not self._was_just_told(now):
            self.move_on(now)

    def move_on(self, now: datetime) -> None:
        """Take a recurring one to its next occurrence that is still to come; after its last it is done."""
        after = max(now, self.due_at)
        following = self._following(self.every or "", after)
        self.due_at, self.status = (following, "open") if following else (self.due_at, "done")

    def _following(self, rule: str, after: datetime) -> datetime | None:
        zone = ZoneInfo(self.zone)
        if not self.person.working_days:
            return occurrence_after(rule, self.due_at, after, zone)
        return working_occurrence(rule, self.due_at, after, zone, self.person.works_on)

    def _was_just_told(self, now: datetime) -> bool:
        return self.told_at is not None and now - self.told_at < self.due_at - now

    def cancel(self) -> None:
        """Never tell it again."""
        self.status = "cancelled"


class Reminders(Collection[Reminder]):
    """All the reminders."""

    def open_of(self, person: Person) -> list[Reminder]:
        """What the person is still to be told or has set for a colleague, the next first."""
        theirs = or_(Reminder.person_id == person.id, Reminder.by_id == person.id)
        waiting = select(Reminder).where(theirs, Reminder.status == "open")
        return list(self.session.scalars(waiting.order_by(Reminder.due_at, Reminder.id)))
