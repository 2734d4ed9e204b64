"""Moments are read as a colleague would read them, on a Friday morning in Berlin."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.dates.moments import Moment, find_moments, impossible, read_moment_answer
from bot.understanding.dates.readings import Lean

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=BERLIN)


def values(text: str, now: datetime = FRIDAY, lean: Lean = "future") -> list[str]:
    return [moment.value() for moment in find_moments(text, now, lean)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("send the quote today", "today", "2026-11-20"),
        ("call Dana tomorrow morning", "tomorrow morning", "2026-11-21T09:00"),
        ("remind me on Thursday at 3pm to call Dana", "on Thursday at 3pm", "2026-11-26T15:00"),
        ("she wants a quote by Friday", "by Friday", "2026-11-27"),
        ("this Friday works", "this Friday", "2026-11-20"),
        ("next Tuesday is better", "next Tuesday", "2026-11-24"),
        ("Friday 3pm with Acme", "Friday 3pm", "2026-11-27T15:00"),
        ("ping me at 10", "at 10", "2026-11-21T10:00"),
        ("let's do 3 o'clock", "3 o'clock", "2026-11-20T15:00"),
        ("meet at 15:30", "at 15:30", "2026-11-20T15:30"),
        ("half past two suits her", "half past two", "2026-11-20T14:30"),
        ("quarter to five", "quarter to five", "2026-11-20T16:45"),
        ("follow up in two weeks", "in two weeks", "2026-12-04"),
        ("follow up in two weeks' time", "in two weeks' time", "2026-12-04"),
        ("call back in 2 hours", "in 2 hours", "2026-11-20T13:00"),
        ("call back in an hour", "in an hour", "2026-11-20T12:00"),
        ("call back in an hour and a half", "in an hour and a half", "2026-11-20T12:30"),
        ("ring him in 30min", "in 30min", "2026-11-20T11:30"),
        ("she wrote two days ago", "two days ago", "2026-11-18"),
        ("we met last Tuesday", "last Tuesday", "2026-11-17"),
        ("we met yesterday afternoon", "yesterday afternoon", "2026-11-19T14:00"),
        ("not before the day after tomorrow", "before the day after tomorrow", "2026-11-22"),
        ("close it by the end of the month", "by the end of the month", "2026-11-30"),
        ("by end of week", "by end of week", "2026-11-20"),
        ("end of next week", "end of next week", "2026-11-27"),
        ("by the end of next quarter", "by the end of next quarter", "2027-03-31"),
        ("delivery is due mid December", "due mid December", "2026-12-15"),
        ("in mid-January", "in mid-January", "2027-01-15"),
        ("on December 11", "on December 11", "2026-12-11"),
        ("Dec. 11th, 2026 at noon", "Dec. 11th, 2026 at noon", "2026-12-11T12:00"),
        ("due 11 Dec", "due 11 Dec", "2026-12-11"),
        ("the 11th of December 2026", "the 11th of December 2026", "2026-12-11"),
        ("2026-12-11", "2026-12-11", "2026-12-11"),
        ("11.12.2026", "11.12.2026", "2026-12-11"),
        ("12/11/2026", "12/11/2026", "2026-12-11"),
        ("25/12/2026", "25/12/2026", "2026-12-25"),
        ("3-Dec-2026", "3-Dec-2026", "2026-12-03"),
        ("on the 15th", "on the 15th", "2026-12-15"),
        ("on the 31st at 10", "on the 31st at 10", "2026-12-31T10:00"),
        ("the 1st of next month", "the 1st of next month", "2026-12-01"),
        ("first of next month", "first of next month", "2026-12-01"),
        ("revisit next month", "next month", "2026-12-01"),
        ("before Christmas", "before Christmas", "2026-12-25"),
        ("New Year's Eve", "New Year's Eve", "2026-12-31"),
        ("call on tuseday", "on tuseday", "2026-11-24"),
        ("tommorow at 9:15", "tommorow at 9:15", "2026-11-21T09:15"),
        ("on wendesday", "on wendesday", "2026-11-25"),
        ("on thurs at ten", "on thurs at ten", "2026-11-26T10:00"),
        ("Friday at 2 in the afternoon", "Friday at 2 in the afternoon", "2026-11-27T14:00"),
        ("tomorrow evening at 7", "tomorrow evening at 7", "2026-11-21T19:00"),
        ("tonight at 8", "tonight at 8", "2026-11-20T20:00"),
        ("at 3pm on Thursday", "at 3pm on Thursday", "2026-11-26T15:00"),
        ("Friday, 11 December at 3", "Friday, 11 December at 3", "2026-12-11T15:00"),
        ("Friday the 11th", "Friday the 11th", "2026-12-11"),
        ("move it to Monday", "to Monday", "2026-11-23"),
        ("a week from Friday", "a week from Friday", "2026-12-04"),
        ("Monday next week", "Monday next week", "2026-11-23"),
        ("on Tuesday in two weeks", "on Tuesday in two weeks", "2026-12-01"),
        ("two days before Christmas", "two days before Christmas", "2026-12-23"),
        ("the first Tuesday of next month", "the first Tuesday of next month", "2026-12-01"),
        ("from 3pm to 4pm on Friday", "from 3pm to 4pm on Friday", "2026-11-27T15:00"),
        ("3-4pm tomorrow", "3-4pm tomorrow", "2026-11-21T15:00"),
        ("by Friday at the latest", "by Friday at the latest", "2026-11-27"),
        ("by eod Monday", "by eod Monday", "2026-11-23T17:00"),
        ("in 3 working days", "in 3 working days", "2026-11-25"),
        ("on Sat at 10", "on Sat at 10", "2026-11-21T10:00"),
        ("start in March", "in March", "2027-03-01"),
        ("next week Wednesday", "next week Wednesday", "2026-11-25"),
        ("three weeks from tomorrow", "three weeks from tomorrow", "2026-12-12"),
        ("at five thirty tomorrow", "at five thirty tomorrow", "2026-11-21T17:30"),
        ("20 min past eight in the evening", "20 min past eight in the evening", "2026-11-20T20:20"),
        ("at 8.10 pm", "at 8.10 pm", "2026-11-20T20:10"),
        ("on Tue the 1st 7pm", "on Tue the 1st 7pm", "2026-12-01T19:00"),
        ("this Friday (20 Nov)", "this Friday (20 Nov)", "2026-11-20"),
        ("the 15th day of next month", "the 15th day of next month", "2026-12-15"),
        ("after Easter 2027", "after Easter 2027", "2027-03-28"),
        ("before new year", "before new year", "2027-01-01"),
        ("ring at 4 to confirm", "at 4", "2026-11-20T16:00"),
        ("at half nine on Monday", "at half nine on Monday", "2026-11-23T09:30"),
        ("silent since June", "since June", "2026-06-01"),
        ("on 5 may", "on 5 may", "2027-05-05"),
        ("on 29 February", "on 29 February", "2028-02-29"),
        ("the afternoon of the 15th", "the afternoon of the 15th", "2026-12-15T14:00"),
    ],
)
def test_a_moment_is_found_with_its_words(text: str, words: str, value: str) -> None:
    assert [(moment.text, moment.value()) for moment in find_moments(text, FRIDAY)] == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "one of them is on the second floor",
        "we offer 24/7 support",
        "April May signed the contract",
        "Q5 and version 3.2 of case 12",
        "she bought 5 gateway g5",
        "sunny money everywhere",
        "we may march on",
        "the sun sat on the mon",
        "it sold at 10 percent below list",
        "at one of our sites",
        "at 5 companies",
        "no calls before ten",
        "Monday.com is down",
        "the 15th floor is closed",
        "Dana may buy 5 times more",
        "every Monday at 9",
        "each weekday at 8",
        "match the number of members",
        "Augusta will remember the fridge",
        "a Good Fridays band",
        "call +49 30 1234567",
        "mail 2026-12-11@acme.com",
        "sell it at 4.50",
        "we haven't heard from them in six weeks",
        "three in a row",
        "the next steps and the last one",
        "asap",
        "at 10 to 15 people",
    ],
)
def test_what_is_no_moment_is_left_alone(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("had a call on Tuesday", "2026-11-17"),
        ("had a call on Friday", "2026-11-13"),
        ("we met on 3 March", "2026-03-03"),
        ("we met on the 25th", "2026-10-25"),
        ("she called at 10", "2026-11-20T10:00"),
        ("she called at 4", "2026-11-19T16:00"),
        ("she called this morning", "2026-11-20T09:00"),
        ("dinner last night", "2026-11-19T19:00"),
        ("we spoke last week", "2026-11-09"),
        ("signed on Christmas", "2025-12-25"),
    ],
)
def test_history_looks_back(text: str, value: str) -> None:
    assert values(text, lean="past") == [value]


def test_several_moments_come_in_order() -> None:
    assert values("on Monday at 10 and on Tuesday at 11") == ["2026-11-23T10:00", "2026-11-24T11:00"]


def test_only_clock_times_are_exact() -> None:
    exact = {text: find_moments(text, FRIDAY)[0].exact for text in ("tomorrow at 9", "tomorrow", "tomorrow morning")}
    assert exact == {"tomorrow at 9": True, "tomorrow": True, "tomorrow morning": False}


@pytest.mark.parametrize(
    ("now", "text", "value"),
    [
        (datetime(2026, 12, 31, 23, 0, tzinfo=BERLIN), "tomorrow", "2027-01-01"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN), "in an hour", "2027-01-01T00:30"),
        (datetime(2026, 12, 30, 9, 0, tzinfo=BERLIN), "next week", "2027-01-04"),
        (datetime(2028, 2, 28, 9, 0, tzinfo=BERLIN), "tomorrow", "2028-02-29"),
        (datetime(2028, 2, 29, 9, 0, tzinfo=BERLIN), "in a year", "2029-02-28"),
        (datetime(2027, 1, 31, 9, 0, tzinfo=BERLIN), "in a month", "2027-02-28"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN), "in 3 hours", "2026-10-25T03:30"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN), "in an hour", "2027-03-28T03:30"),
        (datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK), "in 3 hours", "2026-11-01T02:30"),
        (datetime(2027, 3, 14, 1, 30, tzinfo=NEW_YORK), "in an hour", "2027-03-14T03:30"),
    ],
)
def test_edges_of_the_year_and_of_summer_time(now: datetime, text: str, value: str) -> None:
    assert values(text, now) == [value]


def test_a_date_alone_begins_at_nine() -> None:
    moment = find_moments("tomorrow", FRIDAY)[0]
    assert moment.at(BERLIN) == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text", "instant"),
    [
        (BERLIN, "2027-03-28 02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (BERLIN, "2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (NEW_YORK, "2027-03-14 02:30", datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        (NEW_YORK, "2026-11-01 01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_moves_forward_and_a_doubled_one_is_the_first(
    zone: ZoneInfo, text: str, instant: datetime
) -> None:
    at = find_moments(text, FRIDAY)[0].at(zone)
    assert at.astimezone(UTC) == instant
    assert at.tzinfo is zone


def test_a_skipped_time_is_printed_as_the_clock_shows_it() -> None:
    assert find_moments("2027-03-28 02:30", FRIDAY)[0].at(BERLIN).isoformat() == "2027-03-28T03:30:00+02:00"


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("10", "2026-11-21T10:00"),
        ("at ten", "2026-11-21T10:00"),
        ("ten", "2026-11-21T10:00"),
        ("10:30", "2026-11-21T10:30"),
        ("3pm", "2026-11-20T15:00"),
        ("tuesday at 10", "2026-11-24T10:00"),
        ("tuesday 10", "2026-11-24T10:00"),
        ("tmrw", "2026-11-21"),
        ("monday then", "2026-11-23"),
        ("mon", "2026-11-23"),
        ("sun at 4", "2026-11-22T16:00"),
        ("next week", "2026-11-23"),
        ("eod", "2026-11-20T17:00"),
        ("eow", "2026-11-20"),
        ("the 15th", "2026-12-15"),
        ("15th", "2026-12-15"),
        ("3/12", "2027-03-12"),
        ("no, make it Thursday", "2026-11-26"),
        ("how about next friday afternoon?", "2026-11-27T14:00"),
        ("in the morning", "2026-11-21T09:00"),
        ("march", "2027-03-01"),
        ("christmas", "2026-12-25"),
        ("in a fortnight please", "2026-12-04"),
    ],
)
def test_a_bare_answer_to_when_is_read(answer: str, value: str) -> None:
    moment = read_moment_answer(answer, FRIDAY)
    assert moment is not None
    assert moment.value() == value
    assert answer[moment.start : moment.end] == moment.text


@pytest.mark.parametrize("answer", ["asap", "in a bit", "whenever", "", "never mind", "the second one", "yes", "99"])
def test_an_answer_without_a_moment_is_none(answer: str) -> None:
    assert read_moment_answer(answer, FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("in Feb 30", "There is no 30 February; February 2027 ends on the 28th."),
        ("on 31 February", "There is no 31 February; February 2027 ends on the 28th."),
        ("remind me on Feb 30", "There is no 30 February; February 2027 ends on the 28th."),
        ("by 31.11.2026", "There is no 31 November; November 2026 ends on the 30th."),
        ("2027-02-29", "There is no 29 February; February 2027 ends on the 28th."),
        ("2028-02-30", "There is no 30 February; February 2028 ends on the 29th."),
        ("on the 31st of June", "There is no 31 June; June 2027 ends on the 30th."),
    ],
)
def test_a_day_the_calendar_lacks_is_explained(text: str, sentence: str) -> None:
    assert impossible(text, FRIDAY) == sentence
    assert values(text) == []


@pytest.mark.parametrize("text", ["on 28 February", "on 29 February", "on 31 December", "call Dana", "2028-02-29"])
def test_possible_days_need_no_explanation(text: str) -> None:
    assert impossible(text, FRIDAY) is None


def test_a_moment_prints_as_iso() -> None:
    assert Moment(0, 5, "today", date(2026, 11, 20)).value() == "2026-11-20"
