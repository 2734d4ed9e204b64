"""How each kind of field is compared with a value: words, choices, records, numbers and flags."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz import process
from sqlalchemy import and_, false, or_, select

from storage.comparison import OPERATORS, Comparison, Criterion
from storage.deals import Deal
from storage.door import at_the_door
from storage.folded import Folded
from storage.folding import fold
from storage.joins import Known, UnknownValue
from storage.lines import Line
from storage.moments import compare_time
from storage.numbers import same_number
from storage.record import Named
from storage.sort_keys import sort_key
from storage.spellings import spellings

MOST_SPELLINGS = 2000
AT_THE_DOOR = ("country", "currency")
FLAGS = {"true": 1, "yes": 1, "1": 1, "false": 0, "no": 0, "0": 0}


def met(comparison: Comparison) -> Criterion:
    """The comparison with a value, or whether the field is empty or filled."""
    if comparison.op in ("empty", "filled"):
        without = empty(comparison.known)
        return without if comparison.op == "empty" else ~without
    return any_of(comparison)


def any_of(comparison: Comparison) -> Criterion:
    """The comparison with each value of a list: any of them, or none of them for `!=`."""
    values = comparison.value if isinstance(comparison.value, list) else [comparison.value]
    each = [_one(Comparison(comparison.scope, comparison.known, comparison.op, value)) for value in values]
    return and_(*each) if comparison.op == "!=" else or_(false(), *each)


def _one(comparison: Comparison) -> Criterion:
    if comparison.value is None:
        raise comparison.wrong("ask for empty or filled instead")
    if comparison.known.custom and comparison.op in (">", ">=", "<", "<="):
        return _custom(comparison)
    return RULES[comparison.known.field.kind](comparison)


def empty(known: Known) -> Criterion:
    """Whether nothing stands in the field; of what is counted, whether there is none."""
    worded = known.field.kind in ("text", "email", "phone", "choice")
    counted = known.field.kind == "number" and known.field.derived
    if counted:
        return known.value == 0  # type: ignore[no-any-return]
    return or_(known.value.is_(None), known.value == "") if worded else known.value.is_(None)


def _text(comparison: Comparison) -> Criterion:
    words, column = fold(_kept(comparison)), folded(comparison.known)
    if comparison.known.field.kind == "phone" and comparison.op in ("=", "!="):
        return _same_number(comparison)
    if comparison.op in ("=", "!=") and (spellings := _spellings(comparison, words)) is not None:
        among: Criterion = comparison.column.in_(spellings)
        return among if comparison.op == "=" else or_(~among, comparison.column.is_(None))
    if comparison.op == "contains":
        return column.contains(words, autoescape=True)  # type: ignore[no-any-return]
    criterion: Criterion = OPERATORS[comparison.op](column, words)
    return or_(criterion, column.is_(None)) if comparison.op == "!=" else criterion


def _spellings(comparison: Comparison, words: str) -> list[str] | None:
    """The ways a plain field spells a value, so that not every row is folded; None where it has too many values."""
    known = comparison.known
    if known.custom or known.field.derived or known.field.name == "name":
        return None
    spelled = spellings(comparison.scope.crm, noun_of(known), known.field.name, MOST_SPELLINGS)
    if len(spelled) >= MOST_SPELLINGS:
        return None
    name = known.field.name if known.field.name in AT_THE_DOOR else ""
    return [each for each in spelled if each and words in (fold(each), fold(at_the_door(name, each)))]


def _kept(comparison: Comparison) -> str:
    """The value as such are kept: a country under its English name, whatever it was called."""
    name = comparison.known.field.name
    plain = name in AT_THE_DOOR and not comparison.known.custom and comparison.op in ("=", "!=")
    return at_the_door(name, str(comparison.value)) if plain else str(comparison.value)


def _same_number(comparison: Comparison) -> Criterion:
    """The same telephone number, however it is spaced, with the house's country where it tells none."""
    among: Criterion = same_number(comparison.column, str(comparison.value), comparison.scope.crm.country)
    return among if comparison.op == "=" else or_(~among, comparison.column.is_(None))


def folded(known: Known) -> Any:
    """The words of a field as they are compared and sorted; names are kept so."""
    named = known.field.name == "name" and not known.custom and issubclass(noun_of(known), Named)
    return known.source.name_fold if named else Folded(known.value)


def noun_of(known: Known) -> type[Any]:
    """The noun that a field belongs to."""
    return known.source if isinstance(known.source, type) else known.source._aliased_insp.class_


def _choice(comparison: Comparison) -> Criterion:
    """A word of the list, or one that the workspace uses besides."""
    wanted, field = fold(str(comparison.value)), comparison.known.field
    if field.own and (ended := comparison.scope.crm.pipelines.ends().get(wanted)):
        return comparison.against(ended)
    if comparison.op == "contains" or wanted not in map(fold, field.choices):
        return _text(comparison)
    word = next(choice for choice in field.choices if fold(choice) == wanted)
    return comparison.against(word)


def _record(comparison: Comparison) -> Criterion:
    if comparison.op not in ("=", "!=", "contains"):
        raise comparison.wrong("a record can be =, != or contains")
    if comparison.op == "contains":
        return comparison.scope.name_of(comparison.known).name_fold.contains(fold(str(comparison.value)))  # type: ignore[no-any-return]
    ids = _ids(comparison)
    among: Criterion = comparison.column.in_(ids)
    if comparison.known.field.of == "product" and noun_of(comparison.known) is Deal:
        among = or_(among, comparison.known.source.lines.any(and_(Line.product_id.in_(ids), Line.deleted_at.is_(None))))
    return or_(~among, comparison.column.is_(None)) if comparison.op == "!=" else among


def _ids(comparison: Comparison) -> list[int]:
    """The ids of the records meant: by id, else by exact name, else by the first words of the name."""
    value = comparison.value
    if isinstance(value, dict):
        return [one["id"] for one in value.get("several", [value])]
    of = comparison.scope.crm.of(comparison.known.field.of)
    if comparison.known.field.of == "case" and str(value).isdecimal():
        return [case.id for case in of.where(of.noun.number == int(value))]
    exact = of.named(str(value)) or of.where(of.noun.name_fold.startswith(fold(str(value)) + " ", autoescape=True))
    if not exact:
        raise UnknownValue(_no_record(comparison))
    return [record.id for record in exact]


def _no_record(comparison: Comparison) -> str:
    kind, spoken = comparison.known.field.of, str(comparison.value)
    of = comparison.scope.crm.of(kind)
    start = fold(spoken)[:2]
    names = [record.name for record in of.where(of.noun.name_fold.startswith(start), limit=500)] if start else []
    near = [name for name, _, _ in process.extract(spoken, names, limit=3, score_cutoff=70)]
    return f"I know no {kind} called “{spoken}”." + (f" Did you mean {' or '.join(near)}?" if near else "")


def _number(comparison: Comparison) -> Criterion:
    try:
        number = Decimal(str(comparison.value).replace(",", "").removesuffix("%"))
    except InvalidOperation:
        raise comparison.wrong("it is a number") from None
    if comparison.op not in OPERATORS:
        raise comparison.wrong("a number is compared by =, !=, >, >=, < or <=")
    if comparison.known.field.kind == "money":
        return comparison.against(number)
    return comparison.against(float(number) if number % 1 else int(number))


def _flag(comparison: Comparison) -> Criterion:
    wanted = FLAGS.get(fold(str(comparison.value)))
    if wanted is None or comparison.op not in ("=", "!="):
        raise comparison.wrong("it is true or false")
    return comparison.against(wanted)


def _custom(comparison: Comparison) -> Criterion:
    """A custom field holds words: its known values are compared as numbers, or else as words such as dates."""
    known = comparison.scope.crm.session.scalars(select(comparison.column).distinct())
    wanted = sort_key(comparison.value)
    fits = [each for each in known if each and _compares(comparison.op, sort_key(each), wanted)]
    return comparison.column.in_(fits)  # type: ignore[no-any-return]


def _compares(op: str, one: tuple[int, Any], other: tuple[int, Any]) -> bool:
    return one[0] == other[0] and bool(OPERATORS[op](one[1], other[1]))


RULES: dict[str, Callable[[Comparison], Criterion]] = {
    "text": _text, "email": _text, "phone": _text, "choice": _choice, "record": _record, "money": _number,
    "number": _number, "flag": _flag, "date": compare_time, "moment": compare_time,
}  # fmt: skip
