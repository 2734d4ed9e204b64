"""What a colleague has to see to today, and that each thing can be settled where it stands."""

from datetime import UTC, date, datetime, timedelta

from skills.day import Day, my_day
from skills.turn import Turn
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.interactions import Interaction
from storage.people import Person
from storage.reminders import Reminder
from tests.skills.house import NOW, House


def day_of(house: House, speaker: str = "priya@rapport.test") -> Day:
    with house.turn(speaker) as turn:
        return my_day(turn.crm, turn.speaker, turn.now)


def remind(turn: Turn, about: str, due: datetime) -> None:
    turn.crm.reminders.add(Reminder(about=about, due_at=due, person=turn.speaker, by=turn.speaker))


def test_a_rep_sees_what_is_due_what_slips_and_whom_to_call(house: House) -> None:
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        remind(turn, "send the quote", NOW - timedelta(days=2))
        remind(turn, "water the plants", NOW + timedelta(days=1))
        deal = Deal(name="Globe trucks", customer=globe, owner=turn.speaker, amount=45000)
        deal.close_on = date(2026, 11, 20)
        turn.crm.deals.add(deal)
        talk = Interaction(summary="They were furious", sentiment="negative", happened_at=NOW - timedelta(days=3))
        talk.customer, talk.channel = globe, "call"
        turn.crm.interactions.add(talk)
        turn.crm.contacts.add(Contact(name="Ada Berg", customer=globe, birthday=date(1980, 11, 25)))
    day = day_of(house)
    assert [(each.words, each.why, each.late) for each in day.reminders] == [
        ("send the quote", "overdue since Sat 21 Nov at 10:30", True)
    ]
    assert [button.intent["skill"] for button in day.reminders[0].buttons if button.intent] == [
        "complete_reminder", "snooze_reminder",
    ]  # fmt: skip
    assert day.deals[0].words == "Globe trucks, 45,000"
    assert "was to close Fri 20 Nov" in day.deals[0].why
    assert day.deals[0].buttons[0].label == "Move to engaging"
    assert day.calls[0].words == "Call Globe Freight"
    assert "furious" in day.calls[0].why
    assert [(each.words, each.why) for each in day.birthdays] == [
        ("Birthday of Ada Berg at Globe Freight", "Wed 25 Nov")
    ]
    assert not day.is_free


def test_an_agent_sees_the_own_cases_and_a_manager_those_of_the_team(house: House) -> None:
    with house.turn("sam@rapport.test") as turn:
        sam, tom = turn.speaker, turn.crm.people.first(Person.email == "tom@rapport.test")
        assert tom is not None
        sam.team = tom.team = "support"
        globe = turn.crm.customers.named("Globe Freight")[0]
        for number, hours in ((1, -30), (2, 3), (3, 60)):
            case = Case(number=number, subject=f"Broken {number}", customer=globe, assignee=sam, opened_at=NOW)
            case.due_at = NOW + timedelta(hours=hours)
            turn.crm.cases.add(case)
    agent, manager = day_of(house, "sam@rapport.test"), day_of(house, "tom@rapport.test")
    assert [each.words for each in agent.cases] == [f"Case {n} of Globe Freight: Broken {n}" for n in (1, 2)]
    assert [each.late for each in agent.cases] == [True, False]
    assert agent.calls == ()
    assert [each.why.endswith("Sam Ode") for each in manager.cases] == [True, True]
    assert day_of(house, "ines@rapport.test").is_free


def test_no_more_is_shown_than_is_wanted_and_the_rest_is_counted(house: House) -> None:
    with house.turn() as turn:
        for number in range(8):
            remind(turn, f"task {number}", NOW - timedelta(hours=number))
    with house.turn() as turn:
        day = my_day(turn.crm, turn.speaker, turn.now, 3)
    assert len(day.reminders) == 3
    assert day.left_out == {"reminders": 5}


def test_what_is_put_off_waits_for_the_next_working_day(house: House) -> None:
    house.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    with house.turn() as turn:
        remind(turn, "send the quote", house.now)
    [entry] = day_of(house).reminders
    assert entry.buttons[1].label == "Mon 30 Nov"
    assert entry.buttons[1].intent
    assert entry.buttons[1].intent["slots"]["until"] == "2026-11-30T09:00"


def test_everybody_else_s_customers_are_not_in_the_day_of_a_rep(house: House) -> None:
    with house.turn() as turn:
        tom = turn.crm.people.first(Person.email == "tom@rapport.test")
        initech = turn.crm.customers.add(Customer(name="Initech", owner=tom))
        turn.crm.deals.add(Deal(name="Initech deal", customer=initech, owner=tom, close_on=date(2026, 11, 1)))
        talk = Interaction(summary="Angry", sentiment="negative", customer=initech, happened_at=NOW - timedelta(days=1))
        turn.crm.interactions.add(talk)
    assert day_of(house).is_free
