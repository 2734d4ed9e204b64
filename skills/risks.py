"""Risks: the open deals that may slip or be lost, each with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from skills.turn import Turn
from skills.wording import count_of, day
from storage.deals import Deal
from storage.stretches import Stretch, stretches, usual_cycle, usual_days
from storage.worth import last_contacts

TOO_LONG = 1.5
"""How many times the usual days in a stage are too many."""
SILENT = timedelta(days=30)
SOON = timedelta(days=14)
EARLY = ("prospecting", "engaging")


@dataclass(frozen=True)
class Risks:
    """What may go wrong with open deals."""

    turn: Turn
    deals: Sequence[Deal]

    def found(self) -> list[tuple[Deal, list[str]]]:
        """The deals at risk with the reasons, those that count most first."""
        told = [(deal, list(self._reasons(deal))) for deal in self.deals]
        return sorted((each for each in told if each[1]), key=lambda each: -each[0].weighted)

    def _reasons(self, deal: Deal) -> Iterator[str]:
        today = self.turn.now.date()
        if deal.close_on and deal.close_on < today:
            yield f"was to close {day(deal.close_on, today)}"
        elif deal.close_on and deal.close_on - today <= SOON and deal.stage in EARLY:
            yield f"closes {day(deal.close_on, today)} and is only in {deal.stage}"
        if put_off := self._put_off(deal):
            yield f"put off {'once' if put_off == 1 else f'{put_off} times'}"
        yield from self._stuck(deal)
        yield from self._silent(deal)

    def _put_off(self, deal: Deal) -> int:
        """How often its close date was moved to a later day."""
        days = [each.value for each in self._dates[deal.id] if each.value]
        return sum(later > earlier for earlier, later in pairwise(days))

    def _stuck(self, deal: Deal) -> Iterator[str]:
        stages, usual = self._stages[deal.id], self._usual.get(deal.stage)
        stood, open_for = stages[-1].days(self.turn.now), (self.turn.now - deal.created_at).days
        if usual is not None and len(stages) > 1:
            if stood > max(usual, 1) * TOO_LONG:
                yield f"{count_of(stood, 'day')} in {deal.stage}, usually {usual:.0f}"
        elif self._cycle and open_for > self._cycle * TOO_LONG:
            yield f"open for {count_of(open_for, 'day')}, won ones took {self._cycle:.0f}"

    def _silent(self, deal: Deal) -> Iterator[str]:
        last = self._contacts.get(deal.customer_id or 0)
        since: datetime = max(last, deal.created_at) if last else deal.created_at
        if self.turn.now - since > SILENT:
            yield f"no contact for {(self.turn.now - since).days} days"

    @cached_property
    def _stages(self) -> dict[int, list[Stretch]]:
        return stretches(self.turn.crm, self.deals, "stage")

    @cached_property
    def _dates(self) -> dict[int, list[Stretch]]:
        return stretches(self.turn.crm, self.deals, "close_on")

    @cached_property
    def _usual(self) -> dict[str, float]:
        return usual_days(self.turn.crm, "deal", "stage")

    @cached_property
    def _cycle(self) -> float | None:
        return usual_cycle(self.turn.crm)

    @cached_property
    def _contacts(self) -> dict[int, datetime]:
        return last_contacts(self.turn.crm, [deal.customer_id for deal in self.deals if deal.customer_id])
