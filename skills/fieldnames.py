"""What people call the fields of a record."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from skills.turn import Refused, Turn
from storage.fields import Field
from storage.folding import fold
from storage.joins import custom_names
from storage.record import Record

SYNONYMS: dict[str, tuple[str, ...]] = {
    "email": ("mail", "e-mail", "email address", "mail address"),
    "phone": ("number", "phone number", "mobile", "mobile number", "telephone", "tel", "cell", "cell phone", "line"),
    "title": ("job title", "job", "position", "function", "promoted", "promotion"),
    "city": ("moved", "moved to", "location", "located", "based", "based in", "town", "address", "place", "where"),
    "website": ("site", "web site", "homepage", "url", "web page", "domain"),
    "industry": ("sector", "branch", "business", "line of business"),
    "owner": ("account owner", "account manager", "who owns", "owns", "looks after", "responsible", "in charge"),
    "customer": ("company", "works for", "works at", "employer", "account", "firm"),
    "name": ("spelling", "called", "rename", "renamed", "full name"),
    "amount": ("worth", "value", "deal value", "size", "deal size", "total", "how much"),
    "close_on": ("close date", "closing date", "closes", "close", "expected close", "due date", "closing"),
    "price": ("costs", "cost", "list price", "how much", "unit price"),
    "stock": ("in stock", "inventory", "units", "quantity", "pieces"),
    "tag": ("label", "tagged", "tags", "mark", "marked", "status"),
    "employees": ("headcount", "staff", "people", "size", "number of employees"),
    "revenue": ("annual revenue", "turnover", "sales", "yearly revenue"),
    "birthday": ("birth date", "date of birth", "born", "birthdate"),
    "assignee": ("assigned to", "assigned", "agent", "owner", "who has", "handled by"),
    "priority": ("prio", "urgency", "urgent"),
    "status": ("state", "mark", "marked"),
    "stage": ("phase", "step", "status"),
    "company": ("customer", "works for", "works at", "employer", "account", "firm"),
    "subject": ("title", "topic", "problem"),
    "due_at": ("due", "deadline", "due date"),
    "interest": ("interested in", "wants", "product interest"),
    "source": ("came from", "origin", "channel"),
    "vendor": ("supplier", "manufacturer", "maker"),
    "description": ("text", "details"),
    "time_zone": ("timezone", "zone"),
    "working_days": ("work days", "workdays", "days", "working week", "works on"),
    "about": ("text", "subject"),
    "lifetime_value": ("ltv", "lifetime", "customer value"),
    "last_contacted_at": ("last contact", "last contacted", "last spoke", "last spoken"),
}
CLOSE = 85


def field_called(turn: Turn, noun: type[Record], spoken: str) -> Field:
    """The field of the noun, or the custom one, that is called so. Raises Refused, naming the fields there are."""
    names = dict(_spoken_names(noun)) | {fold(own): own for own in custom_names(turn.crm, noun).values()}
    said = fold(spoken.replace("_", " "))
    found = names.get(said) or names.get(said.removeprefix("the "))
    if not found:
        near = process.extractOne(said, names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        found = names[near[0]] if near else None
    if not found:
        raise Refused(_no_field(noun, spoken, names))
    return noun.field(found) or Field(found)


def field_named(noun: type[Record], spoken: str) -> str | None:
    """The name of the field that is called so, or None; a custom field's is not known here."""
    said = fold(spoken.replace("_", " ")).removeprefix("the ")
    names = dict(_spoken_names(noun))
    if said in names:
        return names[said]
    near = process.extractOne(said, names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return names[near[0]] if near else None


def field_asked(noun: type[Record], text: str, leaving_out: str = "") -> Field | None:
    """The field that a question such as “what's Dana's phone number?” is about, by its longest wording."""
    said = f" {fold(text)} "
    for word in fold(leaving_out).split():
        said = said.replace(f" {word} ", " ")
    spoken = [(len(words), name) for words, name in _spoken_names(noun) if f" {words} " in said and words != "name"]
    return noun.field(max(spoken)[1]) if spoken else None


def _spoken_names(noun: type[Record]) -> Iterator[tuple[str, str]]:
    """Every way to say each field, the field's own name last so that it wins."""
    for field in noun.FIELDS:
        yield from ((fold(words), field.name) for words in SYNONYMS.get(field.name, ()))
    for field in noun.FIELDS:
        yield fold(field.name.replace("_", " ")), field.name


def _no_field(noun: type[Record], spoken: str, names: dict[str, str]) -> str:
    settable = [field.name for field in noun.FIELDS if not field.derived]
    custom = [name for name in dict.fromkeys(names.values()) if not noun.field(name)]
    listed = ", ".join(name.replace("_", " ") for name in [*settable, *custom])
    return f"A {noun.kind} has no “{spoken}”. It has: {listed}."
