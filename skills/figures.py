"""Figures in words, in tables and in charts."""

from decimal import Decimal

from skills.reply import Chart, Part, Table
from skills.tables import ROWS, title_of
from skills.wording import money
from storage.folding import fold
from storage.measures import MEASURES, Unit
from storage.reports import Inquiry, Report

NAMES = {
    "count": "number", "win_rate": "win rate", "conversion_rate": "conversion rate", "cycle_days": "sales cycle",
    "resolution_hours": "resolution time", 
    "first_reply_hours": "first reply time",
    "csat": "CSAT", "nps": "NPS", "roi": "return on investment",
}  # fmt: skip
SUFFIXES: dict[Unit, str] = {"percent": " %", "days": " days", "hours": " hours"}
COMMON = {"rate", "days", "hours", "time", "value", "sales", "number"}
"""Words of measures that are in other names too."""
PEOPLE = ("owner", "assignee", "by", "person")
BARS = 24
PIECES = 6
"""Up to so many groups can be told apart as shares of a whole."""


def measure_words(measure: str) -> str:
    """A measure as it is said: `number`, `sum of amount`, `win rate`."""
    name, _, field = measure.partition(":")
    if field:
        return f"{name} of {field.replace('_', ' ')}"
    return NAMES.get(name, name.replace("_", " "))


def measures_about(topic: str) -> list[str]:
    """The measures that a topic speaks of by a word of their own, as “churn” does."""
    words = set(fold(topic).split())
    return [name for name in MEASURES if words & ({*fold(measure_words(name)).split(), *name.split("_")} - COMMON)]


def figure_words(figure: Decimal | None, unit: Unit, currency: str = "") -> str:
    """A figure with its unit; a dash where there is none."""
    if figure is None:
        return "–"
    if unit == "money":
        return money(figure, currency or None)
    trimmed = figure.normalize() if figure % 1 else figure.quantize(Decimal(1))
    return f"{trimmed:,f}{SUFFIXES.get(unit, '')}"


def sum_words(told: Report) -> str:
    """The figure over all, or that of each currency: `EUR 1,200 and USD 300`."""
    if not told.sums:
        return figure_words(told.figure, told.unit)
    words = [f"{figure_words(each, told.unit, name)}{_unnamed(told, name)}" for name, each in told.sums.items()]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def _unnamed(told: Report, currency: str) -> str:
    return " in no currency" if told.mixed and not currency else ""


def report_parts(told: Report, inquiry: Inquiry) -> tuple[Part, ...]:
    """The groups as a table of at most ten rows, and as bars where there are several; bars of one currency only."""
    by, shown = inquiry.by or "", told.rows[-ROWS:] if _in_time(told) else told.rows[:ROWS]
    rows = [(row_label(row.label, by), figure_words(row.figure, told.unit, row.currency)) for row in shown]
    hidden = len(told.rows) - len(shown)
    title = f"and {hidden} {'earlier' if _in_time(told) else 'more'}" if hidden else ""
    table = Table((title_of(by), title_of(measure_words(inquiry.measure))), tuple(rows), title)
    bars = [(row_label(row.label, by), float(row.figure)) for row in told.rows if row.figure is not None]
    bars = bars[-BARS:] if _in_time(told) else bars[:BARS]
    if len(bars) < 2 or told.mixed:
        return (table,)
    labels, values = zip(*bars, strict=True)
    title = f"{title_of(measure_words(inquiry.measure))} by {by.replace('_', ' ')}"
    return table, Chart(title, labels, values, _shape(told, inquiry, len(told.rows)))


def _shape(told: Report, inquiry: Inquiry, groups: int) -> str:
    """Over time a line; a few parts of a whole number as shares; anything else is compared by bars."""
    if _in_time(told):
        return "line"
    return "pie" if inquiry.measure == "count" and groups <= PIECES else "bar"


def row_label(label: str, by: str) -> str:
    """A group's label; of those that have none, nobody or none."""
    if by == "overdue":
        return "overdue" if label == "1" else "on time"
    return label or ("nobody" if by in PEOPLE else "none")


def _in_time(told: Report) -> bool:
    return bool(told.rows) and told.rows[0].first is not None
