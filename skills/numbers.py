"""Numbers: how a colleague, a team or the house does lately, beside the goals."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from skills.figures import sum_words
from skills.progress import Progress, goal_words, progress_on
from skills.reply import Chart
from skills.turn import ref
from storage.campaigns import Goal
from storage.crm import Crm
from storage.folding import fold
from storage.people import Person
from storage.reports import Inquiry, report

MOST_GOALS = 4
MONTHS = 6
OPEN = [["stage", "!=", "won"], ["stage", "!=", "lost"]]
WON = [["stage", "=", "won"]]
STATES = ("behind", "on track", "reached", "no figures", "not begun", "missed")


@dataclass(frozen=True)
class Aim:
    """A goal as it stands: what it is about, how far it is in words, its state, and in percent what is done and gone.

    `done` is None where that cannot be said in percent.
    """

    name: str
    words: str
    state: str
    done: float | None
    gone: float


@dataclass(frozen=True)
class Numbers:
    """Figures with their names, the goals that are open, and what was reached month by month where there are none.

    `whose` says whose they are: `yours`, `of support`, `of the house`.
    """

    whose: str
    figures: tuple[tuple[str, str], ...]
    goals: tuple[Aim, ...]
    months: Chart | None


class _Sort(NamedTuple):
    """A figure: its name, what is computed, over which time, and by which field it is somebody's."""

    name: str
    measure: str
    entity: str
    filters: list[Any]
    since: str
    whose: str


SELLING = (
    _Sort("won this month", "sum:amount", "deal", WON, "month", "owner"),
    _Sort("deals won this month", "count", "deal", WON, "month", "owner"),
    _Sort("open deals", "sum:amount", "deal", OPEN, "", "owner"),
    _Sort("talks this week", "count", "interaction", [], "week", "by"),
)
SERVING = (
    _Sort("open cases", "count", "case", [["status", "!=", "closed"]], "", "assignee"),
    _Sort("overdue cases", "count", "case", [["overdue", "=", True]], "", "assignee"),
    _Sort("closed this week", "count", "case", [["status", "=", "closed"]], "week", "assignee"),
    _Sort("first reply this month", "first_reply_hours", "case", [], "month", "assignee"),
)


def my_numbers(crm: Crm, person: Person, today: date) -> Numbers:
    """The numbers of a person: a manager's are those of the team, an admin's those of the house."""
    team = person.team if person.role == "manager" else None
    whose = f"of {team}" if team else "of the house" if person.role == "admin" else "yours"
    sorts = SERVING if _serves(crm, person) else SELLING
    figures = tuple((each.name, _figure(crm, person, each, today)) for each in sorts)
    goals = tuple(_goals(crm, person, today))
    return Numbers(whose, figures, goals, None if goals else _months(crm, person, sorts, today))


def _serves(crm: Crm, person: Person) -> bool:
    """Whether cases are what the person, or a manager's team, works on."""
    if person.role != "manager" or not person.team:
        return person.role == "agent"
    team = [each for each in crm.people.where(Person.role.in_(("agent", "rep"))) if _same(each.team, person.team)]
    return sum(each.role == "agent" for each in team) > len(team) / 2


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "") == fold(other or "")


def _figure(crm: Crm, person: Person, sort: _Sort, today: date) -> str:
    first = {"month": today.replace(day=1), "week": today - timedelta(days=today.weekday())}.get(sort.since)
    period = (first, today) if first else (None, None)
    filters = [*sort.filters, *_theirs(person, sort.whose)]
    return sum_words(report(crm, Inquiry(sort.measure, sort.entity, None, filters, period), person.zone))


def _theirs(person: Person, field: str) -> list[Any]:
    """The filter for what is a person's, or a manager's team's."""
    if person.role == "admin":
        return []
    if person.role == "manager" and person.team:
        return [[f"{field}.team", "=", person.team]]
    return [[field, "=", ref(person)]]


def _goals(crm: Crm, person: Person, today: date) -> list[Aim]:
    """The open goals of the person, then those of the team or the house; those behind first."""
    shown = [each for each in crm.goals.all() if each.is_open_on(today) and _concerns(each, person)]
    shown.sort(key=lambda each: (each.owner != person, each.ends_on or date.max, each.id))
    told = [progress_on(crm, each, today, person.zone) for each in shown[:MOST_GOALS]]
    return [_aim(each, person) for each in sorted(told, key=lambda each: STATES.index(each.state))]


def _aim(told: Progress, person: Person) -> Aim:
    goal, name = told.goal, goal_words(told.goal)
    whose = f" of {goal.owner.name}" if goal.owner and goal.owner != person else ""
    until = f" until {goal.ends_on.day} {goal.ends_on:%b}" if goal.ends_on else ""
    words = f"{told.words(told.figure)} of {told.words(goal.target)}{until}, {told.state}"
    share = float(told.figure * 100 / goal.target) if told.share and told.figure is not None else None
    return Aim(f"{name[:1].upper()}{name[1:]}{whose}", words, told.state, share, float(told.elapsed * 100))


def _concerns(goal: Goal, person: Person) -> bool:
    if goal.owner is None or goal.owner == person or person.role == "admin":
        return True
    return person.role == "manager" and _same(goal.owner.team, person.team)


def _months(crm: Crm, person: Person, sorts: tuple[_Sort, ...], today: date) -> Chart | None:
    """What was won, or how many cases were closed, in each of the last months; None where nothing was."""
    sort = sorts[2] if sorts is SERVING else sorts[0]
    first = today.replace(day=1)
    for _ in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    filters = [*sort.filters, *_theirs(person, sort.whose)]
    told = report(crm, Inquiry(sort.measure, sort.entity, "month", filters, (first, today)), person.zone)
    rows = [row for row in told.rows if row.figure is not None]
    if told.mixed or len(rows) < 2 or not any(row.figure for row in rows):
        return None
    title = "Cases closed by month" if sorts is SERVING else "Won by month"
    return Chart(title, tuple(row.label for row in rows), tuple(float(row.figure or 0) for row in rows), "line")
