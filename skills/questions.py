"""Questions: which records there are, and figures over them."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from skills.figures import measure_words, report_parts, sum_words
from skills.reply import Reply
from skills.rereadings import period_words, reading
from skills.skill import skill
from skills.slots import Entity, FieldName, Filters, From, Measure, Number, Order, Span
from skills.tables import COLUMNS, FETCHED, ROWS, Listed, records_table
from skills.turn import Refused, Turn
from skills.wording import plural
from storage.measures import MEASURES, formula_of
from storage.questions import NotUnderstood, Question, find, nearest_values
from storage.reports import Inquiry, Report
from storage.reports import report as compute

NEWEST = {
    "case": "-opened_at",
    "order": "-ordered_on",
    "quote": "-number",
    "interaction": "-happened_at",
    "reminder": "due_at",
}
"""The order of what nobody asked to be sorted."""

COMPARING = ("retention_rate", "churn_rate")
ASKS_HOW = re.compile(r"\bhow\b.*\b(?:comput|calculat|work(?:s|ed)? out|defin|measured)|\bformula\b", re.IGNORECASE)


@skill()
def find_records(
    turn: Turn,
    entity: Entity,
    filters: Filters | None = None,
    sort: Order | None = None,
    limit: Number | None = None,
    start: From = 0,
) -> Reply:
    """List customers, contacts, leads, deals, cases, products, orders, interactions, reminders or campaigns."""
    if entity not in COLUMNS:
        raise Refused(f"I list {', '.join(plural(noun) for noun in COLUMNS)}. Which of them shall it be?")
    wanted, order = filters or [], sort or NEWEST.get(entity)
    fetched = max(1, min((limit or start + FETCHED) - start, FETCHED))
    question = Question(entity, wanted, order, fetched, start)
    try:
        found = find(turn.crm, question, turn.speaker.zone)
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    listed = Listed(entity, found.total, start, start + len(found.records[:ROWS]), limit)
    slots = {"entity": entity, "filters": wanted, "sort": sort, "limit": limit}
    turn.show(entity, found.records[:ROWS], **slots, next=listed.end if listed.left else None)
    if found.total == 1:
        turn.remember(found.records[0])
    note = f"Read as: {reading(entity, wanted, sort)}."
    if not found.records:
        return Reply(_nothing(turn, entity, wanted), note=note)
    table = records_table(turn, entity, found.records, _asked(wanted, sort))
    beyond = listed.left - len(found.records[ROWS:])
    return Reply(listed.words, (replace(table, page=ROWS, beyond=beyond),), listed.further(slots), note=note)


def _asked(filters: list[Any], sort: str | None) -> list[str]:
    """The fields that a question compares or sorts by, to be shown with the records."""
    compared = [name for name, op, _ in filters if op in (">", ">=", "<", "<=", "filled", "!=")]
    named = [*compared, *([sort.removeprefix("-")] if sort else [])]
    return [name for name in named if name not in ("text", "overdue")]


def _nothing(turn: Turn, entity: str, filters: list[Any]) -> str:
    """That there is none, with the values that come close to one asked for."""
    for filter in filters:
        near = nearest_values(turn.crm, entity, filter, turn.speaker.zone)
        if near:
            name = filter[0].split(".")[-1].replace("_", " ")
            return f"There are no {plural(entity)} with {name} “{filter[2]}”. Did you mean {' or '.join(near)}?"
    return f"There are no such {plural(entity)}." if filters else f"There are no {plural(entity)} yet."


@skill()
def report(
    turn: Turn,
    measure: Measure,
    entity: Entity | None = None,
    by: FieldName | None = None,
    filters: Filters | None = None,
    period: Span | None = None,
) -> Reply:
    """Compute a number or a table: counts, sums, averages and rates, by a field or over time."""
    days = (period.first, period.last) if period else (None, None)
    inquiry = Inquiry(measure, entity or "", by, filters or [], days)
    try:
        told = compute(turn.crm, inquiry, turn.speaker.zone)
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    note = f"Read as: {_reading(told, inquiry)}.{_currencies(told)}{_formula(turn, measure)}"
    _keep(turn, told, inquiry)
    has_any = told.figure is not None or told.mixed or any(row.figure is not None for row in told.rows)
    if not has_any or (by and not told.rows):
        return Reply(f"There is nothing to compute this from: no {_noun(told, inquiry)} match.", note=note)
    return Reply(f"{_subject(told, inquiry)}: {sum_words(told)}.", report_parts(told, inquiry) if by else (), note=note)


def _formula(turn: Turn, measure: str) -> str:
    """How it is computed, where that was asked or where it compares two times."""
    name = measure.partition(":")[0]
    told = ASKS_HOW.search(turn.text) or name in COMPARING
    return f" Computed so: {formula_of(name)}" if told else ""


def _noun(told: Report, inquiry: Inquiry) -> str:
    return reading(told.entity, inquiry.filters)


def _subject(told: Report, inquiry: Inquiry) -> str:
    """What the figure is: `Open cases`, `Win rate`, `Sum of amount of won deals`."""
    words = measure_words(inquiry.measure)
    noun = _noun(told, inquiry)
    own = MEASURES[inquiry.measure.partition(":")[0]][0]
    said = noun if words == "number" else f"{words} of {noun}" if not own or inquiry.filters else words
    span = period_words(*inquiry.period)
    return f"{said[0].upper()}{said[1:]}" + (f", {span}" if span else "")


def _reading(told: Report, inquiry: Inquiry) -> str:
    moment = told.moment.replace("_", " ").removesuffix(" at").removesuffix(" on")
    span = period_words(*inquiry.period)
    return (
        f"{measure_words(inquiry.measure)} of {_noun(told, inquiry)}"
        + (f" by {'colleague' if inquiry.by == 'by' else inquiry.by.replace('_', ' ')}" if inquiry.by else "")
        + (f", {moment} {span}".replace(",  ", ", ") if span else "")
    )


def _keep(turn: Turn, told: Report, inquiry: Inquiry) -> None:
    """Let "show them" mean the records that were counted."""
    if told.entity in COLUMNS:
        edges: list[tuple[str, date | None]] = [(">=", inquiry.period[0]), ("<=", inquiry.period[1])]
        spans = [[told.moment, op, edge.isoformat()] for op, edge in edges if edge and told.moment]
        turn.show(told.entity, [], entity=told.entity, filters=[*inquiry.filters, *spans])


def _currencies(told: Report) -> str:
    """That amounts in several currencies are told apart, or that orders were added up as they stand."""
    if told.mixed:
        return " Amounts in different currencies are not added up."
    return f" Orders in {' and '.join(told.added)} are added as they stand." if told.added else ""
