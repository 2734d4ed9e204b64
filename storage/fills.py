"""Fills: what one record has and another lacks, taken over when they become one and given back when they part."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, update

from storage.changes import original, plain
from storage.crm import NOUNS, Crm
from storage.merges import Merge, standing
from storage.record import Record

CUSTOM = "custom:"
"""Before the name of a custom field, where columns and custom fields are told by one name."""

Set = tuple[int, str, Any, Any]
"""A record's id, a column, and its values before and after, as JSON holds them."""


def columns_of(noun: type[Record]) -> list[str]:
    """The columns that can be filled."""
    return [f"{field.name}_id" if field.of else field.name for field in noun.FIELDS if not field.derived]


def compared(keep: Record, merged: Record) -> Iterator[tuple[str, Any, Any]]:
    """Each column or custom field that `merged` has, with both values as JSON holds them."""
    for column in columns_of(type(keep)):
        if (theirs := plain(getattr(merged, column))) not in (None, "") and column != "created_at":
            yield column, plain(getattr(keep, column)), theirs
    for name, theirs in (merged.custom or {}).items():
        if theirs not in (None, ""):
            yield f"{CUSTOM}{name}", (keep.custom or {}).get(name), theirs


def gaps(keep: Record, merged: Record) -> dict[str, Any]:
    """What `merged` can fill in `keep`."""
    return {name: theirs for name, ours, theirs in compared(keep, merged) if ours in (None, "")}


def differing(keep: Record, merged: Record) -> dict[str, Any]:
    """What both have and not alike, the kept value first."""
    return {name: [ours, theirs] for name, ours, theirs in compared(keep, merged) if ours not in (None, "", theirs)}


def held(record: Record, name: str) -> Any:
    """A column's or a custom field's value, as JSON holds it."""
    if name.startswith(CUSTOM):
        return (record.custom or {}).get(name.removeprefix(CUSTOM))
    return plain(getattr(record, name))


def write(crm: Crm, record: Record, values: dict[str, Any]) -> None:
    """Set columns and custom fields of a record; that is part of a merge and no Change of its own."""
    if not values:
        return
    table = type(record).__table__
    assert isinstance(table, Table)
    own = {name: original(record, name, value) for name, value in values.items() if not name.startswith(CUSTOM)}
    told = {name.removeprefix(CUSTOM): value for name, value in values.items() if name.startswith(CUSTOM)}
    custom = {name: value for name, value in ((record.custom or {}) | told).items() if value is not None}
    crm.session.execute(update(table).where(table.c.id == record.id).values(**own, custom=custom))
    crm.session.expire(record)


def emptied(crm: Crm, made: Merge) -> list[Set]:
    """Take back the gaps that a merge filled where they hold that still; others that were merged may fill them anew."""
    done: list[Set] = []
    for name, value in dict(made.filled).items():
        done += _taken_back(crm, made, name, value)
    return done


def _taken_back(crm: Crm, made: Merge, name: str, value: Any) -> Iterator[Set]:
    """Take one value out of the kept record, and out of the records which that went into in turn."""
    made.filled = {each: kept for each, kept in made.filled.items() if each != name}
    keep = record_of(crm, made.kind, made.kept_id)
    if keep is None or held(keep, name) != value:
        return
    anew = _others(crm, made, name)
    write(crm, keep, {name: anew})
    yield keep.id, name, value, anew
    for further in standing(crm.session, made.kind, of=[keep.id]):
        if further.filled.get(name) == value:
            yield from _taken_back(crm, further, name, value)


def _others(crm: Crm, made: Merge, name: str) -> Any:
    """What another record, which went into the same one, has in its place; None where none has."""
    for other in standing(crm.session, made.kind, into=[made.kept_id]):
        record = record_of(crm, other.kind, other.merged_id)
        if other is not made and record and held(record, name) not in (None, ""):
            other.filled = {**other.filled, name: held(record, name)}
            return held(record, name)
    if made.parted_at is None and (record := record_of(crm, made.kind, made.merged_id)):
        return _still_theirs(made, record, name)
    return None


def _still_theirs(made: Merge, record: Record, name: str) -> Any:
    """What the merged record of a merge that stands has by now."""
    if (value := held(record, name)) in (None, ""):
        return None
    made.filled = {**made.filled, name: value}
    return value


def record_of(crm: Crm, kind: str, id: int) -> Record | None:
    """A record, deleted or not."""
    return crm.session.get(NOUNS[kind], id, execution_options={"deleted_too": True}, populate_existing=True)
