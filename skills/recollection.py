"""Recollection: an answer from the history, in the words that were logged."""

from dataclasses import dataclass

from knowledge.recall import Found
from knowledge.sentences import sentences
from skills.citing import Citations, happened
from skills.reply import Lines, Reply
from skills.slots import Period
from skills.turn import Turn
from skills.wording import day
from storage.contacts import Contact
from storage.customers import Customer
from storage.interactions import Interaction
from storage.record import Record, Textual

SHOWN = 4
LONG = 300  # characters of a quotation


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
        citations = Citations(self.turn)
        lines = self.statements(citations)
        if not lines:
            return Reply(self._nothing())
        more = (Lines("Also logged", tuple(lines[1:])),) if lines[1:] else ()
        return Reply(lines[0], more, citations=citations.all)

    def statements(self, citations: Citations, trust: float = 0) -> list[str]:
        """What answers, best first, each with its citation; the conversation is about the first one's afterwards.

        Each is trusted at least so much.
        """
        told = self._told(self.contact) or (self._told(None) if self.contact and self._home else [])
        told = [(found, record) for found, record in told if found.trust >= trust]
        if told:
            self.turn.remember(*_about(told[0][1]))
        return [f"{self._statement(found, record)}{citations.cite(record)}" for found, record in told]

    @property
    def _home(self) -> Customer | None:
        return self.customer or (self.contact.customer if self.contact else None)

    def _told(self, contact: Contact | None) -> list[tuple[Found, Record]]:
        """What answers, with the records that the speaker may see."""
        zone = self.turn.speaker.zone
        found = self.turn.knowledge.recall(
            self.turn.crm, self.question, self._home, contact,
            self.period.starts(zone), self.period.ends(zone), limit=SHOWN,
        )  # fmt: skip
        records = [(each, self.turn.crm.of(each.kind).get(each.record_id)) for each in found]
        return [(each, record) for each, record in records if record]

    def _statement(self, found: Found, record: Record) -> str:
        """Who said it when, and the sentence that answers in the words of the record."""
        words = _words(record)
        quoted = found.sentence if found.sentence in words else sentences(words)[0]
        return f"{self._when_and_who(record)}: “{_cut(quoted)}”"

    def _when_and_who(self, record: Record) -> str:
        when = day(happened(record).astimezone(self.turn.now.tzinfo).date(), self.turn.now.date())
        when = f"{when[:1].upper()}{when[1:]}"
        if not isinstance(record, Interaction):
            return when
        names = [each.name for each in (record.contact, record.customer) if each]
        return f"{when}, {record.channel} with {' at '.join(names) or 'somebody'}"

    def _nothing(self) -> str:
        whom = self.contact or self.customer
        about = f" with {whom.name}" if whom else ""
        span = " in that time" if self.period.first or self.period.last else ""
        return f"Nothing was logged about that{about}{span}."


def _words(record: Record) -> str:
    if isinstance(record, Interaction):
        return record.summary
    return record.passage() if isinstance(record, Textual) else record.label


def _cut(quoted: str) -> str:
    return quoted if len(quoted) <= LONG else quoted[:LONG].rsplit(" ", 1)[0] + " …"


def _about(record: Record) -> tuple[Record | None, ...]:
    return getattr(record, "customer", None), getattr(record, "contact", None)
