"""Links to records: the address of each, and the record that an address means."""

from typing import Any
from urllib.parse import urlsplit

from storage.cases import Case
from storage.crm import Crm
from storage.record import Record

LINKED = ("customer", "contact", "lead", "deal", "product", "order", "quote", "case")
"""The kinds of records that have an address; a case has that of its number."""


def link_of(base: str, record: Record) -> str:
    """The address of a record, such as `https://crm.example.com/case/1042`."""
    return f"{base}/{record.kind}/{record.number if isinstance(record, Case) else record.id}"


def record_of(base: str, address: str) -> tuple[str, int] | None:
    """The kind and the number that an address means; None where it is no address of ours."""
    ours, told = urlsplit(base), urlsplit(address)
    if not base or (told.hostname, told.port) != (ours.hostname, ours.port):
        return None
    kind, _, number = told.path.removeprefix(ours.path).strip("/").partition("/")
    if not told.path.startswith(f"{ours.path}/") or kind not in LINKED or not number.isascii() or not number.isdigit():
        return None
    return (kind, int(number)) if len(number) < 10 else None


def found(crm: Crm, meant: tuple[str, int]) -> Any | None:
    """The record of an address; None where there is none any more."""
    kind, number = meant
    return crm.cases.numbered(number) if kind == Case.kind else crm.of(kind).get(number)
