"""Quality: how complete, fresh and right the records are, problem by problem, each with the records it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from storage.crm import Crm
from storage.door import is_doubtful
from storage.exchange.addresses import email_doubt, phone_doubt
from storage.interactions import Interaction
from storage.likeness.twins import CERTAIN, Twins, twins
from storage.people import Person
from storage.repairs import Values, proposals, rows_of

STALE = timedelta(days=365)
CHECKED = ("customer", "contact", "lead", "deal")
KEY_FIELDS = {
    "customer": ("country", "city", "industry", "phone", "owner"),
    "contact": ("customer", "email", "phone", "title"),
    "lead": ("email", "phone", "company", "owner"),
    "deal": ("customer", "amount", "close_on", "owner"),
}
"""The fields that are missed where they are empty."""
FORMS = {
    "countries": "have a country that is written otherwise than by its English name",
    "phones": "have a phone number without the country's code or in another form",
    "emails": "have an e-mail address with something around it or capitals in its domain",
    "spelling": "have a name or a city in capitals, in small letters or with spaces too many",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with `count` of the `of` records of a kind, their `names`, and the fix for `fixable` of them.

    Of duplicates the pairs are counted.
    """

    kind: str
    what: str
    count: int
    of: int
    names: list[str] = field(default_factory=list)
    fix: str = ""
    fixable: int = 0


def problems(crm: Crm, kind: str, owner: Person | None = None) -> list[Problem]:
    """All that is wrong with the records of a kind, of everybody or of one owner, the most frequent first."""
    rows = rows_of(crm, kind, owner)
    found = [*_missing(crm, kind, rows, owner), *_stale(crm, kind, rows), *_invalid(kind, rows)]
    found += [*_in_other_forms(crm, kind, len(rows), owner), *_twice(crm, kind, rows)]
    return sorted(found, key=lambda problem: -problem.count)


def _missing(crm: Crm, kind: str, rows: list[Values], owner: Person | None) -> Iterator[Problem]:
    for name in KEY_FIELDS[kind]:
        column = name if rows and name in rows[0] else f"{name}_id"
        lacking = [row["name"] for row in rows if row[column] in (None, "")]
        if lacking:
            told = proposals(crm, "missing_countries", kind, owner) if name == "country" else []
            fix = "missing_countries" if told else ""
            yield Problem(kind, f"have no {_called(name)}", len(lacking), len(rows), lacking, fix, len(told))


def _called(name: str) -> str:
    return {"close_on": "close date"}.get(name, name)


def _stale(crm: Crm, kind: str, rows: list[Values]) -> Iterator[Problem]:
    told = {"customer": _uncontacted, "lead": _untouched, "deal": _overdue}.get(kind)
    if told and (names := told(crm, rows)):
        yield Problem(kind, STALENESS[kind], len(names), len(rows), names)


STALENESS = {
    "customer": "were not contacted for 12 months",
    "lead": "have stood open for 12 months",
    "deal": "are open past their close date",
}


def _uncontacted(crm: Crm, rows: list[Values]) -> list[str]:
    newest = select(Interaction.customer_id, func.max(Interaction.happened_at)).group_by(Interaction.customer_id)
    last: dict[Any, Any] = {id: at for id, at in crm.session.execute(newest) if id}
    limit = crm.now - STALE
    return [row["name"] for row in rows if (last.get(row["id"]) or row["created_at"]) < limit]


def _untouched(crm: Crm, rows: list[Values]) -> list[str]:
    limit = crm.now - STALE
    return [row["name"] for row in rows if row["status"] in ("open", "contacted") and row["created_at"] < limit]


def _overdue(crm: Crm, rows: list[Values]) -> list[str]:
    today = crm.now.date()
    still = (row for row in rows if row["stage"] not in ("won", "lost"))
    return [row["name"] for row in still if row["close_on"] and row["close_on"] < today]


def _invalid(kind: str, rows: list[Values]) -> Iterator[Problem]:
    for name, doubts in (("email", email_doubt), ("phone", _phone_doubt)):
        wrong = [row["name"] for row in rows if row.get(name) and doubts(row[name])]
        if wrong:
            what = (
                "an e-mail address that cannot be right" if name == "email" else "a phone number that cannot be right"
            )
            yield Problem(kind, f"have {what}", len(wrong), len(rows), wrong)


def _phone_doubt(text: str) -> bool:
    return bool(phone_doubt(text)) or is_doubtful(text)


def _in_other_forms(crm: Crm, kind: str, of: int, owner: Person | None) -> Iterator[Problem]:
    for fix, what in FORMS.items() if kind != "deal" else ():
        told = proposals(crm, fix, kind, owner)
        names = list(dict.fromkeys(each.name for each in told))
        if told:
            yield Problem(kind, what, len(names), of, names, fix, len(names))


def _twice(crm: Crm, kind: str, rows: list[Values]) -> Iterator[Problem]:
    if kind == "deal":
        return
    names = {row["id"]: row["name"] for row in rows}
    found = [pair for pair in twins(crm, kind) if pair.one in names or pair.other in names]
    if found:
        told = [names.get(pair.one) or names[pair.other] for pair in found]
        sure = sum(map(is_certain, found))
        yield Problem(kind, "may be there twice", len(found), len(rows), told, "duplicates" if sure else "", sure)


def is_certain(pair: Twins) -> bool:
    """Whether the pair may be merged without a closer look: next to certain, and nothing speaks against it."""
    return pair.confidence >= CERTAIN and not pair.against
