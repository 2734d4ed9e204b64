"""Numbers and customers of a colleague: the own ones, those of the team or of the house, and why."""

from datetime import date, timedelta
from decimal import Decimal

from skills.numbers import Numbers, my_numbers
from skills.turn import Turn
from skills.wards import my_customers
from storage.campaigns import Goal
from storage.cases import Case
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.people import Person
from storage.standings import renew
from tests.skills.house import NOW, House


def person(turn: Turn, email: str) -> Person:
    found = turn.crm.people.first(Person.email == email)
    assert found
    return found


def numbers_of(house: House, speaker: str) -> Numbers:
    with house.turn(speaker) as turn:
        return my_numbers(turn.crm, turn.speaker, turn.now.date())


def won(turn: Turn, name: str, owner: Person, amount: int, days: int) -> None:
    deal = Deal(name=name, owner=owner, amount=Decimal(amount), stage="won", closed_at=NOW - timedelta(days=days))
    deal.created_at = NOW - timedelta(days=days + 30)
    turn.crm.deals.add(deal)


def test_a_rep_has_the_own_numbers_a_manager_the_team_s_and_an_admin_all(house: House) -> None:
    with house.turn() as turn:
        priya, tom, ines = (person(turn, f"{name}@rapport.test") for name in ("priya", "tom", "ines"))
        priya.team = tom.team = "sales"
        ines.role = "admin"
        won(turn, "Own", priya, 1000, 3)
        won(turn, "Boss's", tom, 500, 4)
        won(turn, "Nobody's", ines, 70, 5)
        won(turn, "Last month's", priya, 9, 40)
    told = {name: numbers_of(house, f"{name}@rapport.test") for name in ("priya", "tom", "ines")}
    assert {name: (each.whose, dict(each.figures)["won this month"]) for name, each in told.items()} == {
        "priya": ("yours", "1,000"), "tom": ("of sales", "1,500"), "ines": ("of the house", "1,570"),
    }  # fmt: skip
    assert told["priya"].months
    assert told["priya"].months.values == (9.0, 1000.0)


def test_an_agent_has_numbers_of_cases(house: House) -> None:
    with house.turn() as turn:
        sam = person(turn, "sam@rapport.test")
        for number, status in ((1, "working"), (2, "new"), (3, "closed")):
            case = Case(number=number, subject="Broken", assignee=sam, status=status, opened_at=NOW - timedelta(days=2))
            case.due_at, case.closed_at = NOW - timedelta(hours=1), NOW if status == "closed" else None
            turn.crm.cases.add(case)
    told = numbers_of(house, "sam@rapport.test")
    assert dict(told.figures) == {
        "open cases": "2", "overdue cases": "2", "closed this week": "1", "first reply this month": "–",
    }  # fmt: skip


def test_goals_stand_beside_the_time_that_is_gone_own_ones_first(house: House) -> None:
    with house.turn() as turn:
        priya, tom = person(turn, "priya@rapport.test"), person(turn, "tom@rapport.test")
        won(turn, "Own", priya, 900, 3)
        for owner, target in ((priya, 1000), (tom, 5), (None, 90_000)):
            goal = Goal(metric="sum:amount", entity="deal", target=Decimal(target), owner=owner)
            goal.filters, goal.starts_on, goal.ends_on = [["stage", "=", "won"]], date(2026, 11, 1), date(2026, 11, 30)
            turn.crm.goals.add(goal)
    told = numbers_of(house, "priya@rapport.test")
    assert [(aim.words, aim.state, aim.done) for aim in told.goals] == [
        ("900 of 90,000 until 30 Nov, behind", "behind", 1.0),
        ("900 of 1,000 until 30 Nov, on track", "on track", 90.0),
    ]
    assert round(told.goals[0].gone) == round(23 / 30 * 100)
    assert told.months is None


def test_the_weakest_customers_come_first_with_what_costs_most(house: House) -> None:
    with house.turn() as turn:
        priya = turn.speaker
        globe = turn.crm.customers.named("Globe Freight")[0]
        glad = turn.crm.customers.add(Customer(name="Glad Ltd", owner=priya))
        other = turn.crm.customers.add(Customer(name="Other Ltd", owner=person(turn, "tom@rapport.test")))
        for customer, days in ((globe, 70), (glad, 2), (other, 300)):
            talk = Interaction(summary="Spoke", customer=customer, happened_at=NOW - timedelta(days=days))
            turn.crm.interactions.add(talk)
    with house.turn() as turn:
        renew(turn.crm)
        found = my_customers(turn.crm, turn.speaker)
    assert [each.customer["name"] for each in found] == ["Globe Freight", "Glad Ltd"]
    assert found[0].health < found[1].health
    assert found[0].why == "last contact 70 days ago, usually every 30 days"
