"""What a message of Slack tells of a form that it is to fill in: its words, their author, when, and about whom."""

from dataclasses import dataclass
from datetime import UTC

from bot.slack.blocks.fitting import clean
from bot.slack.forms.answers import Values
from bot.slack.forms.inputs import MOST_TYPED
from bot.slack.quoting import headline, written_at
from bot.slack.said import escaped
from bot.slack.whom import named
from bot.understanding.names.directory import Directory
from skills.turn import ref
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.record import Record

CUT = "…"


@dataclass(frozen=True)
class Quoted:
    """A message of Slack: `text` is plain, `author` a name, `address` the author's e-mail, `link` leads to it.

    `own` tells that whoever asks has written it.
    """

    text: str
    author: str
    channel: str
    ts: str
    thread: str = ""
    address: str = ""
    link: str = ""
    own: bool = False

    @property
    def source(self) -> str:
        """Where it stands, as interactions keep it."""
        return ":".join(filter(None, (self.channel, self.ts, self.thread)))

    def words(self) -> str:
        """What it says and who says it, in as many characters as a field takes."""
        said = self.text if self.own else f"{self.author} wrote: {self.text}"
        return said if len(said) <= MOST_TYPED else f"{said[: MOST_TYPED - 1]}{CUT}"

    def note(self) -> str:
        """The line above a form, in Slack's markup."""
        who = "You wrote this" if self.own else f"{escaped(clean(self.author))[:200]} wrote this"
        return f"{who} · <{self.link}|see the message>" if self.link else f"{who}."


def answers_from(crm: Crm, directory: Directory, message: Quoted) -> Values:
    """What the forms can take from a message."""
    zone = crm.actor.zone if crm.actor else UTC
    values: Values = {"channel": "chat", "happened_at": written_at(message.source, zone)}
    told = {"summary": message.words().strip(), "subject": headline(message.text)} if message.text.strip() else {}
    return {**values, **told, **guessed(crm, directory, message)}


def guessed(crm: Crm, directory: Directory, message: Quoted) -> Values:
    """Whom it is about: the channel's customer, or whom its words name, or whoever wrote it."""
    link = crm.links.of_channel(message.channel)
    named = _named(crm, directory, message.text)
    contact = next((each for each in named if isinstance(each, Contact)), None) or _writer(crm, message.address)
    customer = link.customer if link else next((each for each in named if isinstance(each, Customer)), None)
    customer = customer or (contact.customer if contact else None)
    if contact and customer and contact.customer is not customer:
        contact = None
    return {each.kind: ref(each) for each in (customer, contact) if each}


def _named(crm: Crm, directory: Directory, text: str) -> list[Record]:
    """The customers and contacts that the words name beyond doubt."""
    sure = [meant[0] for meant in named(crm, directory, text) if len(meant) == 1]
    found = [crm.of(each.kind).get(each.id) for each in sure if each.kind in ("customer", "contact")]
    return [each for each in found if each is not None]


def _writer(crm: Crm, address: str) -> Contact | None:
    """The contact whose address it is."""
    return crm.contacts.first(Contact.email == address) if address else None
