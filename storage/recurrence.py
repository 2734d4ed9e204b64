"""When a recurring thing comes next, on the wall clock of a time zone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

CLOCK = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYHOUR")
INTERVAL = re.compile(r";?INTERVAL=\d+")
COUNT = re.compile(r";?COUNT=\d+")
UNTIL_DAY = re.compile(r"(UNTIL=\d{8})(?!T)")
DAILY = re.compile(r"FREQ=DAILY(?!.*BYDAY)")
MOST_SKIPPED = 60
"""Occurrences that may fall on free days one after the other."""
UNTIL_MOMENT = re.compile(r"(UNTIL=\d{8}T\d{6})Z")


def pinned(rule: str, start: datetime) -> str:
    """The RFC 5545 rule with the time of day and the end it has when it starts at `start`, a naive wall time.

    So it can be continued from any of its occurrences, and a clock change moves one occurrence, not the rest.
    """
    rule = UNTIL_MOMENT.sub(r"\1", UNTIL_DAY.sub(r"\1T235959", rule))
    if COUNT.search(rule):
        last = list(rrulestr(rule, dtstart=start))[-1]
        rule = f"{COUNT.sub('', rule)};UNTIL={last:%Y%m%dT%H%M%S}"
    if CLOCK.search(rule):
        return rule
    return f"{rule};BYHOUR={start.hour};BYMINUTE={start.minute};BYSECOND=0"


def first_occurrence(rule: str, start: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after `now` of a pinned rule that starts at the wall time `start`; None when it never comes.

    “Every other Monday” begins on the coming Monday, whatever the week is counted from.
    """
    named_day = "BYDAY" in rule or "BYMONTHDAY" in rule
    return occurrence_after(INTERVAL.sub("", rule) if named_day else rule, start.replace(tzinfo=zone), now, zone)


def occurrence_after(rule: str, start: datetime, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment of a pinned rule after `after`, None when it has ended. `start` is one of its moments.

    Counted by the wall clock: a day has it once, whatever the clocks do; a time that is skipped moves on by the gap.
    """
    found: datetime | None = rrulestr(rule, dtstart=_wall(start, zone)).after(_wall(after, zone))
    return found and found.replace(tzinfo=zone).astimezone(UTC)


def working_occurrence(
    rule: str, start: datetime, after: datetime, zone: ZoneInfo, works_on: Callable[[date], bool]
) -> datetime | None:
    """As `occurrence_after`; one of a daily rule that falls on a free day is passed over.

    Who names the days, as in “every Saturday”, is told on them.
    """
    found = occurrence_after(rule, start, after, zone)
    for _ in range(MOST_SKIPPED):
        if found is None or not DAILY.search(rule) or works_on(found.astimezone(zone).date()):
            break
        found = occurrence_after(rule, start, found, zone)
    return found


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0, microsecond=0)
