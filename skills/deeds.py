"""Deeds: buttons that do something beyond doubt, without being read again."""

from collections.abc import Iterator
from datetime import date, datetime

from skills.reply import Button
from skills.slots import MORNING, When
from skills.turn import ref
from skills.wording import day
from storage.cases import Case
from storage.customers import Customer
from storage.deals import Deal
from storage.record import Record
from storage.reminders import Reminder


def complete(reminder: Reminder) -> Button:
    """Tick a reminder off."""
    return _deed("Done", f"done with {reminder.about}", "complete_reminder", reminder=ref(reminder))


def snooze(reminder: Reminder, until: date, now: datetime) -> Button:
    """Put a reminder off to the morning of a day."""
    when = day(until, now.date())
    says = f"snooze the reminder {reminder.about} until {when} at 9"
    return _deed(
        f"{when[:1].upper()}{when[1:]}", says, "snooze_reminder", reminder=ref(reminder), until=_morning(until)
    )


def snooze_by(reminder: Reminder, label: str, how: str, ahead: str) -> Button:
    """Put a reminder off, from the moment on at which it is pressed: `ahead` is `+60m` or `+1d`, `how` says it."""
    says = f"snooze the reminder to {reminder.about.rstrip('.')} {how}"
    return _deed(label, says, "snooze_reminder", reminder=ref(reminder), until=ahead)


def remind(record: Record, about: str, on: date, now: datetime) -> Button:
    """Be reminded of something about a record in the morning of a day."""
    customer = record if isinstance(record, Customer) else getattr(record, "customer", None)
    slots = {"about": about, "due_at": _morning(on)} | ({"customer": ref(customer)} if customer else {})
    when = day(on, now.date())
    return _deed(f"Remind me {_on(when)}", f"remind me {_on(when)} at 9 to {about}", "remind_me", **slots)


def close_case(case: Case) -> Button:
    """Close a case that is solved."""
    return _deed("Solved", f"close case {case.number}", "close_case", case=ref(case))


def move_on(deal: Deal) -> Iterator[Button]:
    """Move a deal to the stage that comes next, where one does before it ends."""
    names = [stage.name for stage in deal.pipeline.open_stages] if deal.pipeline else []
    following = names[names.index(deal.stage) + 1 :] if deal.stage in names else []
    if following:
        says = f"move {deal.name} to {following[0]}"
        yield _deed(f"Move to {following[0]}", says, "move_deal", deal=ref(deal), stage=following[0])


def _deed(label: str, says: str, skill: str, **slots: object) -> Button:
    return Button(label, says, intent={"skill": skill, "slots": slots})


def _morning(on: date) -> str:
    return When(on, MORNING).value()


def _on(when: str) -> str:
    """`tomorrow`, and `on Mon 30 Nov`."""
    return when if when in ("today", "tomorrow") else f"on {when}"
