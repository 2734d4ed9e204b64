"""Forms that ask for the slots of one skill: an interaction, a case, a deal, a reminder."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.slack.forms.answers import Values
from bot.slack.forms.entries import Ask, Entry, default_of, of_slot
from bot.slack.forms.form import Form, Occasion
from bot.slack.quoting import written_at
from bot.understanding.intents import Intent
from skills.skill import Skill, all_skills
from skills.slots import When
from skills.turn import ref
from storage.crm import NOUNS, Crm
from storage.record import Record

NOBODY = "Say which customer it was with, or who."
PASSED = "That has passed. Choose a later time."
WHAT_TIME = "Say at what time today."
WHEN = "Say when, or how often."
KEPT_TOO = "Kept in the customer's history with a link to the message; left empty, it is not."
Check = Callable[[Crm, Values], dict[str, str]]


@dataclass(frozen=True)
class SkillForm(Form):
    """A form that ends in a skill."""

    name: str
    title: str
    submit: str
    lead: str
    skill: str
    asks: tuple[Ask, ...]
    check: Check = lambda crm, told: {}

    def entries(self, crm: Crm, occasion: Occasion) -> list[Entry]:
        return [of_slot(self._skill, ask, crm) for ask in self.asks]

    def values(self, crm: Crm, occasion: Occasion) -> Values:
        """What the skill takes by itself, below what the record tells that it was opened on, below what was told."""
        values = {ask.slot: default_of(self._skill, ask.slot) for ask in self.asks}
        values = {name: value for name, value in values.items() if value not in (None, inspect.Parameter.empty)}
        return {**values, **self._usual(crm, occasion), **self._of_record(crm, occasion), **occasion.told}

    def intents(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> list[Intent]:
        return [Intent(self.skill, {name: value for name, value in told.items() if value not in (None, "")})]

    def wrong(self, crm: Crm, told: Values) -> dict[str, str]:
        return {**super().wrong(crm, told), **self.check(crm, told)}

    @property
    def _skill(self) -> Skill:
        return all_skills()[self.skill]

    def _usual(self, crm: Crm, occasion: Occasion) -> Values:
        """What happened did so today, with a customer chosen already by a call, and who is reminded is whoever asks."""
        today = crm.now.astimezone(crm.actor.zone).date().isoformat() if crm.actor else None
        usual = {"happened_at": today, "person": occasion.user, "channel": "call" if occasion.record else None}
        return {ask.slot: usual[ask.slot] for ask in self.asks if usual.get(ask.slot)}

    def _of_record(self, crm: Crm, occasion: Occasion) -> Values:
        """The record itself, or those that it has, in the slots that take such."""
        record = _record(crm, occasion)
        if record is None:
            return {}
        slots = {ask.slot: self._skill.slots[ask.slot].of for ask in self.asks if ask.kind != "user"}
        known = {name: record if of == record.kind else getattr(record, name, None) for name, of in slots.items() if of}
        return {name: ref(each) for name, each in known.items() if isinstance(each, Record)}


def _record(crm: Crm, occasion: Occasion) -> Record | None:
    told = occasion.record
    if not told or told["kind"] not in NOUNS:
        return None
    found: Record | None = crm.of(told["kind"]).get(told["id"])
    return found


def _met_somebody(crm: Crm, told: Values) -> dict[str, str]:
    return {} if told.get("customer") or told.get("contact") else {"customer": NOBODY}


def _is_to_come(crm: Crm, told: Values) -> dict[str, str]:
    """A reminder comes at a moment that has not passed, or again and again."""
    due: Any = told.get("due_at")
    if not due or crm.actor is None:
        return {} if told.get("every") else {"due_at": WHEN}
    when, now = When.of(due), crm.now.astimezone(crm.actor.zone)
    if told.get("every") or when.at(crm.actor.zone) > now:
        return {}
    return {"due_at": WHAT_TIME if when.time is None and when.day == now.date() else PASSED}


LOG = SkillForm(
    "log", "Log an interaction", "Log it", "Log an interaction", "log_interaction",
    (
        Ask("customer", "Customer"),
        Ask("contact", "Person", hint="Whom you spoke to. Where you name no customer, it is theirs."),
        Ask("channel", "How", required=True),
        Ask("happened_at", "When", required=True),
        Ask("summary", "What happened", required=True),
        Ask("sentiment", "Mood", hint="Left empty, I judge it from the words."),
    ),
    _met_somebody,
)  # fmt: skip
CASE = SkillForm(
    "case", "Open a case", "Open it", "Open a case", "open_case",
    (
        Ask("customer", "Customer", required=True),
        Ask("subject", "What is the problem", required=True),
        Ask("priority", "Priority", required=True),
        Ask("contact", "Person"),
        Ask("product", "Product"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class MessageCaseForm(SkillForm):
    """A case from a message of Slack, which is kept in the customer's history beside it."""

    def entries(self, crm: Crm, occasion: Occasion) -> list[Entry]:
        return [*super().entries(crm, occasion), Entry("summary", "What was said", "text", hint=KEPT_TOO)]

    def intents(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> list[Intent]:
        of_case = {name: value for name, value in told.items() if name != "summary"}
        opened = super().intents(crm, occasion, of_case, before)
        if not told.get("summary") or crm.actor is None:
            return opened
        logged = {name: told[name] for name in ("customer", "contact", "summary") if told.get(name)}
        logged |= {"channel": "chat", "happened_at": written_at(occasion.source, crm.actor.zone)}
        return [*opened, Intent("log_interaction", logged)]


MESSAGE_CASE = MessageCaseForm("case_message", CASE.title, CASE.submit, CASE.lead, CASE.skill, CASE.asks)
DEAL = SkillForm(
    "deal", "New deal", "Open it", "Open a deal", "add_deal",
    (
        Ask("customer", "Customer", required=True),
        Ask("name", "Name", hint="Left empty, it is named after the customer."),
        Ask("amount", "Amount"),
        Ask("product", "Product"),
        Ask("stage", "Stage"),
        Ask("close_on", "To close on", kind="date"),
    ),
)  # fmt: skip
REMIND = SkillForm(
    "remind", "Remind", "Remind", "Set a reminder", "remind_me",
    (
        Ask("about", "Of what", required=True),
        Ask("due_at", "When"),
        Ask("every", "How often", hint="Left empty, once."),
        Ask("customer", "Customer"),
        Ask("person", "Whom", kind="user"),
    ),
    _is_to_come,
)  # fmt: skip
