"""Amounts: money, percentages, quantities and scores, in figures ("€1,200.50", "45k") or words ("half a million")."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import Literal

from bot.understanding.amounts.addresses import find_addresses
from bot.understanding.amounts.figures import find_figures, money_after
from bot.understanding.amounts.numbers import ONES, TENS, read_words
from bot.understanding.dates.moments import find_moments
from bot.understanding.dates.periods import find_periods
from bot.understanding.dates.recurrences import find_recurrences
from bot.understanding.dates.signals import MOST
from bot.understanding.dates.tokens import Line, line_of

Kind = Literal["money", "percent", "number"]
UNITS = frozenset({"unit", "units", "piece", "pieces", "pcs", "pc", "seat", "seats", "copy", "licence", "license"})
STARTS = frozenset({*ONES, *TENS, "a", "an", "half", "quarter", "hundred", "minus", "negative"})
ANY_DAY = datetime(2024, 1, 15, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Amount:
    """A number as spoken of: `currency` is an ISO 4217 code where one was said, `of` the best score of "4 out of 5"."""

    start: int
    end: int
    text: str
    number: Decimal
    kind: Kind
    currency: str | None = None
    of: Decimal | None = None


def find_amounts(text: str, now: datetime = ANY_DAY) -> list[Amount]:
    """The amounts in the text, in order; the digits of dates, addresses, case numbers and product names are none.

    On which day it is read does not matter, but what was read of that day before is not read again.
    """
    spoken = [*islice(_figures(text), MOST), *islice(_spelled(text), MOST)]
    taken = _taken(text, now) if spoken else bytearray()
    found: list[Amount] = []
    for amount in spoken:
        if not any(taken[amount.start : amount.end]):
            found.append(amount)
            taken[amount.start : amount.end] = b"1" * (amount.end - amount.start)
    return sorted(found, key=lambda amount: amount.start)


def _taken(text: str, now: datetime) -> bytearray:
    """Which characters belong to dates and addresses."""
    spans = [(moment.start, moment.end) for moment in find_moments(text, now)]
    spans += [(period.start, period.end) for period in find_periods(text, now)]
    spans += [(recurrence.start, recurrence.end) for recurrence in find_recurrences(text, now)]
    spans += [(address.start, address.end) for address in find_addresses(text)]
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"1" * (end - start)
    return taken


def _figures(text: str) -> Iterator[Amount]:
    for figure in find_figures(text):
        kind: Kind = "percent" if figure.percent else "money" if figure.money else "number"
        spoken = text[figure.start : figure.end]
        yield Amount(figure.start, figure.end, spoken, figure.number, kind, figure.currency, figure.of)


def _spelled(text: str) -> Iterator[Amount]:
    line, index = line_of(text), 0
    while index < len(line):
        words = read_words(line, index) if line.word(index) in STARTS else None
        if not words or line.word(index - 1) in ("the", "-", "no") or line.word(words[1]) == "-":
            index += 1
            continue
        amount = _amount(line, index, *words)
        if amount:
            yield amount
        index = words[1]


def _amount(line: Line, index: int, number: Decimal, after: int) -> Amount | None:
    start = line.token(index).start
    if best := line.reads(after, "out of"):
        top = read_words(line, best)
        last = line.token(top[1] - 1).end if top else 0
        return Amount(start, last, line.text[start:last], number, "number", of=top[0]) if top else None
    if line.word(after) == "grand":
        number, after = number * 1000, after + 1
    end = line.token(after - 1).end
    length, currency, percent = money_after(line.text, end)
    grand = line.word(after - 1) == "grand"
    unit = line.word(after) in UNITS
    if 0 <= number <= 1 and not (length or unit or grand):
        return None
    end += length
    kind: Kind = "percent" if percent else "money" if currency or grand else "number"
    return Amount(start, end, line.text[start:end], number, kind, currency)
