"""Unwinding: an import taken back whole, by queries where it created records, so that a million are no trouble."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Select, Table, delete, insert, literal, select, update
from sqlalchemy.orm import aliased

from storage.changes import Change
from storage.crm import NOUNS, Crm
from storage.lines import Line
from storage.passages import IndexTask, Passage
from storage.products import Order, Quote
from storage.record import Textual
from storage.undo import set_back

AT_ONCE = 500


def written_over(crm: Crm, turn: str, limit: int = 200) -> list[Change]:
    """What was written since over what the turn wrote, by anybody, oldest first; what was undone again aside."""
    later = aliased(Change)
    newest = crm.session.scalars(select(Change.id).where(Change.turn == turn).order_by(Change.id).limit(1)).first()
    since = select(later.id).where(later.id > (newest or 0), later.turn != turn).limit(1)
    if newest is None or crm.session.execute(since).first() is None:
        return []
    undone = select(Change.undoes).where(Change.undoes.is_not(None))
    same = (later.kind == Change.kind, later.record_id == Change.record_id, later.id > Change.id, later.turn != turn)
    pairs = select(later, Change).join(Change, same[0] & same[1]).where(Change.turn == turn, *same[2:])
    standing = pairs.where(later.undoes.is_(None), later.turn.not_in(undone)).order_by(later.id)
    found = {}
    for over, own in crm.session.execute(standing):
        if own.action == "created" or set(over.after or {}) & set(own.before or {}):
            found[over.id] = over
        if len(found) >= limit:
            break
    return list(found.values())


def unwind(crm: Crm, turn: str) -> Counter[str]:
    """Take back what the turn wrote, and return how many records of each kind were taken out and set back.

    The counts are under `created` and `updated`.
    """
    counts: Counter[str] = Counter()
    crm.session.flush()
    crm.session.info["undoes"] = turn
    try:
        for changes in _updates(crm, turn):
            counts["updated"] += set_back(crm, changes)
            crm.session.expunge_all()
        for kind in NOUNS:
            counts["created"] += _take_out(crm, kind, turn)
    finally:
        crm.session.info.pop("undoes")
    crm.session.expire_all()
    return counts


def _updates(crm: Crm, turn: str) -> Iterator[list[Change]]:
    """The changes of records that were there already, the last first, some at a time."""
    last: int | None = None
    while True:
        wanted = select(Change).where(Change.turn == turn, Change.action != "created", Change.after.is_not(None))
        wanted = wanted.where(Change.id < last) if last else wanted
        changes = list(crm.session.scalars(wanted.order_by(Change.id.desc()).limit(AT_ONCE)))
        if not changes:
            return
        last = changes[-1].id
        yield changes


def _take_out(crm: Crm, kind: str, turn: str) -> int:
    """Delete the records of a kind that the turn created and that are still there."""
    noun = NOUNS[kind]
    created = select(Change.record_id).where(Change.turn == turn, Change.kind == kind, Change.action == "created")
    first = crm.session.execute(created.limit(1)).first()
    if first is None:
        return 0
    if noun is Order:
        _return_pieces(crm, created)
    if noun in (Order, Quote):
        _drop_lines(crm, kind, created)
    table = noun.__table__
    assert isinstance(table, Table)
    _log(crm, turn, kind, table)
    gone = update(table).where(table.c.id.in_(created), table.c.deleted_at.is_(None))
    count = crm.session.connection().execute(gone.values(deleted_at=crm.now)).rowcount
    if issubclass(noun, Textual):
        _silence(crm, kind, created)
    return count


def _log(crm: Crm, turn: str, kind: str, table: Table) -> None:
    """A change for each that goes, as deleting it would write."""
    info, changes = crm.session.info, Change.__table__
    assert isinstance(changes, Table)
    told: dict[str, Any] = {
        "turn": literal(info["turn"]),
        "at": literal(info["now"], changes.c.at.type),
        "by_id": literal(info["by_id"], changes.c.by_id.type),
        "action": literal("deleted"),
        "kind": literal(kind),
        "record_id": changes.c.record_id,
        "label": changes.c.label,
        "before": literal({"deleted_at": None}, JSON()),
        "after": literal({"deleted_at": crm.now.isoformat()}, JSON()),
        "undoes": literal(turn),
    }
    own = (changes.c.turn == turn, changes.c.kind == kind, changes.c.action == "created")
    there = select(*told.values()).join(table, table.c.id == changes.c.record_id).where(*own)
    wanted = there.where(table.c.deleted_at.is_(None)).order_by(changes.c.id.desc())
    crm.session.connection().execute(insert(changes).from_select(list(told), wanted))


def _drop_lines(crm: Crm, kind: str, created: Select[Any]) -> None:
    """Let go of the lines that were made for what came in without any; they are made anew if it comes again."""
    lines: Any = Line.__table__
    told = select(Change.record_id).where(Change.kind == Line.kind)
    made = delete(Line).where(lines.c[f"{kind}_id"].in_(created), Line.id.not_in(told))
    crm.session.execute(made.execution_options(synchronize_session=False))


def _return_pieces(crm: Crm, created: Select[Any]) -> None:
    """Delete the orders that took from stock one by one: their pieces go back."""
    holding = select(Order).where(Order.id.in_(created), Order.lines.any(Line.taken != 0))
    for order in crm.session.scalars(holding):
        order.deleted_at = crm.now
    crm.session.flush()


def _silence(crm: Crm, kind: str, created: Select[Any]) -> None:
    """Let their words be found no more."""
    here = (Passage.kind == kind, Passage.record_id.in_(created))
    ids = select(Passage.id).where(*here)
    execute = crm.session.connection().execute
    gone = update(Passage).where(*here).values(live=False, revision=Passage.revision + 1)
    execute(gone.execution_options(synchronize_session=False))
    execute(delete(IndexTask).where(IndexTask.passage_id.in_(ids)))
    execute(
        insert(IndexTask).from_select(["passage_id", "revision"], select(Passage.id, Passage.revision).where(*here))
    )
