"""Service times, working hours and holidays: told in a sentence, shown, and taken back by one undo."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from skills.cases import open_case, reopen_case, update_case
from skills.conversation import undo
from skills.durations import minutes_of
from skills.hours import add_holiday, set_service_times, set_working_hours
from skills.reply import Reply
from skills.slots import Period, When
from skills.turn import Refused, Turn, Unclear
from skills.weeks import clock_told, week_said, week_told
from storage.cases import Case
from storage.people import Person
from storage.service_times import WEEKDAYS, WorkingHours
from storage.undo import changes_to
from tests.skills.house import House

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = "Monday to Friday 9 to 17:30"


def opened(house: House, priority: str = "urgent") -> Case:
    """A case of Globe Freight that was opened just now."""
    with house.turn() as turn:
        globe = turn.crm.customers.named("Globe Freight")[0]
        open_case(turn, "Scanners lose wifi", globe, priority)  # type: ignore[arg-type]
        return turn.crm.cases.where(newest=Case.id)[0]


def due(house: House, number: int = 1) -> str | None:
    with house.records() as crm:
        case = crm.cases.numbered(number)
        return case.due_at.astimezone(BERLIN).isoformat()[:16] if case and case.due_at else None


def case_of(turn: Turn, number: int = 1) -> Case:
    case = turn.crm.cases.numbered(number)
    assert case is not None
    return case


def told(house: House, **slots: str) -> str:
    with house.turn() as turn:
        return set_working_hours(turn, **slots).plain()


def test_the_clock_runs_day_and_night_until_hours_are_told(house: House) -> None:
    opened(house, "normal")
    assert due(house) == "2026-11-26T10:30"
    assert told(house, hours=OFFICE) == (
        "We work Monday to Friday 09:00-17:30 (Europe/Berlin). 1 open case is due at another time now."
    )
    assert due(house) == "2026-12-03T14:30"
    opened(house, "normal")
    assert due(house, 2) == "2026-12-03T14:30"


def test_hours_and_all_that_they_moved_are_taken_back_by_one_undo(house: House) -> None:
    opened(house, "normal")
    told(house, hours=OFFICE)
    with house.turn() as turn:
        undo(turn)
    assert due(house) == "2026-11-26T10:30"
    with house.records() as crm:
        assert crm.working_hours.all() == []


def test_a_day_told_alone_changes_only_that_day(house: House) -> None:
    told(house, hours=OFFICE)
    assert "Monday to Thursday 09:00-17:30, Friday 09:00-15:00" in told(house, hours="on fridays 9 to 15")
    assert "Tuesday to Thursday 09:00-17:30, Friday 09:00-15:00" in told(house, hours="closed on Mondays")
    assert "We work Monday to Friday 08:00-16:00 (" in told(house, hours="Mon-Fri 8-16")


def test_a_team_has_hours_and_holidays_of_its_own(house: House) -> None:
    with house.turn() as turn:
        for agent in turn.crm.people.where(Person.role == "agent"):
            agent.team = "Support"
    told(house, hours=OFFICE)
    assert told(house, hours="24/7", team="the support team").startswith("Support works Monday to Sunday 00:00-24:00")
    opened(house, "normal")
    assert due(house) == "2026-11-26T10:30"
    with house.turn() as turn:
        said = add_holiday(turn, When(date(2026, 11, 24)), team="support")
        assert said.text == "Support is closed tomorrow. 1 open case is due at another time now."
    assert due(house) == "2026-11-27T10:30"
    with house.turn() as turn, pytest.raises(Refused, match="The teams are: Support"):
        set_working_hours(turn, OFFICE, "billing")


def test_holidays_are_noted_once_and_stop_the_clock(house: House) -> None:
    opened(house, "high")
    with house.turn() as turn:
        both = Period(date(2026, 11, 24), date(2026, 11, 25))
        assert add_holiday(turn, period=both, name="stocktaking").text.startswith(
            "We are closed tomorrow and Wed 25 Nov for stocktaking."
        )
        assert "are holidays already" in add_holiday(turn, period=both).text
    assert due(house) == "2026-11-26T10:30"
    with house.turn() as turn:
        undo(turn)
    assert due(house) == "2026-11-24T10:30"


def test_several_days_that_are_apart_are_one_holiday_each(house: House) -> None:
    with house.turn() as turn:
        said = add_holiday(turn, When(date(2026, 12, 24)), more="2026-12-31")
        assert said.text == "We are closed Thu 24 Dec and Thu 31 Dec."
        assert len(turn.crm.holidays.all()) == 2
        assert "That is past" in add_holiday(turn, When(date(2026, 1, 1))).note


def test_service_times_hold_for_the_cases_of_their_priority(house: House) -> None:
    opened(house, "urgent")
    opened(house, "low")
    with house.turn() as turn:
        said = set_service_times(turn, "urgent", "half an hour", "two")
        assert said.text.startswith(
            "Urgent cases: a first reply within 30 minutes, solved within 2 hours. 1 open case "
        )
        assert "day and night" in said.note
    assert (due(house, 1), due(house, 2)) == ("2026-11-23T12:30", "2026-11-28T10:30")
    with house.turn() as turn:
        undo(turn)
    assert due(house, 1) == "2026-11-23T14:30"


def test_a_time_told_alone_leaves_the_other(house: House) -> None:
    with house.turn() as turn:
        assert "reply within 2 hours, solved within 24 hours" in set_service_times(turn, "high", "2h").text
        assert "reply within 1 hour, solved within 1 hour" in set_service_times(turn, "high", resolution="1h").text
        with pytest.raises(Refused, match="comes after the solution"):
            set_service_times(turn, "urgent", "2 days", "1 day")
        with pytest.raises(Unclear, match="For which priority"):
            set_service_times(turn, first_reply="an hour")
        with pytest.raises(Refused, match="no time in “soonish”"):
            set_service_times(turn, "urgent", "soonish")


@pytest.mark.parametrize("skill", [set_service_times, set_working_hours, add_holiday])
def test_asked_for_they_are_shown(house: House, skill: object) -> None:
    told(house, hours=OFFICE)
    with house.turn() as turn:
        add_holiday(turn, When(date(2026, 12, 24)), name="Christmas Eve")
    with house.turn(text="what are our working hours and service times?") as turn:
        shown: Reply = skill(turn)  # type: ignore[operator]
    words = shown.plain()
    assert "urgent | all | 1 hour | 4 hours" in words
    assert "all: Monday to Friday 09:00-17:30 (Europe/Berlin)" in words
    assert "Thu 24 Dec, Christmas Eve" in words
    with house.turn(text="set them please") as turn, pytest.raises(Unclear):
        skill(turn)  # type: ignore[operator]


def test_a_case_that_waits_goes_on_with_the_rest_of_its_time(house: House) -> None:
    told(house, hours=OFFICE)
    opened(house, "urgent")
    house.later(hours=1)
    with house.turn() as turn:
        said = update_case(turn, case_of(turn), "waiting").text
        assert said == "Case 1: new → waiting. Its clock stands while it waits, with 3 hours left."
    with house.records() as crm:
        assert [each.action for each in changes_to(crm, crm.cases.all()[0])] == ["updated", "created"]
    house.later(days=1, hours=3)
    with house.turn() as turn:
        assert "3 hours left, paused while it waits" in update_case(turn, case_of(turn), "waiting").plain()
        assert update_case(turn, case_of(turn), "working").text.endswith("It is due today at 17:30.")
        update_case(turn, case_of(turn), priority="high")
        assert case_of(turn).due_at == datetime(2026, 11, 27, 12, tzinfo=BERLIN)
    with house.turn() as turn:
        undo(turn)
        assert (case_of(turn).status, case_of(turn).due_at) == ("waiting", None)


def test_reopening_goes_on_with_the_rest_and_says_how_long_it_was_closed(house: House) -> None:
    opened(house, "urgent")
    house.later(hours=3)
    with house.turn() as turn:
        turn.crm.case_clock.close(case_of(turn), "new antenna")
    house.later(days=2, hours=1)
    with house.turn() as turn:
        said = reopen_case(turn, case_of(turn)).text
        assert said.endswith("It had been closed for 2 days 1 hour. It is due today at 15:30.")
        assert turn.crm.case_clock.used(case_of(turn)) == timedelta(hours=3)


def rows(words: str) -> list[WorkingHours]:
    return [
        WorkingHours(weekday=WEEKDAYS[each.weekday], starts=clock_told(each.first), ends=clock_told(each.last))
        for each in week_said(words).stretches
    ]


@pytest.mark.parametrize(
    ("said", "week"),
    [
        ("9-5 mon-fri", "Monday to Friday 09:00-17:00"),
        ("Mon-Thu 9-17 and Fri 9-15", "Monday to Thursday 09:00-17:00, Friday 09:00-15:00"),
        ("weekdays 8:30am to 6pm, saturdays 10 to 2", "Monday to Friday 08:30-18:00, Saturday 10:00-14:00"),
        ("9-12 and 13-17 on weekdays", "Monday to Friday 09:00-12:00 and 13:00-17:00"),
        ("nine to five", "Monday to Friday 09:00-17:00"),
        ("every day from 22 to 6", "Monday to Sunday 00:00-06:00 and 22:00-24:00"),
        (
            "Monday to Saturday 9 to 18 except Wednesday",
            "Monday and Tuesday 09:00-18:00, Thursday to Saturday 09:00-18:00",
        ),
        ("sat and sun 10am-noon", "Saturday and Sunday 10:00-12:00"),
        ("around the clock", "Monday to Sunday 00:00-24:00"),
        ("no hours at all", ""),
    ],
)
def test_hours_are_read_as_people_say_them(said: str, week: str) -> None:
    assert ", ".join(week_told(rows(said))) == week


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("an hour", 60), ("half an hour", 30), ("2h", 120), ("1 hour 30 minutes", 90), ("1.5 hours", 90), ("four", 240),
     ("two days", 2880), ("forty-eight hours", 2880), ("an hour and a half", 90), ("a", None), ("soon", None)],
)  # fmt: skip
def test_durations_are_read_as_people_say_them(said: str, minutes: int | None) -> None:
    assert minutes_of(said) == minutes
