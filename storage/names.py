"""The names of the records, for a gazetteer to load and to follow."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import starmap
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select

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
OVERLAP = 200
"""Changes read again on PostgreSQL, where a lower number may be committed after a higher one."""
LATELY = timedelta(minutes=2)
"""How long a transaction may have been under way."""


class NameRow(NamedTuple):
    """A record's name; `within` is the customer it belongs to."""

    kind: str
    id: int
    text: str
    within: int | None = None


def all_names(crm: Crm) -> Iterator[NameRow]:
    """The names of all live records; a lead is also called by its company."""
    for kind in NAMED:
        yield from _names(crm, kind, None)


def newest_change(crm: Crm) -> int:
    """The number of the last change, 0 when there is none."""
    return crm.session.execute(select(func.max(Change.id))).scalar() or 0


def names_changed_since(crm: Crm, change_id: int) -> dict[tuple[str, int], list[NameRow]]:
    """What the records changed since are called now; nothing for those that are gone."""
    since = Change.id > change_id
    if crm.session.get_bind().dialect.name == "postgresql":
        since = or_(since, and_(Change.id > change_id - OVERLAP, Change.at > crm.now - LATELY))
    changed = select(Change.kind, Change.record_id).where(since, Change.kind.in_(NAMED)).distinct()
    touched = {(kind, id) for kind, id in crm.session.execute(changed)}
    found: dict[tuple[str, int], list[NameRow]] = {key: [] for key in touched}
    for kind in {kind for kind, _ in touched}:
        for row in _names(crm, kind, [id for each, id in touched if each == kind]):
            found[row.kind, row.id].append(row)
    return found


def lanes_changed_since(crm: Crm, change_id: int) -> bool:
    """Whether a pipeline or a stage was written since."""
    changed = select(Change.id).where(Change.id > change_id, Change.kind.in_(("pipeline", "stage"))).limit(1)
    return crm.session.scalars(changed).first() is not None


def _names(crm: Crm, kind: str, ids: list[int] | None) -> Iterator[NameRow]:
    yield from starmap(partial(NameRow, kind), crm.session.execute(_select(kind, ids)))
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
