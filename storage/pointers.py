"""Pointers: the columns by which records, and the passages of their words, point to a record."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, func, select, update

from storage.changes import Change
from storage.crm import NOUNS, Crm
from storage.passages import Passage, index_again
from storage.record import Row

AT_ONCE = 500
"""Ids in one query."""

Moved = dict[str, list[int]]
"""Ids of what points, by `noun.column`."""


@cache
def pointers_to(kind: str) -> dict[str, tuple[type[Row], str]]:
    """The nouns and columns that point to a kind, by `noun.column`; passages too."""
    target = _table(NOUNS[kind])
    found = {
        f"{noun.kind}.{column.key}": (noun, column.key)
        for noun in NOUNS.values()
        for column in _table(noun).columns
        if any(key.column.table is target for key in column.foreign_keys)
    }
    told = {f"passage.{kind}_id": (Passage, f"{kind}_id")} if hasattr(Passage, f"{kind}_id") else {}
    return {**found, **told}


def pointing(crm: Crm, kind: str, id: int) -> Moved:
    """The ids of all that points to a record, deleted or not."""
    found = {
        key: list(crm.session.scalars(select(table.c.id).where(table.c[column] == id).order_by(table.c.id)))
        for key, table, column in _columns(kind)
    }
    return {key: ids for key, ids in found.items() if ids}


def still_at(crm: Crm, kind: str, moved: Moved, id: int) -> Moved:
    """Those of the ids that point to the record now."""
    found: Moved = {}
    for key, table, column in _columns(kind):
        for some in _portions(moved.get(key, ())):
            here = select(table.c.id).where(table.c.id.in_(some), table.c[column] == id)
            found.setdefault(key, []).extend(crm.session.scalars(here.order_by(table.c.id)))
    return {key: ids for key, ids in found.items() if ids}


def point(crm: Crm, kind: str, moved: Moved, id: int) -> None:
    """Let all of these point to the record; nothing of it is a Change."""
    for key, table, column in _columns(kind):
        for some in _portions(moved.get(key, ())):
            crm.session.execute(update(table).where(table.c.id.in_(some)).values({column: id}))
            if table is _table(Passage):
                index_again(crm.session, Passage.id.in_(list(some)))
    crm.session.expire_all()


def newest(crm: Crm, kind: str) -> dict[str, int]:
    """The last id of each noun that points to a kind, and of the changes."""
    tables = {key.partition(".")[0]: table for key, table, _ in _columns(kind)} | {"change": _table(Change)}
    return {name: crm.session.scalar(select(func.max(table.c.id))) or 0 for name, table in tables.items()}


def _columns(kind: str) -> Iterator[tuple[str, Table, str]]:
    for key, (noun, column) in pointers_to(kind).items():
        yield key, _table(noun), column


def _table(noun: type[Row]) -> Table:
    assert isinstance(noun.__table__, Table)
    return noun.__table__


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))


def added_since(crm: Crm, kind: str, last: dict[str, int], holder: int) -> Moved:
    """What was written since the last ids and points to the holder."""
    found: Moved = {}
    for key, table, column in _columns(kind):
        name = key.partition(".")[0]
        if name != "passage" and name in last:
            new = select(table.c.id).where(table.c[column] == holder, table.c.id > last[name]).order_by(table.c.id)
            found[key] = list(crm.session.scalars(new))
    return {key: ids for key, ids in found.items() if ids}


def belonging_to(crm: Crm, kind: str, added: Moved, back: Moved) -> Moved:
    """Those added that point also to something that goes back: a new case with a contact of theirs."""
    found: Moved = {}
    for key, table, _ in _columns(kind):
        for other, ids in _others(table, kind, back):
            for some in _portions(added.get(key, ())):
                wanted = select(table.c.id, table.c[other]).where(table.c.id.in_(some))
                found.setdefault(key, []).extend(id for id, at in crm.session.execute(wanted) if at in ids)
    return {key: sorted(set(ids)) for key, ids in found.items() if ids}


def _others(table: Table, kind: str, back: Moved) -> Iterator[tuple[str, set[int]]]:
    """The columns by which a table points to what goes back, with the ids of that."""
    for noun in NOUNS.values():
        ids = set(back.get(f"{noun.kind}.{kind}_id", ()))
        for column in table.columns if ids else ():
            if any(key.column.table is noun.__table__ for key in column.foreign_keys):
                yield column.key, ids


def words_of(crm: Crm, kind: str, moved: Moved) -> Moved:
    """The passages of these records, and of the comments on these cases."""
    key = f"passage.{kind}_id"
    if key not in pointers_to(kind):
        return {}
    told = {name.partition(".")[0]: ids for name, ids in moved.items() if name.endswith(f".{kind}_id")}
    comments = _table(NOUNS["comment"])
    on = [crm.session.scalars(select(comments.c.id).where(comments.c.case_id.in_(some))).all()
          for some in _portions(told.get("case", ()) if kind == "customer" else ())]  # fmt: skip
    told |= {"comment": [id for ids in on for id in ids]}
    found: list[Any] = []
    for noun, ids in told.items():
        for some in _portions(ids):
            of_these = (Passage.kind == noun, Passage.record_id.in_(some))
            found += crm.session.scalars(select(Passage.id).where(*of_these))
    return {key: sorted(found)} if found else {}
