"""The outlook: what is won and what the open deals will bring in a period, against the goal for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from skills.reply import Chart, Facts, Part, Reply, Table
from skills.risks import Risks
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of, day, money
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
        risky = Risks(self.turn, self.open)
        risks = risky.found()
        if risks:
            said += f" At risk: {self._counted([deal for deal, _ in risks])}."
        self.turn.show("deal", [deal for deal, _ in risks] or self.open)
        groups = self._groups() if by is None else self._chart(TABLES[by](self))
        return Reply(said, (self._facts(risky), *groups, *self._at_risk(risks)), note=self._note())

    @property
    def _won(self) -> Decimal:
        return _sum(self.won)

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
        return f"{self._money(_sum(deals))} ({count_of(len(deals), 'deal')})"

    def _against(self, expected: Decimal) -> str:
        goal = self._goal
        if not goal:
            return ""
        share, gap = expected * 100 / goal, goal - expected
        missing = f"{self._money(gap)} short of" if gap > 0 else "enough for"
        return f", {missing} the goal of {self._money(goal)} ({share:.0f} %)"

    def _groups(self) -> list[Part]:
        """By month, and by person and team where it is about all of them."""
        names = TABLES if self.owner is None else ("month",)
        tables = [TABLES[name](self) for name in names]
        return [table for table in tables if len(table.rows) > 1]

    def by_month(self) -> Table:
        """What is won and what is open, by the month in which it was won or is to close."""
        return self._table("month", self._month, self._month_goal)

    def by_owner(self) -> Table:
        """The same by who owns the deals."""
        people = {each.name: each for each in self.turn.crm.people.all()}
        return self._table("owner", _owner, lambda name: self._person_goal(people.get(name)))

    def by_team(self) -> Table:
        """The same by the teams of the owners; a team's goal is the sum of theirs."""
        return self._table("team", _team, self._team_goal)

    def _team_goal(self, team: str) -> Decimal | None:
        members = (each for each in self.turn.crm.people.all() if each.team == team)
        goals = [goal for each in members if (goal := self._person_goal(each)) is not None]
        return sum(goals, Decimal()) if goals else None

    def _chart(self, table: Table) -> list[Part]:
        """The table, and its weighted amounts as bars where there are several."""
        if len(table.rows) < 2:
            return [table]
        group = {"month": self._month, "owner": _owner, "team": _team}[table.columns[0]]
        weights = tuple(float(self._weight(group, row[0])) for row in table.rows)
        title = f"Won and weighted by {table.columns[0]}"
        return [table, Chart(title, tuple(row[0] for row in table.rows), weights)]

    def _weight(self, group: Callable[[Deal], str], name: str) -> Decimal:
        """What is won and the open deals weighted by their chances, of one group."""
        still = sum((deal.weighted for deal in self.open if group(deal) == name), Decimal())
        return still + _sum(deal for deal in self.won if group(deal) == name)

    def _table(self, title: str, group: Callable[[Deal], str], goal: Callable[[str], Decimal | None]) -> Table:
        names = sorted({group(deal) for deal in (*self.open, *self.won)})
        rows = [self._row(name, group, goal(name)) for name in names]
        goals = any(row[-1] for row in rows)
        columns = (title, "won", "open", "weighted", "goal")
        return Table(columns if goals else columns[:-1], tuple(row if goals else row[:-1] for row in rows))

    def _row(self, name: str, group: Callable[[Deal], str], goal: Decimal | None) -> tuple[str, ...]:
        still = [deal for deal in self.open if group(deal) == name]
        won = _sum(deal for deal in self.won if group(deal) == name)
        figures = (won, _sum(still), sum((deal.weighted for deal in still), Decimal()))
        return (name, *map(self._money, figures), self._money(goal) if goal is not None else "")

    def _month(self, deal: Deal) -> str:
        """The month in which it was won or is to close; what is late can only close now."""
        today = self.turn.now.date()
        if deal.closed_at:
            return f"{deal.closed_at.astimezone(self.turn.speaker.zone):%Y-%m}"
        return f"{max(deal.close_on or today, today):%Y-%m}"

    def _month_goal(self, month: str) -> Decimal | None:
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self._target(Period(first, last), self.owner)

    def _person_goal(self, person: Person | None) -> Decimal | None:
        return self._target(self.period, person) if person else None

    def _target(self, period: Period, owner: Person | None) -> Decimal | None:
        return target(self.turn.crm, period.first, period.last, owner)

    def _at_risk(self, risks: Sequence[tuple[Deal, list[str]]]) -> list[Part]:
        rows = tuple(
            (deal.name, _owner(deal), self._money(deal.amount or Decimal()),
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
        currencies = {deal.currency for deal in (*self.open, *self.won)}
        rounded = amount.quantize(Decimal(1)) if amount % 1 else amount
        return money(rounded, next(iter(currencies)) if len(currencies) == 1 else None)


def _quarter(today: date) -> Period:
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1))


def _those(owner: Person | None, pipeline: Pipeline | None) -> list[Any]:
    """The criteria for the deals of a person and of a pipeline, where they are told."""
    whose = [Deal.owner_id == owner.id] if owner else []
    return [*whose, Deal.pipeline_id == pipeline.id] if pipeline else whose


def _owner(deal: Deal) -> str:
    return deal.owner.name if deal.owner else "nobody"


def _team(deal: Deal) -> str:
    return (deal.owner and deal.owner.team) or "none"


def _sum(deals: Iterable[Deal]) -> Decimal:
    return sum((deal.amount or Decimal() for deal in deals), Decimal())


TABLES: dict[str, Callable[[Outlook], Table]] = {
    "month": Outlook.by_month,
    "owner": Outlook.by_owner,
    "team": Outlook.by_team,
}
"""What a forecast is broken down by."""
