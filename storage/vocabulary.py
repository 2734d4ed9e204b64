"""The words that the records hold: every text field's values, custom fields and theirs."""

from typing import Any

from sqlalchemy import func, select, true

from storage.crm import NOUNS, Crm
from storage.joins import custom_entries
from storage.record import Record

VALUED: dict[str, tuple[str, ...]] = {
    "customer": ("industry", "city", "country", "segment", "tag"),
    "contact": ("title",),
    "lead": ("company", "status", "source"),
    "deal": ("stage", "source"),
    "product": ("vendor", "category"),
    "campaign": ("channel", "segment"),
    "person": ("team",),
}
CUSTOM = ("customer", "contact", "lead", "deal", "product", "order", "case")
MOST = 5000
LONGEST = 60


def field_values(crm: Crm) -> dict[str, dict[str, list[str]]]:
    """Entity -> field -> its values, the frequent ones first. Custom fields stand under their imported names."""
    found: dict[str, dict[str, list[str]]] = {}
    for entity, fields in VALUED.items():
        noun = NOUNS[entity]
        found[entity] = {field: _values(crm, noun, getattr(noun, field)) for field in fields}
    for entity in CUSTOM:
        found.setdefault(entity, {}).update(_custom_values(crm, NOUNS[entity]))
    return found


def _values(crm: Crm, noun: type[Record], column: Any) -> list[str]:
    counted = select(column).where(column.is_not(None), func.length(column) <= LONGEST, noun.deleted_at.is_(None))
    return list(crm.session.scalars(counted.group_by(column).order_by(func.count().desc(), column).limit(MOST)))


def _custom_values(crm: Crm, noun: type[Record]) -> dict[str, list[str]]:
    entries = custom_entries(crm, noun)
    counted = select(entries.c.key, entries.c.value, func.count()).select_from(noun).join(entries, true())
    rows = crm.session.execute(counted.group_by(entries.c.key, entries.c.value).order_by(func.count().desc()))
    found: dict[str, list[str]] = {}
    for name, value, _ in rows:
        values = found.setdefault(name, [])
        if value is not None and len(values) < MOST and len(str(value)) <= LONGEST:
            values.append(str(value))
    return found
