"""Notes of merges: what went into a record, when, and what it had otherwise."""

from collections.abc import Iterator
from typing import Any

from skills.journal import said_column
from skills.turn import Turn
from skills.wording import day
from storage.fills import CUSTOM, record_of
from storage.merges import Merge, standing
from storage.merging import MERGEABLE
from storage.record import Record


def merge_notes(turn: Turn, record: Record) -> Iterator[tuple[str, str]]:
    """For each record that went into this one: its name, and what differed."""
    made = standing(turn.crm.session, record.kind, into=[record.id]) if record.kind in MERGEABLE else []
    for each in made:
        merged = record_of(turn.crm, each.kind, each.merged_id)
        when = day(each.at.astimezone(turn.now.tzinfo).date(), turn.now.date())
        noted = ", ".join(_differing(turn, each))
        name = merged.label if merged else "somebody"
        yield "merged in", f"{name}, {when}{f'; it had {noted}' if noted else ''}"


def _differing(turn: Turn, made: Merge) -> Iterator[str]:
    for column, (_, theirs) in made.differing.items():
        if column != "name":
            yield f"{called(column)} {said_value(turn, made.kind, column, theirs)}"


def called(column: str) -> str:
    """A column or a custom field as people call it."""
    return column.removeprefix(CUSTOM).removesuffix("_id").replace("_", " ")


def said_value(turn: Turn, kind: str, column: str, value: Any) -> str:
    """A value as merges hold it, in words."""
    return str(value) if column.startswith(CUSTOM) else said_column(turn, kind, column, value)
