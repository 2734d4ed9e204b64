"""Lists of records as tables: the columns that each kind is shown with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from skills.reply import Button, Table
from skills.turn import Turn
from skills.values import said_of
from skills.wording import count_of, plural
from storage.fields import Field
from storage.lines import named
from storage.products import Order, Quote
from storage.questions import column_of
from storage.record import Record

ROWS = 10
FETCHED = 30
"""So many rows a list has where its pages can be turned in place; ten of them are shown at a time."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "customer": ("name", "industry", "city", "country", "owner"),
    "contact": ("name", "customer", "title", "email", "phone"),
    "lead": ("name", "company", "status", "source", "owner", "score"),
    "deal": ("name", "customer", "stage", "amount", "owner", "close_on"),
    "case": ("number", "subject", "customer", "priority", "status", "assignee", "due_at"),
    "product": ("name", "category", "vendor", "price", "stock"),
    "quote": ("number", "customer", "product", "quantity", "discount", "amount", "valid_until"),
    "order": ("ordered_on", "customer", "product", "quantity", "amount"),
    "interaction": ("happened_at", "channel", "customer", "contact", "summary", "by"),
    "reminder": ("about", "due_at", "customer", "person"),
    "campaign": ("name", "channel", "status", "segment", "budget"),
}
TITLES = {
    "close_on": "Closes", "due_at": "Due", "ordered_on": "Ordered", "happened_at": "When", "created_at": "Created",
    "opened_at": "Opened", "closed_at": "Closed", "last_contacted_at": "Last contact", "last_ordered_on": "Last order",
}  # fmt: skip
MOST = 8
LONGEST = 80


@dataclass(frozen=True)
class Listed:
    """A part of a list: the records from the place `first` on, from 0, and before the place `end`."""

    entity: str
    total: int
    first: int
    end: int
    limit: int | None

    @property
    def left(self) -> int:
        """How many of those that were asked for come after it."""
        return max(min(self.total, self.limit or self.total) - self.end, 0)

    @property
    def words(self) -> str:
        """How many there are, and which of them are shown: `12 deals. Here are 10, and 2 more.`"""
        lead = count_of(self.total, self.entity)
        lead = f"{self.limit} of {lead}" if self.limit and self.limit < self.total else lead
        shown = f"{self.first + 1} to {self.end}" if self.first else str(self.end)
        more = f", and {self.left} more" if self.left else ""
        return f"{lead}. Here are {shown}{more}." if self.first or self.left else f"{lead}."

    def further(self, slots: dict[str, Any]) -> tuple[Button, ...]:
        """The button that shows the next ones, where there are any."""
        if not self.left:
            return ()
        told = {name: value for name, value in slots.items() if value}
        intent = {"skill": "find_records", "slots": told | {"start": self.end}}
        return (Button(f"Next {min(self.left, ROWS)}", "show the next ones", intent=intent),)


def records_table(turn: Turn, entity: str, records: Sequence[Record], asked: Sequence[str] = ()) -> Table:
    """The records as a table, with the fields that were asked for beside the usual ones."""
    names = list(dict.fromkeys([*COLUMNS[entity], *asked]))[:MOST]
    ids = [record.id for record in records]
    columns = [_column(turn, entity, ids, name) for name in names]
    currencies = [getattr(record, "currency", None) for record in records]
    lines = {record.id: named(record.standing) for record in records if isinstance(record, Order | Quote)}
    cells = [
        tuple(_cell(turn, field, _value(field, values.get(id), lines.get(id)), currency) for field, values in columns)
        for id, currency in zip(ids, currencies, strict=True)
    ]
    return Table(tuple(title_of(name) for name in names), tuple(cells), of=plural(entity))


def _value(field: Field, value: Any, lines: str | None) -> Any:
    """The value, or of an order over several products all of them."""
    return lines if lines and value is None and field.name == "product" else value


def _column(turn: Turn, entity: str, ids: list[int], name: str) -> tuple[Field, dict[int, Any]]:
    return column_of(turn.crm, entity, ids, name, turn.speaker.zone)


def _cell(turn: Turn, field: Field, value: Any, currency: str | None) -> str:
    if value is None or value == "":
        return ""
    words = "yes" if value is True else said_of(turn, field, value, currency)
    if field.kind == "flag":
        words = "yes" if value else "no"
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def title_of(name: str) -> str:
    """What stands above a column."""
    return TITLES.get(name) or name.split(".")[-1].replace("_", " ").capitalize()
