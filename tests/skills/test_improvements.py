"""What to improve: each gap with its numbers, what makes most of it and the next step, the largest first."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from skills.improvements import suggest_improvements
from skills.reply import Reply
from skills.slots import Period
from skills.turn import Refused, Turn
from storage.campaigns import Goal
from storage.cases import Case
from storage.deals import Deal
from storage.feedback import Feedback
from tests.skills.house import House

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def lines(reply: Reply) -> list[str]:
    return [line for part in reply.parts for line in getattr(part, "lines", ())]


def closed(turn: Turn, stage: str, day: date, owner: str = "Priya Nair", days: int = 20) -> None:
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    deal = Deal(name="Deal", stage=stage, closed_at=at, created_at=at - timedelta(days), amount=Decimal(100))
    deal.owner = turn.crm.people.named(owner)[0]
    turn.crm.deals.add(deal)


def test_a_figure_that_fell_is_told_with_who_makes_most_of_it(house: House) -> None:
    with house.turn() as turn:
        for stage in ("won", "won", "won", "lost", "lost"):
            closed(turn, stage, date(2026, 10, 20))
        for stage, owner in (("won", "Priya Nair"),) + (("lost", "Tom Becker"),) * 4:
            closed(turn, stage, date(2026, 11, 10), owner)
        reply = suggest_improvements(turn, NOVEMBER)
    (line,) = lines(reply)
    assert reply.text == "The largest gap: win rate, 20 % after 60 %."
    assert line == (
        "1. Win rate: 20 % after 60 %; gap 67 %. Most of it with Tom Becker: 0 % in 4 closed deals. "
        "Next: “number of lost deals by reason from 1 Nov 2026 to 30 Nov 2026”"
    )
    assert "Compared: 1 Nov 2026 to 23 Nov 2026 against 9 Oct 2026 to 31 Oct 2026." in reply.note
    assert reply.buttons[0].says == "number of lost deals by reason from 1 Nov 2026 to 30 Nov 2026"


def test_goals_late_deals_and_overdue_cases_are_gaps_sorted_by_size(house: House) -> None:
    with house.turn() as turn:
        goal = Goal(metric="sum:amount", entity="deal", target=Decimal(1000), filters=[["stage", "=", "won"]])
        goal.starts_on, goal.ends_on = NOVEMBER.first, NOVEMBER.last
        turn.crm.goals.add(goal)
        for _ in range(6):
            closed(turn, "won", date(2026, 11, 5))
        for name, amount, on in (("Late", 300, date(2026, 11, 1)), ("Fine", 700, date(2026, 12, 20))):
            turn.crm.deals.add(Deal(name=name, amount=Decimal(amount), close_on=on, stage="proposal"))
        for number in (1, 2):
            late = Case(number=number, subject="It rattles", opened_at=turn.now - timedelta(9), due_at=turn.now)
            late.due_at = turn.now + timedelta(days=1 if number == 2 else -1)
            turn.crm.cases.add(late)
        first, second, third = lines(suggest_improvements(turn, NOVEMBER))
    # half of the cases; 30 % of what is open; 600 in 23 of 30 days come to 782.61 of 1000
    assert first.startswith("1. Overdue cases: 1 of 2 open cases overdue; gap 50 %. Most with nobody: 1. [1]")
    assert second.startswith("2. Late deals: 1 deal, 300 of 1,000 open, should have closed by now; gap 30 %.")
    assert third.startswith(
        "3. Goal of the team: amount of won deals: 600 so far, 782.61 at this pace, goal 1,000; gap 22"
    )


def test_of_too_few_facts_it_says_so_and_makes_up_no_gap(house: House) -> None:
    with house.turn() as turn:
        closed(turn, "won", date(2026, 10, 20))
        closed(turn, "lost", date(2026, 11, 10))
        turn.crm.feedback.add(Feedback(scale="csat", score=1, given_at=turn.now))
        reply = suggest_improvements(turn, NOVEMBER)
    assert reply.text == "I see nothing that falls behind. But there are too few facts to say so of everything."
    assert "win rate (1 closed deal now, 1 before)" in reply.note
    assert "CSAT (1 score now, 0 before)" in reply.note


def test_it_can_be_about_a_person_or_a_team(house: House) -> None:
    with house.turn() as turn:
        for person in turn.crm.people.all():
            person.team = "sales" if person.name in ("Priya Nair", "Tom Becker") else "support"
        for owner, stage, day in (("Tom Becker", "won", 20), ("Tom Becker", "lost", 10)):
            for _ in range(5):
                closed(turn, stage, date(2026, 10 if day == 20 else 11, day), owner)
        tom, priya = (turn.crm.people.named(name)[0] for name in ("Tom Becker", "Priya Nair"))
        assert suggest_improvements(turn, NOVEMBER, tom).text == (
            "The largest gap of Tom Becker: win rate, 0 % after 100 %."
        )
        assert suggest_improvements(turn, NOVEMBER, priya).text.startswith("I see nothing of Priya Nair")
        assert "of sales: win rate" in suggest_improvements(turn, NOVEMBER, team="the Sales team").text
        assert suggest_improvements(turn, NOVEMBER, team="support").text.startswith("I see nothing of support")
        with pytest.raises(Refused, match="There are sales, support"):
            suggest_improvements(turn, NOVEMBER, team="kitchen")
