"""Merging two records into one, and taking them apart again, at once or long after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from storage.changes import Change
from storage.crm import Crm
from storage.fills import differing, emptied, gaps, held, record_of, write
from storage.merges import Merge, line_of, merges_in, path_of, put_since
from storage.pointers import Moved, added_since, belonging_to, newest, point, pointing, still_at, words_of
from storage.record import Record
from storage.standings import outdate

MERGED, UNMERGED = "merged", "unmerged"
MERGEABLE = ("customer", "contact", "lead")


@dataclass(frozen=True)
class Parted:
    """What goes back to a record that was merged, what new things at the kept one go along, and which of those stay."""

    holder: int
    back: Moved
    along: Moved
    stays: Moved


def merge(crm: Crm, keep: Record, merged: Record) -> Merge:
    """Give all that points to `merged` to `keep`, fill the latter's gaps, and delete the former: one Change."""
    crm.session.flush()
    info = crm.session.info
    made = Merge(turn=info["turn"], at=crm.now, by_id=info["by_id"], kind=keep.kind)
    made.kept_id, made.merged_id, made.newest = keep.id, merged.id, newest(crm, keep.kind)
    made.moved, made.filled, made.differing = (
        pointing(crm, keep.kind, merged.id), gaps(keep, merged), differing(keep, merged),
    )  # fmt: skip
    crm.session.add(made)
    crm.session.flush()
    write(crm, keep, made.filled)
    point(crm, keep.kind, made.moved, keep.id)
    _retell(crm, keep.kind, keep.id, merged.id)
    crm.of(merged.kind).remove(merged)
    _tell(crm, merged, "deleted", MERGED, {"into": keep.id, "merge": made.id})
    return made


def unmerge(crm: Crm, made: Merge) -> Parted:
    """Bring the merged record back with all that it brought, wherever nobody has put it elsewhere since: one Change."""
    crm.session.flush()
    merged = record_of(crm, made.kind, made.merged_id)
    assert merged is not None
    line = line_of(crm.session, made.kind, made.kept_id)
    parted, told = _part(crm, made)
    merged = record_of(crm, made.kind, made.merged_id)
    assert merged is not None
    merged.deleted_at = None
    crm.session.flush()
    _tell(crm, merged, "restored", UNMERGED, told | {"from": line[-1], "merge": made.id})
    return parted


def foreseen(crm: Crm, made: Merge) -> Parted:
    """What would go back; nothing is written."""
    holder = line_of(crm.session, made.kind, made.kept_id)[-1]
    return _found(crm, made, holder)


def split(crm: Crm, change: Change) -> None:
    """Undo a merge: part what it joined, unless that was done already."""
    made = crm.session.get(Merge, (change.after or {}).get("merge"))
    if made is not None and made.parted_at is None:
        _part(crm, made)


def rejoin(crm: Crm, change: Change) -> None:
    """Undo an unmerge: what went back goes to the holder again, and what was emptied is filled again."""
    told = change.after or {}
    made = crm.session.get(Merge, told.get("merge"))
    if made is None or made.parted_at is None:
        return
    made.parted_at = None
    crm.session.flush()
    point(crm, made.kind, still_at(crm, made.kind, told["moved"], made.merged_id), told["from"])
    _retell(crm, made.kind, told["from"], made.merged_id)
    for id, name, before, after in reversed(told["emptied"]):
        record = record_of(crm, made.kind, id)
        if record is not None:
            write(crm, record, {name: before} if _holds(record, name, after) else {})
    for id, filled in told["filled"].items():
        if other := crm.session.get(Merge, int(id)):
            other.filled = filled
    crm.session.flush()


def _retell(crm: Crm, kind: str, *ids: int) -> None:
    """Have the health of customers computed anew whose history has moved."""
    if kind == "customer":
        outdate(crm.session, ids)


def _holds(record: Record, name: str, value: Any) -> bool:
    return bool(held(record, name) == value)


def _part(crm: Crm, made: Merge) -> tuple[Parted, dict[str, Any]]:
    """Move back and empty, and say what was done so that it can be undone."""
    holder = line_of(crm.session, made.kind, made.kept_id)[-1]
    filled = {str(each.id): dict(each.filled) for each in _among(crm, made, holder)}
    found = _found(crm, made, holder)
    moved = _together(found.back, found.along)
    moved = _together(moved, still_at(crm, made.kind, words_of(crm, made.kind, moved), holder))
    made.parted_at = crm.now
    crm.session.flush()
    point(crm, made.kind, moved, made.merged_id)
    _retell(crm, made.kind, holder, made.merged_id)
    done = emptied(crm, made)
    crm.session.flush()
    return found, {"moved": moved, "emptied": [list(each) for each in done], "filled": filled}


def _found(crm: Crm, made: Merge, holder: int) -> Parted:
    back = _back(crm, made, _among(crm, made, holder), holder)
    added = added_since(crm, made.kind, made.newest, holder)
    along = belonging_to(crm, made.kind, added, back)
    stays = {key: [id for id in ids if id not in along.get(key, ())] for key, ids in added.items()}
    return Parted(holder, back, along, {key: ids for key, ids in stays.items() if ids})


def _among(crm: Crm, made: Merge, holder: int) -> Sequence[Merge]:
    """The merges by which something may have come to the holder."""
    kept = record_of(crm, made.kind, holder)
    return merges_in(crm.session, kept) if kept else [made]


def _back(crm: Crm, made: Merge, among: Sequence[Merge], holder: int) -> Moved:
    """What the merge moved and is still where it came by it, and not because somebody put it there since."""
    back: Moved = {}
    for key, ids in still_at(crm, made.kind, made.moved, holder).items():
        put = put_since(crm.session, key, ids, made.newest.get("change"))
        back[key] = [id for id in ids if id not in put and made in path_of(among, key, id, holder)]
    return {key: ids for key, ids in back.items() if ids}


def _together(one: Moved, other: Moved) -> Moved:
    return {
        key: sorted({*one.get(key, ()), *other.get(key, ())})
        for key in [*one, *(key for key in other if key not in one)]
    }


def _tell(crm: Crm, record: Record, told: str, action: str, after: dict[str, Any]) -> None:
    """Let the Change that was just written say what was done in truth."""
    this = (Change.turn == crm.session.info["turn"], Change.kind == record.kind, Change.record_id == record.id)
    crm.session.execute(update(Change).where(*this, Change.action == told).values(action=action, after=after))
    crm.session.expire_all()
