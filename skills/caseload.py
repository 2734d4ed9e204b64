"""The caseload: who takes a new case, what of a case moves its clock, and how its clock is told."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from skills.turn import Turn
from skills.wording import count_of, moment
from storage.absences import Absence
from storage.cases import Case
from storage.customers import Customer
from storage.folding import fold
from storage.interactions import Interaction
from storage.people import Person
from storage.record import Record

Pair = tuple[str, str]
NAMED = re.compile(r"\b(?:case|ticket|issue)\s{0,3}(?:number|no\.?|nr\.?)?\s{0,3}#?(\d{1,9})\b", re.IGNORECASE)
SILENT = ("note", "survey")


def taker(turn: Turn, customer: Customer) -> tuple[Person, Absence | None]:
    """Who takes a new case of the customer: of the team that served it last, or of all agents, the least busy one.

    With the absence of whom that is, where it is a stand-in.
    """
    agents = turn.crm.people.where(Person.role == "agent")
    team = fold(turn.crm.cases.last_team(customer) or "")
    serving = [agent for agent in agents if team and fold(agent.team or "") == team]
    whom, absence = turn.crm.cases.taken_by(serving or agents)
    return whom or turn.speaker, absence


def put_case(turn: Turn, case: Case, field: str, new: Any) -> None:
    """Set the status, the assignee or the due time of a case, with what that means for its clock."""
    clock = turn.crm.case_clock
    if field == "assignee":
        clock.hand(case, new)
    elif field == "due_at":
        case.due_at = new
        clock.watch(case)
    elif new == "closed":
        clock.close(case, case.resolution)
    else:
        if not case.is_open:
            clock.reopen(case)
        clock.enter(case, new)


def hand_over(turn: Turn, record: Record, role: str, person: Person) -> None:
    """Give a record to a colleague; a case goes on by the hours of the colleague's team."""
    if isinstance(record, Case):
        turn.crm.case_clock.hand(record, person)
    else:
        setattr(record, role, person)


def answer_case(turn: Turn, interaction: Interaction) -> None:
    """Take a talk with the customer for the first reply to the open case that it names: "told Dana about case 17".

    Any colleague's talk counts, for the customer has heard from the house; a note or a survey is no reply.
    """
    for number in NAMED.findall(f"{interaction.summary} {turn.text}") if interaction.channel not in SILENT else ():
        case = turn.crm.cases.numbered(int(number))
        if case and case.customer_id == interaction.customer_id:
            turn.crm.case_clock.answered(case)


def due_of(turn: Turn, case: Case) -> str:
    """When the case is due, as a sentence; empty for one that is closed."""
    if not case.is_open:
        return ""
    if case.due_at is None:
        return f"Its clock stands while it waits, with {hours(turn.crm.case_clock.left(case))} left."
    when = moment(case.due_at, turn.now)
    if case.is_overdue(turn.now):
        return f"It is overdue since {when}."
    return f"It is due {when}."


def clock_of(turn: Turn, case: Case) -> Iterator[Pair]:
    """The clock of a case in words: its first reply, what of its time is used and what is left."""
    clock = turn.crm.case_clock
    if case.first_replied_at:
        yield "first reply", moment(case.first_replied_at, turn.now)
    elif case.is_open and case.first_reply_due_at:
        late = case.first_reply_due_at < turn.now
        yield "first reply", f"{'overdue since' if late else 'due'} {moment(case.first_reply_due_at, turn.now)}"
    if case.is_open:
        used, left = hours(clock.used(case)), clock.left(case)
        rest = f"{hours(left)} left" if left >= timedelta(0) else f"{hours(-left)} over"
        stands = ", paused while it waits" if case.status == "waiting" and case.clock_since is None else ""
        shut = "" if stands or clock.hours_of(case).is_open(turn.now) else ", outside working hours"
        yield "time", f"{used} used, {rest}{stands}{shut}"
    elif case.time_used:
        yield "time", f"{hours(clock.used(case))} used"


def hours(span: timedelta) -> str:
    """Business time in words; it has no days: `26 hours 5 minutes`."""
    return _told(span, ("hour", 3600), ("minute", 60))


def spoken(span: timedelta) -> str:
    """A span of time in words, by its two largest units: `3 days 4 hours`."""
    return _told(span, ("day", 86_400), ("hour", 3600), ("minute", 60))


def _told(span: timedelta, *units: tuple[str, int]) -> str:
    left = max(0, int(span.total_seconds()))
    said: list[str] = []
    for noun, seconds in units:
        number, left = divmod(left, seconds)
        if number and len(said) < 2:
            said.append(count_of(number, noun))
    return " ".join(said) or "less than a minute"
