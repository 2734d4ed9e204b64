"""Absences: who is away, who stands in, what reaches the stand-in, and what is told on return."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from bot.bell import Bell
from bot.clock import remind
from skills.absences import end_absence, set_absence
from skills.agenda import numbered
from skills.cases import open_case
from skills.conversation import undo
from skills.records import assign_owner, update_record
from skills.reminders import complete_reminder, list_reminders, remind_me
from skills.reply import Reply
from skills.slots import Period, When
from skills.turn import Refused, Turn, Unclear
from storage.people import Person
from storage.post import Outgoing
from tests.skills.house import House

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
THIS_WEEK = Period(MONDAY, FRIDAY)


def person(turn: Turn, name: str) -> Person:
    return turn.crm.people.where(Person.name_fold.startswith(name.casefold()))[0]


def away(house: House, who: str, stand_in: str | None, period: Period = THIS_WEEK) -> Reply:
    with house.turn("tom@rapport.test") as turn:
        instead = person(turn, stand_in) if stand_in else None
        return set_absence(turn, person(turn, who), period, stand_in=instead)


def posts(house: House) -> Sequence[tuple[str, str]]:
    with house.records() as crm:
        sent = crm.session.scalars(
            select(Outgoing).where(Outgoing.channel != "").order_by(Outgoing.created_at, Outgoing.key)
        )
        return [(each.channel, Reply.from_json(each.reply).plain()) for each in sent]


def place_of(house: House, name: str) -> str:
    with house.turn() as turn:
        return f"person:{person(turn, name).id}"


def test_whoever_is_away_says_until_when_and_is_offered_a_stand_in(house: House) -> None:
    with house.turn() as turn:
        said = set_absence(turn, period=THIS_WEEK, reason="holiday")
        assert said.text == "You are away until Fri 27 Nov."
        assert said.offer is not None
        assert said.offer.slots == {"person": "Priya Nair", "stand_in": "Ines Cruz"}
        assert said.offer.question.startswith("Shall Ines Cruz stand in? Ines Cruz has the least to do")
        taken = set_absence(turn, stand_in=person(turn, "Ines"))
        assert taken.text.startswith("You are away until Fri 27 Nov. Ines Cruz gets the reminders")
        assert len(turn.crm.absences.all()) == 1


def test_a_sick_day_is_today_and_back_on_a_day_means_at_work_on_it(house: House) -> None:
    with house.turn(text="out sick today") as turn:
        assert set_absence(turn, reason="sick").text == "You are away today."
    with house.turn("tom@rapport.test", text="I'm back on Thursday") as turn:
        assert set_absence(turn, until=When(date(2026, 11, 26))).text == "You are away until Wed 25 Nov."


def test_an_absence_without_days_is_asked_until_when(house: House) -> None:
    with house.turn(text="I'm on holiday") as turn:
        with pytest.raises(Unclear, match="Until when are you away") as asked:
            set_absence(turn, reason="holiday")
        assert asked.value.slot == "until"


def test_nobody_stands_in_for_themselves_and_past_days_are_refused(house: House) -> None:
    with house.turn() as turn, pytest.raises(Refused, match="cannot stand in"):
        set_absence(turn, stand_in=turn.speaker)
    with house.turn() as turn, pytest.raises(Refused, match="has passed"):
        set_absence(turn, period=Period(date(2026, 11, 2), date(2026, 11, 6)))


def test_a_reminder_goes_to_the_stand_in_once_who_can_tick_it_off_and_the_owner_hears_of_it(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Globe", When(MONDAY, time(12)))
        remind_me(turn, "send the deck", When(MONDAY, time(13)))
    away(house, "priya", "sam")
    house.later(hours=4)
    assert (remind(house.store, house.now), remind(house.store, house.now)) == (2, 0)
    ((place, told),) = posts(house)
    assert place == place_of(house, "sam")
    assert "1. call Globe, since today at 12:00, Priya Nair's, who is away until Fri 27 Nov" in told
    with house.turn("sam@rapport.test") as turn:
        assert "call Globe (Priya Nair's)" in list_reminders(turn).plain()
        assert complete_reminder(turn, "call Globe").text == "Done: call Globe."
    house.later(days=6, hours=19)
    remind(house.store, house.now)
    remind(house.store, house.now)
    (back,) = [text for place, text in posts(house) if place == place_of(house, "priya")]
    assert "While you were away, 2 things of yours went to Sam Ode." in back
    assert "reminder “call Globe”, done" in back
    assert "reminder “send the deck”, still open" in back


def test_without_a_stand_in_reminders_still_reach_the_one_who_is_away(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Globe", When(MONDAY, time(12)))
    away(house, "priya", None)
    house.later(hours=4)
    remind(house.store, house.now)
    assert [place for place, _ in posts(house)] == [place_of(house, "priya")]


def test_a_stand_in_who_is_away_too_hands_on_and_a_circle_is_no_trap(house: House) -> None:
    away(house, "sam", "ines")
    said = away(house, "priya", "sam")
    assert said.note == "Sam Ode is away until Fri 27 Nov then too, so Ines Cruz takes both until then."
    with house.turn() as turn:
        assert turn.crm.absences.stand_in(turn.speaker) == person(turn, "ines")
    looped = away(house, "ines", "priya")
    assert "nobody stands in there" in looped.note
    with house.turn() as turn:
        assert turn.crm.absences.told_instead(turn.speaker) == (turn.speaker, None)


def test_new_cases_go_to_the_stand_in_and_are_told_on_return(house: House) -> None:
    away(house, "ines", "priya")
    with house.turn() as turn:
        said = open_case(turn, "printer jams", turn.crm.customers.all()[0])
        assert "You take it" in said.text
        assert said.note == "In the place of Ines Cruz, who is away until Fri 27 Nov."
    with house.turn("ines@rapport.test") as turn:
        assert "case 1, printer jams, new" in end_absence(turn).plain()


def test_new_cases_go_to_who_is_here_where_nobody_stands_in(house: House) -> None:
    away(house, "ines", None)
    with house.turn() as turn:
        assert "Sam Ode takes it" in open_case(turn, "printer jams", turn.crm.customers.all()[0]).text


def test_what_is_given_to_somebody_away_is_said_to_be(house: House) -> None:
    away(house, "sam", "ines")
    with house.turn() as turn:
        given = assign_owner(turn, person(turn, "sam"), turn.crm.customers.all()[0])
        assert given.note == "Sam Ode is away until Fri 27 Nov; Ines Cruz stands in."
        told = remind_me(turn, "book the van", When(date(2026, 11, 24)), person=person(turn, "sam"))
        assert told.note == "Sam Ode is away until Fri 27 Nov then, so I tell Ines Cruz."


def test_being_back_early_ends_it_and_one_undo_takes_it_back(house: House) -> None:
    away(house, "priya", "sam", Period(MONDAY - timedelta(days=3), FRIDAY))
    with house.turn() as turn:
        assert end_absence(turn).text.startswith("Welcome back, Priya.")
        assert turn.crm.absences.of(turn.speaker) is None
        assert "here already" in end_absence(turn).text
    with house.turn() as turn:
        undo(turn)
        found = turn.crm.absences.of(turn.speaker)
        assert found is not None
        assert found.last_day == FRIDAY
    with house.turn("tom@rapport.test", confirmed=True) as turn:
        undo(turn)
        assert turn.crm.absences.all() == []


def test_an_absence_is_extended_and_keeps_its_first_day(house: House) -> None:
    away(house, "priya", "sam", Period(MONDAY - timedelta(days=3), FRIDAY))
    with house.turn() as turn:
        set_absence(turn, until=When(date(2026, 12, 4)))
        (kept,) = turn.crm.absences.all()
        assert (kept.first_day, kept.last_day) == (MONDAY - timedelta(days=3), date(2026, 12, 4))
        assert kept.stand_in == person(turn, "sam")


def test_an_owner_who_is_away_is_told_of_when_a_field_is_set(house: House) -> None:
    away(house, "sam", None)
    with house.turn() as turn:
        said = update_record(turn, turn.crm.customers.all()[0], "owner", "Sam Ode")
        assert said.note == "Sam Ode is away until Fri 27 Nov; nobody stands in."


def test_a_planned_absence_can_be_called_off(house: House) -> None:
    away(house, "priya", "sam", Period(date(2026, 12, 21), date(2026, 12, 31)))
    with house.turn("tom@rapport.test") as turn:
        said = end_absence(turn, person(turn, "priya"))
        assert said.text == "Priya Nair is not away from Mon 21 Dec until Thu 31 Dec after all."


def test_the_bell_rings_for_the_stand_in_and_not_for_who_is_away(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "call Globe", When(MONDAY, time(12)))
    away(house, "priya", "sam")
    house.later(hours=4)
    heard: list[Reply] = []
    assert Bell(house.store, "priya@rapport.test").ring(house.now, heard.append) == 0
    assert Bell(house.store, "sam@rapport.test").ring(house.now, heard.append) == 1
    assert Bell(house.store, "sam@rapport.test").ring(house.now, heard.append) == 0
    assert "It is Priya Nair's" in heard[0].text


def test_a_daily_reminder_keeps_to_the_working_days(house: House) -> None:
    with house.turn() as turn:
        turn.speaker.working_days = "MO,TU,WE,TH"
        remind_me(turn, "log calls", When(date(2026, 11, 26), time(16)), "FREQ=DAILY")
        saturday = remind_me(turn, "water the plants", When(date(2026, 11, 28), time(9)))
        assert saturday.note == "Saturday is no working day of yours; I tell you all the same."
    house.later(days=3, hours=7)
    remind(house.store, house.now)
    with house.turn() as turn:
        daily = next(each for _, each in numbered(turn) if each.about == "log calls")
        assert daily.due_at.date() == date(2026, 11, 30)
