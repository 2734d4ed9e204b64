"""In which order, and how many: "top 5 by revenue", "the oldest", "newest first", "sorted by city"."""

from bot.understanding.questions.comparisons import OPEN, number_at, numeric
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.entities import ENTITY_OF, noun_at
from bot.understanding.questions.fieldwords import NUMERIC, field_at
from bot.understanding.questions.sheets import Phrases, Sheet
from bot.understanding.questions.vocabulary import singular
from storage.crm import NOUNS
from storage.derived import fields_of

SIZE, TIME, PRICE, DUE, BEST, URGENT, LATE, TOUCH = ("size", "time", "price", "due", "best", "urgent", "late", "touch")
HEALTH, AGE = ("health", "age")
SUPERLATIVES = Phrases(
    {
        **dict.fromkeys("biggest;largest;top;highest;greatest;most valuable;richest;strongest;hugest;"
                        "hottest".split(";"),
                        ("-", SIZE)),
        **dict.fromkeys("smallest;lowest;tiniest;least valuable;poorest;weakest;littlest".split(";"), ("", SIZE)),
        **dict.fromkeys("best".split(";"), ("-", BEST)), **dict.fromkeys("worst".split(";"), ("", BEST)),
        **dict.fromkeys("newest;latest;most recent;recent;last;freshest".split(";"), ("-", TIME)),
        **dict.fromkeys("oldest;earliest;longest open;first".split(";"), ("", TIME)),
        **dict.fromkeys("cheapest;least expensive".split(";"), ("", PRICE)),
        **dict.fromkeys("most expensive;dearest;priciest".split(";"), ("-", PRICE)),
        "youngest": ("-", AGE),
        **dict.fromkeys("healthiest;most healthy".split(";"), ("-", HEALTH)),
        **dict.fromkeys("least healthy;unhealthiest;most unhealthy".split(";"), ("", HEALTH)),
        "most urgent": ("-", URGENT), "most overdue": ("", LATE), "longest overdue": ("", LATE),
        **dict.fromkeys("longest waiting;longest standing".split(";"), ("", TIME)),
        **dict.fromkeys("least recently contacted;longest without contact;longest without a contact;"
                        "least recently spoken to;most neglected".split(";"), ("", TOUCH)),
        **dict.fromkeys("most recently contacted;last contacted".split(";"), ("-", TOUCH)),
        **dict.fromkeys("biggest spenders;top spenders;best spenders;highest spending".split(";"), ("-", BEST)),
        **dict.fromkeys("soonest;closes next;closing next;close next;due next;closing soonest;due soonest".split(";"),
                        ("", DUE)), "next": ("", DUE), "new": ("-", TIME),
    }
)  # fmt: skip
FIELDS = {
    SIZE: NUMERIC | {"case": "priority"},
    BEST: {entity: name for entity, name in NUMERIC.items() if entity != "product"} | {"customer": "lifetime_value"},
    TIME: {"customer": "created_at", "contact": "created_at", "lead": "created_at", "deal": "created_at",
           "case": "opened_at", "order": "ordered_on", "interaction": "happened_at", "reminder": "due_at",
           "product": "created_at", "campaign": "starts_on"},
    PRICE: {"product": "price", "deal": "amount", "order": "amount"},
    DUE: {"deal": "close_on", "case": "due_at", "reminder": "due_at", "contact": "birthday"},
    TOUCH: {"customer": "last_contacted_at", "contact": "last_contacted_at", "deal": "last_contacted_at"},
    LATE: {"deal": "close_on", "case": "due_at", "reminder": "due_at"},
    HEALTH: {"customer": "health"},
    URGENT: {"case": "priority", "reminder": "due_at"},
}  # fmt: skip
FIELDS[AGE] = FIELDS[TIME] | {"contact": "birthday"}
SORTING = Phrases(dict.fromkeys(
    "sorted by;sort by;order by;ordered by;ranked by;rank by;sort them by;order them by;in order of;"
    "by order of;"
    "sorted after;arranged by;sorting by;sort;order".split(";"), True))  # fmt: skip
DIRECTIONS = Phrases(
    dict.fromkeys("descending;desc;highest first;largest first;biggest first;newest first;latest first;"
                  "most first;"
                  "high to low;most recent first;best first;in descending order;largest to smallest;"
                  "from high to low;"
                  "down;description;z to a;most urgent first;longest first;most expensive first".split(";"), "-")
    | dict.fromkeys("ascending;asc;lowest first;smallest first;oldest first;earliest first;low to high;"
                    "cheapest first;"
                    "in ascending order;a to z;from a to z;a z;least first;from low to high".split(";"), "")
)  # fmt: skip
EXTREMES = Phrases(
    dict.fromkeys("the most;most;the highest;highest;the largest;largest;the biggest;biggest".split(";"), "-")
    | dict.fromkeys("the least;least;the lowest;lowest;the fewest;fewest;the smallest;smallest".split(";"), "")
)
ALPHABET = Phrases(
    dict.fromkeys("alphabetically;alphabetical;in alphabetical order;by alphabet;from a to z".split(";"), True)
)
COUNTS = {"customer": {"order": "orders", "deal": "deals", "case": "cases", "contact": "contacts"}}
RECENTLY = Phrases(dict.fromkeys("recently;recent".split(";"), True))
LEADS = frozenset(("first", "limit", "just", "only", "me", "show", "list", "top", "any", "next", "last"))


def read_ordering(draft: Draft) -> None:
    """Set how the records are sorted and how many are wanted."""
    for _, first, after in list(ALPHABET.within(draft.sheet)):
        draft.sort = "name"
        draft.sheet.take(first, after)
    _sorted(draft)
    _first(draft)
    _extreme(draft)
    _superlative(draft)


def _sorted(draft: Draft) -> None:
    sheet = draft.sheet
    for first, after in _asked(draft):
        field = field_at(sheet, sheet.past(after, frozenset(("by", "the", "their"))), draft.entity)
        if not field:
            continue
        sheet.take(first, field[1])
        turned = DIRECTIONS.at(sheet, sheet.past(field[1], frozenset((",", "in", "(", "from"))))
        draft.sort = (turned[0] if turned else "-" if _by_size(draft, field[0], first) else "") + field[0]
        if turned:
            sheet.take(field[1], turned[1])


def _asked(draft: Draft) -> list[tuple[int, int]]:
    """Where sorting is asked for, and where its field begins: "sorted by city", "sort the customers by city"."""
    sheet = draft.sheet
    found = [(first, after) for _, first, after in SORTING.within(sheet)]
    for at, atom in enumerate(sheet.atoms):
        by = next((index for index in range(at + 1, at + 6) if sheet.word(index) == "by"), None)
        if atom.word in ("sort", "order", "rank", "arrange") and by and (at, by) not in found:
            found.append((by, by + 1))
            sheet.take(at, at + 1)
    ranked = {first for _, first, _ in SUPERLATIVES.within(sheet)}
    for at in sheet.free_atoms("word"):
        if any(first < at for first in ranked):
            break
        if sheet.word(at) == "by" and noun_of(sheet.word(at - 1)) == draft.entity and (at, at + 1) not in found:
            named = field_at(sheet, at + 1, draft.entity)
            found += [(at, at + 1)] if named and _ordered(draft.entity, named[0]) else []
    return found


def _ordered(entity: str, name: str) -> bool:
    """Whether a field has a size or a time, by which it is natural to sort."""
    field = next((field for field in fields_of(NOUNS[entity]) if field.name == name), None)
    return numeric(entity, name) or bool(field and field.kind in ("date", "moment"))


def _by_size(draft: Draft, field: str, first: int) -> bool:
    """Whether the largest are wanted first though nobody said so: "ranked by revenue"."""
    return draft.sheet.word(first) in ("ranked", "rank", "by") and numeric(draft.entity, field)


def _first(draft: Draft) -> None:
    """ "newest first", "lowest first" by themselves."""
    sheet = draft.sheet
    for (sign, dimension), first, after in list(SUPERLATIVES.within(sheet)):
        if sheet.word(after) == "first" and sheet.free(first) and sheet.word(first) != "first":
            named = field_at(sheet, first - 1, draft.entity) if first else None
            field = named[0] if named and named[1] == first else FIELDS[dimension].get(draft.entity)
            draft.sort = draft.sort or (f"{sign}{field}" if field else None)
            sheet.take(first - bool(named and named[1] == first), after + 1)
    for sign, first, after in list(DIRECTIONS.within(sheet)):
        draft.sort = draft.sort or (sign + FIELDS[SIZE].get(draft.entity, "name"))
        sheet.take(first, after)


def _extreme(draft: Draft) -> None:
    """ "with the highest score", "who has the most employees", "with most orders"."""
    sheet = draft.sheet
    for sign, first, after in list(EXTREMES.within(sheet)):
        still = sheet.word(after) in ("open", "unresolved")
        noun = COUNTS.get(draft.entity, {}).get(noun_at(sheet, after + still) or "")
        noun = OPEN.get(noun or "") if still else noun
        field = field_at(sheet, after, draft.entity)
        if noun or (field and field[0] != "overdue" and _ends(sheet, field[1])):
            draft.sort = sign + (noun or (field[0] if field else ""))
            sheet.take(first, after + 1 + still if noun or not field else field[1])
            _single(draft)
            draft.limit = draft.limit or (None if noun or not field else _one(draft, first, field[1]))


def _ends(sheet: Sheet, index: int) -> bool:
    return not noun_at(sheet, index)


def _single(draft: Draft) -> None:
    """ "which customer has ..." asks for one."""
    asked = draft.sheet.word(0) in ("which", "what", "who") and _one_asked(draft)
    first = draft.sheet.past(0, frozenset(("the", "show", "me", "find")))
    named = noun_of(draft.sheet.word(first)) == draft.entity and singular(draft.sheet.word(first)) == (
        draft.sheet.word(first)
    )
    if draft.limit is None and (asked or named):
        draft.limit = 1


def _one_asked(draft: Draft) -> bool:
    word = draft.sheet.word(1)
    return noun_of(word) == draft.entity and singular(word) == word


def noun_of(word: str) -> str | None:
    """The entity of a single word."""
    return ENTITY_OF.get(word) or ENTITY_OF.get(singular(word))


def _superlative(draft: Draft) -> None:
    sheet = draft.sheet
    for (sign, dimension), first, after in list(SUPERLATIVES.within(sheet)):
        field = FIELDS[dimension].get(draft.entity)
        limit = _limit(sheet, first, after)
        if not field or _no_order(draft, first, after, limit):
            continue
        start, end = _around(sheet, first, after, limit)
        named = _named(draft, end)
        behind = next((at for at in range(end, end + 3) if sheet.word(at) == "first"), None)
        if behind is not None:
            sheet.take(behind, behind + 1)
        draft.limit = draft.limit or limit or (None if behind else _one(draft, first, end))
        if not behind:
            _single(draft)
        draft.sort = draft.sort or sign + (named[0] if named else field)
        sheet.take(start, end - (dimension == LATE))
        if named:
            sheet.take(named[1], named[2])
        if dimension == DUE and draft.entity == "deal":
            draft.put(first, "stage", "!=", "won")
            draft.put(first, "stage", "!=", "lost")
        if dimension == DUE and sheet.word(end + 1) == "to":
            sheet.take(end + 1, end + 3)


def _no_order(draft: Draft, first: int, after: int, limit: int | None) -> bool:
    """Whether "last" or "new" orders nothing: "last year", "new customers this year", "new cases"."""
    word = draft.sheet.word(first)
    if word == "new" and (draft.entity == "case" or draft.sheet.free_atoms("period")):
        return True
    return word in ("first", "last", "next", "recent", "new") and not (limit or _adjective(draft, after))


def _adjective(draft: Draft, after: int) -> bool:
    """Whether "last" stands right before what is asked for: "last orders", "recent deals"."""
    return draft.sheet.word(after) != "" and noun_of(draft.sheet.word(after)) == draft.entity


def _limit(sheet: Sheet, first: int, after: int) -> int | None:
    """The number beside a superlative."""
    return number_at(sheet, after) or number_at(sheet, first - 1)


def _around(sheet: Sheet, first: int, after: int, limit: int | None) -> tuple[int, int]:
    if limit is None:
        return first, after
    return (first, after + 1) if number_at(sheet, after) else (first - 1, after)


def _named(draft: Draft, index: int) -> tuple[str, int, int] | None:
    """ "... by revenue", "... in terms of health" behind a superlative."""
    sheet = draft.sheet
    for at in range(index, len(sheet.atoms)):
        if sheet.word(at) in ("by", "after") or (sheet.word(at) == "of" and sheet.word(at - 1) == "terms"):
            start = sheet.past(at + 1, frozenset(("the", "their", "total", "annual", "highest", "most")))
            field = field_at(sheet, start, draft.entity)
            if field:
                return field[0], at, field[1]
    return None


def _one(draft: Draft, first: int, after: int) -> int | None:
    """One where the noun is in the singular: "the biggest deal"."""
    for at in range(after, after + 3):
        word = draft.sheet.word(at)
        if noun_of(word) == draft.entity and word:
            return 1 if singular(word) == word and not _in_the_mass(word) else None
    return None


def _in_the_mass(word: str) -> bool:
    return word in ("people", "staff", "stock", "pipeline", "business")


def read_listing(draft: Draft) -> None:
    """ "open cases by priority", said at the end: the list in that order."""
    sheet = draft.sheet
    for at in sheet.free_atoms("word"):
        named = field_at(sheet, at + 1, draft.entity) if sheet.word(at) in ("by", "per") else None
        if named and named[1] == len(sheet.atoms) and not draft.sort:
            downward = numeric(draft.entity, named[0]) or named[0] == "priority"
            draft.sort = ("-" if downward else "") + named[0]
            sheet.take(at, named[1])


def read_number(draft: Draft) -> None:
    """ "show me 5 open cases", "first ten customers", "just three"."""
    sheet = draft.sheet
    if draft.limit is not None:
        return
    for index in [*sheet.free_atoms("amount"), *sheet.free_atoms("word")]:
        number = number_at(sheet, index)
        noun = any(noun_of(sheet.word(at)) == draft.entity for at in range(index + 1, index + 4) if sheet.word(at))
        before = sheet.word(index - 1)
        if number and (noun or before in LEADS) and sheet.word(index + 1) not in ("in", "left"):
            draft.limit = number
            sheet.take(index - (before in ("first", "limit", "next", "last", "top")), index + 1)
            return
