"""Merging two customers into one, and taking them apart again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.changes import Change, original, plain
from storage.crm import NOUNS, Crm
from storage.customers import Customer
from storage.passages import IndexTask, Passage
from storage.standings import outdate

OWNED = {kind: noun for kind, noun in NOUNS.items() if "customer_id" in noun.__table__.columns}
"""The nouns that belong to a customer."""
ALL = {"deleted_too": True}


def merge(crm: Crm, keep: Customer, merged: Customer) -> None:
    """Give all that is kept of `merged` to `keep`, fill the latter's gaps, and delete the former: one Change."""
    crm.session.flush()
    moved = {kind: _ids(crm, noun, merged.id) for kind, noun in OWNED.items()}
    moved["passage"] = _ids(crm, Passage, merged.id)
    filled, before = _gaps(keep, merged)
    _move(crm, moved, keep.id)
    outdate(crm.session, (keep.id, merged.id))
    crm.session.execute(update(Customer).where(Customer.id == keep.id).values(**filled))
    crm.customers.remove(merged)
    told = {name: plain(value) for name, value in filled.items()}
    after = {"into": keep.id, "moved": moved, "filled": told, "gaps": before}
    this = (Change.turn == crm.session.info["turn"], Change.kind == merged.kind, Change.record_id == merged.id)
    deleted = update(Change).where(*this, Change.action == "deleted")
    crm.session.execute(deleted.values(action="merged", after=after))
    crm.session.expire_all()


def split(crm: Crm, change: Change) -> None:
    """Give back what a merge moved and has not gone elsewhere since, and empty the gaps that it filled."""
    after = change.after or {}
    outdate(crm.session, (after["into"], change.record_id))
    keep = crm.session.get(Customer, after["into"])
    here = {kind: set(_ids(crm, noun, after["into"])) for kind, noun in (OWNED | {"passage": Passage}).items()}
    _move(crm, {kind: [id for id in ids if id in here[kind]] for kind, ids in after["moved"].items()}, change.record_id)
    if keep:
        same = [name for name, value in after["filled"].items() if plain(getattr(keep, name)) == value]
        emptied = {name: original(keep, name, after["gaps"][name]) for name in same}
        if emptied:
            crm.session.execute(update(Customer).where(Customer.id == keep.id).values(**emptied))
    crm.session.expire_all()


def _ids(crm: Crm, noun: Any, customer_id: int) -> list[int]:
    return list(crm.session.scalars(select(noun.id).where(noun.customer_id == customer_id), execution_options=ALL))


def _gaps(keep: Customer, merged: Customer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that `merged` can fill for `keep`, and what `keep` has in them."""
    names = [f"{field.name}_id" if field.of else field.name for field in Customer.FIELDS if not field.derived]
    filled = {name: getattr(merged, name) for name in names if getattr(keep, name) in (None, "")}
    filled = {name: value for name, value in filled.items() if value not in (None, "")}
    filled["custom"] = {**(merged.custom or {}), **(keep.custom or {})}
    return filled, {name: plain(getattr(keep, name)) for name in filled}


def _move(crm: Crm, ids: dict[str, list[int]], customer_id: int) -> None:
    for kind, noun in OWNED.items():
        crm.session.execute(update(noun).where(noun.id.in_(ids.get(kind, ()))).values(customer_id=customer_id))
    _index_again(crm, ids["passage"], customer_id)


def _index_again(crm: Crm, ids: Sequence[int], customer_id: int) -> None:
    here = Passage.id.in_(ids)
    moved = update(Passage).where(here).values(customer_id=customer_id, revision=Passage.revision + 1)
    crm.session.execute(moved)
    crm.session.execute(delete(IndexTask).where(IndexTask.passage_id.in_(ids)))
    tasks = select(Passage.id, Passage.revision).where(here)
    crm.session.execute(insert(IndexTask).from_select(["passage_id", "revision"], tasks))
