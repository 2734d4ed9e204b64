"""Progress: where a goal stands, and where it will end if things go on as they are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from skills.figures import figure_words, measure_words
from skills.rereadings import reading
from skills.turn import Turn
from storage.campaigns import Goal
from storage.crm import Crm
from storage.measures import MEASURES, Unit
from storage.questions import NotUnderstood
from storage.reports import Inquiry, report

LOWER = frozenset(("churn_rate", "resolution_hours", "first_reply_hours", "cycle_days"))
"""Figures that are better the lower they are."""

STARS = 5
"""A goal for CSAT of at most so much is meant as the mean score, and not as a percentage."""

OWNED_BY = {"deal": "owner", "lead": "owner", "customer": "owner", "case": "assignee", "interaction": "by",
            "reminder": "person", "order": "customer.owner", "feedback": "customer.owner"}  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """A goal on one day: the figure so far, and what it comes to at the end; None where nothing can be computed."""

    goal: Goal
    today: date
    figure: Decimal | None
    unit: Unit
    trouble: str = ""
    currency: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether the figure grows with time, as a count or a sum does."""
        return self.goal.metric.partition(":")[0] in ("count", "sum")

    @property
    def elapsed(self) -> Decimal:
        """The part of the goal's time that is over, today included: 0 to 1."""
        first, last = self.goal.starts_on, self.goal.ends_on
        if first is None or last is None or self.today > last:
            return Decimal(1)
        days = (last - first).days + 1
        return Decimal(max(0, (self.today - first).days + 1)) / days

    @property
    def projection(self) -> Decimal | None:
        """A count or sum at its pace so far, carried on to the last day; a rate or an average as it is."""
        if self.figure is None or not self.elapsed:
            return None
        return round(self.figure / self.elapsed, 2) if self.adds_up else self.figure

    @property
    def reached(self) -> bool:
        """Whether the target is met as of today."""
        return self.figure is not None and self._meets(self.figure)

    @property
    def state(self) -> str:
        """How it stands, in a word or two."""
        over = self.goal.ends_on is not None and self.today > self.goal.ends_on
        if self.goal.starts_on and self.today < self.goal.starts_on:
            return "not begun"
        if self.figure is None:
            return "no figures"
        if self.reached and (self.adds_up or over):
            return "reached"
        if over:
            return "missed"
        ahead = self.projection is not None and self._meets(self.projection)
        return "on track" if ahead else "behind"

    @property
    def share(self) -> str:
        """How much of the target is there, in percent; nothing where less is better, or the target is none or below."""
        if self.figure is None or self.goal.target <= 0 or self.goal.metric in LOWER:
            return ""
        return f"{round(self.figure * 100 / self.goal.target)} %"

    def words(self, figure: Decimal | None) -> str:
        """A figure of this goal with its unit."""
        return figure_words(figure if figure is None else round(figure, 2), self.unit, self.currency)

    def _meets(self, figure: Decimal) -> bool:
        return figure <= self.goal.target if self.goal.metric in LOWER else figure >= self.goal.target


def progress_of(turn: Turn, goal: Goal) -> Progress:
    """Where a goal stands today."""
    return progress_on(turn.crm, goal, turn.now.date(), turn.speaker.zone)


def progress_on(crm: Crm, goal: Goal, today: date, zone: ZoneInfo) -> Progress:
    """Where a goal stands on a day of somebody's zone."""
    try:
        told = report(crm, inquiry_of(goal), zone)
    except NotUnderstood as trouble:
        return Progress(goal, today, None, "number", str(trouble))
    if told.mixed:
        names = " and ".join(name or "no currency" for name in told.sums)
        return Progress(goal, today, None, told.unit, f"Amounts in {names} cannot be added up; set a goal for each.")
    return Progress(goal, today, told.figure, told.unit, currency=next(iter(told.sums), ""))


def inquiry_of(goal: Goal) -> Inquiry:
    """The question whose figure the goal is about."""
    metric, entity, filters = goal.metric, goal.entity or "", list(goal.filters or [])
    about = entity or MEASURES.get(metric, ("", None))[0]
    if metric == "csat" and goal.target <= STARS:
        metric, entity, filters = "average:score", "feedback", [*filters, ["scale", "=", "csat"]]
    if goal.owner and about in OWNED_BY:
        filters.append([OWNED_BY[about], "=", {"id": goal.owner.id, "name": goal.owner.name}])
    return Inquiry(metric, entity, None, filters, (goal.starts_on, goal.ends_on))


def goal_words(goal: Goal) -> str:
    """What the goal is about: `amount of won deals`, `new leads`, `NPS`."""
    noun = reading(goal.entity, goal.filters or []) if goal.entity else ""
    words = measure_words(goal.metric).removeprefix("sum of ")
    if goal.metric == "count":
        return noun
    return f"{words} of {noun}" if noun else words
