"""Suggestions: advice that was given, and what became of it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import Customer
from storage.fields import Field
from storage.people import Person
from storage.record import Record

PUT_OFF = timedelta(days=7)
OPEN = 50
Refusal = tuple[int | None, str, str]
"""A customer's id, a rule and the advice that it gave."""


class Suggestion(Record):
    """A next best action that was shown: why, on what evidence, and whether it was taken up.

    `rule` names the rule that found it, `evidence` the labels of the records it rests on. One that was put off,
    `later`, is not given again for PUT_OFF after `decided_at`, one that was dismissed never.
    """

    __tablename__ = "suggestions"
    kind = "suggestion"
    tracked = False
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("rule"),
        Field("advice"),
        Field("reason"),
        Field("status", "choice", choices=("shown", "accepted", "dismissed", "later")),
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


class Suggestions(Collection[Suggestion]):
    """All the advice that was given."""

    def refused_by(self, person: Person) -> set[Refusal]:
        """What this person is not to be advised now: it was turned down, or put off and the time is not over."""
        put_off = and_(Suggestion.status == "later", Suggestion.decided_at > self.now - PUT_OFF)
        found = select(Suggestion.customer_id, Suggestion.rule, Suggestion.advice).where(
            Suggestion.person_id == person.id, or_(Suggestion.status == "dismissed", put_off)
        )
        return {(customer, rule, advice) for customer, rule, advice in self.session.execute(found)}

    def take_up(self, person: Person, said: str) -> None:
        """Note that the person has done what a suggestion is carried out with."""
        for each in self.open_of(person):
            if each.custom.get("says") == said:
                each.status, each.decided_at = "accepted", self.now

    def open_of(self, person: Person) -> list[Suggestion]:
        """The last that was suggested to the person and is not settled, the newest first."""
        waiting = (Suggestion.person_id == person.id, Suggestion.status == "shown")
        return self.where(*waiting, newest=Suggestion.id, limit=OPEN)
