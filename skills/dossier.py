"""Dossiers: all that is held about a person, to be handed to them."""

import json
from collections.abc import Iterator
from typing import Any

from skills.reply import File
from skills.turn import Turn
from storage.changes import plain
from storage.contacts import Contact
from storage.fills import record_of
from storage.merges import merges_in
from storage.record import Record
from storage.traces import Traces


def dossier(turn: Turn, contact: Contact) -> tuple[dict[str, int], File]:
    """How many records of each kind are about the person, and all of them as a JSON file."""
    traces = Traces(turn.crm, contact)
    live = {kind: [each for each in found if each.deleted_at is None] for kind, found in traces.records.items()}
    counted = {kind: len(found) for kind, found in live.items() if found}
    told = {
        "exported_at": turn.now.isoformat(),
        "by": turn.speaker.name,
        "person": _record(contact),
        "records": {kind: [_told(traces, each) for each in found] for kind, found in traces.records.items()},
        "merged into them": [_record(each) | {"differed": told} for each, told in _merged(turn, contact)],
        "changes": [_change(each) for each in traces.changes],
        "sentences kept to learn from": [each.text for each in traces.lessons],
    }
    words = json.dumps(told, indent=2, ensure_ascii=False)
    return counted, File(f"{contact.name_fold.replace(' ', '-')}.json", words)


def _merged(turn: Turn, contact: Contact) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Who was merged into them, with what differed."""
    for made in merges_in(turn.crm.session, contact):
        if record := record_of(turn.crm, made.kind, made.merged_id):
            yield record, made.differing


def _told(traces: Traces, record: Record) -> dict[str, Any]:
    why = "theirs" if traces.points(record) else "names them"
    return {"why": why} | _record(record)


def _record(record: Any) -> dict[str, Any]:
    """The record's fields, its custom ones, and when it came and went."""
    told = {field.name: _value(getattr(record, field.name)) for field in record.FIELDS if not field.derived}
    told |= {"created_at": plain(record.created_at)} | dict(_gone(record))
    return {name: value for name, value in told.items() if value not in (None, "")} | {"custom": record.custom or {}}


def _gone(record: Record) -> Iterator[tuple[str, Any]]:
    if record.deleted_at:
        yield "deleted_at", plain(record.deleted_at)


def _value(value: Any) -> Any:
    return value.label if isinstance(value, Record) else plain(value)


def _change(change: Any) -> dict[str, Any]:
    by = change.by.name if change.by else "Rapport"
    told = {"at": plain(change.at), "by": by, "what": f"{change.action} {change.kind} {change.label}"}
    return told | {"before": change.before, "after": change.after}
