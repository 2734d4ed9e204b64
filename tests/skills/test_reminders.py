"""Reminders: set, found again by their words, ticked off, put off, recurring through clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from skills.frequency import often
from skills.reminders import cancel_reminder, complete_reminder, list_reminders, remind_me, snooze_reminder
from skills.slots import Period, When
from skills.turn import Refused, Turn, Unclear
from storage.recurrence import first_occurrence, occurrence_after, pinned
from storage.reminders import Reminder
from tests.skills.house import House

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = When(date(2026, 11, 27), time(15))
TOMORROW = When(date(2026, 11, 24))


def open_ones(turn: Turn) -> list[Reminder]:
    return turn.crm.reminders.open_of(turn.speaker)


def test_a_reminder_is_told_on_the_speakers_clock(house: House) -> None:
    with house.turn(channel="C1") as turn:
        assert remind_me(turn, "call Globex", FRIDAY).text == "I will remind you Fri 27 Nov at 15:00: call Globex."
        assert remind_me(turn, "send deck", TOMORROW).text == "I will remind you tomorrow at 09:00: send deck."
    with house.records() as crm:
        call, deck = crm.reminders.all()
        assert (call.due_at, call.channel) == (datetime(2026, 11, 27, 14, tzinfo=UTC), "C1")
        assert deck.due_at == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_reminder_without_a_time_is_asked_for_it(house: House) -> None:
    with house.turn() as turn:
        with pytest.raises(Unclear, match="When should I remind you") as asked:
            remind_me(turn, "call Globex")
        assert asked.value.slot == "due_at"
        with pytest.raises(Unclear, match="At what time today"):
            remind_me(turn, "call Globex", When(date(2026, 11, 23)))


def test_a_time_that_has_passed_is_refused_with_the_time_it_is(house: House) -> None:
    with pytest.raises(Refused, match="Today at 10:00 has passed; it is 10:30 now"), house.turn() as turn:
        remind_me(turn, "call Globex", When(date(2026, 11, 23), time(10)))


def test_a_colleague_can_be_reminded(house: House) -> None:
    with house.turn() as turn:
        sam = turn.crm.people.named("Sam Ode")[0]
        assert remind_me(turn, "book the van", FRIDAY, person=sam).text.startswith("I will remind Sam Ode")
        assert "book the van (for Sam Ode)" in list_reminders(turn).plain()
    with house.turn("sam@rapport.test") as turn:
        assert "book the van" in list_reminders(turn).plain()


def test_a_recurring_reminder_begins_at_its_next_time_and_goes_on(house: House) -> None:
    with house.turn() as turn:
        said = remind_me(
            turn, "look through the pipeline", When(date(2026, 11, 23), time(9)), "FREQ=WEEKLY;BYDAY=MO"
        ).text
        assert said == "I will remind you every Monday: look through the pipeline. First Mon 30 Nov at 09:00."
        assert complete_reminder(turn, "pipeline").text.endswith("Next Mon 7 Dec at 09:00.")
        assert (
            cancel_reminder(turn, "pipeline").text == "Cancelled the reminder: look through the pipeline, every Monday."
        )
        assert open_ones(turn) == []


def test_ticking_off_what_was_just_told_does_not_skip_the_next(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "log calls", every="FREQ=DAILY")
        (daily,) = open_ones(turn)
        assert daily.due_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    house.later(hours=23)
    with house.turn() as turn:
        (daily,) = open_ones(turn)
        daily.told_at = turn.now
        daily.move_on(turn.now)
        assert complete_reminder(turn).text == "Done for this time: log calls. Next tomorrow at 09:00."


def test_what_was_just_set_is_cancelled_and_not_what_was_told_before(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "book the van", When(date(2026, 11, 27), time(9)))
        turn.crm.session.flush()
        open_ones(turn)[0].told_at = turn.now - timedelta(hours=1)
        remind_me(turn, "buy a cake", When(date(2026, 11, 28), time(9)))
        turn.crm.session.flush()
        assert "buy a cake" in cancel_reminder(turn).text
        assert "book the van" in cancel_reminder(turn).text


def test_putting_off_one_occurrence_leaves_the_series_as_it_was(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "log calls", every="FREQ=WEEKLY;BYDAY=WE")
        snoozed = snooze_reminder(turn, "log calls", FRIDAY)
        assert snoozed.text.endswith("After that as usual, Wed 2 Dec at 09:00.")
        assert [(each.about, each.every is None) for each in open_ones(turn)] == [
            ("log calls", True),
            ("log calls", False),
        ]


@pytest.mark.parametrize(
    "spoken", ["the Globex call", "call globex", "reminder 2", "number 2", "the second one", "Globx call", 2]
)
def test_a_reminder_is_found_by_its_words_or_its_number(house: House, spoken: str) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Anja", TOMORROW)
        remind_me(turn, "call Globex about the renewal", FRIDAY)
        assert complete_reminder(turn, spoken).text == "Done: call Globex about the renewal."


def test_several_that_fit_are_asked_about_and_none_lists_the_open_ones(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Anja", TOMORROW)
        remind_me(turn, "call Globex", FRIDAY)
        with pytest.raises(Unclear, match="Which reminder") as asked:
            complete_reminder(turn, "the call")
        assert [option.label for option in asked.value.options] == [
            "call Anja, tomorrow at 09:00",
            "call Globex, Fri 27 Nov at 15:00",
        ]
        assert complete_reminder(turn, asked.value.options[1].value).text == "Done: call Globex."
        with pytest.raises(Refused, match=r"no reminder “birthday card”. Open are: 1. call Anja"):
            cancel_reminder(turn, "birthday card")


def test_reminders_are_listed_by_time_with_their_numbers(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Globex", FRIDAY)
        remind_me(turn, "call Anja", TOMORROW, customer=turn.crm.customers.all()[0])
        reply = list_reminders(turn)
        assert "1 | tomorrow at 09:00 | call Anja\n2 | Fri 27 Nov at 15:00 | call Globex" in reply.plain()
        assert "call Anja" not in list_reminders(turn, Period(FRIDAY.day, FRIDAY.day)).plain()
        assert "call Globex" not in list_reminders(turn, customer=turn.crm.customers.all()[0]).plain()
        assert list_reminders(turn, Period(date(2027, 1, 1), None)).text == "You have no open reminders for that time."


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_a_daily_reminder_keeps_its_wall_time_over_a_clock_change(day: date) -> None:
    rule = pinned("FREQ=DAILY", datetime.combine(day, time(2, 30)))
    at = datetime.combine(day, time(2, 30), BERLIN).astimezone(UTC)
    walls = []
    for _ in range(3):
        at = occurrence_after(rule, at, at, BERLIN) or at
        walls.append(at.astimezone(BERLIN))
    assert [wall.toordinal() - day.toordinal() for wall in walls] == [1, 2, 3]
    assert [f"{wall:%H:%M}" for wall in walls[1:]] == ["02:30", "02:30"]


def test_every_other_monday_begins_on_the_coming_one_and_a_count_is_kept() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
    start = datetime.combine(sunday, time(9))
    rule = pinned("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", start)
    first = first_occurrence(rule, start, sunday, BERLIN)
    assert first == datetime(2026, 11, 23, 9, tzinfo=BERLIN)
    assert occurrence_after(rule, first, first, BERLIN) == datetime(2026, 12, 7, 9, tzinfo=BERLIN)
    twice = pinned("FREQ=DAILY;COUNT=2", datetime.combine(first, time(9)))
    second = occurrence_after(twice, first, first, BERLIN)
    assert second == datetime(2026, 11, 24, 9, tzinfo=BERLIN)
    assert occurrence_after(twice, second, second, BERLIN) is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "every month on the 1st"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on its last working day"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "every year on 3 March"),
        ("FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert often(rule) == said
