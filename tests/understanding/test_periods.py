"""Periods are read with both their days included, on Friday 20 November 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.dates.periods import find_periods

FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def spans(text: str) -> list[str]:
    return [f"{period.first or ''}..{period.last or ''}" for period in find_periods(text, FRIDAY)]


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("deals won in October", "in October", "2026-10-01..2026-10-31"),
        ("deals won in December", "in December", "2025-12-01..2025-12-31"),
        ("revenue last month", "last month", "2026-10-01..2026-10-31"),
        ("cases this quarter", "this quarter", "2026-10-01..2026-12-31"),
        ("revenue in Q3", "in Q3", "2026-07-01..2026-09-30"),
        ("revenue for Q1 2025", "for Q1 2025", "2025-01-01..2025-03-31"),
        ("win rate last year", "last year", "2025-01-01..2025-12-31"),
        ("since March", "since March", "2026-03-01..2026-11-20"),
        ("calls in the last 30 days", "in the last 30 days", "2026-10-22..2026-11-20"),
        ("over the past two weeks", "over the past two weeks", "2026-11-07..2026-11-20"),
        ("over the last year", "over the last year", "2025-11-21..2026-11-20"),
        ("between 1 May and 15 June", "between 1 May and 15 June", "2026-05-01..2026-06-15"),
        ("from Monday to Wednesday", "from Monday to Wednesday", "2026-11-16..2026-11-18"),
        ("so far this year", "so far this year", "2026-01-01..2026-11-20"),
        ("revenue year to date", "year to date", "2026-01-01..2026-11-20"),
        ("revenue ytd", "ytd", "2026-01-01..2026-11-20"),
        ("signed in 2025", "in 2025", "2025-01-01..2025-12-31"),
        ("meetings next week", "next week", "2026-11-23..2026-11-29"),
        ("meetings last week", "last week", "2026-11-09..2026-11-15"),
        ("what happened yesterday", "yesterday", "2026-11-19..2026-11-19"),
        ("what happened on Tuesday", "on Tuesday", "2026-11-17..2026-11-17"),
        ("created before June", "before June", "..2026-05-31"),
        ("created after 3 October", "after 3 October", "2026-10-04.."),
        ("October to December", "October to December", "2026-10-01..2026-12-31"),
        ("from January to March 2025", "from January to March 2025", "2025-01-01..2025-03-31"),
        ("3-7 November", "3-7 November", "2026-11-03..2026-11-07"),
        ("Nov 3-7", "Nov 3-7", "2026-11-03..2026-11-07"),
        ("from the 1st to the 15th of June", "from the 1st to the 15th of June", "2026-06-01..2026-06-15"),
        ("the first half of 2026", "the first half of 2026", "2026-01-01..2026-06-30"),
        ("in week 48", "in week 48", "2026-11-23..2026-11-29"),
        ("the week of 3 March", "the week of 3 March", "2026-03-02..2026-03-08"),
        ("last two quarters", "last two quarters", "2026-04-01..2026-09-30"),
        ("closing in the next 30 days", "in the next 30 days", "2026-11-20..2026-12-19"),
        ("closing by the end of March", "by the end of March", "..2027-03-31"),
        ("more than 30 days ago", "more than 30 days ago", "..2026-10-20"),
        ("customers we haven't heard from in six weeks", "in six weeks", "2026-10-10..2026-11-20"),
        ("not been called for over a month", "for over a month", "2026-10-21..2026-11-20"),
        ("no contact for 30 days", "for 30 days", "2026-10-22..2026-11-20"),
        ("last weekend", "last weekend", "2026-11-14..2026-11-15"),
        ("goals for the year", "for the year", "2026-01-01..2026-12-31"),
        ("from 2023 to 2025", "from 2023 to 2025", "2023-01-01..2025-12-31"),
        ("the rest of the quarter", "the rest of the quarter", "2026-11-20..2026-12-31"),
        ("earlier this month", "earlier this month", "2026-11-01..2026-11-20"),
        ("the first week of May", "the first week of May", "2026-05-01..2026-05-07"),
        ("the last 3 months of 2025", "the last 3 months of 2025", "2025-10-01..2025-12-31"),
        ("between 1 October and now", "between 1 October and now", "2026-10-01..2026-11-20"),
        ("from March to date", "from March to date", "2026-03-01..2026-11-20"),
        (
            "from the end of March to the middle of May",
            "from the end of March to the middle of May",
            "2026-03-31..2026-05-15",
        ),
        ("2023-2025", "2023-2025", "2023-01-01..2025-12-31"),
        ("in the year 2024", "in the year 2024", "2024-01-01..2024-12-31"),
        ("10/1/2026-10/7/2026", "10/1/2026-10/7/2026", "2026-10-01..2026-10-07"),
        ("from 1 October onwards", "from 1 October onwards", "2026-10-01.."),
    ],
)
def test_a_period_is_found_with_its_words(text: str, words: str, span: str) -> None:
    found = find_periods(text, FRIDAY)
    assert [period.text for period in found] == [words]
    assert spans(text) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "deals by month",
        "group by week",
        "an email from April",
        "with April Meyer",
        "we may win",
        "over 2000 customers",
        "order 2025 units",
        "from 5 to 10 people",
        "in 12 cases",
        "Q5 figures",
        "every month",
        "call in 2 hours",
        "the month",
        "this may take longer",
        "Tel: 138-2010-2015",
    ],
)
def test_what_is_no_period_is_left_alone(text: str) -> None:
    assert spans(text) == []


def test_a_forecast_looks_ahead() -> None:
    period = find_periods("deals closing in January", FRIDAY, lean="future")[0]
    assert str(period.first) == "2027-01-01"


def test_two_periods_come_in_order() -> None:
    assert spans("compare Q3 2025 with Q3 2026") == ["2025-07-01..2025-09-30", "2026-07-01..2026-09-30"]


def test_weeks_start_on_monday_across_the_year_end() -> None:
    new_year = datetime(2027, 1, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    found = find_periods("this week", new_year)[0]
    assert (str(found.first), str(found.last)) == ("2026-12-28", "2027-01-03")


def test_february_of_a_leap_year_has_29_days() -> None:
    found = find_periods("in February 2028", FRIDAY)[0]
    assert (str(found.first), str(found.last)) == ("2028-02-01", "2028-02-29")
