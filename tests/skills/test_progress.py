"""Where a goal stands is plain arithmetic over days, and better is lower for what takes time or is lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.goals import set_goal, show_goals
from skills.progress import Progress
from skills.reply import Table
from skills.slots import Period
from skills.turn import Turn
from storage.campaigns import Goal
from storage.cases import Case
from storage.deals import Deal
from storage.feedback import Feedback
from storage.interactions import Interaction
from tests.skills.house import House

FIRST = date(2026, 10, 1)
WEEK = Period(date(2026, 11, 23), date(2026, 11, 29))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ADDING = ("count", "sum:amount")
LOWER = ("churn_rate", "resolution_hours", "cycle_days")
HIGHER = ("win_rate", "csat", "nps", "conversion_rate", "retention_rate", "roi", "lifetime_value", "average:amount")
AMOUNTS = st.decimals(0, 10**6, places=2)


def stands(metric: str, length: int, passed: int, figure: Decimal | None, target: Decimal) -> Progress:
    goal = Goal(metric=metric, target=target, starts_on=FIRST, ends_on=FIRST + timedelta(length - 1))
    return Progress(goal, FIRST + timedelta(passed), figure, "number")


@given(st.sampled_from(ADDING), st.integers(1, 400), st.integers(0, 500), AMOUNTS, AMOUNTS)
def test_what_adds_up_goes_on_at_its_pace(
    metric: str, length: int, passed: int, figure: Decimal, target: Decimal
) -> None:
    told = stands(metric, length, passed, figure, target)
    over = passed >= length
    expected = Fraction(figure) if over else Fraction(figure) * length / (passed + 1)
    assert told.projection is not None
    assert abs(Fraction(told.projection) - expected) <= Fraction(1, 100)
    if figure >= target:
        assert told.state == "reached"
    elif over:
        assert told.state == "missed"
    elif abs(expected - Fraction(target)) > Fraction(1, 100):
        assert told.state == ("on track" if expected > target else "behind")


@given(st.sampled_from(LOWER + HIGHER), st.integers(1, 400), st.integers(0, 500), AMOUNTS, AMOUNTS)
def test_a_rate_is_judged_as_it_is_and_in_its_direction(
    metric: str, length: int, passed: int, figure: Decimal, target: Decimal
) -> None:
    told = stands(metric, length, passed, figure, target)
    well = figure <= target if metric in LOWER else figure >= target
    assert told.projection == figure
    if passed < length:
        assert told.state == ("on track" if well else "behind")
    else:
        assert told.state == ("reached" if well else "missed")


@given(st.sampled_from(ADDING + LOWER + HIGHER), st.integers(1, 400), AMOUNTS)
def test_a_goal_that_has_not_begun_or_has_no_figures_says_so(metric: str, length: int, target: Decimal) -> None:
    assert stands(metric, length, -1, Decimal(0), target).state == "not begun"
    assert stands(metric, length, 0, None, target).state == "no figures"
    assert stands(metric, length, 0, None, target).share == ""


def states(turn: Turn) -> dict[str, str]:
    (table,) = (part for part in show_goals(turn).parts if isinstance(part, Table))
    return {row[0]: row[7] for row in table.rows}


@pytest.mark.parametrize(
    ("metric", "reachable", "too_much"),
    [("win_rate", 50, 51), ("csat", 50, 51), ("nps", 0, 1), ("resolution_hours", 10, 9)],
)
def test_goals_on_rates_and_times_are_judged_in_their_direction(
    house: House, metric: str, reachable: int, too_much: int
) -> None:
    with house.turn() as turn:
        begun = datetime(2026, 11, 1, 9, tzinfo=turn.now.tzinfo)
        for stage in ("won", "lost"):
            turn.crm.deals.add(Deal(name=stage, stage=stage, closed_at=begun))
        closed = begun + timedelta(hours=10)
        turn.crm.cases.add(Case(number=1, subject="x", status="closed", opened_at=begun, closed_at=closed))
        for scale, score in (("csat", 5), ("csat", 1), ("nps", 10), ("nps", 3)):
            turn.crm.feedback.add(Feedback(scale=scale, score=score, given_at=begun))
        set_goal(turn, Decimal(reachable), YEAR, metric)
        assert set(states(turn).values()) == {"on track"}
        set_goal(turn, Decimal(too_much), YEAR, metric)
        assert set(states(turn).values()) == {"behind"}


def test_a_goal_of_calls_a_week_counts_those_of_the_week_that_the_person_made(house: House) -> None:
    with house.turn() as turn:
        tom = turn.crm.people.named("Tom Becker")[0]
        for by, channel, day in ((tom, "call", 23), (tom, "call", 22), (tom, "email", 23), (turn.speaker, "call", 23)):
            happened = datetime(2026, 11, day, 10, tzinfo=turn.now.tzinfo)
            turn.crm.interactions.add(Interaction(channel=channel, by=by, happened_at=happened, summary="x"))
        for target in (7, 8):
            set_goal(turn, Decimal(target), WEEK, "count", "interaction", tom, [["channel", "=", "call"]])
            state = "on track" if target == 7 else "behind"
            assert states(turn) == {"interactions by call": state}


def test_amounts_in_two_currencies_make_no_figure_of_a_goal(house: House) -> None:
    with house.turn() as turn:
        for currency in ("EUR", "USD"):
            deal = Deal(name="x", stage="won", amount=Decimal(500), currency=currency, closed_at=turn.now)
            turn.crm.deals.add(deal)
        reply = set_goal(turn, Decimal(5000), YEAR)
        assert "EUR and USD cannot be added up" in reply.note
        assert set(states(turn).values()) == {"no figures"}
        set_goal(turn, Decimal(5000), YEAR, "sum:amount", "deal", None, [["currency", "=", "USD"]])
        assert sorted(states(turn).values()) == ["behind", "no figures"]
