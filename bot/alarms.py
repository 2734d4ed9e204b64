"""Alarms: who is warned of a case before its time is over, once for each due time, and in which words."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bot.quiet import Told, resting, tell
from skills.caseload import hours
from skills.reply import Button, Reply
from skills.settings import mute, off_word
from skills.wording import moment
from storage.case_clock import Alarm, CaseClock
from storage.cases import Case
from storage.crm import Crm
from storage.folding import fold
from storage.mailroom import was_queued
from storage.people import Person
from storage.store import Store


class Warned(NamedTuple):
    """A colleague to be warned of a case; `key` keeps it from being told twice."""

    key: str
    person: Person
    case: Case
    alarm: Alarm


def alarm(store: Store, now: datetime) -> int:
    """Queue the warnings that are due, in one transaction, those of one person as one message; returns how many."""
    with store.read(now) as crm:
        if not crm.case_clock.rings():
            return 0
    with store.begin(None, now, f"alarm-{now:%Y%m%dT%H%M%S}") as crm:
        clock, told, quiet = crm.case_clock, list[Told](), resting(crm)
        for case in clock.ringing():
            due = list(warned(crm, clock, case))
            told += [_told(clock, each) for each in due if each.person.id not in quiet]
            if any(each.person.id in quiet for each in due):
                clock.look_again(case)
            else:
                clock.rung(case)
        tell(crm, told, "warning")
        return len(told)


def _told(clock: CaseClock, each: Warned) -> Told:
    reply = warning(clock, each)
    return Told(each.key, f"person:{each.person.id}", reply, reply.text, reply.buttons[0])


def warned(crm: Crm, clock: CaseClock, case: Case) -> Iterator[Warned]:
    """Who is to know by now what of a case; those who were told already, or want no warnings, are left out."""
    for each in clock.alarms(case):
        person = case.assignee if each.level == "warning" else manager_of(crm, case)
        key = f"case:{case.id}:{each.level}:{each.due.isoformat()}"
        if person and person.hears("warnings") and each.at <= clock.now and not was_queued(crm, key):
            yield Warned(key, person, case, each)


def manager_of(crm: Crm, case: Case) -> Person | None:
    """The manager of the team that serves the case, unless that is who has it."""
    managers = crm.people.where(Person.role == "manager") if case.team else []
    leading = (each for each in managers if fold(each.team or "") == fold(case.team or ""))
    return next((each for each in leading if each is not case.assignee), None)


def warning(clock: CaseClock, each: Warned) -> Reply:
    """What a colleague is told of a case."""
    case, due = each.case, each.alarm.due
    now = clock.now.astimezone(each.person.zone)
    customer = f" of {case.customer.name}" if case.customer else ""
    what = "first reply" if each.alarm.part == "first reply" else "solution"
    late = due < clock.now
    left = "" if late else f", with {hours(clock.hours_of(case).between(clock.now, due))} left"
    state = f"was due {moment(due, now)} and is late" if late else f"is due {moment(due, now)}{left}"
    whose = f" {case.assignee.name} has it." if case.assignee and case.assignee is not each.person else ""
    said = f"Case {case.number}{customer}, {case.subject} ({case.priority}): its {what} {state}.{whose}"
    show = Button("Show it", f"show case {case.number}")
    waits = Button("It waits for them", f"set case {case.number} to waiting")
    return Reply(said, buttons=(show, waits, mute("warnings")), note=off_word("warnings"))
