"""Leads: people who may become customers."""

from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.fields import LEAD_STATUSES, SOURCES, Field
from storage.people import Person
from storage.record import Named


class Lead(Named):
    """Somebody who may become a customer."""

    __tablename__ = "leads"
    kind = "lead"
    FIELDS: ClassVar = (
        Field("name"),
        Field("company"),
        Field("status", "choice", choices=LEAD_STATUSES),
        Field("source", "choice", choices=SOURCES),
        Field("owner", "record", of="person"),
        Field("score", "number"),
        Field("created_at", "moment"),
        Field("email", "email"),
        Field("phone", "phone"),
        Field("interest"),
    )

    company: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open", index=True)
    source: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    score: Mapped[int | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    interest: Mapped[str | None]

    owner: Mapped[Person | None] = relationship()
