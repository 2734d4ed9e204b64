"""The breakdown of a forecast: what is won and what the open deals will bring, by month, owner or team."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from skills.reply import Chart, Part, Table
from skills.slots import Period
from skills.turn import Turn
from skills.wording import money
from storage.deals import Deal
from storage.people import Person
from storage.targets import target

GROUPINGS = ("month", "owner", "team")


@dataclass(frozen=True)
class Breakdown:
    """The open and the won deals of a period, of one person or all, with the goals of each group."""

    turn: Turn
    period: Period
    owner: Person | None
    open: list[Deal]
    won: list[Deal]

    def table(self, by: str) -> Table:
        """The table by month, owner or team."""
        return {"month": self.by_month, "owner": self.by_owner, "team": self.by_team}[by]()

    def by_month(self) -> Table:
        """What is won and what is open, by the month in which it was won or is to close."""
        return self._table("month", self._month, self._month_goal)

    def by_owner(self) -> Table:
        """The same by who owns the deals."""
        people = {each.name: each for each in self.turn.crm.people.all()}
        return self._table("owner", owner_of, lambda name: self._person_goal(people.get(name)))

    def by_team(self) -> Table:
        """The same by the teams of the owners; a team's goal is the sum of theirs."""
        return self._table("team", _team, self._team_goal)

    def _team_goal(self, team: str) -> Decimal | None:
        members = (each for each in self.turn.crm.people.all() if each.team == team)
        goals = [goal for each in members if (goal := self._person_goal(each)) is not None]
        return sum(goals, Decimal()) if goals else None

    def charted(self, by: str) -> list[Part]:
        """The table by month, owner or team, and what is won and weighted as bars where there are several."""
        table = self.table(by)
        if len(table.rows) < 2:
            return [table]
        group = {"month": self._month, "owner": owner_of, "team": _team}[by]
        weights = tuple(float(self._weight(group, row[0])) for row in table.rows)
        title = f"Won and weighted by {by}"
        shape = "line" if by == "month" else "bar"
        return [table, Chart(title, tuple(row[0] for row in table.rows), weights, shape)]

    def _weight(self, group: Callable[[Deal], str], name: str) -> Decimal:
        """What is won and the open deals weighted by their chances, of one group."""
        still = sum((deal.weighted for deal in self.open if group(deal) == name), Decimal())
        return still + sum_of(deal for deal in self.won if group(deal) == name)

    def _table(self, title: str, group: Callable[[Deal], str], goal: Callable[[str], Decimal | None]) -> Table:
        names = sorted({group(deal) for deal in (*self.open, *self.won)})
        rows = [self._row(name, group, goal(name)) for name in names]
        goals = any(row[-1] for row in rows)
        columns = (title, "won", "open", "weighted", "goal")
        return Table(columns if goals else columns[:-1], tuple(row if goals else row[:-1] for row in rows))

    def _row(self, name: str, group: Callable[[Deal], str], goal: Decimal | None) -> tuple[str, ...]:
        still = [deal for deal in self.open if group(deal) == name]
        won = sum_of(deal for deal in self.won if group(deal) == name)
        figures = (won, sum_of(still), sum((deal.weighted for deal in still), Decimal()))
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
        return target(self.turn.crm, first, last, self.owner)

    def _person_goal(self, person: Person | None) -> Decimal | None:
        return target(self.turn.crm, self.period.first, self.period.last, person) if person else None

    def _money(self, amount: Decimal) -> str:
        return sum_words(amount, (*self.open, *self.won))


def owner_of(deal: Deal) -> str:
    """Whose deal it is, by name."""
    return deal.owner.name if deal.owner else "nobody"


def _team(deal: Deal) -> str:
    return (deal.owner and deal.owner.team) or "none"


def sum_of(deals: Iterable[Deal]) -> Decimal:
    """Their amounts together."""
    return sum((deal.amount or Decimal() for deal in deals), Decimal())


def sum_words(amount: Decimal, deals: Sequence[Deal]) -> str:
    """A sum over deals in whole units, with their currency where it is one."""
    currencies = {deal.currency for deal in deals}
    rounded = amount.quantize(Decimal(1)) if amount % 1 else amount
    return money(rounded, next(iter(currencies)) if len(currencies) == 1 else None)
