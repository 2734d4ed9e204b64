"""Repairs: what can be put right in the records without asking anybody, as proposals of before and after."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, select

from storage.countries import country_code, country_named
from storage.crm import NOUNS, Crm
from storage.customers import domain_of
from storage.door import at_the_door, country_of_phone
from storage.people import Person
from storage.record import Record, Welcomed

FIXES = ("countries", "phones", "emails", "spelling", "missing_countries", "duplicates")
"""What can be repaired; duplicates by merging them."""
WORD = re.compile(r"[^\W\d_]+")
SMALL = frozenset("van von de der den del della di da du la le of and und zu zum auf am".split())
GENERIC = frozenset("ai co io me tv cc fm gg to ws la ly sh".split())
"""Endings of web addresses that stand for a country and are used everywhere."""
AT_MOST = 5000
"""Values that are put right at once."""

Values = Mapping[str, Any]


class Proposal(NamedTuple):
    """One value of one record, before and after."""

    kind: str
    id: int
    name: str
    field: str
    before: str | None
    after: str


def proposals(crm: Crm, fix: str, kind: str, owner: Person | None = None) -> list[Proposal]:
    """What the fix would change in the records of a kind, of everybody or of one owner."""
    return [each for row in rows_of(crm, kind, owner) for each in _proposed(crm, fix, kind, row)]


def rows_of(crm: Crm, kind: str, owner: Person | None = None) -> list[Values]:
    """The live records of a kind as plain columns; those of contacts with their customer's `home` country."""
    wanted = _owned(_selected(kind), kind, owner)
    return [dict(row) for row in crm.session.connection().execute(wanted).mappings()]


def _selected(kind: str) -> Select[Any]:
    table, customers = _table(kind), _table("customer")
    if kind != "contact":
        return select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    joined = table.outerjoin(customers, table.c.customer_id == customers.c.id)
    home = customers.c.country.label("home")
    return select(table, home).select_from(joined).where(table.c.deleted_at.is_(None)).order_by(table.c.id)


def _owned(wanted: Select[Any], kind: str, owner: Person | None) -> Select[Any]:
    if owner is None:
        return wanted
    holder = _table("customer") if kind == "contact" else _table(kind)
    return wanted.where(holder.c.owner_id == owner.id)


def _table(kind: str) -> Table:
    table = NOUNS[kind].__table__
    assert isinstance(table, Table)
    return table


def _proposed(crm: Crm, fix: str, kind: str, row: Values) -> Iterator[Proposal]:
    for field in FIELDS[fix]:
        if field in row and (after := REPAIRS[fix](crm, kind, field, row)) and after != row[field]:
            yield Proposal(kind, row["id"], row["name"], field, row[field], after)


def _welcomed(crm: Crm, kind: str, field: str, row: Values) -> str | None:
    """The value as it would be kept if it came today."""
    text = row[field]
    return at_the_door(field, text.strip(), row.get("country") or row.get("home") or crm.country) if text else None


def _spelled(crm: Crm, kind: str, field: str, row: Values) -> str | None:
    """Without spaces too many; names of people and towns written all large or all small with capitals."""
    text = " ".join((row[field] or "").split())
    shouted = text.isupper() or text.islower()
    if kind == "customer" and field == "name":
        return text
    return capitalised(text) if shouted and len(text) > 3 else text


@lru_cache(1 << 12)
def capitalised(text: str) -> str:
    """A name with a capital on each word but the small ones between: `VINCENT VAN GOGH` is `Vincent van Gogh`."""
    return WORD.sub(lambda match: _capital(match[0], match.start() > 0), text)


def _capital(word: str, within: bool) -> str:
    return word.lower() if within and word.lower() in SMALL else word.capitalize()


def _country(crm: Crm, kind: str, field: str, row: Values) -> str | None:
    """The country that the phone tells, or the ending of the web address."""
    if row[field] or not (row.get("phone") or row.get("website")):
        return None
    return country_of_phone(row.get("phone") or "") or country_of_domain(domain_of(row.get("website")))


def country_of_domain(domain: str) -> str | None:
    """The country whose ending a domain has, None for those that are used everywhere."""
    ending = domain.rpartition(".")[2]
    if len(ending) != 2 or ending in GENERIC:
        return None
    return country_named({"uk": "gb"}.get(ending, ending)) if country_code(ending) else None


REPAIRS: dict[str, Callable[[Crm, str, str, Values], str | None]] = {
    "countries": _welcomed, "phones": _welcomed, "emails": _welcomed, "spelling": _spelled,
    "missing_countries": _country,
}  # fmt: skip
FIELDS = {
    "countries": ("country",), "phones": ("phone",), "emails": ("email",), "spelling": ("name", "city"),
    "missing_countries": ("country",),
}  # fmt: skip


def repair(crm: Crm, wanted: list[Proposal]) -> list[Record]:
    """Carry the proposals out, those of records that are still as they were, and return the records."""
    changed: dict[tuple[str, int], Record] = {}
    for kind in dict.fromkeys(each.kind for each in wanted):
        mine = [each for each in wanted if each.kind == kind]
        for first in range(0, len(mine), 500):
            some = mine[first : first + 500]
            records = {record.id: record for record in crm.of(kind).by_ids(each.id for each in some)}
            done = [each for each in some if each.id in records and _set(records[each.id], each)]
            changed |= {(kind, each.id): records[each.id] for each in done}
    crm.session.flush()
    return list(changed.values())


def _set(record: Record, told: Proposal) -> bool:
    if getattr(record, told.field) != told.before:
        return False
    if isinstance(record, Welcomed) and told.before and told.field in ("country", "phone", "email"):
        record.keep(told.field, told.before, told.after)
    else:
        setattr(record, told.field, told.after)
    return True
