"""Reminders: what the assistant is to tell somebody, and when."""

from datetime import datetime
from typing import Annotated

from skills.agenda import found, numbered
from skills.calendar import days_that_matter
from skills.cover import away_then
from skills.frequency import often
from skills.reply import Part, Reply, Table
from skills.skill import skill
from skills.slots import MORNING, About, CustomerName, Moment, PersonName, Recurrence, Slot, Span, When
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, moment
from storage.people import Person
from storage.recurrence import first_occurrence, pinned, working_occurrence
from storage.reminders import Reminder

ReminderWords = Annotated[str, Slot("text", "Which reminder is it?", "reminder")]
Until = Annotated[When, Slot("moment", "Until when?")]


@skill()
def remind_me(
    turn: Turn,
    about: About,
    due_at: Moment | None = None,
    every: Recurrence | None = None,
    customer: CustomerName | None = None,
    person: PersonName | None = None,
) -> Reply:
    """Remind you or a colleague of something, once or again and again."""
    whom = person or turn.speaker
    told = "you" if whom == turn.speaker else whom.name
    if every:
        due, rule = _recurring(turn, whom, due_at, every)
    else:
        due, rule = _moment(turn, due_at, "due_at", f"should I remind {told}?"), None
    reminder = Reminder(about=about, due_at=due, every=rule, customer=customer, person=whom, by=turn.speaker)
    reminder.zone, reminder.channel, reminder.thread = whom.time_zone, turn.channel or None, turn.thread or None
    turn.crm.reminders.add(reminder)
    turn.remember(customer, reminder)
    note = " ".join(each for each in (_free_day(whom, told, due), away_then(turn, whom, due)) if each)
    if every:
        return Reply(f"I will remind {told} {often(every)}: {about}. First {moment(due, turn.now)}.", note=note)
    return Reply(f"I will remind {told} {moment(due, turn.now)}: {about}.", note=note)


def _moment(turn: Turn, when: When | None, slot: str, asked: str) -> datetime:
    """The moment told. Asks back when there is none or no time of day is left; one that has passed is Refused."""
    if when is None:
        raise Unclear(f"When {asked}", slot)
    at = when.at(turn.speaker.zone)
    if at > turn.now:
        return at
    if when.day == turn.now.date() and when.time is None:
        raise Unclear(f"At what time today {asked}", slot)
    passed = moment(at, turn.now)
    raise Refused(f"{passed[:1].upper()}{passed[1:]} has passed; it is {turn.now:%H:%M} now. Tell me a later time.")


def _recurring(turn: Turn, whom: Person, due_at: When | None, every: str) -> tuple[datetime, str]:
    """The first moment and the rule, on the wall clock of whoever is told: from the day and time told, or 09:00."""
    today = whom.today(turn.now)
    start = datetime.combine(due_at.day if due_at else today, (due_at and due_at.time) or MORNING)
    rule = pinned(every, start)
    first = first_occurrence(rule, start, turn.now, whom.zone)
    if first is None:
        raise Refused("That would never come. Tell me how often, for example “every Monday at 9”.")
    if whom.working_days and not whom.works_on(whom.today(first)):
        first = working_occurrence(rule, first, first, whom.zone, whom.works_on) or first
    return first, rule


def _free_day(whom: Person, told: str, due: datetime) -> str:
    """What is said where a reminder falls on a day that is no working day of whoever is told."""
    on = whom.today(due)
    if not whom.working_days or whom.works_on(on):
        return ""
    return f"{on:%A} is no working day of {'yours' if told == 'you' else told}; I tell {told} all the same."


@skill()
def list_reminders(turn: Turn, period: Span | None = None, customer: CustomerName | None = None) -> Reply:
    """List your open reminders, the next one first."""
    listed = [(place, each) for place, each in numbered(turn) if customer in (None, each.customer)]
    if period:
        first, last = period.starts(turn.speaker.zone), period.ends(turn.speaker.zone)
        listed = [(n, each) for n, each in listed if (not first or each.due_at >= first)]
        listed = [(n, each) for n, each in listed if (not last or each.due_at < last)]
    about = f" about {customer.name}" if customer else ""
    then = " for that time" if period else ""
    dates = days_that_matter(turn, period) if period and not customer else ()
    if not listed:
        return Reply(f"You have no open reminders{about}{then}.", dates)
    turn.show("reminder", [reminder for _, reminder in listed])
    rows = tuple((str(place), _when(turn, each), _what(turn, each)) for place, each in listed)
    said = f"You have {count_of(len(listed), 'open reminder')}{about}{then}."
    parts: tuple[Part, ...] = (Table(("no.", "when", "what"), rows), *dates)
    return Reply(said, parts, note="Say “done with 1” or “snooze 2 until Monday”.")


@skill()
def complete_reminder(turn: Turn, reminder: ReminderWords | None = None) -> Reply:
    """Tick a reminder off; one that recurs goes on."""
    done = found(turn, reminder, "reminder")
    done.complete(turn.now)
    turn.remember(done.customer, done)
    if done.is_open:
        return Reply(f"Done for this time: {done.about}. Next {moment(done.due_at, turn.now)}.")
    return Reply(f"Done: {done.about}.")


@skill()
def snooze_reminder(turn: Turn, reminder: ReminderWords | None = None, until: Until | None = None) -> Reply:
    """Put a reminder off to a later time."""
    later = found(turn, reminder, "reminder")
    at = _moment(turn, until, "until", f"should I remind you again of “{later.about}”?")
    if later.every:
        return _snooze_once(turn, later, at)
    later.due_at = at
    turn.remember(later.customer, later)
    return Reply(f"I will remind you again {moment(at, turn.now)}: {later.about}.")


def _snooze_once(turn: Turn, series: Reminder, at: datetime) -> Reply:
    """Put off one occurrence: it becomes a reminder of its own, the series goes on as it was."""
    series.complete(turn.now)
    once = Reminder(about=series.about, due_at=at, customer=series.customer, person=series.person, by=turn.speaker)
    once.zone, once.channel, once.thread = series.zone, series.channel, series.thread
    turn.crm.reminders.add(once)
    turn.remember(once.customer, once)
    usual = f" After that as usual, {moment(series.due_at, turn.now)}." if series.is_open else ""
    return Reply(f"I will remind you again {moment(at, turn.now)}: {series.about}.{usual}")


@skill()
def cancel_reminder(turn: Turn, reminder: ReminderWords | None = None) -> Reply:
    """Cancel a reminder for good."""
    ended = found(turn, reminder, "reminder", or_set=True)
    ended.cancel()
    turn.remember(ended.customer)
    when = often(ended.every) if ended.every else moment(ended.due_at, turn.now)
    return Reply(f"Cancelled the reminder: {ended.about}, {when}.", note="Say “undo” to have it back.")


def _when(turn: Turn, reminder: Reminder) -> str:
    late = "overdue since " if reminder.due_at < turn.now else ""
    return late + moment(reminder.due_at, turn.now)


def _what(turn: Turn, reminder: Reminder) -> str:
    every = f" ({often(reminder.every)})" if reminder.every else ""
    whom = ""
    if reminder.person != turn.speaker:
        whom = f" (for {reminder.person.name})" if reminder.by == turn.speaker else f" ({reminder.person.name}'s)"
    return f"{reminder.about}{every}{whom}"
