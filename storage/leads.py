"""Leads: people who may become customers."""

from typing import ClassVar

from rapidfuzz import fuzz
from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import ALIKE, bare_name
from storage.domains import own_domain
from storage.fields import LEAD_STATUSES, SOURCES, Field
from storage.folding import fold
from storage.numbers import same_number
from storage.people import Person
from storage.record import Welcomed


class Lead(Welcomed):
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
        Field("reason"),
    )

    company: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open", index=True)
    source: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    score: Mapped[int | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    interest: Mapped[str | None]
    reason: Mapped[str | None]

    owner: Mapped[Person | None] = relationship()

    @property
    def domain(self) -> str:
        """The company's own domain in the e-mail address, empty when there is none."""
        return own_domain(self.email)


class Leads(Collection[Lead]):
    """All the leads."""

    def alike(self, lead: Lead) -> list[Lead]:
        """Those that may be the same person: that e-mail or phone, or nearly that name and not another company."""
        found = self.where(func.lower(Lead.email) == lead.email.lower()) if lead.email else []
        found += self.where(same_number(Lead.phone, lead.phone)) if lead.phone else []
        near = self.where(Lead.name_fold.startswith(lead.name_fold[:3], autoescape=True))
        near = [each for each in near if fuzz.token_sort_ratio(each.name_fold, lead.name_fold) >= ALIKE]
        return list(dict.fromkeys([*found, *(each for each in near if _may_share(each.company, lead.company))]))

    def colleagues(self, lead: Lead) -> list[Lead]:
        """Those of the same company, by its name or by the domain of their e-mail addresses."""
        found = self.where(Lead.email.iendswith(f"@{lead.domain}", autoescape=True)) if lead.domain else []
        if lead.company:
            near = self.where(Lead.company.istartswith(lead.company[:3], autoescape=True))
            found += [each for each in near if _may_share(each.company, lead.company)]
        return list(dict.fromkeys(found))


def _may_share(company: str | None, other: str | None) -> bool:
    """Whether two names may be of the same company; where one is not known they may."""
    if not (company and other):
        return True
    return fold(company) == fold(other) or fuzz.ratio(bare_name(company), bare_name(other)) >= ALIKE
