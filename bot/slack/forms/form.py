"""What a form is: what it asks, what stands in it, and what becomes of the answers."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.slack.blocks.fitting import Block, context, paragraph, plain_text, shortened
from bot.slack.forms.answers import Values, in_words
from bot.slack.forms.entries import Entry
from bot.slack.forms.inputs import blocks_of
from bot.understanding.intents import Intent
from skills.slots import When
from storage.crm import Crm

FORM = "form:"
"""How the callback ids of our modals begin; the name of the form follows."""
LONGEST_TITLE = 24
LONGEST_SAID = 3900
LONGEST_NOTE = 2000
STILL_TO_COME = "That is still to come. Say when it was; for what is planned, set a reminder."
View = dict[str, Any]


class Gone(Exception):
    """What the form is about is not there; the text says so kindly."""


@dataclass(frozen=True)
class Occasion:
    """Where a form was opened and on what. The answer goes to the direct messages where it is `private`.

    `record` is `{"kind", "id"}`, `source` a message that it is about, `told` what is known of the answers, `note` a
    line of Slack's markup above them.
    """

    user: str
    channel: str = ""
    root: str = ""
    private: bool = True
    record: dict[str, Any] | None = None
    source: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def kept(self) -> str:
        """What the modal has to keep until it is submitted."""
        record = {name: self.record[name] for name in ("kind", "id")} if self.record else None
        told = {"channel": self.channel, "root": self.root, "private": self.private, "source": self.source}
        return json.dumps(told | {"record": record})

    @classmethod
    def of(cls, user: str, kept: str) -> "Occasion":
        """The occasion that a modal has kept."""
        return cls(user, **json.loads(kept))


class Form(ABC):
    """A form. `lead` begins the sentence of what was filled in."""

    name: str
    title: str
    submit: str
    lead: str

    @abstractmethod
    def entries(self, crm: Crm, occasion: Occasion) -> list[Entry]:
        """What it asks for. Raises Gone."""

    @abstractmethod
    def values(self, crm: Crm, occasion: Occasion) -> Values:
        """What stands in it from the start. Raises Gone."""

    @abstractmethod
    def intents(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> list[Intent]:
        """What is to be done with the answers; `before` is what stood there from the start."""

    def notes(self, crm: Crm, occasion: Occasion) -> list[str]:
        """What is said above the fields, in plain words."""
        return []

    def wrong(self, crm: Crm, told: Values) -> dict[str, str]:
        """What cannot be, by the name of the entry."""
        return {"happened_at": STILL_TO_COME} if lies_ahead(crm, told.get("happened_at")) else {}

    def said(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> str:
        """What was filled in, as a sentence."""
        parts = [f"{e.label}: {in_words(e, told[e.name])}" for e in self.entries(crm, occasion) if told.get(e.name)]
        return ". ".join([self.lead, *parts])[:LONGEST_SAID]


def lies_ahead(crm: Crm, moment: str | None) -> bool:
    """Whether a day or a moment on the actor's clock is still to come; today without a time is not."""
    if not moment or crm.actor is None:
        return False
    when, now = When.of(moment), crm.now.astimezone(crm.actor.zone)
    return when.day > now.date() if when.time is None else when.at(crm.actor.zone) > now


def view_of(form: Form, crm: Crm, occasion: Occasion) -> View:
    """The modal. Raises Gone."""
    values = form.values(crm, occasion)
    fields = [block for entry in form.entries(crm, occasion) for block in blocks_of(entry, values.get(entry.name))]
    return modal(form.title, [*_lead(occasion), *_notes(form.notes(crm, occasion)), *fields]) | {
        "callback_id": f"{FORM}{form.name}",
        "submit": plain_text(form.submit),
        "close": plain_text("Cancel"),
        "private_metadata": occasion.kept(),
    }


def modal(title: str, blocks: Sequence[Block]) -> View:
    """A modal that shows something."""
    return {"type": "modal", "title": plain_text(shortened(title, LONGEST_TITLE - 1)), "blocks": list(blocks)}


def telling(title: str, words: str) -> View:
    """A modal that only tells something."""
    return modal(title, [paragraph(shortened(words, LONGEST_NOTE))])


def _lead(occasion: Occasion) -> list[Block]:
    return [{"type": "context", "elements": [{"type": "mrkdwn", "text": occasion.note}]}] if occasion.note else []


def _notes(notes: Sequence[str]) -> list[Block]:
    return [context(shortened(each, LONGEST_NOTE)) for each in notes]
