"""The outlook: what is won and what the open deals will bring in a period, against the goal for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from skills.breakdown import GROUPINGS, Breakdown, owner_of, sum_of, sum_words
from skills.reply import Facts, Part, Reply, Table
from skills.risks import Risks
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of, day
from storage.deals import CLOSED, Deal
from storage.people import Person
from storage.pipelines import Pipeline
from storage.targets import target

AT_RISK = 8
SLIPPING = "past their day or put off more than once"


@dataclass(frozen=True)
class Outlook:
    """The deals of a period, of one person or all: `open` to close in it or late already, and `won` in it."""

    turn: Turn
    period: Period
    owner: Person | None
    pipeline: Pipeline | None
    open: list[Deal]
    won: list[Deal]

    @classmethod
    def of(cls, turn: Turn, period: Period | None, owner: Person | None, pipeline: Pipeline | None) -> "Outlook":
        """The outlook for a period, this quarter where none is told."""
        period = period or _quarter(turn.now.date())
        zone, theirs = turn.speaker.zone, _those(owner, pipeline)
        going = [*theirs, Deal.stage.not_in(CLOSED)]
        due = turn.crm.deals.where(*going, *([Deal.close_on <= period.last] if period.last else []))
        current = not period.first or period.first <= turn.now.date()
        kept = [each for each in due if each.close_on and (current or each.close_on >= (period.first or date.min))]
        first, last = period.starts(zone), period.ends(zone)
        done = [*theirs, Deal.stage == "won", *([Deal.closed_at >= first] if first else [])]
        done += [Deal.closed_at < last] if last else []
        return cls(turn, period, owner, pipeline, kept, turn.crm.deals.where(*done))

    def reply(self, by: str | None = None) -> Reply:
        """All of it in words and tables, or with a table by month, owner or team alone."""
        if not (self.open or self.won):
            return Reply(f"There are no deals to close {self._when()}{self._whose()}.", note=self._undated())
        expected = self._won + self._weighted
        said = f"Forecast {self._when()}{self._whose()}: {self._money(expected)}{self._against(expected)}."
        risky = Risks(self.turn.crm, self.turn.now, self.open)
        risks = risky.found()
        if risks:
            said += f" At risk: {self._counted([deal for deal, _ in risks])}."
        self.turn.show("deal", [deal for deal, _ in risks] or self.open)
        groups = self._groups(by)
        return Reply(said, (self._facts(risky), *groups, *self._at_risk(risks)), note=self._note())

    @property
    def _won(self) -> Decimal:
        return sum_of(self.won)

    @property
    def _weighted(self) -> Decimal:
        return sum((deal.weighted for deal in self.open), Decimal())

    @property
    def _goal(self) -> Decimal | None:
        return self._target(self.period, self.owner)

    def _facts(self, risks: Risks) -> Facts:
        return Facts("", (
            ("won", self._counted(self.won)),
            ("open", self._counted(self.open)),
            ("open, weighted by chance", self._money(self._weighted)),
            *([("goal", self._money(self._goal))] if self._goal is not None else []),
            *([("stuck", f"{self._counted(risks.stuck)}, longer in their stage than usual")] if risks.stuck else []),
            *([("slipping", f"{self._counted(risks.slipping)}, {SLIPPING}")] if risks.slipping else []),
        ))  # fmt: skip

    def _counted(self, deals: Sequence[Deal]) -> str:
        return f"{self._money(sum_of(deals))} ({count_of(len(deals), 'deal')})"

    def _against(self, expected: Decimal) -> str:
        goal = self._goal
        if not goal:
            return ""
        share, gap = expected * 100 / goal, goal - expected
        missing = f"{self._money(gap)} short of" if gap > 0 else "enough for"
        return f", {missing} the goal of {self._money(goal)} ({share:.0f} %)"

    def _groups(self, by: str | None) -> list[Part]:
        """By what was asked; else by month, and by person and team where it is about all of them."""
        breakdown = Breakdown(self.turn, self.period, self.owner, self.open, self.won)
        if by:
            return breakdown.charted(by)
        tables = [breakdown.table(name) for name in (GROUPINGS if self.owner is None else ("month",))]
        return [table for table in tables if len(table.rows) > 1]

    def _target(self, period: Period, owner: Person | None) -> Decimal | None:
        return target(self.turn.crm, period.first, period.last, owner)

    def _at_risk(self, risks: Sequence[tuple[Deal, list[str]]]) -> list[Part]:
        rows = tuple(
            (deal.name, owner_of(deal), self._money(deal.amount or Decimal()),
             "; ".join(reasons))
            for deal, reasons in risks[:AT_RISK]
        )  # fmt: skip
        more = f", and {len(risks) - AT_RISK} more" if len(risks) > AT_RISK else ""
        return [Table(("deal", "owner", "amount", "why"), rows, f"At risk{more}")] if rows else []

    def _note(self) -> str:
        goal = "" if self._goal is not None else " There is no goal for that time."
        return f"Forecast = won + amount × chance of what is to close then.{goal} {self._undated()}".strip()

    def _undated(self) -> str:
        theirs = _those(self.owner, self.pipeline)
        number = self.turn.crm.deals.count(*theirs, Deal.stage.not_in(CLOSED), Deal.close_on.is_(None))
        return f"{count_of(number, 'open deal').capitalize()} without a close date not counted." if number else ""

    def _when(self) -> str:
        today = self.turn.now.date()
        first, last = (day(end, today) if end else "" for end in (self.period.first, self.period.last))
        if first and last:
            return f"from {first} to {last}" if first != last else f"on {first}"
        return f"from {first}" if first else f"until {last}" if last else "of all time"

    def _whose(self) -> str:
        where = f" in {self.pipeline.name}" if self.pipeline else ""
        if self.owner is None:
            return where
        return (" of yours" if self.owner == self.turn.speaker else f" of {self.owner.name}") + where

    def _money(self, amount: Decimal) -> str:
        return sum_words(amount, (*self.open, *self.won))


def _quarter(today: date) -> Period:
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1))


def _those(owner: Person | None, pipeline: Pipeline | None) -> list[Any]:
    """The criteria for the deals of a person and of a pipeline, where they are told."""
    whose = [Deal.owner_id == owner.id] if owner else []
    return [*whose, Deal.pipeline_id == pipeline.id] if pipeline else whose
