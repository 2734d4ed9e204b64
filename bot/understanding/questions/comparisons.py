"""Comparisons with a figure: "over 50k", "between 20 and 40 staff", "a score of at least 80"."""

from typing import Any

from bot.understanding.amounts.numbers import ONES, TENS
from bot.understanding.marks import Mark
from bot.understanding.questions.drafts import OPPOSITE, Draft
from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import NUMERIC, field_at, has, reachable
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.sheets import Atom, Phrases, Sheet
from bot.understanding.questions.vocabulary import singular
from storage.crm import NOUNS
from storage.derived import fields_of

SIZES = {
    ">": "over;above;more than;greater than;bigger than;larger than;higher than;exceeding;exceed;exceeds;beyond;"
    "north of;upwards of;better than;>;bigger;longer than",
    ">=": "at least;from;minimum;minimum of;min;a minimum of;no less than;not less than;>=;starting at;> =",
    "<": "under;below;less than;fewer than;smaller than;lower than;cheaper than;<;worse than;beneath",
    "<=": "at most;up to;maximum;maximum of;max;a maximum of;no more than;not more than;<=;not over;not above;< =",
    "=": "exactly;equal to;equals;=;is;are;was;of;for;worth;at;precisely;:;with;equal",
    "!=": "!=;not equal to;other than",
}
OPERATORS = {said: op for op, sayings in SIZES.items() for said in sayings.split(";")}
BEFORE = Phrases(
    OPERATORS
    | {said.removesuffix("than") + other: op for said, op in OPERATORS.items() for other in ("then", "as")
       if said.endswith(" than")}
)  # fmt: skip
AFTER = Phrases(
    dict.fromkeys("or more;and up;and more;or above;and above;or higher;plus;+;or better;or over;and over;"
                  "upwards;"
                  "or greater;or bigger".split(";"), ">=")
    | dict.fromkeys("or less;or fewer;or below;and below;or lower;or under;and under;or cheaper;max;at most;"
                    "or smaller"
                    .split(";"), "<=")
)  # fmt: skip
LINKS = frozenset("lies lie is are was a an the of than has have with that at costs cost value values in".split())
UNITS = frozenset("euros euro dollars dollar pounds usd eur gbp bucks points point percent".split())
SMALLEST = 100
"""The smallest plain number that is taken for the entity's own figure though an unknown word follows."""

WITHIN = frozenset("for by who which from on and or to as since not but where whose closing".split())
WORTH = frozenset("worth valued costing cost costs priced value".split())
COUNTED = {
    "employees": "employees employee people staff heads workers persons",
    "stock": "pieces units left stock", "quantity": "pieces units items",
    "orders": "orders purchases", "deals": "deals opportunities", "cases": "cases tickets complaints",
    "contacts": "contacts contact", "interactions": "interactions",
}  # fmt: skip
OPEN = {"deals": "open_deals", "cases": "open_cases"}
UNITS_OF_TIME = frozenset("minute minutes hour hours day days week weeks month months quarters year years".split())


def read_comparisons(draft: Draft) -> None:
    """Add a filter for each amount that is compared with a field."""
    _grand(draft.sheet)
    _years(draft.sheet)
    _spelt(draft)
    for index in draft.sheet.free_atoms("amount"):
        if draft.sheet.free(index) and not _between(draft, index):
            _compared(draft, index)
    for index in draft.sheet.free_atoms("case"):
        if draft.entity == "case":
            draft.put(index, "number", "=", draft.sheet.atom(index).value.value)
            draft.sheet.take(index, index + 1)


def _grand(sheet: Sheet) -> None:
    """ "under a grand", "over two grand": thousands."""
    for index in sheet.free_atoms("word"):
        many = 1 if sheet.word(index - 1) == "a" else number_at(sheet, index - 1)
        if sheet.word(index) == "grand" and many and _operator(sheet, index - 1)[0]:
            _as_amount(sheet, index, 1000 * many)
            sheet.take(index - 1, index)


def _spelt(draft: Draft) -> None:
    """ "zero stock", "exactly one contact": small numbers as words, right before what is counted."""
    sheet = draft.sheet
    for index in sheet.free_atoms("word"):
        behind = field_at(sheet, index + 1, draft.entity)
        counted = _counted(sheet, index + 1, draft.entity) or (behind and numeric(draft.entity, behind[0]))
        if counted and sheet.word(index) in ONES:
            _as_amount(sheet, index, ONES[sheet.word(index)])


def _years(sheet: Sheet) -> None:
    """The end of a range that looks like a year: "between 500 and 2000"."""
    for index in sheet.free_atoms("period"):
        text = sheet.text[sheet.atom(index).start : sheet.atom(index).end]
        ranged = sheet.word(index - 1) in ("and", "to", "-", "–") and sheet.atom(index - 2).kind == "amount"
        if text.isdecimal() and ranged:
            _as_amount(sheet, index, int(text))


def _as_amount(sheet: Sheet, index: int, number: int) -> None:
    atom = sheet.atom(index)
    mark = Mark(atom.start, atom.end, "number", number, sheet.text[atom.start : atom.end])
    sheet.atoms[index] = Atom(atom.start, atom.end, "amount", "", mark)


def _between(draft: Draft, index: int) -> bool:
    """ "between 10k and 20k", "10k to 20k", "10-20"."""
    sheet = draft.sheet
    last = index + 2
    if sheet.word(index + 1) not in ("and", "to", "-", "–", "until") or sheet.atom(last).kind != "amount":
        return False
    lead = sheet.word(index - 1) in ("between", "from", "of")
    if sheet.word(index + 1) == "and" and sheet.word(index - 1) != "between":
        return False
    first = index - 1 if lead else index
    low, high = _in_step(sheet.atom(index).value, sheet.atom(last).value)
    field, start, after = _field(draft, first, last + 1, sheet.atom(last).value)
    if field:
        draft.put(first, field, ">=", low)
        draft.put(first, field, "<=", high)
        sheet.take(start, after)
    return bool(field)


def _in_step(low: Mark, high: Mark) -> tuple[Any, Any]:
    """Both ends in one scale: "10 to 20k" are ten to twenty thousand."""
    if high.text[-1:] in "kKmM" and low.text[-1:].isdigit() and low.value < 1000 <= high.value:
        return low.value * (1000 if high.text[-1] in "kK" else 1_000_000), high.value
    return low.value, high.value


def _compared(draft: Draft, index: int) -> None:
    sheet, mark = draft.sheet, draft.sheet.atom(index).value
    op, first = _operator(sheet, index)
    behind = AFTER.at(sheet, index + 1)
    after = behind[1] if behind else index + 1
    op = behind[0] if behind else op
    field, start, after = _field(draft, first, after, mark)
    if field and (op or start < first or after > index + 1):
        denied = sheet.negator(first) if op in OPPOSITE else None
        draft.put(first, field, OPPOSITE[op or "="] if denied is not None else op or "=", mark.value)
        sheet.take(start if denied is None else min(denied, start), after)


def _operator(sheet: Sheet, index: int) -> tuple[str, int]:
    """The comparison said right before an amount, and where it starts."""
    grand = sheet.atom(index).kind == "amount" and sheet.atom(index).value.text == "grand"
    for first in range(max(index - 5, 0), index):
        found = BEFORE.at(sheet, first)
        if found and found[1] == index - grand:
            return found[0], first
    return "", index


def compares(sheet: Sheet, index: int) -> bool:
    """Whether what stands at `index` is an edge: "over 30 days", "less than 60 days"."""
    return _operator(sheet, index)[0] in (">", ">=", "<", "<=")


def _field(draft: Draft, first: int, after: int, mark: Mark) -> tuple[str, int, int]:
    """The field that is compared: counted behind the amount, named before it, or the entity's own figure."""
    sheet, entity = draft.sheet, draft.entity
    after += sheet.word(after) in UNITS
    counted = _counted(sheet, after, entity)
    if counted:
        return counted[0], first, counted[1]
    if within := _counting(mark.text.split()[-1].casefold(), entity):
        return within, first, after
    if sheet.word(first - 1) in WORTH and noun_at(sheet, first - 2) == "product" and reachable(entity, "price"):
        return "price", first - 2, after
    if entity == "customer" and sheet.word(first - 1) == "worth":
        return "lifetime_value", first - 1, after
    named = _named_before(sheet, first, entity)
    if named:
        return named[0], named[1], after
    if entity == "order" and mark.kind == "number" and _is_product(sheet, after):
        return "quantity", first, after
    if entity == "customer" and sheet.word(first - 1) in ("spent", "spend", "spends"):
        return "lifetime_value", first - 1, after
    start = first - 1 if sheet.word(first - 1) in WORTH else first
    if (behind := field_at(sheet, sheet.past(after, LINKS), entity)) and numeric(entity, behind[0]):
        return behind[0], start, behind[1]
    if _counts_else(sheet, after, entity) or _tiny(sheet, after, mark):
        return "", first, after
    field = "probability" if mark.kind == "percent" and entity == "deal" else NUMERIC.get(entity, "")
    return field, start, after


def _is_product(sheet: Sheet, index: int) -> bool:
    return sheet.atom(index).kind == "record" and bool(sheet.atom(index).value.is_one("product"))


def _counted(sheet: Sheet, index: int, entity: str) -> tuple[str, int] | None:
    """The field that counts what stands at an atom, and the index after it: "units", "open cases"."""
    still = sheet.word(index) in ("open", "unresolved")
    field = _counting(sheet.word(index + still), entity)
    if field and still:
        return (OPEN[field], index + 2) if field in OPEN else None
    return (field, sheet.past(index + 1, frozenset(("left",)))) if field else None


def _counting(word: str, entity: str) -> str | None:
    named = (
        field for field, words in COUNTED.items() for each in words.split() if word in (each, singular(each))
        if has(entity, field)
    )  # fmt: skip
    return next(named, None) if word else None


def _counts_else(sheet: Sheet, index: int, entity: str) -> bool:
    """Whether something is counted that is no figure of the entity: "90 days", "2 urgent cases"."""
    if sheet.word(index) in UNITS_OF_TIME:
        return True
    nouns = (noun_at(sheet, at) for at in (index, index + 1) if sheet.word(index) not in LINKS | WITHIN)
    return any(noun and noun != entity for noun in nouns)


def _tiny(sheet: Sheet, after: int, mark: Mark) -> bool:
    """Whether a small number right before a word that means nothing here rather counts that: "3 purple doors"."""
    word = sheet.word(after)
    unknown = word.isalpha() and sheet.free(after) and word not in FILLERS | LINKS | WITHIN | UNITS
    return mark.kind == "number" and mark.value < SMALLEST and unknown


def _named_before(sheet: Sheet, first: int, entity: str) -> tuple[str, int] | None:
    """The numeric field whose words end right before the comparison, link words between."""
    end = first
    while end > 0 and sheet.word(end - 1) in LINKS and not field_at(sheet, end - 1, entity):
        end -= 1
    for start in range(max(end - 4, 0), end):
        found = field_at(sheet, start, entity)
        if found and found[1] == end and numeric(entity, found[0]):
            return found[0], start
    return None


def numeric(entity: str, name: str) -> bool:
    """Whether a field can be compared by size; a custom one may be."""
    own = next((field for field in fields_of(NOUNS[entity]) if field.name == name), None)
    if own:
        return own.kind in ("money", "number")
    joined = (fields_of(NOUNS[each.of]) for each in NOUNS[entity].FIELDS if each.of)
    kinds = [field.kind for fields in joined for field in fields if field.name == name]
    return not kinds or kinds[0] in ("money", "number")


def number_at(sheet: Sheet, index: int) -> int | None:
    """The whole number at an atom, in figures or as a word."""
    atom = sheet.atom(index)
    if not sheet.free(index):
        return None
    if atom.kind == "amount":
        return int(atom.value.value) if atom.value.value == int(atom.value.value) else None
    if atom.word.isdecimal() and len(atom.word) < 5:
        return int(atom.word)
    return ONES.get(atom.word) or TENS.get(atom.word)
