"""Dates as people really say them: years in words, seasons, decades, time zones; and what is no date."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.dates.moments import Moment, find_moments
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.recurrences import find_recurrences

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed on May twenty one, twenty twenty five", "2025-05-21"),
        ("born September 10, nineteen eighty four", "1984-09-10"),
        ("due 2026-Dec-11", "2026-12-11"),
        ("due Dec11", "2026-12-11"),
        ("on 11. Dec. 2026", "2026-12-11"),
        ("born on 05/05/89", "1989-05-05"),
        ("on the 27", "2026-11-27"),
        ("on 15 at 8am", "2026-12-15T08:00"),
        ("Friday the 13th", "2026-11-13"),
        ("Monday 21", "2026-12-21"),
        ("in 2 weeks and 3 days", "2026-12-07"),
        ("30 minutes later", "2026-11-20T11:30"),
        ("in less than an hour", "2026-11-20T12:00"),
        ("Monday two weeks from now", "2026-11-30"),
        ("two weeks from Tuesday", "2026-12-08"),
        ("two Sundays from now", "2026-11-29"),
        ("call her right now", "2026-11-20T11:00"),
        ("on wenesday", "2026-11-25"),
        ("on 3 Febuary", "2027-02-03"),
        ("7:00 on Sunday evening", "2026-11-22T19:00"),
        ("quarter to seven tomorrow", "2026-11-21T06:45"),
        ("tomorrow at 9p", "2026-11-21T21:00"),
        ("the second Tuesday of next month", "2026-12-08"),
        ("the last working day of December", "2026-12-31"),
    ],
)
def test_a_moment_is_read_as_said(text: str, value: str) -> None:
    assert [moment.value() for moment in find_moments(text, FRIDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at 3pm CET", "2026-11-20T15:00"),
        ("5 o'clock Berlin time", "2026-11-20T17:00"),
        ("tomorrow at 9am New York time", "2026-11-21T15:00"),
        ("Friday 13:00 PST", "2026-11-27T22:00"),
        ("at 10:00 UTC tomorrow", "2026-11-21T11:00"),
        ("tomorrow 2am in the morning JST", "2026-11-20T18:00"),
    ],
)
def test_a_time_zone_is_turned_into_the_speakers(text: str, value: str) -> None:
    assert [moment.value() for moment in find_moments(text, FRIDAY)] == [value]


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    twice: Moment = find_moments("on 25 October 2026 at 02:30", FRIDAY)[0]
    assert twice.at(BERLIN).isoformat() == "2026-10-25T02:30:00+02:00"


def test_hours_are_counted_across_a_change_of_the_clocks() -> None:
    eve = datetime(2027, 3, 27, 23, 0, tzinfo=BERLIN)
    assert find_moments("in 5 hours", eve)[0].value() == "2027-03-28T05:00"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("in twenty sixteen", "2016-01-01..2016-12-31"),
        ("in two thousand and nineteen", "2019-01-01..2019-12-31"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("in the seventies", "1970-01-01..1979-12-31"),
        ("the next decade", "2030-01-01..2039-12-31"),
        ("last summer", "2026-06-01..2026-08-31"),
        ("this winter", "2026-12-01..2027-02-28"),
        ("spring 2027", "2027-03-01..2027-05-31"),
        ("mid March", "2026-03-10..2026-03-20"),
        ("early next week", "2026-11-23..2026-11-25"),
        ("late last month", "2026-10-16..2026-10-31"),
        ("first half of the year", "2026-01-01..2026-06-30"),
        ("in 2026-11", "2026-11-01..2026-11-30"),
        ("in 11/2026", "2026-11-01..2026-11-30"),
        ("2026H2", "2026-07-01..2026-12-31"),
        ("the week after next", "2026-11-30..2026-12-06"),
        ("next working week", "2026-11-23..2026-11-27"),
        ("within 10 days", "2026-11-20..2026-11-29"),
        ("the 3 next weeks", "2026-11-20..2026-12-10"),
        ("from 4 to 22 this month", "2026-11-04..2026-11-22"),
        ("November between 19 and 20", "2026-11-19..2026-11-20"),
        ("next week between Tuesday and Friday", "2026-11-24..2026-11-27"),
        ("2 weeks starting next Monday", "2026-11-23..2026-12-06"),
        ("2025 or later", "2025-01-01.."),
        ("no later than 1 January 2026", "..2026-01-01"),
        ("more than 2 weeks before yesterday", "..2026-11-04"),
        ("w/c 3 March", "2026-03-02..2026-03-08"),
        ("from Nov to Feb", "2026-11-01..2027-02-28"),
    ],
)
def test_a_period_is_read_as_said(text: str, span: str) -> None:
    assert [f"{each.first or ''}..{each.last or ''}" for each in find_periods(text, FRIDAY)] == [span]


@pytest.mark.parametrize(
    ("text", "rule", "clock"),
    [
        ("every night at 9", "FREQ=DAILY", "21:00"),
        ("Tuesday afternoons", "FREQ=WEEKLY;BYDAY=TU", "14:00"),
        ("mornings at 8", "FREQ=DAILY", "08:00"),
        ("everyday 6am", "FREQ=DAILY", "06:00"),
        ("semi-annually", "FREQ=MONTHLY;INTERVAL=6", None),
        ("bi-monthly", "FREQ=MONTHLY;INTERVAL=2", None),
        ("every two weekends", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", None),
        ("each 4/15", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", None),
    ],
)
def test_what_recurs_is_read_as_said(text: str, rule: str, clock: str | None) -> None:
    found = find_recurrences(text, FRIDAY)
    assert [(each.rule, each.time and f"{each.time:%H:%M}") for each in found] == [(rule, clock)]


@pytest.mark.parametrize(
    "text",
    [
        "May called about the invoice",
        "talked to August about pricing",
        "met with April and June at the fair",
        "Sunday Okoro signed",
        "March Logistics wants a quote",
        "a second opinion",
        "wait a second please",
        "upgrade to 3.11",
        "they run Python 3.11 on 4.15",
        "24/7 support",
        "her number is now 030 1234567",
        "Acme is now in Berlin",
        "phone 10-12-13",
        "Tel: +86 138-2010-2015",
        "orders greater than 2000",
        "revenue above 1990",
        "in her 20s",
        "two hundred and two thousand customers",
        "twenty nineteen customers",
        "version 2016-11",
        "apartment 9a",
        "Oct2 release",
        "one may ask",
        "she will fall in line",
        "spring cleaning and winter tires",
        "a mid-size company of early adopters",
        "Dana prefers mornings",
        "it took 3 weeks",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert (find_moments(text, FRIDAY), find_periods(text, FRIDAY), find_recurrences(text, FRIDAY)) == ([], [], [])


def test_a_table_is_not_read_to_its_end() -> None:
    rows = "11 12 13 14 15 16\n" * 40
    assert find_moments(f"tomorrow\n{rows}", FRIDAY)[0].value() == "2026-11-21"
    assert find_moments(f"{rows} tomorrow", FRIDAY) == []
