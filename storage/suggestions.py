"""Suggestions: advice that was given, and what became of it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.customers import Customer
from storage.fields import Field
from storage.record import Record


class Suggestion(Record):
    """A next best action that was shown: why, on what evidence, and whether it was taken up.

    `rule` names the rule that found it, `evidence` the labels of the records it rests on.
    """

    __tablename__ = "suggestions"
    kind = "suggestion"
    tracked = False
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("rule"),
        Field("advice"),
        Field("reason"),
        Field("status", "choice", choices=("shown", "accepted", "dismissed")),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    rule: Mapped[str]
    advice: Mapped[str]
    reason: Mapped[str]
    evidence: Mapped[list[Any]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(default="shown")
    decided_at: Mapped[datetime | None]

    customer: Mapped[Customer | None] = relationship()

    @property
    def label(self) -> str:
        return self.advice
