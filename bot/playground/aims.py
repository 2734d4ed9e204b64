"""Aims: what those who sell in the demo company are to reach in the quarter, for their numbers to stand against."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from storage.campaigns import Goal
from storage.store import Store

WON = Decimal(60_000)
TALKS = Decimal(40)


def set_aims(store: Store) -> None:
    """Give everybody who sells a goal for the deals won and one for the talks, where there are no goals yet."""
    now = datetime.now(UTC)
    starts, ends = quarter(now.date())
    with store.begin(None, now, "aims") as crm:
        if crm.goals.all():
            return
        for person in [each for each in crm.people.all() if each.role == "rep"]:
            won = Goal(metric="sum:amount", entity="deal", target=WON, filters=[["stage", "=", "won"]])
            talks = Goal(metric="count", entity="interaction", target=TALKS, filters=[])
            for goal in (won, talks):
                goal.owner, goal.starts_on, goal.ends_on = person, starts, ends
                crm.goals.add(goal)


def quarter(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter that a day is in."""
    month = (day.month - 1) // 3 * 3 + 1
    following = date(day.year + month // 10, (month + 2) % 12 + 1, 1)
    return date(day.year, month, 1), following - timedelta(days=1)
