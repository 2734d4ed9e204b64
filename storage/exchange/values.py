"""Values: the text of a cell as what its field holds."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from storage.door import email_kept
from storage.exchange.addresses import email_doubt, phone_doubt
from storage.exchange.choices import choice
from storage.exchange.days import day, is_ambiguous, moment, puts_day_first
from storage.exchange.directory import Shelf
from storage.exchange.figures import Unreadable, amount, whole
from storage.fields import Field

Reading = tuple[Any, str]
"""A value, and a doubt about it that is worth a look; empty when there is none."""
Reader = Callable[[str], Reading]
"""Reads a cell that is not blank. Raises Unreadable."""


def reader(field: Field, decimal_comma: bool, sample: list[str]) -> Reader:
    """How to read the cells of a field that points to no record; `sample` are some of them."""
    match field.kind:
        case "money" | "percent":
            return lambda text: amount(text, decimal_comma)
        case "number":
            return lambda text: (whole(text, decimal_comma), "")
        case "date" | "moment":
            return _calendar(field, puts_day_first(sample))
        case "choice":
            return lambda text: choice(field, text)
        case "email":
            return lambda text: (text, email_doubt(email_kept(text)))
        case "phone":
            return lambda text: (text, phone_doubt(text))
    return lambda text: (text, "")


def pointer(shelf: Shelf, optional: bool) -> Reader:
    """How to read the name of a record; a colleague who is unknown is left out where one need not be there."""

    def read(text: str) -> Reading:
        try:
            return shelf.find(text)
        except Unreadable:
            if shelf.kind != "person" or not optional:
                raise
            return None, "nobody is called so; left empty"

    return read


def parsed(text: str) -> Reading:
    """What a field that is kept as JSON holds. Raises Unreadable."""
    try:
        return json.loads(text), ""
    except ValueError:
        raise Unreadable("is not JSON") from None


def written(value: Any) -> str:
    """A value as a cell; reading it gives the value again."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return json.dumps(value, ensure_ascii=False)


def _calendar(field: Field, day_first: bool | None) -> Reader:
    read: Callable[[str, bool], Any] = day if field.kind == "date" else moment

    def reading(text: str) -> Reading:
        value = read(text, bool(day_first))
        doubt = day_first is None and is_ambiguous(text)
        return value, f"was read as {value:%-d %B %Y}" if doubt else ""

    return reading
