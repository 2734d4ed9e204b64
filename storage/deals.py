"""Deals: business that may be won."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from rapidfuzz import fuzz
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.columns import Money
from storage.contacts import Contact
from storage.customers import ALIKE, Customer
from storage.fields import PROBABILITIES, SOURCES, STAGES, Field
from storage.folding import fold
from storage.leads import Lead
from storage.lines import Line, Lined, total
from storage.people import Person
from storage.pipelines import CHANCES, CLOSED, Pipeline, default_id
from storage.products import Product
from storage.record import Named

__all__ = ["CLOSED", "Deal", "Deals"]


class Deal(Lined, Named):
    """Business with a customer that may be won or lost; `contact` is who talks, `lead` what it was made of.

    `probability` is its own where it has one other than its stage's, `postponed` how often it was put off.
    """

    __tablename__ = "deals"
    __table_args__ = (
        Index(
            "deals_by_stage",
            "stage",
            "closed_at",
            "created_at",
            "owner_id",
            "customer_id",
            "currency",
            "amount",
            "deleted_at",
        ),
    )
    kind = "deal"
    FIELDS: ClassVar = (
        Field("name"),
        Field("customer", "record", of="customer"),
        Field("stage", "choice", choices=STAGES, own=True),
        Field("amount", "money"),
        Field("owner", "record", of="person"),
        Field("product", "record", of="product"),
        Field("source", "choice", choices=SOURCES),
        Field("close_on", "date"),
        Field("created_at", "moment"),
        Field("closed_at", "moment"),
        Field("probability", "number"),
        Field("reason"),
        Field("currency"),
        Field("pipeline", "record", of="pipeline"),
        Field("postponed", "number", derived=True),
    )

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    stage: Mapped[str] = mapped_column(default="prospecting")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    source: Mapped[str | None]
    close_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    probability: Mapped[int | None]
    reason: Mapped[str | None]
    currency: Mapped[str | None]
    pipeline_id: Mapped[int | None] = mapped_column(ForeignKey("pipelines.id"), default=default_id(), index=True)
    postponed: Mapped[int] = mapped_column(default=0)

    customer: Mapped[Customer | None] = relationship()
    owner: Mapped[Person | None] = relationship()
    product: Mapped[Product | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    lead: Mapped[Lead | None] = relationship()
    pipeline: Mapped[Pipeline | None] = relationship()
    lines: Mapped[list[Line]] = relationship(back_populates="deal", order_by=Line.place)

    def settle(self) -> None:
        """Be about the product of its lines that is worth most; a deal keeps it when its last line is taken off."""
        dearest = max(self.standing, key=lambda line: line.amount or 0, default=None)
        self.product = dearest.product if dearest else self.product

    def follow(self, before: Decimal | None) -> bool:
        """Be worth what its lines come to where it had no amount or theirs, `before`; returns whether it is."""
        if self.amount is not None and self.amount != before:
            return False
        self.amount = total(self.standing)
        return True

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED

    @property
    def chance(self) -> int:
        """How likely it is won, in percent: as it ended, else its own probability, or that of its stage."""
        if self.stage in CHANCES:
            return CHANCES[self.stage]
        if self.probability is not None:
            return self.probability
        return self.pipeline.chance(self.stage) if self.pipeline else PROBABILITIES.get(self.stage, 0)

    @property
    def weighted(self) -> Decimal:
        """Its amount times its chance; nothing where there is no amount."""
        return (self.amount or Decimal()) * self.chance / 100

    def enter(self, stage: str, now: datetime) -> None:
        """Take the stage with its probability; a last stage closes the deal, any other opens it again."""
        known = self.pipeline.stage(stage) if self.pipeline else None
        self.stage, self.probability = known.value if known else stage, None
        self.closed_at = None if self.is_open else now


class Deals(Collection[Deal]):
    """All the deals."""

    def open_of(self, customer: Customer) -> list[Deal]:
        """The customer's open deals."""
        return self.where(Deal.customer_id == customer.id, Deal.stage.not_in(CLOSED))

    def alike(self, deal: Deal, named: bool) -> list[Deal]:
        """Open ones of the same customer that may be the same: nearly that name if it was `named`, else that amount."""
        assert deal.customer is not None
        kept = self.open_of(deal.customer)
        if named:
            return [each for each in kept if fuzz.ratio(each.name_fold, fold(deal.name)) >= ALIKE]
        return [each for each in kept if (each.amount, each.product) == (deal.amount, deal.product)]

    def free_name(self, name: str) -> str:
        """The name, or with a number behind it where a deal is called so already."""
        taken = {each.name_fold for each in self.where(Deal.name_fold.startswith(fold(name), autoescape=True))}
        numbered = (f"{name} {number}" for number in range(2, len(taken) + 2))
        return next(each for each in (name, *numbered) if fold(each) not in taken)
