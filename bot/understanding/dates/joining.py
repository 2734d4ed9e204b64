"""A day and a time of day joined: "Friday at 3pm", "3pm CET on Friday", "the morning of the 15th"."""

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.understanding.dates.calendar import day_of
from bot.understanding.dates.dayparts import shifted
from bot.understanding.dates.days import read_day
from bot.understanding.dates.hours import PARTS
from bot.understanding.dates.readings import Hour, Viewpoint, When
from bot.understanding.dates.times import read_hour
from bot.understanding.dates.tokens import Line
from bot.understanding.dates.years import four_figures


def read_when(line: Line, index: int, view: Viewpoint) -> When | None:
    """The longer of a day with its time behind it and a time with its day behind it, in the speaker's time zone."""
    by_day, by_hour = _day_first(line, index, view), _hour_first(line, index, view)
    if by_day and by_hour:
        return by_day if by_day.next >= by_hour.next else by_hour
    return by_day or by_hour


def _day_first(line: Line, index: int, view: Viewpoint) -> When | None:
    found = read_day(line, index, view)
    if not found or found.time:
        return found
    after = found.next
    while line.word(after) in (",", "-", "T", "t", "'s") and after < found.next + 2:
        after += 1
    after += line.word(after) == "for" and line.kind(after + 1) == "clock"
    hour = read_hour(line, after, view, attached=True)
    if not hour or (hour.day and hour.day != found.day):
        return found
    return _joined(_with_year(line, found, hour.next), hour, view)


def _with_year(line: Line, found: When, index: int) -> When:
    """ "Wed Oct 26 15:50 2016": the year stands behind the time."""
    said = line.word(found.next - 1)
    if not four_figures(line, index) or (len(said) == 4 and said.isdecimal()) or not line.closed(index + 1):
        return replace(found, next=index)
    year = int(line.word(index))
    return replace(found, day=day_of(year, found.day.month, found.day.day) or found.day, next=index + 1)


def _hour_first(line: Line, index: int, view: Viewpoint) -> When | None:
    hour = read_hour(line, index, view)
    if not hour:
        return _part_of_day(line, index, view)
    after = hour.next
    while line.word(after) in (",", "on", "of", "by") and after < hour.next + 2:
        after += 1
    found = None if hour.day else read_day(line, after + (line.word(after) == "the"), view)
    if not found or found.time:
        return _today(hour, view)
    part = line.word(found.next)
    if part in PARTS and not hour.sure:
        return _joined(replace(found, next=found.next + 1), shifted(hour, part, found.next + 1, None), view)
    return _joined(found, hour, view)


def _part_of_day(line: Line, index: int, view: Viewpoint) -> When | None:
    """ "the morning of the 15th"."""
    if line.word(index) not in ("morning", "afternoon", "evening") or line.word(index + 1) not in ("of", "on"):
        return None
    hour = read_hour(line, index, view, attached=True)
    found = read_day(line, index + 2 + (line.word(index + 2) == "the"), view)
    return _joined(found, hour, view) if hour and found and not found.time else None


def _joined(found: When, hour: Hour, view: Viewpoint) -> When:
    """The day at that hour; one without "am" or "pm" that has passed today is in the afternoon."""
    clock, day = hour.time, found.day
    late = day == view.today and not view.backwards and clock < view.now.time().replace(fold=0)
    if late and not hour.sure and clock.hour < 12:
        clock = clock.replace(hour=clock.hour + 12)
    return _local(When(day, found.next, clock, hour.exact and found.exact), hour.zone, view)


def _today(hour: Hour, view: Viewpoint) -> When:
    """A time alone: the coming one, or looking back the last one."""
    seen = Viewpoint(view.now.astimezone(hour.zone), view.lean) if hour.zone else view
    today, now = seen.today, seen.now.time().replace(fold=0)
    day = hour.day or today
    if not hour.day and hour.rolls:
        if view.backwards and hour.time > now:
            day = today - timedelta(days=1)
        elif not view.backwards and hour.time <= now:
            day = today + timedelta(days=1)
    return _local(When(day, hour.next, hour.time, hour.exact), hour.zone, view)


def _local(found: When, zone: tzinfo | None, view: Viewpoint) -> When:
    """The same moment on the speaker's clock, where another zone was said."""
    if not zone or not found.time:
        return found
    moment = datetime.combine(found.day, found.time, zone).astimezone(view.now.tzinfo)
    return replace(found, day=moment.date(), time=moment.time().replace(fold=0))
