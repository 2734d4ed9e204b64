"""The words that the records hold: every text field's values, custom fields and theirs."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, func, select, true

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


def field_values(crm: Crm, among: Mapping[str, Collection[int]] | None = None) -> dict[str, dict[str, list[str]]]:
    """Entity -> field -> its values, the frequent ones first. Custom fields stand under their imported names.

    `among` limits it to the records of these ids, by entity.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for entity in [*VALUED, *CUSTOM]:
        if entity not in found and (among is None or entity in among):
            noun, ids = NOUNS[entity], among[entity] if among else None
            found[entity] = {field: _values(crm, noun, field, ids) for field in VALUED.get(entity, ())}
            found[entity] |= _custom_values(crm, noun, ids) if entity in CUSTOM else {}
    if "deal" in found:
        found["deal"] = _with_lanes(crm, found["deal"])
    return found


def _with_lanes(crm: Crm, values: dict[str, list[str]]) -> dict[str, list[str]]:
    """The stages that there are, with deals or without, and the pipelines beside the default one."""
    pipelines = crm.pipelines.all()
    stages = [stage.name for pipeline in pipelines for stage in pipeline.stages]
    others = [pipeline.name for pipeline in pipelines if not pipeline.is_default]
    return values | {"stage": list(dict.fromkeys([*values["stage"], *stages])), "pipeline": others}


def _values(crm: Crm, noun: type[Record], field: str, ids: Collection[int] | None) -> list[str]:
    column = getattr(noun, field)
    counted = select(column).where(column.is_not(None), func.length(column) <= LONGEST, noun.deleted_at.is_(None))
    frequent = counted.where(*_among(noun, ids)).group_by(column).order_by(func.count().desc(), column)
    return list(crm.session.scalars(frequent.limit(MOST)))


def _among(noun: type[Record], ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if ids is None else [noun.id.in_(ids)]


def _custom_values(crm: Crm, noun: type[Record], ids: Collection[int] | None) -> dict[str, list[str]]:
    entries = custom_entries(crm, noun)
    counted = select(entries.c.key, entries.c.value, func.count()).select_from(noun).join(entries, true())
    counted = counted.where(*_among(noun, ids))
    rows = crm.session.execute(counted.group_by(entries.c.key, entries.c.value).order_by(func.count().desc()))
    found: dict[str, list[str]] = {}
    for name, value, _ in rows:
        values = found.setdefault(name, [])
        if value is not None and len(values) < MOST and len(str(value)) <= LONGEST:
            values.append(str(value))
    return found
