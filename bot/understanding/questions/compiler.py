"""Questions: from what is asked to the slots of `find_records` and `report`."""

from dataclasses import dataclass, field
from typing import Any

from bot.understanding.questions.belongings import read_belongings
from bot.understanding.questions.comparisons import read_comparisons
from bot.understanding.questions.drafts import Draft, Filter
from bot.understanding.questions.entities import infer_entity, noun_at, read_entity
from bot.understanding.questions.fieldwords import has, reachable
from bot.understanding.questions.figurewords import BUYING, ENTITY_OF, Figure, pieces, read_figure, read_rate
from bot.understanding.questions.fillers import FILLERS
from bot.understanding.questions.groupings import field_of, read_group
from bot.understanding.questions.imported import read_imported
from bot.understanding.questions.misspelt import read_misspelt
from bot.understanding.questions.orderings import read_listing, read_number, read_ordering
from bot.understanding.questions.ownership import read_ownership
from bot.understanding.questions.pipelines import read_pipelines
from bot.understanding.questions.places import read_places
from bot.understanding.questions.presence import read_presence
from bot.understanding.questions.relations import read_records
from bot.understanding.questions.sheets import Marks, Sheet
from bot.understanding.questions.spans import COMPARING, read_span
from bot.understanding.questions.statuses import read_statuses
from bot.understanding.questions.timings import read_ages, read_periods, verbs_of
from bot.understanding.questions.wordings import read_names, read_words
from storage.crm import NOUNS

__all__ = ["Compiled", "Marks", "compile_find", "compile_report"]

REPORTING = frozenset(
    """breakdown break broken chart charts graph graphs plot statistics statistic stats stat distribution
        compare compared
    comparison share ratio vs versus against rate rates trend growth group grouped split pie bar bars line
    diagram percentage
    proportion analysis performance performing crunching took take takes taking does board numbers per by
    number report far long brings bring logged makes
    quarterly monthly weekly daily yearly annual annually others wants new median across""".split()
)
"""Words that ask for a report and say nothing else."""

SHARES = frozenset("percentage percent proportion share ratio".split())
"""Words that ask for a part of the whole, which only rates and groups tell."""

OWN_STATE = {
    "win_rate": "stage",
    "cycle_days": "stage",
    "conversion_rate": "status",
    "resolution_hours": "status",
    "first_reply_hours": "status",
}


@dataclass(frozen=True)
class Compiled:
    """The slots of a question, as intents hold them, and the words that were not understood."""

    slots: dict[str, Any] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def compile_find(text: str, marks: Marks, fillers: frozenset[str] | None = None) -> Compiled:
    """The slots of `find_records`: entity, filters, sort, limit. Only `fillers`, where told, may go unread."""
    sheet = Sheet(text, marks)
    draft = _begun(sheet)
    read_ordering(draft)
    read_filters(draft)
    read_ages(draft)
    read_periods(draft)
    read_number(draft)
    read_listing(draft)
    slots = {"entity": draft.entity, "filters": draft.filters(), "sort": draft.sort, "limit": draft.limit}
    known = fillers or FILLERS | verbs_of(draft)
    return Compiled({name: value for name, value in slots.items() if value}, _unread(draft, known))


def _unread(draft: Draft, fillers: frozenset[str]) -> tuple[str, ...]:
    """What was not understood; that the entity is named again is no loss."""
    sheet, names = draft.sheet, {name.rpartition(".")[2] for _, (name, _, _) in draft.placed}
    kinds = {draft.entity, "customer"} if reachable(draft.entity, "industry") else {draft.entity}
    pointed = [(field.name, field.of) for field in NOUNS[draft.entity].FIELDS if field.of]
    imported = sheet.marks.vocabulary.imported
    kinds |= {of for field, of in pointed if field in names or any(has(of, n) or n in imported(of) for n in names)}
    again = [at for at in sheet.free_atoms("word") if noun_at(sheet, at) in kinds]
    sheet.taken.update(again)
    return (*sheet.unread(fillers), *_either(draft))


def _either(draft: Draft) -> list[str]:
    """ "or" between two fields: all filters hold together, so that it cannot be kept."""
    for at in draft.sheet.free_atoms("word"):
        before = max((each for each in draft.placed if each[0] < at), key=lambda each: each[0], default=None)
        behind = min((each for each in draft.placed if at < each[0] <= at + 4), key=lambda each: each[0], default=None)
        if draft.sheet.word(at) == "or" and before and behind and _apart(before[1], behind[1]):
            return ["or"]
    return []


def _apart(one: Filter, other: Filter) -> bool:
    """Whether two filters are on different fields and not both denied, where "or" means that neither holds."""
    return bool(one[0] != other[0]) and not {one[1], other[1]} <= {"!=", "empty"}


def _begun(sheet: Sheet) -> Draft:
    if sheet.marks.narrowing:
        return Draft(sheet, sheet.marks.entity)
    entity, channel = read_entity(sheet)
    if not entity:
        entity, channel = infer_entity(sheet)
        entity = "customer" if entity == "order" and sheet.has(*BUYING) and _denies(sheet) else entity
    draft = Draft(sheet, "order" if entity in ("customer", "contact") and _bought(sheet) else entity)
    if channel:
        draft.put(0, "channel", "=", channel)
    return draft


def _bought(sheet: Sheet) -> bool:
    """Whether purchases of a product are asked for: "which customers bought the Winch 300"."""
    products = any(sheet.atom(at).value.is_one("product") for at in sheet.free_atoms("record"))
    return products and sheet.has(*BUYING) and not _denies(sheet)


def _denies(sheet: Sheet) -> bool:
    return sheet.has("not", "never", "no", "without", "nothing")


def read_filters(draft: Draft) -> None:
    """Add every filter but those of time, the surest readings first."""
    read_imported(draft)
    read_belongings(draft, _read_belonging)
    read_pipelines(draft)
    read_ownership(draft)
    read_presence(draft)
    read_comparisons(draft)
    read_names(draft)
    read_statuses(draft)
    read_records(draft)
    read_words(draft)
    read_misspelt(draft)
    read_places(draft)


def _read_belonging(part: Draft) -> None:
    read_filters(part)
    read_periods(part)
    read_ages(part)


def compile_report(text: str, marks: Marks) -> Compiled:
    """The slots of `report`: measure, entity, by, filters, period."""
    sheet = Sheet(text, marks)
    rate = read_rate(sheet)
    group = read_group(sheet)
    draft, figure = _figure(sheet, rate)
    by = field_of(sheet, group, draft.entity) if group else None
    read_filters(draft)
    _without_own(draft, rate)
    if figure.won and not draft.about("stage"):
        draft.put(0, "stage", "=", "won")
    unit, period = read_span(draft, rate, grouped=bool(by))
    by = by or unit
    slots: dict[str, Any] = {"measure": figure.measure, "entity": "" if rate else draft.entity}
    slots |= {"by": by or _compared(draft), "filters": draft.filters(), "period": period}
    fillers = FILLERS | (REPORTING if rate or by else REPORTING - SHARES) | verbs_of(draft)
    return Compiled({name: value for name, value in slots.items() if value}, _unread(draft, fillers))


def _without_own(draft: Draft, rate: str | None) -> None:
    """Drop what a rate says itself: "what share of deals do we win" counts the lost ones too."""
    own = OWN_STATE.get(rate or "")
    draft.placed = [(at, filter) for at, filter in draft.placed if filter[0] != own]


def _figure(sheet: Sheet, rate: str | None) -> tuple[Draft, Figure]:
    said, channel = (sheet.marks.entity, None) if sheet.marks.narrowing else read_entity(sheet)
    if rate:
        return Draft(sheet, ENTITY_OF[rate]), Figure(rate, ENTITY_OF[rate])
    said = "" if said == "customer" and sheet.has("spend", "spent", "spends", "spending", "units", "pieces") else said
    counted = said == "customer" and sheet.has("many", "number", "count") and not pieces(sheet)
    draft = Draft(sheet, "order" if _bought(sheet) and not counted else said or _implied(sheet))
    if channel:
        draft.put(0, "channel", "=", channel)
    figure = read_figure(draft, said)
    draft.entity = figure.entity
    return draft, figure


def _implied(sheet: Sheet) -> str:
    """What a report without a noun is about: purchases, or what its words speak of."""
    return "order" if sheet.has(*BUYING) else infer_entity(sheet)[0]


def _compared(draft: Draft) -> str | None:
    """The field of which two values are set side by side: "won vs lost", "emails vs calls"."""
    if not draft.sheet.has(*COMPARING):
        return None
    return next((name for name, op, value in draft.filters() if op == "=" and isinstance(value, list)), None)
