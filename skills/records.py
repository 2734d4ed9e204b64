"""What can be done with any record: show it, change a field, hand it over, delete it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from skills.addresses import take_in, unread_phone
from skills.cards import belongings, card, field_pairs, titled
from skills.caseload import hand_over, put_case
from skills.cover import away_now
from skills.fieldnames import field_asked, field_called
from skills.reply import Reply, Table
from skills.selection import SHOWN, called, confirm_several, selected, told_apart
from skills.skill import skill
from skills.slots import AnyRecord, Entity, FieldName, FieldValue, Filters, PersonName
from skills.teams import may_appoint
from skills.turn import Refused, Turn, Unclear
from skills.values import held, said_of, spoken
from skills.wording import money
from storage.cases import Case
from storage.customers import Customer
from storage.deals import Deal
from storage.door import WELCOMED
from storage.fields import Field
from storage.people import Person
from storage.products import Order, Quote
from storage.record import Record, Welcomed
from storage.standings import healths_of

OWNERS = {"customer": "owner", "lead": "owner", "deal": "owner", "case": "assignee"}
NUMBERED = ("case", "quote")
WORDED = {
    "title": re.compile(r"\b(?:is|are|as|was|became|becomes?|promoted|now|new|made|works?|to)\b", re.IGNORECASE),
    "tag": re.compile(
        r"\b(?:tag|tags|tagged|mark|marks|marked|label\w*|flag\w*|put down|count|counts)\b", re.IGNORECASE
    ),
}
"""The fields of free words, and how they are told where they are not named."""


@skill()
def show_record(turn: Turn, record: AnyRecord) -> Reply:
    """Show one record at a glance, or the one thing you ask of it."""
    turn.remember(record)
    shown = card(turn, record)
    asked = field_asked(type(record), turn.text, leaving_out=record.label)
    if asked is None or asked.derived:
        return Reply(f"Here is {titled(record)}.", (shown,))
    value = _asked_of(turn, record, asked)
    if value in (None, ""):
        return Reply(f"No {_called(asked)} is kept for {record.label} yet.", (shown,))
    said = said_of(turn, asked, value, getattr(record, "currency", None))
    return Reply(f"{record.label}: {_called(asked)} {said}.", (shown,))


def _asked_of(turn: Turn, record: Record, field: Field) -> Any:
    """The value of one field; a customer's health is computed where nobody has set it."""
    if isinstance(record, Customer) and field.name == "health":
        return healths_of(turn.crm, [record])[record.id]
    return getattr(record, field.name)


@skill()
def update_record(
    turn: Turn,
    record: AnyRecord | None = None,
    field: FieldName | None = None,
    value: FieldValue | None = None,
    entity: Entity | None = None,
    filters: Filters | None = None,
) -> Reply:
    """Change one field of a record, or of all records that you describe."""
    records = selected(turn, record, entity, filters)
    known = _settable(turn, records[0], field, value)
    if value is None:
        raise Unclear(f"What should the {_called(known)} of {called(records)} be?", "value")
    new = held(turn, known, value)
    if known.name == "name" and not new:
        raise Refused(f"{records[0].label} needs a name. Tell me the new one, or say “delete {records[0].label}”.")
    new_words = said_of(turn, known, new, getattr(records[0], "currency", None))
    changing = [each for each in records if _value(each, known) != new]
    if not changing:
        turn.remember(*records[:1])
        return Reply(f"The {_called(known)} of {called(records)} is {new_words} already.")
    confirm_several(
        turn,
        f"Set {_called(known)} to {new_words} for",
        changing,
        filters,
        lambda each: (said_of(turn, known, _value(each, known), getattr(each, "currency", None)), new_words),
    )
    return _set(turn, changing, known, (value, new))


def _settable(turn: Turn, record: Record, spoken: str | None, value: Any) -> Field:
    noun = type(record)
    spoken = spoken or _guessed(noun, value, turn.text)
    if spoken is None:
        raise Unclear(f"Which field of {record.label} should change?", "field")
    known = field_called(turn, noun, spoken)
    if known.derived or known.name == "created_at" or (known.name == "number" and noun.kind in NUMBERED):
        raise Refused(f"The {_called(known)} of a {noun.kind} is worked out by itself and cannot be set.")
    if noun.kind == "person" and known.name == "role" and not may_appoint(turn):
        raise Refused("Roles are given by a manager or an admin. Ask one of them to say it.")
    return known


def _guessed(noun: type[Record], value: Any, text: str) -> str | None:
    """The field that a bare value gives away: an address, a number to call, a word of a choice, a job or a mark."""
    said = str(value or "").casefold()
    choices = [field.name for field in noun.FIELDS if said in field.choices]
    if "@" in said and noun.field("email"):
        return "email"
    if said.startswith("+") and noun.field("phone"):
        return "phone"
    words = [name for name, told in WORDED.items() if said and noun.field(name) and told.search(text)]
    return next(iter([*choices, *words]), None)


def _set(turn: Turn, records: Sequence[Record], field: Field, told: tuple[Any, Any]) -> Reply:
    """Set the field of the records to the value `told`: as it was said, and as it is held."""
    rows = []
    for record in records:
        currency = getattr(record, "currency", None)
        label, before = record.label, said_of(turn, field, _value(record, field), currency)
        if told[1] and field.name in WELCOMED and isinstance(record, Welcomed):
            take_in(turn, record, **{field.name: spoken(told[0])})
        else:
            _put(turn, record, field, told[1])
        rows.append((label, before, said_of(turn, field, _value(record, field), currency)))
    turn.crm.session.flush()
    turn.remember(*records[:SHOWN])
    changed = _changed(rows, field, records)
    held_now = told[1]
    away = away_now(turn, held_now) if isinstance(held_now, Person) else ""
    return replace(changed, note=changed.note or away)


def _changed(rows: list[tuple[str, str, str]], field: Field, records: Sequence[Record]) -> Reply:
    name = _called(field)
    if len(rows) > 1:
        table = Table(("name", "before", "after"), tuple(rows[:SHOWN]))
        return Reply(f"Changed the {name} of {called(records)} to {rows[0][2]}.", (table,))
    label, before, after = rows[0]
    note = unread_phone(after) if field.kind == "phone" and after != "nothing" else _repriced(records[0], field)
    if before == "nothing":
        return Reply(f"Noted: the {name} of {label} is {after}.", note=note)
    return Reply(f"Changed the {name} of {label}: {before} → {after}.", note=note)


def _repriced(record: Record, field: Field) -> str:
    """What an order or a quote comes to after its quantity or its discount was changed."""
    if not isinstance(record, Order | Quote) or field.name not in ("quantity", "discount") or record.amount is None:
        return ""
    return f"It comes to {money(record.amount, record.currency)} now."


def _value(record: Record, field: Field) -> Any:
    return getattr(record, field.name) if record.field(field.name) else (record.custom or {}).get(field.name)


def _put(turn: Turn, record: Record, field: Field, new: Any) -> None:
    if not record.field(field.name):
        record.custom = {**(record.custom or {}), field.name: new}
    elif isinstance(record, Case) and field.name == "priority" and new:
        turn.crm.case_clock.prioritise(record, new)
    elif isinstance(record, Case) and field.name in ("status", "assignee", "due_at"):
        put_case(turn, record, field.name, new)
    elif isinstance(record, Deal) and field.name == "stage" and new:
        record.enter(new, turn.now)
    elif isinstance(record, Order | Quote) and field.name in ("quantity", "product") and len(record.standing) > 1:
        first = record.standing[0].label
        raise Refused(f"{record.label} has several products. Say “make it {first} on it”, or take one off.")
    elif isinstance(record, Order | Quote) and field.name == "quantity" and new:
        record.resize(new)
    elif isinstance(record, Quote) and field.name == "discount":
        record.rebate(new)
    else:
        setattr(record, field.name, new)


@skill()
def assign_owner(
    turn: Turn,
    person: PersonName,
    record: AnyRecord | None = None,
    entity: Entity | None = None,
    filters: Filters | None = None,
) -> Reply:
    """Hand a customer, a lead, a deal or a case over to a colleague."""
    records = selected(turn, record, entity, filters)
    first = records[0]
    if first.kind not in OWNERS:
        raise Refused(f"A {first.kind} has no owner. You can hand over a customer, a lead, a deal or a case.")
    role = OWNERS[first.kind]
    changing = [each for each in records if getattr(each, role) != person]
    whose = "yours" if person == turn.speaker else f"{person.name}'s"
    if not changing:
        return Reply(f"{_capital(called(records))} {'is' if len(records) == 1 else 'are'} {whose} already.")

    def shown(each: Record) -> tuple[str, str]:
        return holder.name if (holder := getattr(each, role)) else "nobody", person.name

    confirm_several(turn, f"Hand over to {person.name}:", changing, filters, shown)
    before = getattr(changing[0], role)
    for each in changing:
        hand_over(turn, each, role, person)
    turn.crm.session.flush()
    turn.remember(person, *changing[:SHOWN])
    was = f" It was {before.name}'s." if before and len(changing) == 1 else ""
    said = f"{_capital(called(changing))} {'is' if len(changing) == 1 else 'are'} now {whose}.{was}"
    return Reply(said, note=away_now(turn, person))


@skill(confirm=True)
def delete_record(
    turn: Turn, record: AnyRecord | None = None, entity: Entity | None = None, filters: Filters | None = None
) -> Reply:
    """Delete a record, or all that you describe; it asks first and can be undone."""
    records = selected(turn, record, entity, filters)
    if any(each.kind == "person" for each in records):
        raise Refused("Colleagues come from people.csv. Take them out there and import it again.")
    confirm_several(turn, "Delete", records, filters, lambda each: told_apart(turn, each))
    _confirm_one(turn, records[0])
    names = called(records)
    turn.crm.of(records[0].kind).remove(*records)
    what = titled(records[0]) if len(records) == 1 else names
    return Reply(f"Deleted {what}.", note="Say “undo” to have it back.")


def _confirm_one(turn: Turn, record: Record) -> None:
    kept = belongings(turn, record) if isinstance(record, Customer) else ""
    more = f" What is kept of it stays: {kept}." if kept else ""
    turn.confirm(f"Delete {titled(record)}?{more}", field_pairs(turn, record))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _called(field: Field) -> str:
    return field.name.replace("_", " ")
