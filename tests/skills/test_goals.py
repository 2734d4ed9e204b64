"""Goals: set, changed, and where they stand."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from skills.goals import set_goal, show_goals
from skills.reply import Table
from skills.slots import Period
from skills.turn import Refused, Turn, Unclear
from storage.deals import Deal
from storage.feedback import Feedback
from storage.leads import Lead
from storage.people import Person
from storage.undo import last_turn, take_back
from tests.skills.house import House

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def won(turn: Turn, amount: int, owner: Person | None = None) -> None:
    at = datetime(2026, 11, 10, 9, tzinfo=turn.now.tzinfo)
    turn.crm.deals.add(Deal(name="Ovens", stage="won", amount=Decimal(amount), owner=owner, closed_at=at))


def rows(turn: Turn, period: Period | None = None, owner: Person | None = None) -> list[tuple[str, ...]]:
    (table,) = (part for part in show_goals(turn, period, owner).parts if isinstance(part, Table))
    return list(table.rows)


def test_money_alone_is_that_of_won_deals_and_carried_on_at_its_pace(house: House) -> None:
    with house.turn() as turn:
        won(turn, 46_000, turn.speaker)
        reply = set_goal(turn, Decimal(60_000), NOVEMBER)
        assert reply.text == "Goal of the team: amount of won deals 60,000, 1 Nov 2026 to 30 Nov 2026."
        ((goal, whose, _, target, so_far, done, pace, state),) = rows(turn)
        assert (goal, whose, target, so_far, done) == ("amount of won deals", "team", "60,000", "46,000", "77 %")
        assert (pace, state) == ("60,000", "on track")


def test_a_goal_of_a_person_counts_only_what_is_theirs(house: House) -> None:
    with house.turn() as turn:
        tom = turn.crm.people.named("Tom Becker")[0]
        won(turn, 100, turn.speaker)
        won(turn, 100, tom)
        set_goal(turn, Decimal(3), QUARTER, "count", "deal", tom)
        assert rows(turn, owner=tom)[0][4:] == ("1", "33 %", "1.7", "behind")
        assert "There are no goals of Priya Nair" in show_goals(turn, owner=turn.speaker).text


def test_the_same_goal_set_again_is_changed_and_undone(house: House) -> None:
    with house.turn() as turn:
        set_goal(turn, Decimal(20), QUARTER, "count", "lead")
    with house.turn() as turn:
        assert "It was 20 before." in set_goal(turn, Decimal(30), QUARTER, "count", "lead").text
        assert [goal.target for goal in turn.crm.goals.all()] == [30]
    with house.turn() as turn:
        take_back(turn.crm, last_turn(turn.crm) or "")
        assert [goal.target for goal in turn.crm.goals.all()] == [20]


def test_a_number_of_nothing_is_asked_about_and_a_figure_not_known_refused(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Unclear, match="15 of what") as asked:
            set_goal(turn, Decimal(15), QUARTER)
        assert asked.value.slot == "entity"
        with pytest.raises(Refused, match="I cannot compute margin"):
            set_goal(turn, Decimal(15), QUARTER, "margin")


def test_satisfaction_of_up_to_five_is_a_mean_and_above_it_a_percentage(house: House) -> None:
    with house.turn() as turn:
        for score in (5, 4):
            turn.crm.feedback.add(Feedback(score=score, scale="csat", given_at=turn.now))
        set_goal(turn, Decimal("4.6"), QUARTER, "csat")
        set_goal(turn, Decimal(90), NOVEMBER, "csat")
        assert sorted((row[4], row[7]) for row in rows(turn)) == [("100 %", "on track"), ("4.5", "behind")]


def test_what_takes_less_time_is_better(house: House) -> None:
    with house.turn() as turn:
        begun = datetime(2026, 11, 1, 9, tzinfo=turn.now.tzinfo)
        ended = datetime(2026, 11, 11, 9, tzinfo=turn.now.tzinfo)
        turn.crm.deals.add(Deal(name="Ovens", stage="won", created_at=begun, closed_at=ended))
        set_goal(turn, Decimal(20), QUARTER, "cycle_days")
        set_goal(turn, Decimal(5), NOVEMBER, "cycle_days")
        assert [row[7] for row in rows(turn)] == ["behind", "on track"]


def test_goals_are_reached_missed_or_not_begun(house: House) -> None:
    with house.turn() as turn:
        turn.crm.leads.add(Lead(name="Lea", created_at=datetime(2026, 11, 2, tzinfo=turn.now.tzinfo)))
        october, year = Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2027, 1, 1), date(2027, 12, 31))
        set_goal(turn, Decimal(1), NOVEMBER, "count", "lead")
        set_goal(turn, Decimal(9), october, "count", "lead")
        set_goal(turn, Decimal(9), year, "count", "lead")
        assert [row[7] for row in rows(turn)] == ["reached", "not begun"]
        assert [row[7] for row in rows(turn, october)] == ["missed"]
        assert "There are no goals, 1 Jan 2029" in show_goals(turn, Period(date(2029, 1, 1), date(2029, 2, 1))).text
