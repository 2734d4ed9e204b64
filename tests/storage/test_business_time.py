"""Business time is what a walk from minute to minute finds it to be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.business_time import BusinessTime, Opening

MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "UTC")
AROUND = st.sampled_from(
    [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC), datetime(2026, 4, 3, tzinfo=UTC),
     datetime(2026, 9, 4, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC)]
)  # fmt: skip
"""Days on which clocks are changed, or soon will be, in one of the zones."""

MOMENTS = st.builds(lambda day, minutes: day + minutes * MINUTE, AROUND, st.integers(0, 4 * 24 * 60))
OPENINGS = st.builds(
    lambda weekday, ends, zone: Opening(weekday, min(ends), max(ends), zone),
    st.integers(0, 6),
    st.lists(st.integers(0, 24 * 12).map(lambda each: each * 5), min_size=2, max_size=2, unique=True),
    st.sampled_from(ZONES),
)
HOLIDAYS = st.frozensets(
    st.builds(lambda day, ahead: day.date() + timedelta(days=ahead), AROUND, st.integers(0, 5)), max_size=4
)
HOURS = st.builds(BusinessTime, st.lists(OPENINGS, min_size=1, max_size=8).map(tuple), HOLIDAYS)
BERLIN = BusinessTime(tuple(Opening(day, 0, 24 * 60, "Europe/Berlin") for day in range(7)))


def runs(hours: BusinessTime, at: datetime) -> bool:
    """Whether a clock on some wall shows working hours."""
    for opening in hours.openings:
        there = at.astimezone(ZoneInfo(opening.zone))
        shown = there.hour * 60 + there.minute
        works = there.weekday() == opening.weekday and there.date() not in hours.holidays
        if works and opening.first <= shown < opening.last:
            return True
    return False


@settings(max_examples=120, deadline=None)
@given(hours=HOURS, start=MOMENTS, minutes=st.integers(0, 5 * 24 * 60))
@example(hours=BERLIN, start=datetime(2026, 3, 28, 23, tzinfo=UTC), minutes=1440)
@example(hours=BERLIN, start=datetime(2026, 10, 24, 22, tzinfo=UTC), minutes=1440)
def test_the_time_between_moments_is_that_of_a_walk(hours: BusinessTime, start: datetime, minutes: int) -> None:
    walked = sum(runs(hours, start + each * MINUTE) for each in range(minutes))
    assert hours.between(start, start + minutes * MINUTE) == walked * MINUTE


@settings(max_examples=120, deadline=None)
@given(hours=HOURS, start=MOMENTS, minutes=st.integers(1, 40 * 60))
def test_a_span_is_used_up_where_a_walk_uses_it_up(hours: BusinessTime, start: datetime, minutes: int) -> None:
    end = hours.after(start, minutes * MINUTE)
    if any(opening.last > opening.first for opening in hours.openings):
        assert hours.between(start, end) == minutes * MINUTE
        assert runs(hours, end - MINUTE)


@settings(max_examples=60, deadline=None)
@given(hours=HOURS, start=MOMENTS, parts=st.lists(st.integers(1, 600), min_size=2, max_size=4))
def test_a_span_in_parts_ends_when_the_whole_does(hours: BusinessTime, start: datetime, parts: list[int]) -> None:
    at = start
    for part in parts:
        at = hours.after(at, part * MINUTE)
    assert at == hours.after(start, sum(parts) * MINUTE)


@given(start=MOMENTS, minutes=st.integers(0, 10_000))
def test_without_hours_every_minute_counts(start: datetime, minutes: int) -> None:
    always = BusinessTime()
    assert always.after(start, minutes * MINUTE) == start + minutes * MINUTE
    assert always.between(start, start + minutes * MINUTE) == minutes * MINUTE


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-20T16:00", 4, "2026-11-23T12:00"),  # over a weekend
        ("2026-12-23T16:00", 4, "2026-12-28T12:00"),  # over two holidays and a weekend
        ("2026-11-21T12:00", 1, "2026-11-23T10:00"),  # from a Saturday
        ("2026-11-23T09:00", 8, "2026-11-23T17:00"),  # to the last minute of a day
    ],
)
def test_work_goes_on_in_working_hours(start: str, hours: int, due: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    week = tuple(Opening(day, 9 * 60, 17 * 60, "Europe/Berlin") for day in range(5))
    office = BusinessTime(week, frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
    begun = datetime.fromisoformat(start).replace(tzinfo=berlin)
    assert office.after(begun, timedelta(hours=hours)).astimezone(berlin).isoformat()[:16] == due
