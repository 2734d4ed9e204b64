"""The form in which the fields of a record are changed: only those that were touched are."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.slack.forms.answers import Values, in_words, same
from bot.slack.forms.entries import KINDS, Entry, of_field
from bot.slack.forms.form import LONGEST_SAID, Form, Gone, Occasion
from bot.slack.forms.inputs import fits
from bot.understanding.intents import Intent
from skills.records import OWNERS
from skills.turn import ref
from storage.crm import NOUNS, Crm
from storage.fields import Field
from storage.lookup import is_found
from storage.record import Record

NOT_THERE = "That is no longer there. Say “undo” to me if you have just deleted it."
TOO_LONG = "Too long for a form, and left as it is here: {}. Tell me in a message what it should be."
NOTHING = "nothing"
AUTOMATIC = ("created_at", "opened_at", "closed_at", "first_replied_at", "number", "said", "filters", "pipeline")
"""Fields that follow from what is done, or are of no use in a form."""
APART = {"reminder": ("every", "status"), "person": ("email", "role")}
"""Fields that there are other ways to change."""


@dataclass(frozen=True)
class EditForm(Form):
    """Any record with its fields."""

    name: str = "edit"
    title: str = "Edit"
    submit: str = "Save"
    lead: str = "Edit"

    def entries(self, crm: Crm, occasion: Occasion) -> list[Entry]:
        record = self._record(crm, occasion)
        made = [of_field(type(record), field, crm) for field in fields_of(record) if fits(getattr(record, field.name))]
        return [_priced(entry, record) for entry in made]

    def values(self, crm: Crm, occasion: Occasion) -> Values:
        record = self._record(crm, occasion)
        return {field.name: value_of(crm, record, field) for field in fields_of(record)}

    def intents(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> list[Intent]:
        record = self._record(crm, occasion)
        return [_change(record, name, value) for name, value in told.items() if not same(value, before.get(name))]

    def notes(self, crm: Crm, occasion: Occasion) -> list[str]:
        record = self._record(crm, occasion)
        long = [field.name.replace("_", " ") for field in fields_of(record) if not fits(getattr(record, field.name))]
        return [record.label, *([TOO_LONG.format(", ".join(long))] if long else [])]

    def said(self, crm: Crm, occasion: Occasion, told: Values, before: Values) -> str:
        changed = [e for e in self.entries(crm, occasion) if not same(told.get(e.name), before.get(e.name))]
        parts = [f"{e.label}: {_worded(e, before)} → {_worded(e, told)}" for e in changed]
        return f"{self.lead} {self._record(crm, occasion).label}. {'. '.join(parts)}"[:LONGEST_SAID]

    def _record(self, crm: Crm, occasion: Occasion) -> Record:
        told = occasion.record
        found: Record | None = crm.of(told["kind"]).get(told["id"]) if told and told["kind"] in NOUNS else None
        if found is None:
            raise Gone(NOT_THERE)
        return found


EDIT = EditForm()


def fields_of(record: Record) -> list[Field]:
    """The fields of a record that a form can change."""
    left = (*AUTOMATIC, *APART.get(record.kind, ()))
    fields = [each for each in record.FIELDS if not each.derived and each.kind in KINDS and each.name not in left]
    found = [each for each in fields if each.kind != "record" or is_found(each.of)]
    return [each for each in found if not isinstance(getattr(record, each.name), list | dict)]


def value_of(crm: Crm, record: Record, field: Field) -> Any:
    """What a field holds, as answers hold it."""
    value = getattr(record, field.name)
    if isinstance(value, Record):
        return ref(value)
    if isinstance(value, datetime):
        zone = crm.actor.zone if crm.actor else value.tzinfo
        return value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal('0.01')):f}"
    return value if value is None else str(value)


def _priced(entry: Entry, record: Record) -> Entry:
    """An amount says in which currency it is."""
    currency = getattr(record, "currency", None) if entry.kind == "money" else None
    return replace(entry, label=f"{entry.label} in {currency}") if currency else entry


def _change(record: Record, name: str, value: Any) -> Intent:
    if value and OWNERS.get(record.kind) == name:
        return Intent("assign_owner", {"record": ref(record), "person": value})
    told = NOTHING if value in (None, "") else value
    return Intent("update_record", {"record": ref(record), "field": name, "value": told})


def _worded(entry: Entry, values: Values) -> str:
    value = values.get(entry.name)
    return in_words(entry, value) if value not in (None, "") else NOTHING
