"""The names of the records, for a gazetteer to load and to follow."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, null, select

from storage.campaigns import Campaign, Segment
from storage.changes import Change
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.leads import Lead
from storage.people import Person
from storage.products import Product

NAMED = {noun.kind: noun for noun in (Person, Customer, Contact, Lead, Deal, Product, Campaign, Segment)}
OVERLAP = 200  # changes read again, since on PostgreSQL a lower number may be committed after a higher one


class NameRow(NamedTuple):
    """A record's name; `within` is the customer it belongs to."""

    kind: str
    id: int
    text: str
    within: int | None


def all_names(crm: Crm) -> Iterator[NameRow]:
    """The names of all live records; a lead is also called by its company."""
    for kind in NAMED:
        yield from _names(crm, kind, None)


def newest_change(crm: Crm) -> int:
    """The number of the last change, 0 when there is none."""
    return crm.session.execute(select(func.max(Change.id))).scalar() or 0


def names_changed_since(crm: Crm, change_id: int) -> dict[tuple[str, int], list[NameRow]]:
    """What the records changed since are called now; nothing for those that are gone."""
    since = select(Change.kind, Change.record_id).where(Change.id > change_id - OVERLAP, Change.kind.in_(NAMED))
    touched = {(kind, id) for kind, id in crm.session.execute(since.distinct())}
    found: dict[tuple[str, int], list[NameRow]] = {key: [] for key in touched}
    for kind in {kind for kind, _ in touched}:
        for row in _names(crm, kind, [id for each, id in touched if each == kind]):
            found[row.kind, row.id].append(row)
    return found


def _names(crm: Crm, kind: str, ids: list[int] | None) -> Iterator[NameRow]:
    for id, text, within in crm.session.execute(_select(kind, ids)):
        yield NameRow(kind, id, text, within)
    if kind == "lead":
        companies = select(Lead.id, Lead.company).where(Lead.company.is_not(None), *_among(kind, ids))
        yield from (NameRow(kind, id, company or "", None) for id, company in crm.session.execute(companies))


def _select(kind: str, ids: list[int] | None) -> Select[Any]:
    noun = NAMED[kind]
    within = getattr(noun, "customer_id", None)
    return select(noun.id, noun.name, within if within is not None else null()).where(*_among(kind, ids))


def _among(kind: str, ids: list[int] | None) -> list[ColumnElement[bool]]:
    noun = NAMED[kind]
    return [noun.deleted_at.is_(None), *([noun.id.in_(ids)] if ids is not None else [])]
