"""Which file is about which noun, and the columns that it may have."""

from functools import cache

from sqlalchemy import JSON, Boolean, Column, Date, Integer, inspect

from storage.columns import Money, UTCDateTime
from storage.crm import NOUNS
from storage.fields import Field, FieldKind
from storage.record import Record

FILES = {
    "people": "person",
    "pipelines": "pipeline",
    "stages": "stage",
    "service_times": "service time",
    "working_hours": "working hours",
    "holidays": "holiday",
    "customers": "customer",
    "contacts": "contact",
    "leads": "lead",
    "products": "product",
    "deals": "deal",
    "stays": "stay",
    "quotes": "quote",
    "orders": "order",
    "lines": "line",
    "cases": "case",
    "comments": "comment",
    "interactions": "interaction",
    "campaigns": "campaign",
    "segments": "segment",
    "goals": "goal",
    "responses": "response",
    "feedback": "feedback",
    "preferences": "preference",
    "reminders": "reminder",
    "documents": "document",
    "absences": "absence",
    "distinctions": "distinction",
}
"""The kinds by the names of their files; a record points only to records of files above its own."""

KEPT_OUT = {"id", "deleted_at", "custom", "name_fold"}
KINDS: dict[type, FieldKind] = {UTCDateTime: "moment", Date: "date", Money: "money", Integer: "number", Boolean: "flag"}


def kind_of(stem: str) -> str | None:
    """The kind that a file of that name is about, however it is written, or None."""
    name = stem.casefold().strip().replace(" ", "_")
    return FILES.get(name) or next((kind for kind in FILES.values() if kind.replace(" ", "_") == name), None)


@cache
def columns_of(kind: str) -> tuple[Field, ...]:
    """Everything of a noun that a file can hold: its fields and what else its table keeps."""
    noun = NOUNS[kind]
    named = [field for field in noun.FIELDS if not field.derived]
    known = {attribute(field) for field in named} | KEPT_OUT
    others = [column for column in inspect(noun).columns if column.key not in known]
    return (*named, *(_field(noun, column) for column in others))


def attribute(field: Field) -> str:
    """The attribute of the record that holds the field."""
    return f"{field.name}_id" if field.of else field.name


def required(kind: str) -> list[Field]:
    """The fields without which there is no such record."""
    columns = inspect(NOUNS[kind]).columns
    return [
        field
        for field in columns_of(kind)
        if not columns[attribute(field)].nullable and columns[attribute(field)].default is None
    ]


def holds_json(kind: str, field: Field) -> bool:
    """Whether the field is kept as JSON."""
    return isinstance(inspect(NOUNS[kind]).columns[attribute(field)].type, JSON)


def _field(noun: type[Record], column: Column[object]) -> Field:
    if column.foreign_keys:
        table = next(iter(column.foreign_keys)).column.table
        of = next(kind for kind, other in NOUNS.items() if other.__table__ is table)
        return Field(column.key.removesuffix("_id"), "record", of=of)
    return Field(column.key, KINDS.get(type(column.type), "text"))
