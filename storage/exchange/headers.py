"""Headers: which field a column of a file is meant for, however it is called."""

import re
from collections.abc import Container
from typing import TYPE_CHECKING, NamedTuple

from storage.exchange.nouns import columns_of
from storage.fields import Field
from storage.folding import fold

if TYPE_CHECKING:
    from storage.exchange.sheets import Sheet

CUSTOM = "custom:"
"""Before the name of a custom field that would be taken for a field of ours."""

CALLED = {
    "customer": ("customer", "company", "account", "organisation", "organization", "client"),
    "contact": ("contact", "contact person", "full"),
    "deal": ("deal", "opportunity"),
    "case": ("case", "ticket", "case number", "ticket number"),
    "product": ("product", "item"),
    "person": ("person", "user", "employee", "full"),
    "lead": ("lead", "full"),
}
SYNONYMS = {
    "email": ("e mail", "mail", "email address", "e mail address"),
    "phone": ("telephone", "mobile", "phone number", "tel"),
    "industry": ("sector",),
    "website": ("url", "web", "web site", "domain", "homepage"),
    "tag": ("tags",),
    "employees": ("number of employees", "headcount", "company size"),
    "revenue": ("annual revenue",),
    "title": ("job title", "position"),
    "birthday": ("birth date", "birthdate", "date of birth"),
    "owner": ("account owner", "deal owner", "lead owner", "sales rep", "sales agent", "assigned to", "responsible"),
    "assignee": ("assigned to", "owner", "agent", "case owner"),
    "amount": ("value", "deal value", "total", "sum"),
    "stage": ("deal stage", "sales stage", "pipeline stage"),
    "source": ("lead source",),
    "close_on": ("close date", "expected close", "expected close date", "closing date"),
    "closed_at": ("closed", "closed on", "date closed", "closed date"),
    "created_at": ("created", "created on", "created date", "date created", "create date", "creation date"),
    "opened_at": ("opened", "opened on", "date opened", "open date"),
    "due_at": ("due", "due on", "due date"),
    "happened_at": ("date", "when", "timestamp", "happened", "happened on"),
    "ordered_on": ("date", "order date", "ordered"),
    "given_at": ("date", "given on"),
    "starts_on": ("start", "start date", "starts"),
    "ends_on": ("end", "end date", "ends"),
    "quantity": ("qty",),
    "price": ("unit price", "list price", "sales price"),
    "stock": ("in stock", "inventory"),
    "vendor": ("supplier", "manufacturer"),
    "channel": ("type", "activity type"),
    "summary": ("note", "notes", "description", "subject"),
    "subject": ("case subject", "issue"),
    "number": ("case number", "ticket number", "quote number", "no"),
    "by": ("logged by", "author", "created by"),
    "text": ("comment", "preference", "note"),
    "time_zone": ("tz",),
    "about": ("reminder", "task"),
    "every": ("recurrence", "rule"),
}


class Column(NamedTuple):
    """A column of a file by its place and its name; `field` is None where it is a custom field."""

    place: int
    name: str
    field: Field | None


def columns(kind: str, header: list[str]) -> list[Column]:
    """What each column is for; a field that has its column already leaves others of its meaning custom."""
    meant: dict[Field, int] = {}
    for find in (_exact, _alike):
        for place, title in enumerate(header):
            if place not in meant.values() and (field := find(kind, title, meant)):
                meant[field] = place
    fields = {place: field for field, place in meant.items()}
    found: list[Column] = []
    for place, title in enumerate(header):
        field = fields.get(place)
        found.append(Column(place, field.name if field else _custom_name(title, place, found), field))
    return found


def declared(sheet: "Sheet", header: list[str]) -> list[Column]:
    """What each column is for, as the sheet says."""
    fields = {field.name: field for field in columns_of(sheet.kind)}
    found: list[Column] = []
    own = len(header) - len(sheet.extra)
    order = list(sheet.columns)
    for place, title in enumerate(header):
        name = sheet.columns.get(fold(title), "") if place < own else title
        field = fields[name] if name else None
        found.append(Column(place, field.name if field else _custom_name(title, place, found), field))
    return sorted(found, key=lambda column: order.index(told) if (told := fold(header[column.place])) in order else 999)


def is_field(kind: str, title: str) -> bool:
    """Whether a column of that name would be taken for a field, or would not keep its name."""
    odd = not title or title != title.strip() or title.casefold().startswith(CUSTOM)
    return odd or bool(_exact(kind, title, ()) or _alike(kind, title, ()))


def _exact(kind: str, title: str, taken: Container[Field]) -> Field | None:
    words = _words(title)
    named = (field for field in columns_of(kind) if field.name.replace("_", " ") == words)
    return next((field for field in named if field not in taken), None)


def _alike(kind: str, title: str, taken: Container[Field]) -> Field | None:
    words = _words(title)
    alike = (field for field in columns_of(kind) if words in _synonyms(kind, field))
    return next((field for field in alike if field not in taken), None)


def _words(title: str) -> str:
    """The words of a title, none where it says that it is a custom field's."""
    return "" if title.casefold().startswith(CUSTOM) else fold(re.sub("[_-]", " ", title))


def _synonyms(kind: str, field: Field) -> set[str]:
    called = CALLED.get(field.name if field.of else kind, ()) if field.of or field.name == "name" else ()
    return {*SYNONYMS.get(field.name, ()), *called, *(f"{word} name" for word in called)}


def _custom_name(title: str, place: int, others: list[Column]) -> str:
    name = title[len(CUSTOM) :] if title.casefold().startswith(CUSTOM) else title.strip() or f"column {place + 1}"
    taken = {column.name for column in others if not column.field}
    return name if name not in taken else f"{name} {place + 1}"
