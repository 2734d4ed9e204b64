"""The journal: changes in words, who changed what and what it means to take it back."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from skills.turn import Turn
from skills.values import said_of
from skills.wording import moment
from storage.changes import Change
from storage.crm import NOUNS
from storage.fields import Field
from storage.fills import record_of
from storage.merging import MERGED, UNMERGED

SELF_NAMED = {
    *"interaction case comment goal quote preference link feedback response document absence holiday".split(),
    "distinction",
    "service time",
    "working hours",
}
UNSAID = frozenset("deleted_at created_at zone channel thread by_id taken quote_id as_written position".split())
SHOWN = 3
SIDES = {MERGED: "into", UNMERGED: "from"}
"""Where what was merged went, and what it was parted from."""


def named(change: Change) -> str:
    """What was changed: `the lead Ian`, `case 17`, `the call with Lars`."""
    if change.kind == "case":
        return change.label
    return f"the {change.label}" if change.kind in SELF_NAMED else f"the {change.kind} {change.label}"


def differences(turn: Turn, change: Change) -> list[tuple[str, str, str]]:
    """The fields that differ: name, before, after."""
    before, after = change.before or {}, change.after or {}
    written = after.get("as_written") or {}
    return [
        (
            name,
            said_column(turn, change.kind, column, old),
            said_column(turn, change.kind, column, new) + _otherwise(written.get(column), new),
        )
        for column in dict.fromkeys([*before, *after])
        for name, column, old, new in _pairs(column, before.get(column), after.get(column))
        if column not in {*UNSAID, *NOUNS[change.kind].AUTOMATIC} or change.kind == "interaction"
    ]


def _otherwise(written: list[str] | None, kept: Any) -> str:
    return f" (written {written[0]})" if written and written[1] == kept else ""


def _pairs(column: str, old: Any, new: Any) -> Iterator[tuple[str, str, Any, Any]]:
    """The column, or where it holds the custom fields, each of those that differ."""
    if column != "custom":
        yield column.removesuffix("_id").replace("_", " "), column, old, new
        return
    for name in dict.fromkeys([*(old or {}), *(new or {})]):
        if (old or {}).get(name) != (new or {}).get(name):
            yield name, "custom", (old or {}).get(name), (new or {}).get(name)


def said_column(turn: Turn, kind: str, column: str, value: Any) -> str:
    """A column's value, as changes and merges hold it, in words; a record by what it is called, deleted or not."""
    field = NOUNS[kind].field(column.removesuffix("_id")) or Field(column)
    if value is None or isinstance(value, list | dict):
        return "nothing" if not value else str(value)
    if field.of and column.endswith("_id"):
        return _label(turn, field.of, int(value))
    return said_of(turn, field, READ[field.kind](value) if field.kind in READ else value)


def _label(turn: Turn, kind: str, id: int) -> str:
    record = record_of(turn.crm, kind, id)
    return record.label if record else f"{kind} {id}"


READ: dict[str, Any] = {
    "money": Decimal,
    "percent": Decimal,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
}


def told(turn: Turn, change: Change) -> tuple[str, str, str, str]:
    """A row: when, who, what, and before → after."""
    who = change.by.name if change.by else "Rapport"
    what = f"{change.action} {named(change).removeprefix('the ')}"
    return moment(change.at, turn.now), who, what, _differing(turn, change)


def _differing(turn: Turn, change: Change) -> str:
    if change.action in ("deleted", "restored"):
        return ""
    if change.action in SIDES:
        side = SIDES[change.action]
        return f"{side} {_label(turn, change.kind, (change.after or {})[side])}"
    told = differences(turn, change)
    if change.action == "created":
        return "; ".join(f"{name}: {after}" for name, _, after in told[:SHOWN])
    return "; ".join(f"{name}: {before} → {after}" for name, before, after in told)


def taken_back(turn: Turn, change: Change) -> str:
    """What undoing the change does, as a sentence without its full stop."""
    if change.action == "created":
        return f"{named(change)} is deleted again"
    if change.action in ("deleted", MERGED):
        return f"restored {named(change)}"
    if change.action == UNMERGED:
        return f"{named(change)} is part of {_label(turn, change.kind, (change.after or {})['from'])} again"
    undone = [_undone(change, *each) for each in differences(turn, change)]
    return f"{named(change)}: {', '.join(undone[:SHOWN]) or 'is as it was'}"


def _undone(change: Change, name: str, before: str, after: str) -> str:
    counted = name in NOUNS[change.kind].COUNTED
    return f"{name} {before} → {after} is taken back" if counted else f"{name} is {before} again"
