"""The bell: tells one colleague in the terminal what is due, unless a running `rapport slack` does."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.alarms import Warned, warned, warning
from skills.reply import Reply
from storage.crm import Crm
from storage.locks import lock_of
from storage.mailroom import queue, told
from storage.reminders import Reminder
from storage.store import Store


class Bell:
    """Rings for the reminders of one speaker. It takes the duty to post only while it rings."""

    def __init__(self, store: Store, speaker: str) -> None:
        self.store = store
        self.speaker = speaker
        self.duty = lock_of(store, "sender")

    def ring(self, now: datetime, show: Callable[[Reply], None]) -> int:
        """Show what is due, and return how many; a reminder whose showing was cut short is shown again."""
        if not self._is_due(now) or not self.duty.take():
            return 0
        try:
            with self.store.begin(self.speaker, now, f"bell-{now:%Y%m%dT%H%M%S}") as crm:
                due, warnings = _due(crm), list(_warnings(crm))
                for reminder in due:
                    self._tell(crm, reminder, show)
                for each in warnings:
                    _warn(crm, each, show)
                return len(due) + len(warnings)
        finally:
            self.duty.release()

    def _is_due(self, now: datetime) -> bool:
        with self.store.read(now, self.speaker) as crm:
            return bool(_due(crm)) or any(_warnings(crm))

    def _tell(self, crm: Crm, reminder: Reminder, show: Callable[[Reply], None]) -> None:
        from bot.clock import reminding

        _, absence = crm.absences.told_instead(reminder.person)
        reply = reminding(reminder, absence)
        if absence and crm.actor:
            crm.absences.note(absence, crm.actor, reminder)
        told(crm, reminder)
        crm.session.flush()
        show(reply)


def _warnings(crm: Crm) -> Iterator[Warned]:
    """What the speaker is to be warned of now; what others are to know is left to them."""
    clock = crm.case_clock
    for case in clock.ringing() if crm.actor and not crm.actor.is_quiet(crm.now) else ():
        yield from (each for each in warned(crm, clock, case) if each.person is crm.actor)


def _warn(crm: Crm, each: Warned, show: Callable[[Reply], None]) -> None:
    reply = warning(crm.case_clock, each)
    if queue(crm, each.key, f"person:{each.person.id}", reply.to_json(), status="sent"):
        show(reply)


def _due(crm: Crm) -> list[Reminder]:
    """What is due for the speaker, or for whom the speaker stands in, and belongs to no place in Slack."""
    if crm.actor is None:
        return []
    whose = [crm.actor, *(each.person for each in crm.absences.now_and_later())]
    told = {each.id for each in whose if crm.absences.told_instead(each)[0] == crm.actor}
    waiting = {each.id: each for person in whose if person.id in told for each in crm.reminders.open_of(person)}
    quiet = crm.actor.is_quiet(crm.now)
    mine = [each for each in waiting.values() if each.person_id in told and not each.channel]
    mine = [each for each in mine if each.is_asked_for or not quiet]
    return [each for each in mine if each.due_at <= crm.now and not (each.told_at and each.told_at >= each.due_at)]
