"""Questions: which records there are, by typed filters, never by SQL text."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from rapidfuzz import process
from sqlalchemy import Select, case, func, select

from storage.birthdays import birthday_order
from storage.comparison import Filter
from storage.comparisons import folded
from storage.conditions import criteria
from storage.crm import Crm
from storage.fields import Field
from storage.folded import teach
from storage.folding import fold
from storage.joins import Known, NotUnderstood, Scope, UnknownField, UnknownValue
from storage.record import Record

__all__ = ["Found", "NotUnderstood", "Question", "UnknownField", "UnknownValue", "column_of", "find", "nearest_values"]

R = TypeVar("R", bound=Record)
MOST_VALUES = 5000


@dataclass(frozen=True)
class Question:
    """Records of one kind that meet all filters `[field, op, value]`, sorted by `field` or `-field`.

    The first `start` of them are passed over.
    """

    entity: str
    filters: list[Filter] = field(default_factory=list)
    sort: str | None = None
    limit: int | None = None
    start: int = 0


@dataclass(frozen=True)
class Found(Generic[R]):
    """The records that answer a question, within its limit, and how many there are without it."""

    records: list[R]
    total: int


def find(crm: Crm, question: Question, zone: ZoneInfo) -> Found[Any]:
    """Answer the question; days are those of `zone`. Raises NotUnderstood with a kind sentence."""
    teach(crm.session)
    scope, wanted = asked(crm, question, zone)
    order = order_of(scope, question)
    statement = scope.joins(select(scope.noun)).where(*wanted).order_by(*order)
    statement = statement.limit(question.limit).offset(question.start or None)
    records = list(crm.session.scalars(statement))
    return Found(records, _total(scope, wanted, question, len(records)))


def asked(crm: Crm, question: Question, zone: ZoneInfo) -> tuple[Scope, list[Any]]:
    """The records that are asked about, and the criteria that they meet. Raises NotUnderstood."""
    scope = Scope(crm, question.entity, zone, whole=True)
    return scope, _wanted(crm, question, zone) or criteria(scope, question.filters)


def _wanted(crm: Crm, question: Question, zone: ZoneInfo) -> list[Any]:
    """The criteria of records that are asked for by what their lines say; none where no line is asked about.

    All filters mean one and the same line, but what is not so must be so of no line.
    """
    scope = Scope(crm, question.entity, zone)
    scope.split_by(filter[0] for filter in question.filters)
    if scope.line is None:
        return []
    not_so = [filter for filter in question.filters if filter[1] == "!=" and _is_of_lines(crm, question, filter, zone)]
    so = [filter for filter in question.filters if filter not in not_so]
    others = [Question(question.entity, [[name, "=", value]]) for name, _, value in not_so]
    without = [~each for other in others for each in _wanted(crm, other, zone)]
    criterion = criteria(scope, so)
    found = scope.joins(select(scope.noun.id).select_from(scope.noun)).where(*criterion)
    return [scope.noun.id.in_(found), *without]


def _is_of_lines(crm: Crm, question: Question, filter: Filter, zone: ZoneInfo) -> bool:
    scope = Scope(crm, question.entity, zone)
    scope.split_by([filter[0]])
    return scope.line is not None


def _total(scope: Scope, wanted: list[Any], question: Question, found: int) -> int:
    if question.limit is None or (found < question.limit and (found or not question.start)):
        return question.start + found
    counted: Select[Any] = scope.joins(select(func.count()).select_from(scope.noun)).where(*wanted)
    return int(scope.crm.session.execute(counted).scalar_one())


def order_of(scope: Scope, question: Question) -> list[Any]:
    """As asked; birthdays that nobody asked to be sorted as they come round, anything else as it was added.

    Raises UnknownField.
    """
    sort = question.sort
    if not sort:
        return [*birthday_order(scope, question.filters), scope.noun.id]
    known = scope.known(sort.removeprefix("-"))
    key = _sort_key(scope, known)
    ordered = key.desc() if sort.startswith("-") else key.asc()
    return [ordered.nulls_last(), scope.noun.id]


def _sort_key(scope: Scope, known: Known) -> Any:
    """Choices stand in their own order, names and words by their folded spelling."""
    if known.field.kind == "record":
        return getattr(scope.name_of(known), "name_fold", known.value)
    if known.field.kind == "choice":
        choices = scope.crm.pipelines.stage_names() if known.field.own else known.field.choices
        places = {choice: place for place, choice in enumerate(choices)}
        return case(places, value=known.value, else_=len(places))
    return folded(known) if known.field.kind in ("text", "email", "phone") else known.value


def nearest_values(crm: Crm, entity: str, filter: Filter, zone: ZoneInfo) -> list[str]:
    """The values of a text field that come close to the one asked for; none where it exists."""
    name, op, value = filter
    scope = Scope(crm, entity, zone)
    known = scope.known(name)
    if op != "=" or known.field.kind not in ("text", "choice") or not isinstance(value, str):
        return []
    held = scope.joins(select(known.value).select_from(scope.noun)).distinct().limit(MOST_VALUES)
    values = [each for each in crm.session.scalars(held) if each]
    if any(fold(each) == fold(value) for each in values):
        return []
    return [each for each, _, _ in process.extract(value, values, limit=3, score_cutoff=70, processor=fold)]


def column_of(crm: Crm, entity: str, ids: list[int], name: str, zone: ZoneInfo) -> tuple[Field, dict[int, Any]]:
    """A field of these records, derived and joined ones too, with its value by id; a record's is its name."""
    teach(crm.session)
    scope = Scope(crm, entity, zone, whole=True)
    known = scope.known(name)
    value = scope.name_of(known).name if known.field.kind == "record" and known.field.of != "case" else known.value
    rows = crm.session.execute(scope.joins(select(scope.noun.id, value)).where(scope.noun.id.in_(ids)))
    return known.field, {row[0]: row[1] for row in rows}
