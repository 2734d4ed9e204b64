"""Keeping: what of another program's cells a field of ours cannot hold, so that none of it is lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from storage.exchange.days import moment
from storage.exchange.directory import Shelf
from storage.exchange.figures import Unreadable, currency, figure
from storage.exchange.origins import Origins
from storage.exchange.values import Reader, Reading
from storage.fields import Field
from storage.folding import fold


def is_lost(field: Field, text: str, value: Any, has_currency: bool) -> bool:
    """Whether the text says more than the value that was read from it: a word of a list, cents, a time of day."""
    match field.kind:
        case "choice":
            return fold(text) != fold(str(value))
        case "money" | "percent":
            return (field.kind == "money" and bool(currency(text)) and not has_currency) or not _is_exact(text, value)
        case "record":
            return ";" in text
        case "date" if isinstance(value, date):
            return _has_time(text)
        case "number":
            return not _is_exact(text.removesuffix("%"), value)
    return False


def linked(shelf: Shelf, origins: Origins | None, sheets: Sequence[str]) -> Reader:
    """How to read what points to a record: an id of one of the sheets, else a name that one record has."""

    def read(text: str, *within: int | None) -> Reading:
        if sheets and origins:
            return _known(text, *within), ""
        return shelf.only(text, *within), ""

    def _known(text: str, *within: int | None) -> int:
        assert origins
        try:
            return origins.find(text, sheets)
        except Unreadable as error:
            if text.isdigit():
                raise
            try:
                return shelf.only(text, *within)
            except Unreadable:
                if not any(sign.isdigit() for sign in text):
                    raise
                raise error from None

    return read


def _is_exact(text: str, value: Any) -> bool:
    try:
        return bool(figure(text, False) == value or figure(text, True) == value)
    except Unreadable:
        return False


def _has_time(text: str) -> bool:
    try:
        found = moment(text, True)
    except Unreadable:
        return True
    return bool(found.hour or found.minute or found.second)
