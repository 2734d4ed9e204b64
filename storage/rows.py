"""Rows: the figures of a report, one for each group."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Row:
    """The figure of one group; the label is empty for the records that have none.

    `id` is that of a record, `first` the first day of a group of time; money may be in a currency.
    """

    label: str
    figure: Decimal | None
    id: int | None = None
    first: date | None = None
    currency: str = ""
