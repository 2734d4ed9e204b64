"""Recollection: an answer from the history, in the words that were logged."""

from dataclasses import dataclass

from knowledge.question import Question
from knowledge.recall import Found
from skills.citing import Citations
from skills.quoting import relevant
from skills.reply import Lines, Reply
from skills.slots import Period
from skills.turn import Turn
from skills.wording import day
from storage.contacts import Contact
from storage.customers import Customer
from storage.interactions import Interaction
from storage.record import Record, Textual

SHOWN = 4


@dataclass(frozen=True)
class Recollection:
    """A question about somebody's history, or about everyone's."""

    turn: Turn
    question: str
    customer: Customer | None
    contact: Contact | None
    period: Period

    def reply(self) -> Reply:
        """The best statement first, then others, each cited; or that there is nothing."""
        told = self._told(self.contact) or (self._told(None) if self.contact and self._home else [])
        if not told:
            return Reply(self._nothing())
        citations = Citations(self.turn)
        lines = [f"{self._statement(record)}{citations.cite(record)}" for record in told]
        more = (Lines("Also logged", tuple(lines[1:])),) if lines[1:] else ()
        self.turn.remember(*_about(told[0]))
        return Reply(f"{lines[0]}", more, citations=citations.all)

    @property
    def _home(self) -> Customer | None:
        return self.customer or (self.contact.customer if self.contact else None)

    def _told(self, contact: Contact | None) -> list[Record]:
        """The records that answer, as the speaker may see them."""
        zone = self.turn.speaker.zone
        found = self.turn.knowledge.recall(
            self.turn.crm, self.question, self._home, contact,
            self.period.starts(zone), self.period.ends(zone), limit=SHOWN,
        )  # fmt: skip
        records = [self._record(each) for each in found]
        return [record for record in records if record]

    def _record(self, found: Found) -> Record | None:
        record: Record | None = self.turn.crm.of(found.kind).get(found.record_id)
        return record

    def _statement(self, record: Record) -> str:
        asked = Question(self.question, [each.name for each in (self.customer, self.contact) if each])
        return f"{self._when_and_who(record)}: “{relevant(_words(record), asked.topic)}”"

    def _when_and_who(self, record: Record) -> str:
        moments = (getattr(record, name, None) for name in ("happened_at", "opened_at", "at", "given_at"))
        at = next((moment for moment in moments if moment), record.created_at)
        when = day(at.astimezone(self.turn.now.tzinfo).date(), self.turn.now.date())
        if not isinstance(record, Interaction):
            return when.capitalize()
        names = [each.name for each in (record.contact, record.customer) if each]
        return f"{when[:1].upper()}{when[1:]}, {record.channel} with {' at '.join(names) or 'somebody'}"

    def _nothing(self) -> str:
        whom = self.contact or self.customer
        about = f" with {whom.name}" if whom else ""
        span = " in that time" if self.period.first or self.period.last else ""
        return f"Nothing was logged about that{about}{span}."


def _words(record: Record) -> str:
    if isinstance(record, Interaction):
        return record.summary
    return record.passage() if isinstance(record, Textual) else record.label


def _about(record: Record) -> tuple[Record | None, ...]:
    return getattr(record, "customer", None), getattr(record, "contact", None)
