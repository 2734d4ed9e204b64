"""Recurrences become rules that dateutil accepts, and are no moments."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from bot.understanding.dates.moments import find_moments
from bot.understanding.dates.recurrences import find_recurrences

FRIDAY = datetime(2026, 11, 20, 11, 0, tzinfo=ZoneInfo("Europe/Berlin"))
WORKING = "BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("text", "rule", "clock"),
    [
        ("every Monday", "FREQ=WEEKLY;BYDAY=MO", None),
        ("each weekday at 8", f"FREQ=WEEKLY;{WORKING}", "08:00"),
        ("every working day", f"FREQ=WEEKLY;{WORKING}", None),
        ("every other Monday at 9", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "09:00"),
        ("every second Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", None),
        ("on the 1st of every month", "FREQ=MONTHLY;BYMONTHDAY=1", None),
        ("the last working day of the month", f"FREQ=MONTHLY;{WORKING};BYSETPOS=-1", None),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3", None),
        ("daily", "FREQ=DAILY", None),
        ("weekly", "FREQ=WEEKLY", None),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2", None),
        ("once every 3 months", "FREQ=MONTHLY;INTERVAL=3", None),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", None),
        ("the first Tuesday of each month", "FREQ=MONTHLY;BYDAY=1TU", None),
        ("last Friday of every month at 4pm", "FREQ=MONTHLY;BYDAY=-1FR", "16:00"),
        ("every year on 3 March", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", None),
        ("every March 3rd", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", None),
        ("Mondays and Thursdays", "FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("on Mondays and Thursdays at 9:30", "FREQ=WEEKLY;BYDAY=MO,TH", "09:30"),
        ("at 9 every Monday", "FREQ=WEEKLY;BYDAY=MO", "09:00"),
        ("every Monday, Wednesday and Friday at 10am", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "10:00"),
        ("every morning", "FREQ=DAILY", "09:00"),
        ("every Friday afternoon", "FREQ=WEEKLY;BYDAY=FR", "14:00"),
        ("once a week on Friday", "FREQ=WEEKLY;BYDAY=FR", None),
        ("every month on the 1st", "FREQ=MONTHLY;BYMONTHDAY=1", None),
        ("1st and 15th of every month", "FREQ=MONTHLY;BYMONTHDAY=1,15", None),
        ("end of every month", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
        ("every first Monday", "FREQ=MONTHLY;BYDAY=1MO", None),
        ("every last Friday of the month at 4", "FREQ=MONTHLY;BYDAY=-1FR", "16:00"),
        ("every 1st of the month", "FREQ=MONTHLY;BYMONTHDAY=1", None),
        ("every half year", "FREQ=MONTHLY;INTERVAL=6", None),
        ("every 15th", "FREQ=MONTHLY;BYMONTHDAY=15", None),
        ("mon to fri every week", f"FREQ=WEEKLY;{WORKING}", None),
        ("every tuseday", "FREQ=WEEKLY;BYDAY=TU", None),
    ],
)
def test_a_recurrence_becomes_a_rule(text: str, rule: str, clock: str | None) -> None:
    spoken = f"remind me {text}"
    found = find_recurrences(spoken, FRIDAY)
    assert [(each.text, each.rule, each.time and f"{each.time:%H:%M}") for each in found] == [(text, rule, clock)]
    assert rrulestr(rule, dtstart=FRIDAY).after(FRIDAY) is not None
    assert find_moments(spoken, FRIDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "twice a week",
        "every customer",
        "each of them",
        "the weekly report",
        "monthly recurring revenue",
        "every time we meet",
        "every case",
        "on Monday",
        "the last day of the month",
        "each other",
    ],
)
def test_what_does_not_recur_is_left_alone(text: str) -> None:
    assert find_recurrences(text, FRIDAY) == []


def test_a_start_beside_a_recurrence_stays_a_moment() -> None:
    text = "every Monday at 9 starting 1 December"
    assert [moment.value() for moment in find_moments(text, FRIDAY)] == ["2026-12-01"]
