"""The week: how a manager's team did last week against the week before and its goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from skills.figures import figure_words, sum_words
from skills.progress import Progress, goal_words, progress_on
from skills.reply import Chart, Lines, Part, Reply, Table
from skills.settings import mute, off_word
from skills.wording import count_of
from storage.cases import Case
from storage.crm import Crm
from storage.folding import fold
from storage.people import Person
from storage.reports import Inquiry, Report, report

WEEK = timedelta(days=7)
SHOWN_WEEKS = 6
GOALS = 5
WON, LOST = ["stage", "=", "won"], ["stage", "=", "lost"]
FIGURES: tuple[tuple[str, str, str, list[Any], str], ...] = (
    ("Deals won", "count", "deal", [WON], "owner.team"),
    ("Amount won", "sum:amount", "deal", [WON], "owner.team"),
    ("Deals lost", "count", "deal", [LOST], "owner.team"),
    ("Deals opened", "count", "deal", [], "owner.team"),
    ("Talks logged", "count", "interaction", [], "by.team"),
    ("Cases opened", "count", "case", [], "assignee.team"),
    ("Cases closed", "count", "case", [["status", "=", "closed"]], "assignee.team"),
)
"""What is told of a week: its name, the measure, of what, which ones, and where the team is told."""

SUMMED = (
    ("Deals won", "Deals lost", "deal", "{} won, {} lost"),
    ("Cases closed", "Cases opened", "case", "{} closed, {} opened"),
    ("Talks logged", "Deals opened", "talk", "{} logged"),
)


@dataclass(frozen=True)
class Week:
    """A manager's look at the week before the one of `now`; of the own team, or of the house where there is none."""

    crm: Crm
    person: Person
    now: datetime

    def told(self) -> Reply | None:
        """The digest of the week; None where nothing has happened and nothing is late."""
        first, last = self.monday - WEEK, self.monday - timedelta(days=1)
        figures = {row[0]: (self._figure(row, first), self._figure(row, first - WEEK)) for row in FIGURES}
        held = {name: pair for name, pair in figures.items() if any(map(_holds, pair))}
        late, goals = self._late(), list(self._goals())
        if not late and not goals and not held:
            return None
        rows = tuple((name, _words(now), _words(before)) for name, (now, before) in held.items())
        parts: list[Part] = [Table(("What", "last week", "week before"), (*rows, *self._now(late)))]
        parts += [Lines("Goals", tuple(map(_goal, goals)))] if goals else []
        whose = f"the team {self.team}" if self.team else "the house"
        said = f"Last week of {whose}, {first.day} {first:%b} to {last.day} {last:%b}: {_summary(held)}."
        return Reply(said, (*parts, *self._chart()), (mute("weekly"),), note=off_word("weekly"))

    @property
    def team(self) -> str | None:
        """The team that is looked at; None for all of the house, as an admin does."""
        return None if self.person.role == "admin" else self.person.team

    @property
    def monday(self) -> date:
        """The Monday of this week."""
        return self.today - timedelta(days=self.today.weekday())

    @property
    def today(self) -> date:
        """The day that it is on the manager's clock."""
        return self.person.today(self.now)

    def _figure(self, row: tuple[str, str, str, list[Any], str], first: date) -> Report:
        _, measure, entity, filters, place = row
        period = (first, first + WEEK - timedelta(days=1))
        inquiry = Inquiry(measure, entity, None, [*filters, *self._ours(place)], period)
        return report(self.crm, inquiry, self.person.zone)

    def _ours(self, place: str) -> list[Any]:
        return [[place, "=", self.team]] if self.team else []

    def _now(self, late: int) -> Iterator[tuple[str, str, str]]:
        """How it stands today: what the open deals come to, and the cases that are late."""
        stages = ["stage", "!=", ["won", "lost"]]
        inquiry = Inquiry("sum:amount", "deal", None, [stages, *self._ours("owner.team")])
        open_deals = report(self.crm, inquiry, self.person.zone)
        if _holds(open_deals):
            yield "Open deals now", sum_words(open_deals), ""
        yield "Late cases now", str(late), ""

    def _late(self) -> int:
        running = self.crm.cases.where(Case.status.in_(("new", "working")), Case.due_at < self.now)
        return sum(not self.team or fold(each.team or "") == fold(self.team) for each in running)

    def _goals(self) -> Iterator[Progress]:
        """The goals of the team and of its people that are open today."""
        for goal in self.crm.goals.all():
            ours = goal.owner is None or not self.team or goal.owner.team == self.team
            if ours and goal.is_open_on(self.today):
                yield progress_on(self.crm, goal, self.today, self.person.zone)

    def _chart(self) -> list[Part]:
        """What was won, or where nothing was how often was talked, in each of the last weeks."""
        firsts = [self.monday - WEEK * ahead for ahead in range(SHOWN_WEEKS, 0, -1)]
        labels = tuple(f"{each.day} {each:%b}" for each in firsts)
        for row, title in (
            (FIGURES[1], "Amount won by week"),
            (FIGURES[0], "Deals won by week"),
            (FIGURES[4], "Talks by week"),
        ):
            told = [self._figure(row, first) for first in firsts]
            values = tuple(float(each.figure or 0) for each in told)
            if any(values) and not any(each.mixed for each in told):
                return [Chart(title, labels, values)]
        return []


def _words(told: Report) -> str:
    return sum_words(told) if told.sums else figure_words(told.figure or Decimal(0), told.unit)


def _holds(told: Report) -> bool:
    return bool(told.figure) or any(told.sums.values())


def _summary(held: dict[str, tuple[Report, Report]]) -> str:
    """The week in a few words: its deals, or else its cases, or how often was talked."""
    for done, other, noun, words in SUMMED:
        if done in held or other in held:
            count, rest = (int(held[name][0].figure or 0) if name in held else 0 for name in (done, other))
            return words.format(count_of(count, noun), rest or "none")
    return "nothing was won, lost or solved"


def _goal(each: Progress) -> str:
    whose = f" of {each.goal.owner.name}" if each.goal.owner else ""
    done = f", {each.share}" if each.share else ""
    so_far = f"{each.words(each.figure)} of {each.words(each.goal.target)}"
    return f"{goal_words(each.goal)}{whose}: {so_far}{done}, {each.state}"
