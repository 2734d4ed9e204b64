"""Absences: who of the house is away, and who stands in."""

import re
from datetime import date, timedelta
from typing import Annotated

from skills.cover import away, welcome
from skills.reply import Facts, Offer, Reply
from skills.skill import skill
from skills.slots import Moment, Period, PersonName, Slot, Span
from skills.turn import Refused, Turn, Unclear
from skills.wording import day
from storage.absences import Absence
from storage.people import Person
from storage.workload import lightest

Why = Annotated[str, Slot("text", "Why?")]
StandIn = Annotated[Person, Slot("record", "Who stands in?", "person")]
BACK = re.compile(r"\bback\b", re.IGNORECASE)
OPEN = re.compile(r"\b(?:until further notice|for now|indefinitely|open[- ]ended|no idea how long)\b", re.IGNORECASE)
TODAY = re.compile(
    r"\b(?:today|tonight|sick|ill|unwell|flu|fever|migraine|hospital|doctor\S*|dentist\S*|afternoon|morning"
    r"|rest of the day|right now|bed)\b",
    re.IGNORECASE,
)
"""Words of absences that are of today where no day is told."""


@skill()
def set_absence(
    turn: Turn, person: PersonName | None = None, period: Span | None = None, until: Moment | None = None,
    stand_in: StandIn | None = None, reason: Why | None = None,
) -> Reply:  # fmt: skip
    """Note that you or a colleague are away, and who stands in meanwhile."""
    whom = person or turn.speaker
    if stand_in == whom:
        raise Refused(f"{_you(turn, whom)} cannot stand in for {_you(turn, whom).casefold()}. Name somebody else.")
    absence = _absence(turn, whom, period, until.day if until else None, stand_in)
    absence.stand_in, absence.reason = stand_in or absence.stand_in, reason or absence.reason
    turn.crm.absences.add(absence)
    turn.remember(whom, absence.stand_in)
    return _told(turn, absence)


def _absence(turn: Turn, whom: Person, period: Period | None, until: date | None, stand_in: Person | None) -> Absence:
    """The absence that is meant: the one known for these days, with its days set anew, or a new one."""
    known = turn.crm.absences.next_of(whom)
    if known and stand_in and not (period or until):
        return known
    first, last = _days(turn, whom, period, until)
    if last and last < max(first, turn.crm.absences.today(whom)):
        raise Refused("That time has passed. Tell me until when, for example “away until Friday”.")
    if known is None or (last and known.first_day > last) or (known.last_day and known.last_day < first):
        return Absence(person=whom, first_day=first, last_day=last)
    begins = period is not None and period.first is not None
    known.first_day = first if begins else min(first, known.first_day)
    known.last_day, known.told_at = last, None
    return known


def _days(turn: Turn, whom: Person, period: Period | None, until: date | None) -> tuple[date, date | None]:
    """The first and the last day; today alone where nothing is told of them. Who is back on a day works on it."""
    today = turn.crm.absences.today(whom)
    if period is None and until is None:
        if not (OPEN.search(turn.text) or TODAY.search(turn.text)):
            whose = "are you" if whom == turn.speaker else f"is {whom.name}"
            raise Unclear(f"Until when {whose} away?", "until")
        return today, None if OPEN.search(turn.text) else today
    first = (period.first if period else None) or today
    last = until or (period.last if period else None)
    if until and BACK.search(turn.text):
        last = until - timedelta(days=1)
    return first, last


def _told(turn: Turn, absence: Absence) -> Reply:
    whom, stand_in = absence.person, absence.stand_in
    facts = Facts("", (("days", _span(turn, absence)), ("stands in", stand_in.name if stand_in else "nobody yet")))
    said = f"{_you(turn, whom)} {_are(turn, whom)} away {_span(turn, absence)}."
    if stand_in is None:
        offer = _proposal(turn, absence)
        note = "" if offer else "Nobody else is there to stand in, so reminders still go to them."
        return Reply(said, (facts,), note=note, offer=offer)
    told = "you" if stand_in == turn.speaker else stand_in.name
    deeds = f" {told[:1].upper()}{told[1:]} {'get' if told == 'you' else 'gets'} the reminders and new cases meanwhile."
    return Reply(said + deeds, (facts,), note=_chain(turn, absence))


def _chain(turn: Turn, absence: Absence) -> str:
    """What is to be known where the stand-in is away as well."""
    stand_in, day_ = absence.stand_in, max(absence.first_day, turn.crm.absences.today(absence.person))
    own = turn.crm.absences.of(stand_in, day_) if stand_in else None
    if own is None or stand_in is None:
        return ""
    after = turn.crm.absences.stand_in(absence.person, day_)
    name = "You are" if stand_in == turn.speaker else f"{stand_in.name} is"
    if after is None:
        return f"{name} {away(own)} then too, and nobody stands in there: reminders go to {absence.person.name} still."
    return f"{name} {away(own)} then too, so {after.name} takes both until then."


def _proposal(turn: Turn, absence: Absence) -> Offer | None:
    """To let the one stand in who shares the team and has the least to do."""
    whom = absence.person
    team = [each for each in turn.crm.people.all() if each.team == whom.team and each != whom]
    when = max(absence.first_day, turn.crm.absences.today(whom))
    here = [each for each in team if turn.crm.absences.of(each, when) is None]
    if not here:
        return None
    first = lightest(turn.crm, here)[0].person
    name = "you" if first == turn.speaker else first.name
    asked = f"Shall {name} stand in? {name[:1].upper()}{name[1:]} {'have' if name == 'you' else 'has'} the least to do"
    asked += f" in {whom.team}." if whom.team else "."
    return Offer(asked, "set_absence", {"person": whom.name, "stand_in": first.name})


@skill()
def end_absence(turn: Turn, person: PersonName | None = None) -> Reply:
    """Say that you or a colleague are back, or that an absence planned falls through; tells what was handled."""
    whom = person or turn.speaker
    absence = turn.crm.absences.next_of(whom)
    if absence is None:
        return _late(turn, whom)
    today = turn.crm.absences.today(whom)
    turn.remember(whom)
    if absence.first_day >= today:
        turn.crm.absences.remove(absence)
        if not turn.crm.absences.handled(absence):
            said = f"{_you(turn, whom)} {_are(turn, whom)} not away {_span(turn, absence)} after all."
            return Reply(said, note="Say “undo” if that was a slip.")
    else:
        absence.last_day, absence.told_at = today - timedelta(days=1), turn.now
    return welcome(turn.crm, absence) if whom == turn.speaker else _back(turn, absence)


def _back(turn: Turn, absence: Absence) -> Reply:
    told = welcome(turn.crm, absence)
    return Reply(f"{absence.person.name} is back.", told.parts)


def _late(turn: Turn, whom: Person) -> Reply:
    """An absence that ended by itself: what was handled is told again."""
    ended = [each for each in turn.crm.absences.where(Absence.person_id == whom.id) if turn.crm.absences.handled(each)]
    if ended and whom == turn.speaker:
        return welcome(turn.crm, ended[-1])
    return Reply(f"{_you(turn, whom)} {_are(turn, whom)} here already, as far as I know.")


def _span(turn: Turn, absence: Absence) -> str:
    first, last, today = absence.first_day, absence.last_day, turn.now.date()
    if last is None:
        return "from today on" if first == today else f"from {day(first, today)} on"
    if first == last:
        return day(first, today) if (first - today).days in (0, 1) else f"on {day(first, today)}"
    start = "" if first <= today else f"from {day(first, today)} "
    return f"{start}until {day(last, today)}"


def _you(turn: Turn, whom: Person) -> str:
    return "You" if whom == turn.speaker else whom.name


def _are(turn: Turn, whom: Person) -> str:
    return "are" if whom == turn.speaker else "is"
