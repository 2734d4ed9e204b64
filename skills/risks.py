"""Risks: the open deals that may slip or be lost, each with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from skills.wording import count_of, day
from storage.crm import Crm
from storage.deals import Deal
from storage.stays import ENOUGH, FLOOR, LATEST, Standing, standings
from storage.stretches import usual_cycle
from storage.worth import last_contacts

TOO_LONG = 1.5
"""How many times the usual days from opening to winning are too many."""
SILENT = timedelta(days=30)
SOON = timedelta(days=14)
OFTEN = 2
"""So many times put off, a deal is slipping."""


@dataclass(frozen=True)
class Risks:
    """What may go wrong with open deals.

    `now` is on the clock of whoever looks; so many of the `latest` won ones tell how long one usually takes.
    """

    crm: Crm
    now: datetime
    deals: Sequence[Deal]
    latest: int = LATEST

    def found(self) -> list[tuple[Deal, list[str]]]:
        """The deals at risk with the reasons, those that count most first."""
        told = [(deal, list(self._reasons(deal))) for deal in self.deals]
        return sorted((each for each in told if each[1]), key=lambda each: -each[0].weighted)

    @cached_property
    def stuck(self) -> list[Deal]:
        """Those that have stood in their stage for longer than usual."""
        return [deal for deal in self.deals if self.standings[deal.id].is_stuck(self.now)]

    @cached_property
    def slipping(self) -> list[Deal]:
        """Those whose day has passed, or was put off more than once."""
        return [deal for deal in self.deals if is_slipping(deal, self.now.date())]

    def _reasons(self, deal: Deal) -> Iterator[str]:
        today = self.now.date()
        if deal.close_on and today <= deal.close_on <= today + SOON and _is_early(deal):
            yield f"closes {day(deal.close_on, today)} and is only in {deal.stage}"
        yield from slipping_words(deal, today)
        yield from self._stuck(deal)
        yield from self._silent(deal)

    def _stuck(self, deal: Deal) -> Iterator[str]:
        open_for = (self.now - deal.created_at).days
        if self.standings[deal.id].is_stuck(self.now):
            yield stuck_words(deal, self.standings[deal.id], self.now)
        elif self._cycle and open_for > self._cycle * TOO_LONG:
            yield f"open for {count_of(open_for, 'day')}, won ones took {self._cycle:.0f}"

    def _silent(self, deal: Deal) -> Iterator[str]:
        last = self._contacts.get(deal.customer_id or 0)
        since: datetime = max(last, deal.created_at) if last else deal.created_at
        if self.now - since > SILENT:
            yield f"no contact for {(self.now - since).days} days"

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Since when each deal has stood in its stage, and what is usual there."""
        return standings(self.crm.session, self.deals, self.now)

    @cached_property
    def _cycle(self) -> float | None:
        return usual_cycle(self.crm, self.latest)

    @cached_property
    def _contacts(self) -> dict[int, datetime]:
        return last_contacts(self.crm, [deal.customer_id for deal in self.deals if deal.customer_id])


def is_slipping(deal: Deal, today: date) -> bool:
    """Whether an open deal's day has passed or was put off more than once."""
    return deal.is_open and (bool(deal.close_on and deal.close_on < today) or deal.postponed >= OFTEN)


def slipping_words(deal: Deal, today: date) -> Iterator[str]:
    """How a deal slips: the day that has passed, and how often it was put off."""
    if deal.close_on and deal.close_on < today:
        yield f"was to close {day(deal.close_on, today)}"
    if deal.postponed:
        yield f"put off {'once' if deal.postponed == 1 else f'{deal.postponed} times'}"


def stuck_words(deal: Deal, standing: Standing, now: datetime) -> str:
    """How long a deal stands in its stage, beside what is usual."""
    usual = standing.usual
    compared = f"usually {usual.days:.0f}" if usual.known >= ENOUGH else f"more than {FLOOR}"
    return f"{count_of(standing.days(now), 'day')} in {deal.stage}, {compared}"


def _is_early(deal: Deal) -> bool:
    """Whether it is in the first half of its pipeline."""
    order = [each.name for each in deal.pipeline.open_stages] if deal.pipeline else []
    return deal.stage in order[: len(order) // 2]
