"""Reminders: what somebody is to be told, and when."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.customers import Customer
from storage.fields import Field
from storage.people import Person
from storage.record import Record


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
