"""Contacts: the people at a customer."""

from datetime import date
from typing import ClassVar

from rapidfuzz import fuzz
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import ALIKE, Customer
from storage.fields import Field
from storage.folding import fold
from storage.numbers import same_number
from storage.record import Welcomed


class Contact(Welcomed):
    """A person at a customer."""

    __tablename__ = "contacts"
    kind = "contact"
    FIELDS: ClassVar = (
        Field("name"),
        Field("customer", "record", of="customer"),
        Field("title"),
        Field("email", "email"),
        Field("phone", "phone"),
        Field("birthday", "date"),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    title: Mapped[str | None] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    birthday: Mapped[date | None]

    customer: Mapped[Customer | None] = relationship()


class Contacts(Collection[Contact]):
    """All the contacts."""

    def at(self, customer: Customer) -> list[Contact]:
        """The people at a customer."""
        return self.where(Contact.customer_id == customer.id)

    def alike(self, name: str, customer: Customer, email: str | None, phone: str | None) -> list[Contact]:
        """Those that may be the same person: that e-mail or phone, or nearly that name at the same customer."""
        found = self.where(Contact.email == email) if email else []
        found += self.where(same_number(Contact.phone, phone), Contact.customer_id == customer.id) if phone else []
        found += [each for each in self.at(customer) if fuzz.ratio(each.name_fold, fold(name)) >= ALIKE]
        return list(dict.fromkeys(found))
