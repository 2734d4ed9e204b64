"""Absences: when somebody of the house is away, who stands in, and what reached the stand-in meanwhile."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.fields import Field
from storage.people import Person
from storage.record import Record, Row

GREETED = timedelta(days=30)
"""For how long after an absence somebody is still told what was handled."""


class Absence(Record):
    """Days on which a person is away, both included; without a last day it is open.

    `told_at` is when the person was told what was handled meanwhile.
    """

    __tablename__ = "absences"
    kind = "absence"
    FIELDS: ClassVar = (
        Field("person", "record", of="person"),
        Field("first_day", "date"),
        Field("last_day", "date"),
        Field("stand_in", "record", of="person"),
        Field("reason"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None]
    told_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id])

    @property
    def label(self) -> str:
        return f"absence of {self.person.name}"

    @property
    def is_told(self) -> bool:
        """Whether the person was told, after the last day, what was handled."""
        if self.told_at is None or self.last_day is None:
            return False
        return self.person.today(self.told_at) > self.last_day

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Cover(Row):
    """Something that reached somebody in the place of a person who is away: a record, by its kind and id."""

    __tablename__ = "covers"

    id: Mapped[int] = mapped_column(primary_key=True)
    absence_id: Mapped[int] = mapped_column(ForeignKey("absences.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class Absences(Collection[Absence]):
    """All the absences."""

    def of(self, person: Person, day: date | None = None) -> Absence | None:
        """The absence of a person on a day, by default today where they live; the one that ends last."""
        when = day or self.today(person)
        found = [each for each in self.where(Absence.person_id == person.id) if each.covers(when)]
        return max(found, key=lambda each: each.last_day or date.max, default=None)

    def next_of(self, person: Person) -> Absence | None:
        """The absence that a person has now, or else the next one to come."""
        left = (Absence.last_day.is_(None)) | (Absence.last_day >= self.today(person))
        found = self.where(Absence.person_id == person.id, left)
        return min(found, key=lambda each: each.first_day, default=None)

    def stand_in(self, person: Person, day: date | None = None) -> Person | None:
        """Who is there for somebody who is away: the stand-in, or the stand-in's own; None where nobody is."""
        seen, whom = {person.id}, person
        while absence := self.of(whom, day):
            if absence.stand_in is None or absence.stand_in.deleted_at or absence.stand_in.id in seen:
                return None
            whom = absence.stand_in
            seen.add(whom.id)
        return whom if whom is not person else None

    def told_instead(self, person: Person) -> tuple[Person, Absence | None]:
        """Whom to tell what is a person's: the stand-in with the absence, or the person where nobody stands in."""
        absence = self.of(person)
        stand_in = self.stand_in(person) if absence else None
        return (stand_in, absence) if stand_in else (person, None)

    def present(self, people: Iterable[Person]) -> list[Person]:
        """Those who are not away today."""
        away = {each.person_id for each in self.now_and_later() if each.covers(self.today(each.person))}
        return [person for person in people if person.id not in away]

    def now_and_later(self) -> list[Absence]:
        """The absences that are not over everywhere, the first to begin first."""
        yesterday = self.now.date() - timedelta(days=1)
        found = self.where(or_(Absence.last_day.is_(None), Absence.last_day >= yesterday))
        left = [each for each in found if each.last_day is None or each.last_day >= self.today(each.person)]
        return sorted(left, key=lambda each: (each.first_day, each.id))

    def over(self) -> list[Absence]:
        """The absences that ended lately and whose people were not told yet what was handled."""
        since = self.now.date() - GREETED
        ended = self.where(Absence.last_day >= since, Absence.last_day <= self.now.date())
        left = [each for each in ended if each.last_day and each.last_day < self.today(each.person)]
        return [each for each in left if not each.is_told]

    def note(self, absence: Absence, stand_in: Person, record: Record) -> None:
        """Keep that a record came to the stand-in."""
        cover = Cover(absence_id=absence.id, person_id=stand_in.id, kind=record.kind, record_id=record.id, at=self.now)
        self.session.add(cover)
        self.session.flush()

    def handled(self, absence: Absence) -> list[Cover]:
        """What came to others meanwhile, the first first."""
        found = select(Cover).where(Cover.absence_id == absence.id)
        return list(self.session.scalars(found.order_by(Cover.id)))

    def covered_by(self, person: Person, kind: str) -> list[int]:
        """The ids of the records of a kind that came to this person in the place of others."""
        found = select(Cover.record_id).where(Cover.person_id == person.id, Cover.kind == kind)
        return list(dict.fromkeys(self.session.scalars(found.order_by(Cover.id))))

    def today(self, person: Person) -> date:
        """The day that it is where a person lives."""
        return person.today(self.now)
