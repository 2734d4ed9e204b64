"""Hours: when the house works, when it is closed, and how soon cases are answered and solved."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from skills.caseload import hours as business
from skills.durations import minutes_of, unit_of
from skills.inquiry import asks_last
from skills.reply import Facts, Lines, Part, Reply, Table
from skills.skill import skill
from skills.slots import Moment, Priority, Slot, Span, When
from skills.turn import Refused, Turn, Unclear
from skills.weeks import clock_told, week_said, week_told
from skills.wording import count_of, day
from storage.fields import PRIORITIES
from storage.folding import fold
from storage.service_times import WEEKDAYS, Holiday, ServiceTime, WorkingHours

Team = Annotated[str, Slot("text", "Which team?")]
Within = Annotated[str, Slot("text", "Within which time? For example: an hour.")]
Week = Annotated[str, Slot("text", "When? For example: Monday to Friday 9 to 17:30.")]
HolidayName = Annotated[str, Slot("text", "What is it called?")]
More = Annotated[str, Slot("text", "Which other days?")]

COMING = 12
LONGEST = 366  # days of a holiday
SETS = re.compile(r"\b(?:set|change|add|define|update|enter|make|new|put)\b", re.IGNORECASE)
EXAMPLE = "Say it like “urgent cases get a reply within an hour and are solved in four”."


@skill()
def set_service_times(
    turn: Turn,
    priority: Priority | None = None,
    first_reply: Within | None = None,
    resolution: Within | None = None,
    team: Team | None = None,
) -> Reply:
    """Say how soon cases of a priority get a first reply and are solved; without that it shows the service times."""
    if first_reply is None and resolution is None:
        return _shown(turn, "How soon shall they get a reply, and how soon be solved?", "resolution", bool(priority))
    if priority is None:
        raise Unclear("For which priority: low, normal, high or urgent?", "priority")
    team = _team(turn, team)
    said = f"{first_reply or ''} {resolution or ''}"
    first, solved = (_minutes(each, unit_of(said) or "h") for each in (first_reply, resolution))
    before = turn.crm.case_clock.desk.times(priority, team)
    first, solved = first or min(before.first_reply, solved or before.first_reply), solved or before.resolution
    if first > solved:
        raise Refused(f"A first reply within {_span(first)} comes after the solution within {_span(solved)}. {EXAMPLE}")
    kept = turn.crm.service_times.of(priority, team) or ServiceTime(priority=priority, team=team)
    kept.first_reply, kept.resolution = first, solved
    turn.crm.service_times.add(kept)
    whose = f" of {team}" if team else ""
    told = f"{priority.capitalize()} cases{whose}: a first reply within {_span(first)}, solved within {_span(solved)}."
    return Reply(f"{told}{_revised(turn)}", (_times(turn),), note=_counted(turn, team))


def _minutes(words: str | None, unit: str) -> int | None:
    if words is None:
        return None
    minutes = minutes_of(words, unit)
    if not minutes:
        raise Refused(f"I read no time in “{words}”. {EXAMPLE}")
    return minutes


def _counted(turn: Turn, team: str | None) -> str:
    """In which hours that is counted."""
    always = not turn.crm.case_clock.desk.hours_of(team).openings
    return "The clock runs day and night until you tell me your working hours." if always else "In working hours."


@skill()
def set_working_hours(turn: Turn, hours: Week | None = None, team: Team | None = None) -> Reply:
    """Say when a team or everybody works, which is when the clocks of cases run; without hours it shows them."""
    if hours is None:
        return _shown(turn, "When? For example: Monday to Friday 9 to 17:30.", "hours", bool(team))
    team, week = _team(turn, team), week_said(hours)
    if not week.days:
        raise Unclear("Which days and hours? For example: Monday to Friday 9 to 17:30.", "hours")
    before = turn.crm.working_hours.of(team)
    spoken = {WEEKDAYS[each] for each in week.days}
    if not before and not week.stretches:
        raise Unclear("And when do you work? For example: Monday to Friday 9 to 17:30.", "hours")
    turn.crm.working_hours.remove(*(each for each in before if week.is_whole or each.weekday in spoken))
    zone = turn.speaker.time_zone
    for weekday, first, last in week.stretches:
        told = WorkingHours(team=team, weekday=WEEKDAYS[weekday], zone=zone)
        told.starts, told.ends = clock_told(first), clock_told(last)
        turn.crm.working_hours.add(told)
    who, now = _works(team), week_told(turn.crm.working_hours.of(team))
    note = "" if before or week.is_whole else "The other days are closed, until you tell me their hours."
    return Reply(f"{who} {', '.join(now)} ({zone}).{_revised(turn)}", note=note)


@skill()
def add_holiday(
    turn: Turn,
    day: Moment | None = None,
    period: Span | None = None,
    name: HolidayName | None = None,
    team: Team | None = None,
    more: More | None = None,
) -> Reply:
    """Note days on which a team or everybody is closed; without a day it shows the holidays."""
    days = _days(day, period.first if period else None, period.last if period else None, more)
    if not days:
        return _shown(turn, "Which day?", "day", bool(name))
    team = _team(turn, team)
    new = [each for each in days if turn.crm.holidays.on(each, team) is None]
    for each in new:
        turn.crm.holidays.add(Holiday(day=each, name=name, team=team, zone=turn.speaker.time_zone))
    said = _listed(turn, days)
    if not new:
        return Reply(f"{said} {'is a holiday' if len(days) == 1 else 'are holidays'} already.")
    who = f"{team.capitalize()} is" if team else "We are"
    why = f" for {name}" if name else ""
    past = "" if days[-1] >= turn.now.date() else "That is past; say “undo” if you meant another year."
    return Reply(f"{who} closed {said}{why}.{_revised(turn)}", note=past)


def _days(day: When | None, first: date | None, last: date | None, more: str | None) -> list[date]:
    """All the days that were told, in order."""
    told = {day.day} if day else set()
    if first and last:
        told |= {first + timedelta(days=ahead) for ahead in range(min((last - first).days, LONGEST) + 1)}
    told |= {date.fromisoformat(each) for each in re.findall(r"\d{4}-\d\d-\d\d", more or "")}
    return sorted(told)


def _listed(turn: Turn, days: list[date]) -> str:
    told = [day(each, turn.now.date()) for each in days]
    if len(days) > 2 and (days[-1] - days[0]).days == len(days) - 1:
        return f"{told[0]} to {told[-1]}"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


# ---- what is known


def _shown(turn: Turn, question: str, slot: str, is_begun: bool) -> Reply:
    """What is known, unless something is to be set and only not told yet."""
    if not asks_last(turn.text) and (is_begun or SETS.search(turn.text)):
        raise Unclear(question, slot)
    parts: list[Part] = [_times(turn), Facts("Working hours", tuple(_week(turn)))]
    holidays = turn.crm.holidays.from_day(turn.now.date(), COMING)
    parts += [Lines("Holidays", tuple(_holiday(turn, each) for each in holidays))] if holidays else []
    return Reply("These are our service times, working hours and holidays.", tuple(parts))


def _times(turn: Turn) -> Table:
    """The service times of all, then those of single teams."""
    desk = turn.crm.case_clock.desk
    rows: list[tuple[str, str | None, int, int]] = []
    rows += [(priority, None, *desk.times(priority)) for priority in reversed(PRIORITIES)]
    own = (each for each in turn.crm.service_times.all() if each.team)
    rows += [(each.priority, each.team, each.first_reply, each.resolution) for each in own]
    told = tuple((priority, team or "all", _span(first), _span(solved)) for priority, team, first, solved in rows)
    return Table(("priority", "team", "first reply within", "solved within"), told, "Service times")


def _week(turn: Turn) -> Iterator[tuple[str, str]]:
    rows = turn.crm.working_hours.all()
    teams = sorted({each.team for each in rows if each.team})
    for team in ([None, *teams] if any(not each.team for each in rows) else teams) if rows else ():
        own = turn.crm.working_hours.of(team)
        yield team or "all", f"{', '.join(week_told(own))} ({own[0].zone})"
    if not any(not each.team for each in rows):
        yield "others" if teams else "all", "day and night"


def _holiday(turn: Turn, holiday: Holiday) -> str:
    name = f", {holiday.name}" if holiday.name else ""
    return f"{day(holiday.day, turn.now.date())}{name}{f' ({holiday.team})' if holiday.team else ''}"


def _works(team: str | None) -> str:
    return f"{team.capitalize()} works" if team else "We work"


def _span(minutes: int) -> str:
    return business(timedelta(minutes=minutes))


def _team(turn: Turn, said: str | None) -> str | None:
    """The team as it is written in the records. Raises Refused for one that there is not."""
    teams = {fold(each.team): each.team for each in turn.crm.people.all() if each.team}
    if not said or fold(said) in ("all", "everybody", "everyone", "we", "us"):
        return None
    wanted = fold(said).removeprefix("the ").removesuffix(" team")
    if wanted not in teams:
        known = ", ".join(sorted(teams.values())) or "none yet"
        raise Refused(f"I know no team called “{said}”. The teams are: {known}. Leave it out to mean everybody.")
    return teams[wanted]


def _revised(turn: Turn) -> str:
    """Reckon the open cases by what holds now, and say how many are due at another time."""
    changed = turn.crm.case_clock.revise(turn.crm.cases.running())
    are = "is" if changed == 1 else "are"
    return f" {count_of(changed, 'open case')} {are} due at another time now." if changed else ""
