"""The cases of Recognizers-Text for numbers, percentages, money, telephone numbers and e-mail addresses in English.

In are whole numbers and decimals, percentages and sums of money that have a value, telephone numbers and e-mail
addresses; out are fractions and powers ("one eighth", "2^4"), which no slot holds.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.understanding.amounts.addresses import find_addresses
from bot.understanding.amounts.quantities import find_amounts

FILES = {
    "number": "Number/NumberModel", "percent": "Number/PercentModel", "money": "NumberWithUnit/CurrencyModel",
    "phone": "Sequence/PhoneNumberModel", "email": "Sequence/EmailModel",
}  # fmt: skip
ADDRESSES = ("phone", "email")
Find = tuple[int, int, str]


@dataclass(frozen=True)
class AmountCase:
    """A sentence and the values of one kind in it, with their places, and every place the data speak of."""

    text: str
    expected: tuple[Find, ...]
    spans: tuple[tuple[int, int], ...]


def amount_cases(folder: Path) -> dict[str, list[AmountCase]]:
    """The cases of each kind."""
    rows = {kind: json.loads((folder / f"{name}.json").read_text("utf-8-sig")) for kind, name in FILES.items()}
    return {kind: [_case(kind, row) for row in of_kind] for kind, of_kind in rows.items()}


def _case(kind: str, row: dict[str, Any]) -> AmountCase:
    spans = tuple(_place(result, row["Input"]) for result in row["Results"])
    return AmountCase(row["Input"], tuple(_expected(kind, row)), spans)


def _place(result: dict[str, Any], text: str) -> tuple[int, int]:
    start = result.get("Start", text.lower().find(result["Text"].lower()))
    return start, start + len(result["Text"])


def _expected(kind: str, row: dict[str, Any]) -> Iterator[Find]:
    for result in row["Results"]:
        resolution = result["Resolution"]
        value = str(resolution.get("value") or "").rstrip("%")
        if not value or value == "null" or resolution.get("subtype") in ("fraction", "power"):
            continue
        written = value.lower() if kind in ADDRESSES else _plain(Decimal(value))
        currency = f" {resolution['isoCurrency']}" if resolution.get("isoCurrency") else ""
        yield *_place(result, row["Input"]), written + currency


def ours(kind: str, text: str, named: bool) -> list[Find]:
    """What our readers find of that kind; `named` with the currency's code."""
    if kind in ADDRESSES:
        return [(each.start, each.end, each.value.lower()) for each in find_addresses(text) if each.kind == kind]
    return [
        (each.start, each.end, _plain(each.number) + (f" {each.currency}" if named and each.currency else ""))
        for each in find_amounts(text)
        if each.kind == kind or kind == "number"
    ]


def _plain(number: Decimal) -> str:
    return f"{float(number):.6g}" if number % 1 else str(int(number))
