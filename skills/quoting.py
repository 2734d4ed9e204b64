"""Quotes in words, and as a card with priced lines."""

from collections.abc import Sequence
from decimal import Decimal

from skills.reply import Facts, Part, Table
from skills.turn import Turn
from skills.wording import day, money, percent
from storage.lines import Line, only
from storage.products import Quote


def priced(quote: Quote) -> str:
    """What the quote is over, and what it comes to: `20 × GPS Mini and 5 × Fleet Card less 10 % is 1,084.50`."""
    lines = quote.standing
    off = f" less {percent(quote.discount)}" if quote.discount else ""
    return f"{listed(lines)}{off} is {money(quote.amount or 0, quote.currency)}"


def listed(lines: Sequence[Line]) -> str:
    """All the lines, as they are counted up in a sentence."""
    return joined([f"{line.quantity:,} × {line.product.name if line.product else 'something'}" for line in lines])


def joined(words: Sequence[str]) -> str:
    """The words as they are counted up: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def quote_card(turn: Turn, quote: Quote) -> tuple[Part, ...]:
    """Whom it is for and how long it holds, then each line with its price, and the total."""
    today = turn.now.date()
    valid = day(quote.valid_until, today) if quote.valid_until else ""
    customer = quote.customer.name if quote.customer else ""
    pairs = (("customer", customer), ("prepared by", turn.speaker.name), ("valid until", valid))
    return Facts(f"Quote {quote.number}", pairs), priced_lines(quote.standing, quote.currency)


def priced_lines(lines: Sequence[Line], currency: str | None) -> Table:
    """The lines and their total. A discount that all have stands below them, others stand in a column."""
    together = sum((line.amount or Decimal() for line in lines), Decimal())
    alike = only(line.discount for line in lines)
    if alike or not any(line.discount for line in lines):
        rows = [(*_begin(line), money(line.full)) for line in lines]
        full = sum((line.full for line in lines), Decimal())
        off = [(f"Discount {percent(alike)}", "", "", money(together - full))] if alike else []
        total = ("Total", "", "", money(together, currency))
        return Table(("What", "Pieces", "Price", "Amount"), (*rows, *off, total))
    wide = [(*_begin(line), percent(line.discount) if line.discount else "", money(line.amount or 0)) for line in lines]
    total_row = ("Total", "", "", "", money(together, currency))
    return Table(("What", "Pieces", "Price", "Discount", "Amount"), (*wide, total_row))


def _begin(line: Line) -> tuple[str, str, str]:
    price = money(line.price) if line.price is not None else ""
    return line.product.name if line.product else "", f"{line.quantity:,}", price
