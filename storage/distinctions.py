"""Distinctions: two records that look alike and are not the same, so that nobody is asked about them again."""

from typing import ClassVar

from sqlalchemy import ForeignKey, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.contacts import Contact
from storage.customers import Customer
from storage.fields import Field
from storage.leads import Lead
from storage.record import Record


class Distinction(Record):
    """Two customers, two contacts or two leads that are not the same."""

    __tablename__ = "distinctions"
    kind = "distinction"
    FIELDS: ClassVar = (
        Field("customer", "record", of="customer"),
        Field("other_customer", "record", of="customer"),
        Field("contact", "record", of="contact"),
        Field("other_contact", "record", of="contact"),
        Field("lead", "record", of="lead"),
        Field("other_lead", "record", of="lead"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    other_customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    other_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    other_lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys=[customer_id])
    other_customer: Mapped[Customer | None] = relationship(foreign_keys=[other_customer_id])
    contact: Mapped[Contact | None] = relationship(foreign_keys=[contact_id])
    other_contact: Mapped[Contact | None] = relationship(foreign_keys=[other_contact_id])
    lead: Mapped[Lead | None] = relationship(foreign_keys=[lead_id])
    other_lead: Mapped[Lead | None] = relationship(foreign_keys=[other_lead_id])

    @property
    def label(self) -> str:
        one = self.customer or self.contact or self.lead
        other = self.other_customer or self.other_contact or self.other_lead
        return f"distinction of {one.name if one else 'one'} and {other.name if other else 'another'}"


class Distinctions(Collection[Distinction]):
    """All the pairs that are not the same."""

    def between(self, one: Record, other: Record) -> Distinction | None:
        """The distinction of two records of a kind, in whichever order."""
        first, second = (getattr(Distinction, f"{each}{one.kind}_id") for each in ("", "other_"))
        ways = [and_(first == a, second == b) for a, b in ((one.id, other.id), (other.id, one.id))]
        return self.first(or_(*ways))

    def keep_apart(self, one: Record, other: Record) -> Distinction:
        """Remember that the two are not the same."""
        return self.add(Distinction(**{f"{one.kind}_id": one.id, f"other_{one.kind}_id": other.id}))

    def pairs(self, kind: str) -> set[tuple[int, int]]:
        """The ids of all pairs of a kind, the lower one first."""
        found = [(getattr(each, f"{kind}_id"), getattr(each, f"other_{kind}_id")) for each in self.all()]
        return {(min(one, other), max(one, other)) for one, other in found if one and other}
