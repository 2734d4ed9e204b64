"""Values: the text of a cell as what its field holds."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from storage.door import email_kept
from storage.exchange.addresses import email_doubt, phone_doubt
from storage.exchange.choices import choice
from storage.exchange.days import day, is_ambiguous, moment, puts_day_first
from storage.exchange.directory import Shelf
from storage.exchange.figures import Unreadable, amount, whole
from storage.fields import Field
from storage.folding import fold

Reading = tuple[Any, str]
"""A value, and a doubt about it that is worth a look; empty when there is none."""
Reader = Callable[[str], Reading]
"""Reads a cell that is not blank. Raises Unreadable."""


FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Manner(NamedTuple):
    """How a table writes: figures with a comma, the day before the month (None: its cells tell), moments of a zone."""

    decimal_comma: bool = False
    day_first: bool | None = None
    zone: str = ""


def reader(field: Field, manner: Manner, sample: list[str], words: Mapping[str, str]) -> Reader:
    """How to read the cells of a field that points to no record; `sample` are some of them.

    `words` are what another program calls the choices of the field, folded, in our words.
    """
    match field.kind:
        case "money" | "percent":
            return lambda text: amount(text, manner.decimal_comma)
        case "number":
            return lambda text: (whole(text, manner.decimal_comma), "")
        case "date" | "moment":
            told = manner.day_first
            return _calendar(field, puts_day_first(sample) if told is None else told, manner.zone)
        case "flag":
            return lambda text: (flag(text), "")
        case "choice":
            return lambda text: (known, "") if (known := words.get(fold(text))) else choice(field, text)
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


def flag(text: str) -> bool:
    """Yes or no. Raises Unreadable."""
    if (said := text.casefold()) not in FLAGS:
        raise Unreadable("is neither yes nor no")
    return FLAGS[said]


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


def _calendar(field: Field, day_first: bool | None, zone: str) -> Reader:
    def reading(text: str) -> Reading:
        value = day(text, bool(day_first)) if field.kind == "date" else moment(text, bool(day_first), zone)
        doubt = day_first is None and is_ambiguous(text)
        return value, f"was read as {value:%-d %B %Y}" if doubt else ""

    return reading
