"""By what a figure is broken down: "by owner", "per month", "for each industry", "who sold the most"."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.questions.entities import noun_at
from bot.understanding.questions.fieldwords import field_at, role_of
from bot.understanding.questions.sheets import Phrases, Sheet
from storage.crm import NOUNS

LEADS = Phrases(dict.fromkeys(
    "by;per;for each;for every;each;every;across;across all;broken down by;break down by;split by;grouped by;"
    "group by;between;"
    "among;amongst;split into;split between;sorted into;for all;by each;by every;per each;divided by;in each;"
    "in every;"
    "at each;from each;of each;grouped into;breakdown by;along;depending on;according to;versus the other;"
    "for the different;"
    "for the various;by different".split(";"), True))  # fmt: skip
UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
         "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year"}  # fmt: skip
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
           "annually": "year", "annual": "year"}  # fmt: skip
TRENDS = frozenset("trend trends develop developed development evolve evolved growth timeline grow".split())
PEOPLE = frozenset(
    """rep reps owner owners agent agents person salesperson salespeople seller sellers colleague colleagues
        member members
    assignee assignees us employee user users everyone people somebody teammate teammates manager managers
    who""".split()
)
MOST = frozenset(
    "most best highest largest biggest least fewest lowest worst top strongest fastest slowest more".split()
)
FIGURES = frozenset("revenue amount value sales turnover volume worth count number won order deal".split())
DONE = frozenset("spent bought ordered purchased paid placed made opened reported raised".split())
BUYERS = frozenset("bought buy buys ordered orders order purchased spent spend spends".split())
WIDE = frozenset(("across", "among", "amongst", "between", "for", "from", "of", "in", "at"))
LANES = ("pipeline", "pipelines")
LOSING = frozenset("lose losing lost loss losses".split())
REASONS = frozenset("why reason reasons".split())
SKIPPED = frozenset("the our their a sales support of account each different single individual team its".split())


@dataclass(frozen=True)
class Group:
    """What stands behind "by": a unit of time, or words from `start` that name a field once the entity is known."""

    first: int
    start: int
    unit: str = ""
    asked: bool = False


def read_group(sheet: Sheet) -> Group | None:
    """Where the grouping is said; its words are taken, so that they name no entity."""
    asked = _asked(sheet)
    found = asked or next(_led(sheet), None) or _adverb(sheet) or _reasons(sheet)
    if found:
        sheet.take(found.first, found.start + 1)
        if found.asked:
            sheet.taken |= {at for at, atom in enumerate(sheet.atoms) if atom.word in MOST}
    return found


def _led(sheet: Sheet) -> Iterator[Group]:
    for _, first, after in LEADS.within(sheet):
        start = after
        if sheet.word(first) == "by" and sheet.word(first - 1) in DONE and noun_at(sheet, after) == "customer":
            continue
        if sheet.word(first) in WIDE and sheet.word(after - 1) != "each" and _noun(sheet, sheet.past(start, SKIPPED)):
            continue
        while sheet.word(start) in SKIPPED - {"team"}:
            start += 1
        if sheet.word(start) == "team" and sheet.word(start + 1) in ("member", "members"):
            start += 1
        unit = UNITS.get(sheet.word(start), "")
        if sheet.word(start) in FIGURES:
            continue
        if unit or _names_field(sheet, start):
            yield Group(first, start, unit)
        elif sheet.word(start) in ("close", "closing", "order", "creation") and sheet.word(start + 1) in UNITS:
            closing = sheet.word(start).startswith("clos") and sheet.word(start + 1).startswith("month")
            yield Group(first, start + 1, "close_on" if closing else UNITS[sheet.word(start + 1)])


def _names_field(sheet: Sheet, start: int) -> bool:
    entities = ("deal", "case", "customer", "order", "interaction", "lead", "product", "contact", "campaign")
    named = any(field_at(sheet, start, entity) for entity in entities)
    return named or sheet.word(start) in (*PEOPLE, *LANES) or _noun(sheet, start)


def _noun(sheet: Sheet, start: int) -> bool:
    return noun_at(sheet, start) in ("customer", "product", "contact", "campaign", "case")


def _asked(sheet: Sheet) -> Group | None:
    """ "which industry has most ...", "who sold the most", "from which cities do most come"."""
    if not any(sheet.word(at) in MOST for at in range(len(sheet.atoms))):
        return None
    for at, atom in enumerate(sheet.atoms):
        noun = at + 1 + (sheet.word(at + 1) in ("selling", "performing")) + (sheet.atom(at + 1).kind == "amount")
        if atom.word in MOST - {"more", "most", "least"} and _ranked(sheet, noun):
            return Group(at, noun, asked=True)
        if atom.word in ("who", "whose") and sheet.word(at + 1) not in ("are", "is"):
            return Group(at, at, asked=True)
        if atom.word in ("which", "what"):
            start = at + 1
            while sheet.word(start) in SKIPPED | {"kind", "kinds", "type", "types"} | MOST - {"more"} | {"selling"}:
                start += 1
            if UNITS.get(sheet.word(start)):
                return Group(at, start, UNITS[sheet.word(start)])
            if _names_field(sheet, start):
                return Group(at, start, asked=True)
    return None


def _ranked(sheet: Sheet, index: int) -> bool:
    """ "top industries", "best reps": what is ranked by the figure."""
    several = sheet.word(index).endswith("s") or sheet.word(index - 1) in ("selling", "performing")
    return several and _names_field(sheet, index) and noun_at(sheet, index) != "case"


def _reasons(sheet: Sheet) -> Group | None:
    """ "why do we lose deals", "the most common reasons for losing": by the reason that was told."""
    if not any(atom.word in LOSING for atom in sheet.atoms):
        return None
    return next((Group(at, at) for at, atom in enumerate(sheet.atoms) if atom.word in REASONS), None)


def _adverb(sheet: Sheet) -> Group | None:
    for at, atom in enumerate(sheet.atoms):
        yearly_figure = atom.word == "annual" and sheet.word(at + 1) in ("revenue", "turnover", "budget")
        if atom.word in ADVERBS and not yearly_figure:
            return Group(at, at, ADVERBS[atom.word])
    trend = next((at for at, atom in enumerate(sheet.atoms) if atom.word in TRENDS), None)
    return Group(trend, trend, "month") if trend is not None else None


def field_of(sheet: Sheet, group: Group, entity: str) -> str | None:
    """The name of the field to group by, once the entity is known; its words are taken."""
    if group.unit:
        return group.unit
    retaken = set(sheet.taken)
    sheet.taken -= set(range(group.start, group.start + 4))
    named = field_at(sheet, group.start, entity)
    noun = noun_at(sheet, group.start)
    sheet.taken = retaken
    word = sheet.word(group.start)
    if word in REASONS and NOUNS[entity].field("reason"):
        sheet.take(group.start, group.start + 1)
        return "reason"
    if word == "who" and sheet.has(*BUYERS) and NOUNS[entity].field("customer"):
        return "customer"
    if word in PEOPLE and not (named and named[0] == "team"):
        sheet.take(group.start, named[1] if named else group.start + 1)
        return role_of(entity)
    if named:
        sheet.take(group.start, named[1])
        return named[0]
    if word in LANES and entity == "deal":
        return "pipeline"
    return _by_noun(sheet, group, entity, noun)


def _by_noun(sheet: Sheet, group: Group, entity: str, noun: str | None) -> str | None:
    if noun is None:
        return None
    sheet.take(group.start, group.start + 1)
    if noun == entity:
        return "name" if NOUNS[entity].field("name") else None
    return next((field.name for field in NOUNS[entity].FIELDS if field.of == noun), None)
