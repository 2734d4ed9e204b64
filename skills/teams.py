"""Teams: who works where, as what and when, and how much lies on whose desk."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from skills.cover import away, days_of
from skills.reply import Reply, Table
from skills.skill import skill
from skills.slots import Period, PersonName, Slot, Span
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, money
from skills.working_life import days_called, days_said, zone_called, zone_said
from storage.absences import Absence
from storage.folding import fold
from storage.people import ROLES, Person
from storage.reminders import Reminder
from storage.workload import Load, lightest, loads

TeamName = Annotated[str, Slot("text", "Which team?")]
RoleName = Annotated[
    Literal["rep", "agent", "manager", "marketing", "admin"], Slot("choice", "In which role?", choices=ROLES)
]
Place = Annotated[str, Slot("text", "In which city's time?")]
Days = Annotated[str, Slot("text", "On which days?")]
AS = {"rep": "a rep", "agent": "an agent", "manager": "a manager", "marketing": "in marketing", "admin": "an admin"}
"""Roles as they are said of somebody."""
TRUSTED = ("manager", "admin")
CLOSE = 80
EVERYBODY = {
    "everyone",
    "everybody",
    "all",
    "us",
    "we",
    "the team",
    "team",
    "my team",
    "our team",
    "the house",
    "house",
}
MINE = {"my team", "our team", "the team", "team", "us"}
ROOM = re.compile(r"\b(?:room|free|spare|capacity|available|least|time for|take (?:on|another)|idle|lightest)\b", re.I)
GONE = re.compile(
    r"\b(?:away|off|out|holidays?|vacation|leave|sick|absent|absences?|pto|ooo|back|stands? in|covers?|here|in today"
    r"|in tomorrow|in on)\b",
    re.IGNORECASE,
)
ALL_ABSENCES = re.compile(r"\b(?:absences|upcoming|when)\b", re.IGNORECASE)
CASES = re.compile(r"\b(?:cases?|tickets?)\b", re.IGNORECASE)
SALES = re.compile(r"\b(?:deals?|leads?|customers?|accounts?)\b", re.IGNORECASE)


@skill()
def set_team(
    turn: Turn, person: PersonName | None = None, team: TeamName | None = None, role: RoleName | None = None,
    time_zone: Place | None = None, working_days: Days | None = None,
) -> Reply:  # fmt: skip
    """Say in which team you or a colleague work, in which role, in which city's time, and on which days."""
    whom = person or turn.speaker
    if not (team or role or time_zone or working_days):
        raise Unclear(f"In which team is {whom.name}?" if whom != turn.speaker else "Which team are you in?", "team")
    if role and role != whom.role and not may_appoint(turn):
        raise Refused("Roles are given by a manager or an admin. Ask one of them to say it.")
    new = {
        "team": _team_called(turn, team) if team else None, "role": role,
        "time_zone": zone_called(time_zone) if time_zone else None,
        "working_days": days_called(working_days, whom.working_days) if working_days else None,
    }  # fmt: skip
    changing = {name: value for name, value in new.items() if value and getattr(whom, name) != value}
    turn.remember(whom)
    if not changing:
        return Reply(f"That is so already: {_told(turn, whom, new)}.")
    rows = tuple((name.replace("_", " "), _said(whom, name), _worded(name, value)) for name, value in changing.items())
    moved = _move_clocks(turn, whom, changing["time_zone"]) if "time_zone" in changing else ""
    for name, value in changing.items():
        setattr(whom, name, value)
    table = (Table(("", "before", "now"), rows),) if len(rows) > 1 or rows[0][1] != "nothing" else ()
    return Reply(f"Noted: {_told(turn, whom, changing)}.", table, note=moved)


def may_appoint(turn: Turn) -> bool:
    """Whether the speaker may give roles: managers and admins may, and anybody where there are none."""
    trusted = turn.crm.people.count(Person.role.in_(TRUSTED))
    return turn.speaker.role in TRUSTED or not trusted


def _team_called(turn: Turn, spoken: str) -> str:
    """The team that is there already under that name, or the name of a new one."""
    said = fold(spoken).removeprefix("the ").removesuffix(" team")
    near = process.extractOne(said, _teams(turn), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return near[0] if near else said


def _teams(turn: Turn) -> list[str]:
    return sorted({person.team for person in turn.crm.people.all() if person.team})


def _move_clocks(turn: Turn, whom: Person, zone: str) -> str:
    """Let what recurs for a person keep its time of day in the new zone."""
    recurring = turn.crm.reminders.where(Reminder.person_id == whom.id, Reminder.every.is_not(None))
    moving = [each for each in recurring if each.is_open and each.zone == whom.time_zone]
    for each in moving:
        wall = each.due_at.astimezone(ZoneInfo(each.zone)).replace(tzinfo=None)
        each.due_at, each.zone = datetime.combine(wall.date(), wall.time(), ZoneInfo(zone)), zone
    keep = "keeps its" if len(moving) == 1 else "keep their"
    return f"{count_of(len(moving), 'recurring reminder')} {keep} time of day there." if moving else ""


def _told(turn: Turn, whom: Person, values: Mapping[str, str | None]) -> str:
    """What is so of somebody: `Maya Costa is in the team support, works Monday to Thursday`."""
    you = whom == turn.speaker
    be, work = ("are", "work") if you else ("is", "works")
    said = {
        "team": f"{be} in the team {{}}",
        "role": f"{be} {{}}",
        "time_zone": f"{be} on {{}}",
        "working_days": f"{work} {{}}",
    }
    told = [said[name].format(_worded(name, value)) for name, value in values.items() if value]
    return f"{'you' if you else whom.name} {', '.join(told)}"


def _said(whom: Person, name: str) -> str:
    value = getattr(whom, name)
    return _worded(name, value) if value else "nothing"


def _worded(name: str, value: str) -> str:
    if name == "role":
        return AS.get(value, value)
    words = {"time_zone": zone_said, "working_days": days_said}
    return words[name](value) if name in words else value


@skill()
def show_team(
    turn: Turn, team: TeamName | None = None, person: PersonName | None = None, period: Span | None = None
) -> Reply:
    """Show who is in a team, how much lies on whose desk, who is away, and who has room for more."""
    people, called = ([person], person.name) if person else _people(turn, team)
    turn.remember(person)
    if GONE.search(turn.text):
        return _absent(turn, people, person, period)
    room = ROOM.search(turn.text) and not person
    found = lightest(turn.crm, _fit(turn, people, team)) if room else loads(turn.crm, people)
    turn.show("person", [load.person for load in found])
    rows = tuple(_row(turn, load) for load in found)
    table = Table(("who", "open deals", "open cases", "overdue", "due this week", ""), rows)
    return Reply(_lead(turn, found, called), (table,))


def _fit(turn: Turn, people: list[Person], team: str | None) -> list[Person]:
    """Those who do what is to be given away: agents for a case, reps for all else that is named."""
    role = "agent" if CASES.search(turn.text) else "rep" if SALES.search(turn.text) else ""
    fitting = [each for each in people if each.role == role]
    return people if team or not fitting else fitting


def _absent(turn: Turn, people: Sequence[Person], person: Person | None, period: Period | None) -> Reply:
    """Who of them is away today or in a time, and of one colleague whether and when."""
    first, last = (period.first, period.last) if period else (None, None)
    listed = [each for each in turn.crm.absences.now_and_later() if each.person in people]
    meant = [each for each in listed if _meets(each, first or turn.now.date(), last if period else turn.now.date())]
    shown = listed if person or (ALL_ABSENCES.search(turn.text) and not period) else meant
    when = "then" if period else "today"
    names = ", ".join(dict.fromkeys(each.person.name for each in meant))
    if person:
        said = f"{person.name} is {away(meant[0])}." if meant else f"{person.name} is not away {when}."
    else:
        said = f"Away {when}: {names}." if names else f"Nobody is away {when}."
    rows = tuple(
        (each.person.name, days_of(each), each.stand_in.name if each.stand_in else "nobody", each.reason or "")
        for each in shown
    )
    return Reply(said, (Table(("who", "days", "stands in", ""), rows),) if rows else ())


def _meets(absence: Absence, first: date, last: date | None) -> bool:
    return (last is None or absence.first_day <= last) and (absence.last_day is None or first <= absence.last_day)


def _people(turn: Turn, team: str | None) -> tuple[list[Person], str]:
    """The people of a team or of a role, and what they are called. Raises Refused where there is none."""
    everybody = sorted(turn.crm.people.all(), key=lambda each: (each.team or "", each.name_fold))
    said = fold(team or "")
    if said in MINE and turn.speaker.team:
        said = fold(turn.speaker.team)
    if not said or said in EVERYBODY:
        return everybody, "the house"
    said = said.removeprefix("the ").removesuffix(" team")
    near = process.extractOne(said, _teams(turn), scorer=fuzz.ratio, score_cutoff=CLOSE)
    if near:
        return [each for each in everybody if each.team == near[0]], near[0]
    if role := next((role for role in ROLES if said in (role, f"{role}s")), None):
        return [each for each in everybody if each.role == role], f"role {role}"
    raise Refused(f"There is no team “{team}”. There are: {', '.join(_teams(turn)) or 'none yet'}.")


def _lead(turn: Turn, found: Sequence[Load], called: str) -> str:
    """The sentence that answers: who has room, or who is in it."""
    if ROOM.search(turn.text):
        first = next((load for load in found if turn.crm.absences.of(load.person) is None), found[0])
        return f"{first.person.name} has the most room: {_brief(first)}."
    if len(found) == 1:
        return f"{found[0].person.name} has {_brief(found[0])}."
    return f"In {called}: {', '.join(load.person.name for load in found)}."


def _brief(load: Load) -> str:
    cases, deals = count_of(load.open_cases, "open case"), count_of(load.deals, "open deal")
    return f"{cases}, {deals} and {count_of(load.reminders, 'reminder')} due this week"


def _row(turn: Turn, load: Load) -> tuple[str, ...]:
    deals = f"{load.deals}, {money(load.worth)}" if load.worth else str(load.deals)
    kinds = ", ".join(f"{number} {priority}" for priority, number in load.cases.items())
    cases = f"{load.open_cases} ({kinds})" if kinds else "0"
    week = ", ".join(
        count_of(number, noun) for number, noun in ((load.reminders, "reminder"), (load.leads, "lead")) if number
    )
    return load.person.name, deals, cases, str(load.overdue), week or "–", _away(turn, load.person)


def _away(turn: Turn, person: Person) -> str:
    """Since when or from when somebody is away, and who stands in."""
    absence = turn.crm.absences.next_of(person)
    if absence is None:
        return ""
    by = f", {absence.stand_in.name} stands in" if absence.stand_in else ""
    if absence.covers(turn.crm.absences.today(person)):
        return f"{away(absence)}{by}"
    return f"away {days_of(absence)}{by}"
