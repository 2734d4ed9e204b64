"""The clock: wakes the assistant. APScheduler is only the tick; what is due is told by rows."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.alarms import alarm
from bot.digests import Digests
from bot.quiet import Told, resting, tell
from bot.sender import Sender
from skills.cover import away, is_back, welcome
from skills.deeds import complete, snooze_by
from skills.reply import Button, Reply
from skills.wording import moment
from storage.absences import Absence
from storage.crm import Crm
from storage.mailroom import due_reminders, queue, told
from storage.reminders import Reminder
from storage.standings import is_due, renew_some
from storage.store import Store
from storage.trouble import StoreTrouble

log = logging.getLogger(__name__)

TICK = 1.0
WHILE = timedelta(minutes=10)


def remind(store: Store, now: datetime) -> int:
    """Queue what is due, in one transaction; what is due at once in one place is one message. Returns how many."""
    with store.begin(None, now, f"clock-{now:%Y%m%dT%H%M%S}") as crm:
        due = due_reminders(crm)
        if due and (quiet := resting(crm)):
            due = due_reminders(crm, quiet)
        tell(crm, [_told(crm, reminder) for reminder in due], "reminder")
        for absence in crm.absences.over():
            _welcome(crm, absence)
        return len(due)


def _told(crm: Crm, reminder: Reminder) -> Told:
    """A reminder for its place, if all who are there may see it, or for whoever stands in for a person away."""
    whom, absence = crm.absences.told_instead(reminder.person)
    place = f"person:{whom.id}"
    if reminder.channel and not absence and not _is_between_us(reminder):
        place = f"{reminder.channel}?{place}"
    now = crm.now.astimezone(whom.zone)
    key, line = f"reminder:{reminder.id}:{reminder.occurrence}", _line(reminder, absence, now)
    reply, done = reminding(reminder, absence), complete(reminder)
    if absence:
        crm.absences.note(absence, whom, reminder)
    told(crm, reminder)
    return Told(key, place, reply, line, done)


def _is_between_us(reminder: Reminder) -> bool:
    """Whether it was set in a channel by a command or a form, of which nobody else there saw anything."""
    return (reminder.thread or "").partition(":")[2][:1] in ("U", "W")


def _line(reminder: Reminder, absence: Absence | None, now: datetime) -> str:
    """A reminder among others: what, of whom, and since when where that is a while ago."""
    about, customer = reminder.about.rstrip("."), reminder.customer.name if reminder.customer else ""
    whom = [f"({customer})"] if customer and customer.casefold() not in about.casefold() else []
    late = [f"since {moment(reminder.due_at, now)}"] if now - reminder.due_at > WHILE else []
    whose = [f"{reminder.person.name}'s, who is {away(absence)}"] if absence else []
    return ", ".join([" ".join([about, *whom]), *late, *whose])


def _welcome(crm: Crm, absence: Absence) -> None:
    """Tell somebody who is back what came to others meanwhile, on the first morning of work; once."""
    if not is_back(crm, absence):
        return
    absence.told_at = crm.now
    if crm.absences.handled(absence):
        queue(crm, f"absence:{absence.id}", f"person:{absence.person_id}", welcome(crm, absence).to_json())


def keep_standings(store: Store, now: datetime) -> int:
    """Bring some of the customers' health and churn risk up to date where they have aged; returns how many."""
    with store.read(now) as crm:
        due = is_due(crm)
    if not due:
        return 0
    with store.begin(None, now, "standings") as crm:
        return renew_some(crm)


def reminding(reminder: Reminder, absence: Absence | None = None) -> Reply:
    """What somebody is told when a reminder is due; the stand-in also whose it is."""
    about = reminder.about.rstrip(".")
    others = f" ({reminder.by.name} asked me to)" if reminder.by and reminder.by_id != reminder.person_id else ""
    others = f" It is {reminder.person.name}'s, who is {away(absence)}; you stand in." if absence else others
    customer = reminder.customer.name if reminder.customer else ""
    note = f"About {customer}." if customer and customer.casefold() not in about.casefold() else ""
    buttons = (
        Button("Done", f"done with the reminder to {about}", intent=complete(reminder).intent),
        snooze_by(reminder, "In an hour", "for an hour", "+60m"),
        snooze_by(reminder, "Tomorrow", "until tomorrow", "+1d"),
    )
    return Reply(f"Reminder: {about}.{others}", buttons=buttons, note=note)


class Clock:
    """Ticks every second: queues what is due, sends the outbox, and does its other chores."""

    def __init__(
        self, store: Store, sender: Sender, now: Callable[[], datetime], *chores: Callable[[], object]
    ) -> None:
        self.now = now
        digests = Digests(store)
        due = (lambda: remind(store, now()), lambda: alarm(store, now()), lambda: digests.send(now()))
        self.work = (*due, sender.send, *chores)
        self.ticked_at: datetime | None = None
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that waits for the one before is no news
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(job_defaults=defaults, timezone="UTC")
        self._scheduler.add_job(self.tick, "interval", seconds=TICK)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop after the tick under way."""
        self._scheduler.shutdown()

    def tick(self) -> None:
        """Do everything once; trouble in one chore does not keep the others from being done."""
        for chore in self.work:
            try:
                chore()
            except StoreTrouble as trouble:
                log.warning("the clock could not do its work: %s", trouble)
            except Exception:
                log.exception("the clock stumbled")
        self.ticked_at = self.now()
