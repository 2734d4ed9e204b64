"""Listings: all the fields of the records that answer a question, as rows of typed values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.crm import Crm
from storage.derived import fields_of
from storage.fields import Field
from storage.folded import teach
from storage.joins import Known, Scope, custom_names
from storage.questions import Question, asked, order_of

CHUNK = 2000


@dataclass(frozen=True)
class Listing:
    """What a file of records holds: its columns, and a row of values for each record.

    Values are text, numbers, `Decimal`, dates, booleans, moments on the asker's clock, or None.
    """

    columns: tuple[str, ...]
    rows: Iterator[list[Any]]


def listing(crm: Crm, question: Question, zone: ZoneInfo) -> Listing:
    """Every field, custom ones too, of all records that answer. Raises NotUnderstood with a kind sentence."""
    teach(crm.session)
    scope, wanted = asked(crm, question, zone)
    order = order_of(scope, question)
    fields = [field for field in fields_of(scope.noun) if _is_own(field)]
    values = [_shown(scope, scope.known(field.name)) for field in fields]
    customs = list(custom_names(crm, scope.noun).values())
    columns = [field.name for field in fields] + customs
    amounts = [scope.noun.currency] if hasattr(scope.noun, "currency") else []
    statement = scope.joins(select(*values, *amounts, scope.noun.custom))
    found = crm.session.execute(statement.where(*wanted).order_by(*order).limit(question.limit))
    names = [*columns[: len(fields)], *(["currency"] if amounts else []), *customs]
    titles = tuple(name.replace("_", " ") for name in names)
    return Listing(titles, (_row(fields, row, customs, zone) for row in found.yield_per(CHUNK)))


def _is_own(field: Field) -> bool:
    """Whether a file holds the field: counts of other records are asked for by a report."""
    return not (field.derived and field.kind == "number")


def _shown(scope: Scope, known: Known) -> Any:
    if known.field.kind != "record":
        return known.value
    other = scope.name_of(known)
    return other.number if known.field.of == "case" else other.name


def _row(fields: list[Field], row: Any, customs: list[str], zone: ZoneInfo) -> list[Any]:
    *values, custom = row
    kinds = [field.kind for field in fields]
    own = [_typed(value, kind, zone) for value, kind in zip(values, kinds, strict=False)]
    return [*own, *values[len(fields) :], *((custom or {}).get(name) for name in customs)]


def _typed(value: Any, kind: str, zone: ZoneInfo) -> Any:
    if kind == "flag":
        return None if value is None else bool(value)
    return value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value
