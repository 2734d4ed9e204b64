"""Selections: the records that a skill is to change, one that was named or all that meet filters."""

from collections.abc import Callable, Sequence
from typing import Any

from skills.cards import field_pairs
from skills.rereadings import reading
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of
from storage.questions import NotUnderstood, Question, find
from storage.record import Record

SHOWN = 10
Told = str | tuple[str, str]
"""What is told of a record that is to change: some words, or its value before and after."""


def selected(turn: Turn, record: Record | None, entity: str | None, filters: list[Any] | None) -> list[Record]:
    """The record, or those that meet the filters; no filter at all means every one of that kind.

    Raises Unclear when neither is told, Refused when there are none.
    """
    if record is not None:
        return [record]
    if filters is None or not (filters or entity):
        raise Unclear("Which one do you mean?", "record")
    kind = entity or "customer"
    try:
        found = find(turn.crm, Question(kind, filters), turn.speaker.zone).records
    except NotUnderstood as trouble:
        raise Refused(f"{trouble} So nothing was changed.") from None
    if not found:
        raise Refused(f"There are no {reading(kind, filters)}, so nothing was changed.")
    return found


def confirm_several(
    turn: Turn, doing: str, records: Sequence[Record], filters: list[Any] | None, shown: Callable[[Record], Told]
) -> None:
    """Go on at once for one record; for more, only after showing the first, each beside what `shown` tells of it.

    `doing` goes before their number and the description that they meet.
    """
    if len(records) < 2:
        return
    told = [(record.label, shown(record)) for record in records[:SHOWN]]
    facts = [(name, each) for name, each in told if isinstance(each, str)]
    changes = [(name, *each) for name, each in told if not isinstance(each, str)]
    more = [("", f"and {len(records) - SHOWN} more")] if len(records) > SHOWN else []
    turn.confirm(f"{doing} {len(records)} {reading(records[0].kind, filters or [])}?", [*facts, *more], changes)


def called(records: Sequence[Record]) -> str:
    """One record by its name, several by their number."""
    if len(records) == 1:
        return records[0].label
    return count_of(len(records), records[0].kind)


def told_apart(turn: Turn, record: Record) -> str:
    """What tells a record from others of its kind: its first filled fields."""
    return ", ".join(value for _, value in field_pairs(turn, record)[:3])
