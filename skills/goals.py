"""Goals: what is to be reached by when, and where each stands."""

from decimal import Decimal
from typing import Annotated, Any

from skills.progress import Progress, goal_words, progress_of
from skills.reply import Lines, Reply, Table
from skills.rereadings import period_words
from skills.skill import skill
from skills.slots import Entity, Filters, Measure, Period, PersonName, Slot, Span
from skills.turn import Option, Refused, Turn, Unclear
from skills.wording import count_of, day
from storage.campaigns import Goal
from storage.people import Person
from storage.questions import NotUnderstood
from storage.reports import entity_of

Target = Annotated[Decimal, Slot("money", "How much is to be reached?")]
GoalSpan = Annotated[Period, Slot("period", "For which time, for example this quarter or December?")]
MONEY = 1000
"""From so much on a bare number is money that is to be won."""

WON = ["stage", "=", "won"]
COUNTED = {"won deals": "deal", "new leads": "lead", "new customers": "customer", "orders": "order",
           "interactions": "interaction", "cases": "case"}  # fmt: skip


@skill()
def set_goal(
    turn: Turn,
    target: Target,
    period: GoalSpan,
    metric: Measure | None = None,
    entity: Entity | None = None,
    owner: PersonName | None = None,
    filters: Filters | None = None,
) -> Reply:
    """Set a goal on any figure for a time, for a person or for all."""
    metric, about, wanted = _figure(target, metric, entity, filters or [])
    goal = Goal(metric=metric, entity=about, target=target, owner=owner, filters=wanted)
    goal.starts_on, goal.ends_on = period.first or turn.now.date(), period.last
    goal, changed = _kept(turn, goal)
    now = progress_of(turn, goal)
    turn.remember(owner)
    whose = owner.name if owner else "the team"
    words, number = goal_words(goal), now.words(target)
    much = f"{number} {words}" if metric == "count" else f"{words} {number}"
    span = period_words(goal.starts_on, goal.ends_on)
    so_far = "nothing yet" if now.figure is None else now.words(now.figure)
    note = now.trouble or f"So far it is {so_far}. Say “undo” to take it back."
    return Reply(f"Goal of {whose}: {much}, {span}.{changed}", note=note)


def _kept(turn: Turn, goal: Goal) -> tuple[Goal, str]:
    """The goal kept, or the one there is already with its new target, and a word on what that was before."""
    before = _same(turn, goal)
    if before is None:
        return turn.crm.goals.add(goal), ""
    old, before.target = before.target, goal.target
    turn.crm.session.flush()
    same = old == goal.target
    return before, " It was that already." if same else f" It was {progress_of(turn, before).words(old)} before."


def _figure(
    target: Decimal, metric: str | None, entity: str | None, filters: list[Any]
) -> tuple[str, str | None, list[Any]]:
    """Measure, entity and filters; deals count when they are won, and money alone is that of won deals."""
    if not (metric or entity):
        if target < MONEY:
            options = [Option(words, kind) for words, kind in COUNTED.items()]
            raise Unclear(f"{target.normalize():f} of what?", "entity", options)
        metric, entity = "sum:amount", "deal"
    metric = metric or "count"
    try:
        own = entity_of(metric.partition(":")[0], entity or "")
    except NotUnderstood as trouble:
        raise Refused(f"{trouble} So I cannot follow that goal.") from None
    if own == "deal" and metric in ("count", "sum:amount") and not any(name == "stage" for name, _, _ in filters):
        filters = [*filters, WON]
    return metric, entity, filters


def _same(turn: Turn, goal: Goal) -> Goal | None:
    """The goal that there is already for the same figure, time and person."""
    alike = turn.crm.goals.where(
        Goal.metric == goal.metric, Goal.starts_on == goal.starts_on, Goal.ends_on == goal.ends_on
    )
    told = (goal.entity, goal.owner, goal.filters)
    return next((each for each in alike if (each.entity, each.owner, each.filters or []) == told), None)


@skill()
def show_goals(turn: Turn, period: Span | None = None, owner: PersonName | None = None) -> Reply:
    """Show where each goal stands, whether it is on track, and what it comes to at this pace."""
    goals = [each for each in turn.crm.goals.all() if _within(each, period, turn)]
    mine = [each for each in goals if each.owner == owner] if owner else goals
    if not mine:
        return _none(owner, goals, period)
    told = sorted((progress_of(turn, each) for each in mine), key=_pressing)
    columns = ("Goal", "Whose", "Until", "Target", "So far", "Done", "At this pace", "State")
    table = Table(columns, tuple(_row(turn, each) for each in told))
    trouble = tuple(dict.fromkeys(each.trouble for each in told if each.trouble))
    parts = (table, Lines("", trouble)) if trouble else (table,)
    return Reply(_summary(told), parts, note="“At this pace” carries counts and sums on evenly to the last day.")


def _within(goal: Goal, period: Period | None, turn: Turn) -> bool:
    """Whether the goal is of that time; without one, whether it is still open."""
    first = period.first if period else turn.now.date()
    last = period.last if period else None
    ends = goal.ends_on is None or first is None or goal.ends_on >= first
    return ends and (goal.starts_on is None or last is None or goal.starts_on <= last)


def _none(owner: Person | None, goals: list[Goal], period: Period | None) -> Reply:
    whose = f" of {owner.name}" if owner else ""
    span = f", {said}" if period and (said := period_words(period.first, period.last)) else ""
    others = f" Of others or the team: {count_of(len(goals), 'goal')}; say “show goals”." if goals else ""
    example = "" if others else " Say for example “set a goal of 35 orders in February”."
    return Reply(f"There are no goals{whose}{span}.{others}{example}")


def _pressing(progress: Progress) -> tuple[int, Any, int]:
    """Those behind first, then by their end."""
    states = ("behind", "on track", "reached", "no figures", "not begun", "missed")
    ends = progress.goal.ends_on
    return states.index(progress.state), (ends is None, ends), progress.goal.id


def _row(turn: Turn, progress: Progress) -> tuple[str, ...]:
    goal = progress.goal
    until = day(goal.ends_on, turn.now.date()) if goal.ends_on else ""
    so_far, coming = progress.words(progress.figure), progress.words(progress.projection)
    whose = goal.owner.name if goal.owner else "team"
    return goal_words(goal), whose, until, progress.words(goal.target), so_far, progress.share, coming, progress.state


def _summary(told: list[Progress]) -> str:
    """How many goals stand well, and which one is furthest behind."""
    if len(told) == 1:
        one = told[0]
        return f"{_named(one)}: {one.words(one.figure)} of {one.words(one.goal.target)}, {one.state}."
    well = sum(each.state in ("on track", "reached") for each in told)
    behind = [each for each in told if each.state == "behind"]
    text = f"{well} of {count_of(len(told), 'goal')} on track or reached."
    return f"{text} Behind: {'; '.join(_named(each) for each in behind[:3])}." if behind else text


def _named(progress: Progress) -> str:
    words = goal_words(progress.goal)
    whose = f" of {progress.goal.owner.name}" if progress.goal.owner else ""
    return f"{words[:1].upper()}{words[1:]}{whose}"
