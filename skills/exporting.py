"""Exports: any list or report as a file for a spreadsheet."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from skills.figures import measure_words, row_label
from skills.questions import NEWEST
from skills.reply import File, Reply
from skills.rereadings import period_words, reading
from skills.skill import skill
from skills.slots import Entity, FieldName, Filters, Measure, Number, Order, Slot, Span
from skills.tables import COLUMNS
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, plural
from storage.contacts import Contact
from storage.exchange.calendar_files import as_calendar
from storage.exchange.spreadsheets import as_csv, as_workbook
from storage.exchange.vcards import written_card
from storage.listing import listing
from storage.questions import NotUnderstood, Question, find
from storage.reminders import Reminder
from storage.reports import Inquiry
from storage.reports import report as compute

FileForm = Annotated[
    Literal["xlsx", "csv", "vcf", "ics"],
    Slot("choice", "As Excel, CSV, vCard or iCalendar?", choices=("xlsx", "csv", "vcf", "ics")),
]
SORTS = {"csv": "CSV", "xlsx": "an Excel file", "vcf": "vCards", "ics": "a calendar"}
ONLY = {"vcf": "contact", "ics": "reminder"}
"""What there are such files of."""
MOST = 200_000
"""Records in one file; a folder with everything is written by `rapport export`."""


@skill()
def export_records(
    turn: Turn,
    entity: Entity | None = None,
    filters: Filters | None = None,
    sort: Order | None = None,
    limit: Number | None = None,
    measure: Measure | None = None,
    by: FieldName | None = None,
    period: Span | None = None,
    form: FileForm = "xlsx",
) -> Reply:
    """Hand over any list or report as an Excel or CSV file, contacts as vCards, reminders as a calendar."""
    entity = entity or ONLY.get(form)
    if (only := ONLY.get(form)) and (measure or entity != only):
        raise Refused(f"I write {plural(only)} as {SORTS[form]}. The rest goes as Excel or CSV: which shall it be?")
    if measure:
        days = (period.first, period.last) if period else (None, None)
        return _report_file(turn, Inquiry(measure, entity or "", by, filters or [], days), form)
    if not entity:
        raise Unclear(f"A file of what: {', '.join(plural(noun) for noun in COLUMNS)}?", "entity")
    if entity not in COLUMNS:
        raise Refused(f"I make files of {', '.join(plural(noun) for noun in COLUMNS)}. Which of them shall it be?")
    question = Question(entity, filters or [], sort or NEWEST.get(entity), min(limit or MOST, MOST))
    return (_own_file if form in ONLY else _records_file)(turn, question, form)


def _records_file(turn: Turn, question: Question, form: str) -> Reply:
    entity = question.entity
    try:
        found = listing(turn.crm, question, turn.speaker.zone)
        rows = list(found.rows)
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    read = reading(entity, question.filters, question.sort)
    if not rows:
        raise Refused(f"There are no {reading(entity, question.filters)}, so there is no file to make.")
    turn.show(entity, [], entity=entity, filters=question.filters, sort=question.sort, limit=None)
    more = f" A file holds {MOST:,} at most; “rapport export” writes them all." if len(rows) == MOST else ""
    said = f"{count_of(len(rows), entity)} with {len(found.columns)} columns, as {SORTS[form]}.{more}"
    return Reply(said, note=f"Read as: {read}.", files=(_file(turn, plural(entity), form, found.columns, rows),))


def _own_file(turn: Turn, question: Question, form: str) -> Reply:
    """Contacts as vCards, or reminders as a calendar."""
    try:
        records = find(turn.crm, question, turn.speaker.zone).records
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    read = reading(question.entity, question.filters, question.sort)
    if not records:
        raise Refused(f"There are no {read}, so there is no file to make.")
    turn.show(question.entity, records, entity=question.entity, filters=question.filters)
    content = "".join(map(_card, records)) if form == "vcf" else as_calendar(map(_event, records), turn.now)
    file = File(f"{plural(question.entity)}-{turn.now:%Y-%m-%d}.{form}", content)
    return Reply(
        f"{count_of(len(records), question.entity)} as {SORTS[form]}.", note=f"Read as: {read}.", files=(file,)
    )


def _card(contact: Contact) -> str:
    told = {name: getattr(contact, name) or "" for name in ("name", "title", "email", "phone")}
    born = contact.birthday.isoformat() if contact.birthday else ""
    return written_card(told | {"customer": contact.customer.name if contact.customer else "", "birthday": born})


def _event(reminder: Reminder) -> dict[str, Any]:
    customer = reminder.customer.name if reminder.customer else ""
    due = reminder.due_at.astimezone(ZoneInfo(reminder.zone))
    return {"id": reminder.id, "about": reminder.about, "due_at": due, "every": reminder.every, "customer": customer}


def _report_file(turn: Turn, inquiry: Inquiry, form: str) -> Reply:
    try:
        told = compute(turn.crm, inquiry, turn.speaker.zone)
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    words = measure_words(inquiry.measure)
    if told.figure is None or (inquiry.by and not told.rows):
        raise Refused(f"There is nothing to compute {words} from, so there is no file to make.")
    grouped = inquiry.by or ""
    columns = [grouped.replace("_", " ") or "what", f"{words} ({told.unit})" if told.unit else words]
    rows: list[list[Any]] = [[row_label(row.label, grouped), row.figure] for row in told.rows] if grouped else []
    subject = f"{words} of {reading(told.entity, inquiry.filters)}"
    span = period_words(*inquiry.period)
    rows = rows or [[subject, told.figure]]
    title = f"{plural(told.entity) if inquiry.measure == 'count' else words}{f' by {columns[0]}' if grouped else ''}"
    said = f"{subject[0].upper()}{subject[1:]}{f', {span}' if span else ''}, as {SORTS[form]}."
    by = f" by {grouped.replace('_', ' ')}" if grouped else ""
    return Reply(said, note=f"Read as: {subject}{by}.", files=(_file(turn, title, form, columns, rows),))


def _file(turn: Turn, title: str, form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> File:
    name = f"{title.replace(' ', '-').casefold()}-{turn.now:%Y-%m-%d}.{form}"
    return File(name, as_csv(columns, rows) if form == "csv" else as_workbook(columns, rows, title.capitalize()))
