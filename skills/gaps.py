"""Gaps: where the house falls behind its goals, its own past and its promises, each as a percentage.

The size of a gap is, in percent, for a goal what its projection lacks of the target, for a figure how much worse it is
than in as many days before, for deals and cases the part of what is open that is late. So that they can be compared,
all are shares of what should be there; the largest comes first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from skills.figures import figure_words, measure_words
from skills.progress import LOWER, OWNED_BY, goal_words, inquiry_of, progress_of
from skills.rereadings import period_words
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of, day, money
from storage.campaigns import Goal
from storage.people import Person
from storage.questions import Question, find
from storage.record import Record
from storage.reports import Inquiry, Report, report

FEWEST = 5  # records, in either time, that make a figure worth comparing
GROUP = 3  # records that make a group worth naming
CITED = 2


@dataclass(frozen=True)
class Gap:
    """A gap: what it is about, its numbers in words, its size in percent, what makes most of it, and the next step."""

    what: str
    words: str
    size: Decimal
    evidence: str
    says: str
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Watched:
    """A figure to watch: of which records it is made, by what it is looked into, and what to say next."""

    measure: str
    counted: str
    filters: tuple[Any, ...]
    by: tuple[str, ...]
    says: str
    noun: str


WATCHED = (
    Watched("win_rate", "deal", (["stage", "=", ["won", "lost"]],), ("owner", "product", "source"),
            "number of lost deals by reason {span}", "closed deal"),
    Watched("cycle_days", "deal", (["stage", "=", "won"],), ("owner", "product"), "sales cycle by owner {span}",
            "won deal"),
    Watched("csat", "feedback", (["scale", "=", "csat"],), ("customer",), "CSAT by customer {span}", "score"),
    Watched("resolution_hours", "case", (["status", "=", "closed"],), ("assignee", "product", "priority"),
            "resolution time by assignee {span}", "closed case"),
    Watched("retention_rate", "order", (), ("industry", "owner"), "who should we win back?", "order"),
    Watched("count", "response", (["response", "!=", "unsubscribed"],), ("campaign",), "show campaigns", "response"),
)  # fmt: skip
NAMES = {"count": "responses to campaigns"}


@dataclass(frozen=True)
class Look:
    """Whose gaps are looked for, and in which time; a time that is not over yet counts up to today."""

    turn: Turn
    period: Period
    owner: Person | None = None
    team: str = ""

    @property
    def now(self) -> tuple[date, date]:
        """The first and the last day."""
        today = self.turn.now.date()
        first = self.period.first or today - timedelta(90)
        return first, max(first, min(self.period.last or today, today))

    @property
    def before(self) -> tuple[date, date]:
        """As many days just before."""
        first, last = self.now
        return first - (last - first) - timedelta(1), first - timedelta(1)

    def theirs(self, entity: str) -> list[Any]:
        """The filter for records of the owner or the team."""
        path = {"response": "customer.owner"}.get(entity) or OWNED_BY[entity]
        if self.owner:
            return [[path, "=", {"id": self.owner.id, "name": self.owner.name}]]
        return [[f"{path}.team", "=", self.team]] if self.team else []

    def told(self, inquiry: Inquiry) -> Report:
        """A report on the speaker's clock."""
        return report(self.turn.crm, inquiry, self.turn.speaker.zone)


def gaps(look: Look) -> tuple[list[Gap], list[str]]:
    """The gaps, the largest first, and the figures that too few facts were there for."""
    found, few = [*_goals(look), *_late_deals(look), *_late_cases(look)], []
    for watched in WATCHED:
        gap = _fallen(look, watched)
        if isinstance(gap, Gap):
            found.append(gap)
        elif gap:
            few.append(gap)
    return sorted(found, key=lambda gap: -gap.size), few


def _fallen(look: Look, watched: Watched) -> Gap | str | None:
    """The gap of a figure that is worse than before; the reason as words where there are too few facts."""
    counts = [_counted(look, watched, days) for days in (look.before, look.now)]
    name = NAMES.get(watched.measure) or measure_words(watched.measure)
    if counts[0] < FEWEST or (counts[1] < FEWEST and watched.measure != "count"):
        return f"{name} ({count_of(counts[1], watched.noun)} now, {counts[0]} before)"
    told, earlier = (look.told(_inquiry(look, watched, days)) for days in (look.now, look.before))
    if told.figure is None or not earlier.figure:
        return f"{name} (nothing to compare)"
    worse = told.figure - earlier.figure if watched.measure in LOWER else earlier.figure - told.figure
    if worse <= 0:
        return None
    now, before = (figure_words(each.figure, told.unit) for each in (told, earlier))
    size = Decimal(abs(worse * 100 / earlier.figure))
    says = watched.says.format(span=_span(look))
    return Gap(name, f"{now} after {before}", size, _worst(look, watched, told.figure), says)


def _counted(look: Look, watched: Watched, days: tuple[date, date]) -> int:
    filters = [*watched.filters, *look.theirs(watched.counted)]
    return int(look.told(Inquiry("count", watched.counted, None, filters, days)).figure or 0)


def _inquiry(look: Look, watched: Watched, days: tuple[date, date], by: str | None = None) -> Inquiry:
    entity = "customer" if watched.measure == "retention_rate" else watched.counted
    filters = [*(watched.filters if watched.measure == "count" else ()), *look.theirs(entity)]
    return Inquiry(watched.measure, entity, by, filters, days)


def _worst(look: Look, watched: Watched, overall: Decimal) -> str:
    """The group that makes most of it: how far it is off, times how many records it has."""
    dimensions = watched.by if watched.measure != "count" else ()
    found = [group for by in dimensions for group in _groups(look, watched, by, overall)]
    best = max(found, default=(Decimal(), ""))
    return best[1] if best[0] > 0 else ""


def _groups(look: Look, watched: Watched, by: str, overall: Decimal) -> Iterator[tuple[Decimal, str]]:
    """Each group that is large enough: how far it is off times its size, and in words."""
    told = look.told(_inquiry(look, watched, look.now, by))
    filters = [*watched.filters, *look.theirs(watched.counted)]
    path = f"customer.{by}" if watched.measure == "retention_rate" else by
    sizes = look.told(Inquiry("count", watched.counted, path, filters, look.now)).rows
    known = {row.label: int(row.figure or 0) for row in sizes}
    for row in told.rows:
        number = known.get(row.label, 0)
        if row.figure is not None and row.label and number >= GROUP:
            off = row.figure - overall if watched.measure in LOWER else overall - row.figure
            figure = figure_words(row.figure, told.unit)
            yield off * number, f"Most of it with {row.label}: {figure} in {count_of(number, watched.noun)}."


def _goals(look: Look) -> Iterator[Gap]:
    for goal in look.turn.crm.goals.all():
        told = progress_of(look.turn, goal) if _meant(look, goal) else None
        if told is None or told.state not in ("behind", "missed") or told.projection is None:
            continue
        lacks = told.projection - goal.target if goal.metric in LOWER else goal.target - told.projection
        whose = goal.owner.name if goal.owner else "the team"
        so_far, coming, wanted = (told.words(each) for each in (told.figure, told.projection, goal.target))
        numbers = f"{so_far} so far, {coming} at this pace, goal {wanted}"
        size = Decimal(lacks * 100 / goal.target)
        yield Gap(f"goal of {whose}: {goal_words(goal)}", numbers, size, _least(look, goal), "show goals")


def _meant(look: Look, goal: Goal) -> bool:
    """Whether a goal is of that time and of that person or team."""
    first, last = look.period.first, look.period.last
    over = goal.ends_on is not None and first is not None and goal.ends_on < first
    later = goal.starts_on is not None and last is not None and goal.starts_on > last
    if over or later or not goal.target:
        return False
    if look.owner:
        return goal.owner == look.owner
    return not look.team or (goal.owner is not None and goal.owner.team == look.team)


def _least(look: Look, goal: Goal) -> str:
    """Who has brought the least so far, for a goal of all."""
    inquiry = inquiry_of(goal)
    by = OWNED_BY.get(inquiry.entity)
    if goal.owner or not by or goal.metric.partition(":")[0] not in ("count", "sum"):
        return ""
    told = look.told(Inquiry(inquiry.measure, inquiry.entity, by, inquiry.filters, inquiry.period))
    rows = [row for row in told.rows if row.label and row.figure is not None]
    return f"Least so far from {rows[-1].label}: {figure_words(rows[-1].figure, told.unit)}." if len(rows) > 1 else ""


def _late_deals(look: Look) -> Iterator[Gap]:
    going = [["stage", "!=", "won"], ["stage", "!=", "lost"], *look.theirs("deal")]
    late = [*going, ["close_on", "<", look.turn.now.date().isoformat()]]
    whole, part = (look.told(Inquiry("sum:amount", "deal", None, filters)).figure for filters in (going, late))
    if not whole or not part:
        return
    found = find(look.turn.crm, Question("deal", late, "-amount", CITED), look.turn.speaker.zone)
    today = look.turn.now.date()
    named = [f"{deal.name}, {money(deal.amount or 0)}, due {day(deal.close_on, today)}" for deal in found.records]
    words = f"{count_of(found.total, 'deal')}, {money(part)} of {money(whole)} open, should have closed by now"
    says = "which deals are past their close date?"
    yield Gap("late deals", words, part * 100 / whole, f"Most of it: {'; '.join(named)}.", says, tuple(found.records))


def _late_cases(look: Look) -> Iterator[Gap]:
    going = [["status", "!=", "closed"], *look.theirs("case")]
    late = [*going, ["overdue", "=", "true"]]
    whole = look.told(Inquiry("count", "case", None, going)).figure
    found = find(look.turn.crm, Question("case", late, "due_at", CITED), look.turn.speaker.zone)
    if not whole or not found.total:
        return
    rows: Sequence[Any] = look.told(Inquiry("count", "case", "assignee", late)).rows
    most = f"Most with {rows[0].label or 'nobody'}: {int(rows[0].figure or 0)}."
    words = f"{found.total} of {count_of(int(whole), 'open case')} overdue"
    size = Decimal(found.total * 100) / whole
    yield Gap("overdue cases", words, size, most, "show overdue cases", tuple(found.records))


def _span(look: Look) -> str:
    first, last = look.period.first, look.period.last
    return f"from {period_words(first, last)}" if first and last else period_words(first, last)
