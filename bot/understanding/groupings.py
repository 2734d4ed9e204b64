"""By what a figure is broken down: "by owner", "per month", "for each industry", "who sold the most"."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.entities import noun_at
from bot.understanding.fieldwords import field_at, role_of
from bot.understanding.sheets import Phrases, Sheet
from storage.crm import NOUNS

LEADS = Phrases(dict.fromkeys(
    "by;per;for each;for every;each;every;across;across all;broken down by;break down by;split by;grouped by;group by;between;"
    "among;amongst;split into;split between;sorted into;for all;by each;by every;per each;divided by;in each;in every;"
    "at each;from each;of each;grouped into;breakdown by;along;depending on;according to;versus the other;for the different;"
    "for the various;by different".split(";"), True))  # fmt: skip
UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
         "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year"}  # fmt: skip
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
           "annual": "year"}  # fmt: skip
TRENDS = frozenset(("trend", "trends", "develop", "developed", "development", "evolve", "evolved", "growth", "timeline", "grow"))
PEOPLE = frozenset(
    """rep reps owner owners agent agents person salesperson salespeople seller sellers colleague colleagues member members
    assignee assignees us employee user users everyone people somebody teammate teammates manager managers who""".split()
)
MOST = frozenset("most best highest largest biggest least fewest lowest worst top strongest fastest slowest more".split())
SKIPPED = frozenset("the our their a sales support of account each different single individual team its".split())


@dataclass(frozen=True)
class Group:
    """What stands behind "by": a unit of time, a role, or words from `start` that name a field once the entity is known."""

    first: int
    start: int
    unit: str = ""
    asked: bool = False


def read_group(sheet: Sheet) -> Group | None:
    """Where the grouping is said; its words are taken, so that they name no entity."""
    asked = _asked(sheet)
    found = asked or next(_led(sheet), None) or _adverb(sheet)
    if found:
        sheet.take(found.first, found.start + (1 if found.asked or found.unit else 0))
    return found


def _led(sheet: Sheet) -> Iterator[Group]:
    for _, first, after in LEADS.within(sheet):
        start = after
        while sheet.word(start) in SKIPPED and not sheet.word(start) == "team":
            start += 1
        if sheet.word(start) == "team" and sheet.word(start + 1) in ("member", "members"):
            start += 1
        unit = UNITS.get(sheet.word(start), "")
        if unit or _names_field(sheet, start):
            yield Group(first, start, unit)
        elif sheet.word(start) in ("close", "closing", "order", "creation") and (unit := UNITS.get(sheet.word(start + 1), "")):
            yield Group(first, start + 1, unit)


def _names_field(sheet: Sheet, start: int) -> bool:
    entities = ("deal", "case", "customer", "order", "interaction", "lead", "product", "contact", "campaign")
    return sheet.word(start) in PEOPLE or any(field_at(sheet, start, entity) for entity in entities) or _noun(sheet, start)


def _noun(sheet: Sheet, start: int) -> bool:
    return noun_at(sheet, start) in ("customer", "product", "contact", "campaign", "case")


def _asked(sheet: Sheet) -> Group | None:
    """ "which industry has most ...", "who sold the most", "from which cities do most come". """
    if not any(sheet.word(at) in MOST for at in range(len(sheet.atoms))):
        return None
    for at, atom in enumerate(sheet.atoms):
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


def _adverb(sheet: Sheet) -> Group | None:
    for at, atom in enumerate(sheet.atoms):
        if atom.word in ADVERBS and sheet.word(at + 1) not in ("revenue", "turnover", "budget") or atom.word in ("monthly",):
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
    if word in PEOPLE and not (named and named[0] == "team"):
        sheet.take(group.start, named[1] if named else group.start + 1)
        return role_of(entity)
    if named and not (noun == entity):
        sheet.take(group.start, named[1])
        return named[0]
    return _by_noun(sheet, group, entity, noun)


def _by_noun(sheet: Sheet, group: Group, entity: str, noun: str | None) -> str | None:
    if noun is None:
        return None
    sheet.take(group.start, group.start + 1)
    if noun == entity:
        return "name" if NOUNS[entity].field("name") else None
    return next((field.name for field in NOUNS[entity].FIELDS if field.of == noun), None)
