"""Covering for each other: who is away, in words, who takes what is theirs, and what they are told on return."""

from datetime import datetime, time, timedelta

from skills.reply import Lines, Reply
from skills.turn import Turn
from skills.wording import count_of
from storage.absences import Absence, Cover
from storage.cases import Case
from storage.crm import Crm
from storage.people import Person
from storage.reminders import Reminder

MORNING = time(9)
SHOWN = 15


def away(absence: Absence) -> str:
    """How long somebody is away, after “is”: `away until Fri 4 Dec`."""
    last = absence.last_day
    until = f"{last:%a} {last.day} {last:%b}" if last else ""
    return f"away on {until}" if last == absence.first_day else f"away until {until}" if until else "away"


def spelt(absence: Absence) -> str:
    """An absence in a few words: `Mon 3 Aug – Fri 14 Aug, holiday, Chloe Bannister stands in`."""
    by = f"{absence.stand_in.name} stands in" if absence.stand_in else "nobody stands in"
    return ", ".join(each for each in (days_of(absence), absence.reason, by) if each)


def days_of(absence: Absence) -> str:
    """From when to when somebody is away: `Mon 3 Aug – Fri 14 Aug`."""
    first, last = absence.first_day, absence.last_day
    begins, ends = (f"{each:%a} {each.day} {each:%b}" if each else "open" for each in (first, last))
    return begins if first == last else f"{begins} – {ends}"


def away_now(turn: Turn, person: Person) -> str:
    """A note where somebody who gets something is away: who stands in, and until when; empty where they are here."""
    absence = turn.crm.absences.of(person)
    if absence is None:
        return ""
    stand_in = turn.crm.absences.stand_in(person)
    who = f"{_called(turn, stand_in)} in" if stand_in else "nobody stands in"
    return f"{person.name} is {away(absence)}; {who}."


def _called(turn: Turn, stand_in: Person) -> str:
    return "you stand" if stand_in == turn.speaker else f"{stand_in.name} stands"


def away_then(turn: Turn, person: Person, at: datetime) -> str:
    """A note where somebody is away at a moment and somebody else is told instead."""
    day = person.today(at)
    absence, stand_in = turn.crm.absences.of(person, day), turn.crm.absences.stand_in(person, day)
    if not (absence and stand_in):
        return ""
    whose = "You are" if person == turn.speaker else f"{person.name} is"
    told = "you" if stand_in == turn.speaker else stand_in.name
    return f"{whose} {away(absence)} then, so I tell {told}."


def is_back(crm: Crm, absence: Absence) -> bool:
    """Whether the first morning of work after an absence has come, and no other absence follows at once."""
    if absence.last_day is None:
        return False
    person = absence.person
    first = datetime.combine(person.working_day(absence.last_day + timedelta(days=1)), MORNING, person.zone)
    return first <= crm.now and crm.absences.of(person) is None


def welcome(crm: Crm, absence: Absence) -> Reply:
    """What somebody is told on return: what came to others meanwhile, and how it stands."""
    handled = crm.absences.handled(absence)
    if not handled:
        return Reply(f"Welcome back, {absence.person.name.split()[0]}. Nothing of yours came up while you were away.")
    lines = [line for cover in handled[:SHOWN] if (line := _line(crm, absence, cover))]
    more = [f"and {len(handled) - SHOWN} more"] if len(handled) > SHOWN else []
    said = f"Welcome back, {absence.person.name.split()[0]}. While you were away, {count_of(len(handled), 'thing')} "
    went = f"of yours went to {' and '.join(dict.fromkeys(each.person.name for each in handled))}."
    return Reply(said + went, (Lines("", (*lines, *more)),))


def _line(crm: Crm, absence: Absence, cover: Cover) -> str:
    record = crm.of(cover.kind).get(cover.record_id)
    at = cover.at.astimezone(absence.person.zone)
    when = f"{at:%a} {at.day} {at:%b}, {cover.person.name}"
    if isinstance(record, Reminder):
        stands = "goes on" if record.every and record.is_open else "still open" if record.is_open else record.status
        return f"{when}: reminder “{record.about}”, {stands}"
    if isinstance(record, Case):
        return f"{when}: case {record.number}, {record.subject}, {record.status}"
    return ""
