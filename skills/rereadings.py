"""How a question was understood, in words: "open cases of Kestrel Freight, newest first"."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from skills.wording import money, plural
from storage.crm import NOUNS
from storage.derived import BELONGING, fields_of
from storage.fields import Field

ADJECTIVES = ("stage", "status", "priority", "sentiment")
FRAMES = {
    "customer": "of {}", "owner": "owned by {}", "assignee": "assigned to {}", "by": "by {}", "person": "for {}",
    "product": "for {}", "contact": "with {}", "city": "in {}", "country": "in {}", "industry": "in industry {}",
    "segment": "in segment {}", "tag": "tagged {}", "source": "from {}", "channel": "by {}",
    "category": "in category {}", "vendor": "from {}", "number": "with number {}", "name": "called {}",
}  # fmt: skip
MOMENTS = {
    "close_on": "closing", "created_at": "created", "opened_at": "opened", "closed_at": "closed",
    "ordered_on": "ordered",
    "happened_at": "that happened", "due_at": "due", "last_contacted_at": "last contacted", "starts_on": "starting",
    "ends_on": "ending",
    "last_ordered_on": "last ordered", "birthday": "with a birthday", "given_at": "given",
}  # fmt: skip
SIZES = {"=": "{} {}", "!=": "{} other than {}", ">": "{} over {}", ">=": "{} of at least {}", "<": "{} under {}",
         "<=": "{} of at most {}", "contains": "“{1}” in {0}"}  # fmt: skip
DAYS = {"=": "on", "!=": "not on", ">": "after", ">=": "since", "<": "before", "<=": "until"}
AGO = {"=": "{} days ago", "!=": "not {} days ago", ">": "less than {} days ago", ">=": "in the last {} days",
       "<": "more than {} days ago", "<=": "at least {} days ago"}  # fmt: skip
ORDERS = {"created_at": ("oldest first", "newest first"), "opened_at": ("oldest first", "newest first"),
          "ordered_on": ("oldest first", "newest first"), "happened_at": ("oldest first", "newest first"),
          "close_on": ("next to close first", "last to close first"), "due_at": ("due first", "due last"),
          "name": ("by name", "by name from the end")}  # fmt: skip
HAVE = {
    "owner": ("nobody owns", "somebody owns"), "assignee": ("assigned to nobody", "assigned to somebody"),
    "last_contacted_at": ("never contacted", "ever contacted"), "lifetime_value": ("without orders", "with orders"),
    "last_ordered_on": ("never ordered", "ever ordered"),
}  # fmt: skip
"""What it means that these are empty, and that they are filled."""

Filter = list[Any]


def reading(entity: str, filters: list[Filter], sort: str | None = None) -> str:
    """The question in words."""
    before = [word for filter in _without_pairs(filters) if (word := _adjective(filter))]
    after = [words for filter in _spans(filters) if (words := _phrase(entity, filter))]
    noun = "feedback" if entity == "feedback" else plural(entity)
    said = " ".join([*dict.fromkeys(before), noun, *after])
    return f"{said}, {_order(entity, sort)}" if sort else said


def _without_pairs(filters: list[Filter]) -> list[Filter]:
    """Not won and not lost is open, and so is not closed."""
    ended = [["stage", "!=", "won"], ["stage", "!=", "lost"]]
    if all(each in filters for each in ended):
        filters = [["status", "!=", "closed"], *(filter for filter in filters if filter not in ended)]
    return filters


def _adjective(filter: Filter) -> str:
    name, op, value = filter
    if [name, op, value] == ["status", "!=", "closed"]:
        return "open"
    if name == "overdue":
        return "overdue" if (str(value).casefold() == "true") == (op == "=") else "punctual"
    if name in ADJECTIVES and op in ("=", "!="):
        return ("" if op == "=" else "not ") + _spoken(value) + (" priority" if name == "priority" else "")
    return ""


def _spans(filters: list[Filter]) -> list[Filter]:
    """Both ends of a period as one `[field, "span", [first, last]]`."""
    told: list[Filter] = []
    for name, op, value in filters:
        first = next((each for each in told if each[:2] == [name, ">="] and name in MOMENTS and op == "<="), None)
        if first:
            first[1:] = ["span", [first[2], value]]
        else:
            told.append([name, op, value])
    return told


def _phrase(entity: str, filter: Filter) -> str:
    name, op, value = filter
    if (name in ADJECTIVES and op in ("=", "!=")) or name == "overdue":
        return ""
    called = name.replace("_", " ").replace(".", " ")
    if name in ("owner", "customer.owner") and not NOUNS[entity].field(name):
        return f"{'of' if op == '=' else 'not of'} customers owned by {_spoken(value)}"
    if op in ("empty", "filled") and value:
        return f"{'without' if op == 'empty' else 'with'} {reading(BELONGING[name], value)}"
    if op in ("empty", "filled") and name in HAVE:
        return HAVE[name][op == "filled"]
    if op in ("empty", "filled"):
        return f"{'without' if op == 'empty' else 'with'} {called.removesuffix(' at').removesuffix(' on')}"
    if name in MOMENTS:
        return f"{MOMENTS[name]} {_when(op, value)}"
    if op in ("=", "!=") and name in FRAMES:
        return ("" if op == "=" else "not ") + FRAMES[name].format(_spoken(value))
    return f"with {SIZES[op].format(called, _figure(entity, name, value))}"


def _when(op: str, value: Any) -> str:
    if op == "span":
        return f"from {_day(value[0])} to {_day(value[1])}"
    if isinstance(value, dict):
        return AGO[op].format(value["days_ago"])
    return f"{DAYS[op]} {_day(value)}"


def _day(value: Any) -> str:
    if isinstance(value, dict) and "days_ago" in value:
        return f"{value['days_ago']} days ago"
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return str(value)
    clock = f" {datetime.fromisoformat(str(value)):%H:%M}" if len(str(value)) > 10 else ""
    return f"{day.day} {day:%b %Y}{clock}"


def period_words(first: date | None, last: date | None) -> str:
    """A period: `1 Nov 2026 to 30 Nov 2026`, `since ...`, `until ...`."""
    if first and last:
        return _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    return f"since {_day(first)}" if first else f"until {_day(last)}" if last else ""


def _figure(entity: str, name: str, value: Any) -> str:
    field = field_named(entity, name)
    if field and field.kind in ("money", "number") and isinstance(value, int | float | Decimal):
        return money(value)
    return _spoken(value)


def field_named(entity: str, name: str) -> Field | None:
    """The entity's own field of that name."""
    return next((field for field in fields_of(NOUNS[entity]) if field.name == name), None)


def _spoken(value: Any) -> str:
    if isinstance(value, list):
        return " or ".join(_spoken(one) for one in value)
    if isinstance(value, dict):
        return _spoken([one["name"] for one in value["several"]]) if "several" in value else str(value["name"])
    return str(value)


def _order(entity: str, sort: str) -> str:
    name = sort.removeprefix("-")
    if name in ORDERS:
        return ORDERS[name][sort.startswith("-")]
    field = field_named(entity, name) or next((found for noun in NOUNS if (found := field_named(noun, name))), None)
    called = name.replace("_", " ")
    if field and field.kind in ("text", "record"):
        return f"by {called}" + (" from the end" if sort.startswith("-") else "")
    return f"{'highest' if sort.startswith('-') else 'lowest'} {called} first"
