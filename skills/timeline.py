"""The timeline: what happened with a customer or a contact, of every kind, newest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from skills.slots import Period
from skills.turn import Turn
from skills.wording import money
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.feedback import Feedback
from storage.interactions import Interaction
from storage.leads import Lead
from storage.products import Order
from storage.record import Record
from storage.stretches import stretches


@dataclass(frozen=True)
class Happening:
    """One thing on the timeline; `at` is a date where no time of day is known."""

    at: datetime | date
    what: str
    who: str
    words: str


@dataclass(frozen=True)
class Source:
    """One kind of happening: the column with its moment, what it is called and what there is to say of it."""

    noun: type[Record]
    moment: str
    what: Callable[[Any], str]
    words: Callable[[Any], str]


SOURCES = (
    Source(Interaction, "happened_at", lambda one: str(one.channel), lambda one: str(one.summary)),
    Source(Case, "opened_at", lambda case: f"case {case.number} opened", lambda case: str(case.subject)),
    Source(Case, "closed_at", lambda case: f"case {case.number} closed", lambda case: case.resolution or case.subject),
    Source(Order, "ordered_on", lambda order: "order", lambda order: _priced(order.label, order)),
    Source(Deal, "created_at", lambda deal: "deal opened", lambda deal: _priced(deal.name, deal)),
    Source(Deal, "closed_at", lambda deal: f"deal {deal.stage}", lambda deal: _priced(deal.name, deal, deal.reason)),
    Source(Feedback, "given_at", lambda given: "feedback", lambda given: _joined(given.label, given.comment)),
)


@dataclass(frozen=True)
class Timeline:
    """What happened with `whom`: a customer, or a contact and what carries the contact's name."""

    turn: Turn
    whom: Customer | Contact
    period: Period
    channel: str | None

    def newest(self, limit: int) -> list[Happening]:
        """The last happenings, newest first."""
        found = [happening for source in self._sources() for happening in self._read(source, limit)]
        found += self._as_lead
        return sorted(found, key=lambda happening: self._moment(happening.at), reverse=True)[:limit]

    def count(self) -> int:
        """How many there are."""
        counts = (self.turn.crm.of(source.noun.kind).count(*self._criteria(source)) for source in self._sources())
        return sum(counts) + len(self._as_lead)

    @cached_property
    def _as_lead(self) -> list[Happening]:
        """The steps of the leads that became this customer or contact."""
        deals = self.turn.crm.deals.where(getattr(Deal, self._key) == self.whom.id, Deal.lead_id.is_not(None))
        leads = [] if self.channel else list(dict.fromkeys(deal.lead for deal in deals if deal.lead))
        first, last = self._bounds(days=False)
        return [
            Happening(step.since, f"lead {step.value}", _who(lead), lead.name if place else _lead_words(lead))
            for lead in leads
            for place, step in enumerate(stretches(self.turn.crm, [lead], "status")[lead.id])
            if (not first or step.since >= first) and (not last or step.since < last)
        ]

    def _sources(self) -> Iterator[Source]:
        for source in SOURCES[:1] if self.channel else SOURCES:
            if hasattr(source.noun, self._key):
                yield source

    @property
    def _key(self) -> str:
        return f"{self.whom.kind}_id"

    def _read(self, source: Source, limit: int) -> Iterator[Happening]:
        moment = getattr(source.noun, source.moment)
        for record in self.turn.crm.of(source.noun.kind).where(*self._criteria(source), limit=limit, newest=moment):
            yield Happening(getattr(record, source.moment), source.what(record), _who(record), source.words(record))

    def _criteria(self, source: Source) -> list[Any]:
        noun: Any = source.noun
        moment = getattr(noun, source.moment)
        first, last = self._bounds(days=noun is Order)
        criteria = [getattr(noun, self._key) == self.whom.id, moment.is_not(None)]
        criteria += [moment >= first] if first else []
        criteria += [moment < last] if last else []
        return criteria + ([noun.channel == self.channel] if self.channel else [])

    def _bounds(self, days: bool) -> tuple[Any, Any]:
        zone = self.turn.speaker.zone
        first, last = self.period.starts(zone), self.period.ends(zone)
        return (first and first.date(), last and last.date()) if days else (first, last)

    def _moment(self, at: datetime | date) -> datetime:
        return at if isinstance(at, datetime) else datetime.combine(at, time(), self.turn.speaker.zone)


def _who(record: Any) -> str:
    """The contact, and the colleague who was there, has it or owns it."""
    people = (getattr(record, name, None) for name in ("contact", "by", "assignee", "owner"))
    return ", ".join(person.name for person in people if person)


def _priced(name: str, record: Any, more: str | None = None) -> str:
    price = money(record.amount, record.currency) if record.amount is not None else None
    return _joined(", ".join(part for part in (name, price) if part), more)


def _lead_words(lead: Lead) -> str:
    """What was known when it came in."""
    source = f"from {lead.source}" if lead.source else None
    return _joined(lead.name, ", ".join(part for part in (source, lead.interest) if part))


def _joined(said: str, more: str | None) -> str:
    return f"{said}: {more}" if more else said
