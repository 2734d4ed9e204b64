"""Drafting: a message put together from what is known of whom it goes to, each statement with its source."""

import re
from collections.abc import Iterator
from functools import cached_property

from skills.citing import Citations
from skills.phrases import ADVERTISING, LANGUAGES, PLAIN, Phrase, opening, phrase_for, topic
from skills.turn import Refused, Turn
from skills.wording import day
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.feedback import Preference
from storage.interactions import Interaction
from storage.products import Order
from storage.record import Record
from storage.responses import Response

CALLED = re.compile(r"\b(?:prefers?|rather|best|likes?)\b.*\b(?:calls?|called|phone|ring)\b", re.IGNORECASE)
LANGUAGE = re.compile(rf"\b({'|'.join(LANGUAGES)})\b", re.IGNORECASE)
HOW = {
    "email": r"e-?mails?|mails?",
    "chat": r"chat|whatsapp|texts?|sms|slack",
    "letter": r"letters?|post",
    "social": "linkedin",
}


class Draft:
    """A message to a contact, or to a customer as a whole, about something."""

    def __init__(
        self, turn: Turn, customer: Customer | None, contact: Contact | None, purpose: str, channel: str | None
    ) -> None:
        self.turn, self.crm = turn, turn.crm
        self.customer, self.contact = customer, contact
        self.purpose = purpose.strip(" .")
        self.phrase: Phrase = phrase_for(self.purpose) or PLAIN
        self.channel = channel or self._preferred() or "email"
        self.citations = Citations(turn)

    def refuse_advertising(self) -> None:
        """Raise Refused for advertising to somebody who has unsubscribed, and for a message without a purpose."""
        if self.stopped and self.advertises:
            when = day(self.stopped.at.astimezone(self.turn.now.tzinfo).date(), self.turn.now.date())
            raise Refused(
                f"{self.name()} unsubscribed from {self.stopped.campaign.name}, {when}, so I draft no advertising. "
                "For something else tell me what it is about, such as an answer or an apology."
            )

    @property
    def advertises(self) -> bool:
        """Whether it is advertising, or may be as it says nothing of what it is about."""
        return not self.purpose or self.phrase.advertises or bool(ADVERTISING.search(self.purpose))

    def name(self) -> str:
        """Whom it goes to: `Dana Weber at Globe Freight`."""
        return " at ".join(each.name for each in (self.contact, self.customer) if each)

    def title(self) -> str:
        """What stands above the draft: how it is to travel, and its subject where it has one."""
        address = self.contact.email if self.contact and self.channel == "email" else None
        to = f" to {address}" if address else ""
        return f"{self.channel.capitalize()}{to}" + (f". Subject: {self._subject()}" if self.channel == "email" else "")

    def lines(self) -> tuple[str, ...]:
        """The draft itself, greeting to name."""
        first = self.contact.name.split()[0] if self.contact else f"{self.customer.name} team" if self.customer else ""
        body = [line for line in (*opening(self.purpose, self.phrase), *self._personal()) if line]
        return (f"Hello {first},", *body, self.phrase.close, self.turn.speaker.name)

    def grounds(self) -> tuple[str, ...]:
        """What it rests on: preferences, the last talk, orders and cases, each cited."""
        known = [f"{each.text}{self.citations.cite(each)}" for each in self.preferences]
        if last := self.last:
            known.append(f"last spoken {self._day(last)}: “{last.summary}”{self.citations.cite(last)}")
        if order := self.order:
            known.append(f"ordered {order.label}, {self._ordered(order)}{self.citations.cite(order)}")
        return (*known, *(f"open case {case.number}: {case.subject}{self.citations.cite(case)}" for case in self.cases))

    def note(self) -> str:
        """What to see to before it is sent."""
        notes = []
        if self.language:
            notes.append(f"They prefer {self.language}, and I write English: translate it before you send it.")
        if CALLED.search(" ".join(each.text for each in self.preferences)):
            notes.append("They would rather be called.")
        if self.stopped:
            notes.append(f"They unsubscribed from {self.stopped.campaign.name}: send it only if it is no advertising.")
        if self.channel == "email" and self.contact and not self.contact.email:
            notes.append(f"No e-mail address is kept for {self.contact.name}.")
        return " ".join(notes)

    @cached_property
    def stopped(self) -> Response | None:
        """The wish to get no advertising, if there is one."""
        return self.crm.responses.unsubscribed(self.customer, self.contact)

    @cached_property
    def preferences(self) -> list[Preference]:
        """What to know of the contact, and of the whole customer."""
        own = self.crm.preferences.where(Preference.contact_id == self.contact.id) if self.contact else []
        of_house = (
            (Preference.contact_id.is_(None), Preference.customer_id == self.customer.id) if self.customer else ()
        )
        return [*own, *(self.crm.preferences.where(*of_house) if of_house else [])]

    @cached_property
    def last(self) -> Interaction | None:
        """The last talk with the contact, or else with the customer."""
        passed = Interaction.happened_at <= self.turn.now
        whose = [Interaction.contact_id == self.contact.id] if self.contact else []
        whose += [Interaction.customer_id == self.customer.id] if self.customer else []
        found = (self.crm.interactions.where(passed, each, newest=Interaction.happened_at, limit=1) for each in whose)
        return next((talks[0] for talks in found if talks), None)

    @cached_property
    def order(self) -> Order | None:
        """The last order of the customer."""
        if not self.customer:
            return None
        mine = (Order.customer_id == self.customer.id, Order.ordered_on.is_not(None))
        return next(iter(self.crm.orders.where(*mine, newest=Order.ordered_on, limit=1)), None)

    @cached_property
    def cases(self) -> list[Case]:
        """The open cases of the customer."""
        return self.crm.cases.open_for(self.customer)[:2] if self.customer else []

    def _preferred(self) -> str | None:
        said = " ".join(each.text for each in self.preferences)
        return next((way for way, words in HOW.items() if re.search(rf"\b(?:{words})\b", said, re.IGNORECASE)), None)

    @cached_property
    def language(self) -> str | None:
        """The language that they would rather read, where it is known and not English."""
        kept = " ".join(str((each.custom or {}).get("language", "")) for each in (self.contact, self.customer) if each)
        said = LANGUAGE.search(" ".join([*(each.text for each in self.preferences), kept]))
        return said[1].capitalize() if said else None

    def _subject(self) -> str:
        said = self.phrase.subject or topic(self.purpose, self.phrase) or "Keeping in touch"
        return said[:1].upper() + said[1:]

    def _personal(self) -> Iterator[str]:
        """A sentence or two that only fit this customer; what was noted of them is theirs to read nowhere."""
        if self.phrase.personal and (last := self.last):
            yield f"I also have our {last.channel} of {self._day(last)} in mind."
        if self.phrase.personal and (order := self.order) and (names := _names(order)):
            yield f"I hope the {names} that you ordered {self._ordered(order)} serves you well."

    def _day(self, record: Record) -> str:
        at = record.happened_at if isinstance(record, Interaction) else record.created_at
        return day(at.astimezone(self.turn.now.tzinfo).date(), self.turn.now.date())

    def _ordered(self, order: Order) -> str:
        return day(order.ordered_on, self.turn.now.date()) if order.ordered_on else ""


def _names(order: Order) -> str:
    """What was ordered, without how many."""
    names = list(dict.fromkeys(line.product.name for line in order.standing if line.product))[:2]
    return " and the ".join(names)
