"""Imports by chat: a file that was shared is previewed, its columns told, brought in, and taken back by undo."""

from typing import Annotated

from skills.reply import Lines, Offer, Reply, Table
from skills.skill import skill
from skills.slots import Entity, Slot
from skills.tables import COLUMNS
from skills.turn import Option, Refused, Turn, Unclear
from skills.wording import count_of, plural
from storage.exchange.attached import UnknownKind, brought_in, header_of, likely_kind, tried
from storage.exchange.headers import columns
from storage.exchange.nouns import kind_of
from storage.exchange.report import CannotImport, ImportReport, Problems
from storage.uploads import Upload

ColumnTitle = Annotated[str, Slot("name", "Which column of the file?")]
ColumnMeaning = Annotated[str, Slot("name", "Which field is it?")]
SHOWN = 12
HINT = "Where a column has a name that I do not know, tell me: “column Acct is the name”. Then import it again."
NO_FILE = (
    "Share the file with me first: CSV, Excel, vCard or iCalendar. In the terminal, say “import” with its path; "
    "whole folders come in with “rapport import”."
)


@skill()
def import_file(turn: Turn, entity: Entity | None = None) -> Reply:
    """Bring in the records of a file that was shared, after showing what would change."""
    upload = _upload(turn)
    kind = _kind(entity)
    try:
        if not turn.confirmed:
            report = tried(turn.crm, upload, kind)
            turn.confirm(_question(upload, report), _preview(report))
        report = brought_in(turn.crm, upload, kind)
    except UnknownKind:
        options = [Option(plural(each).capitalize(), each) for each in COLUMNS]
        raise Unclear(f"What are the rows of {upload.name}?", "entity", options) from None
    except CannotImport as error:
        raise Refused(str(error)) from error
    turn.crm.uploads.forget(upload)
    counted = _counts(report) or "nothing new"
    said = f"Imported {upload.name}: {counted}. Say “undo” and all of it is taken back."
    return Reply(said, tuple(_troubles(report)))


@skill()
def map_column(turn: Turn, column: ColumnTitle, field: ColumnMeaning) -> Reply:
    """Tell which field a column of the shared file is meant for."""
    upload = _upload(turn)
    try:
        header = header_of(upload)
    except CannotImport as error:
        raise Refused(str(error)) from error
    title = next((each for each in header if _plain(each) == _plain(column)), None)
    if title is None:
        raise Refused(f"{upload.name} has no column “{column}”. It has {', '.join(header) or 'no columns at all'}.")
    kind = upload.mapping.get("kind") or kind_of(upload.name.rpartition(".")[0]) or likely_kind(header) or "customer"
    told = {**upload.mapping.get("columns", {}), title: _field(kind, field)}
    upload.mapping = {**upload.mapping, "columns": told}
    rows = [(each, told.get(each) or _becomes(kind, header, each)) for each in header]
    offer = Offer("Shall I go on with the import?", "import_file")
    return Reply(f"Column “{title}” is the {told[title]}.", (Table(("Column", "Becomes"), tuple(rows)),), offer=offer)


def _plain(title: str) -> str:
    """A title without case and without what sentences lose at its ends: "Tel." is "tel"."""
    return title.casefold().strip(" .:")


def _upload(turn: Turn) -> Upload:
    upload = turn.crm.uploads.latest(turn.speaker)
    if upload is None:
        raise Refused(NO_FILE)
    return upload


def _kind(entity: str | None) -> str | None:
    if entity and entity not in COLUMNS:
        raise Refused(f"I can bring in {', '.join(plural(each) for each in COLUMNS)}. Which of them are the rows?")
    return entity


def _field(kind: str, words: str) -> str:
    """The field that is called so, by our name or another; else a custom field of that name."""
    (column,) = columns(kind, [words])
    return column.field.name if column.field else words.strip()


def _becomes(kind: str, header: list[str], title: str) -> str:
    found = next((each for each in columns(kind, header) if header[each.place] == title), None)
    return found.field.name.replace("_", " ") if found and found.field else f"custom field “{title}”"


def _question(upload: Upload, report: ImportReport) -> str:
    source = f" It looks like an export of {report.source}." if report.source else ""
    counted = _counts(report)
    if not counted:
        raise Refused(f"There is nothing in {upload.name} that I could bring in.{source} {_why_nothing(report)}")
    return f"Bring in {upload.name}: {counted}?{source}"


def _why_nothing(report: ImportReport) -> str:
    why = " ".join(lines for part in _troubles(report) for lines in part.lines[:1])
    return f"{why}. {HINT}" if why else "It has no rows."


def _counts(report: ImportReport) -> str:
    """What it does in words: `3 new customers, 1 updated`."""
    parts = []
    for file in report.files:
        parts += [count_of(file.created, f"new {file.noun}")] if file.created else []
        parts += [f"{count_of(file.updated, file.noun)} updated"] if file.updated else []
        parts += [f"{count_of(file.unchanged, file.noun)} as before"] if file.unchanged else []
    refused = report.total("refused")
    return ", ".join([*parts, *([f"{count_of(refused, 'row')} refused"] if refused and parts else [])])


def _preview(report: ImportReport) -> list[tuple[str, str]]:
    """What each column becomes, what changes in records that are there, and what is odd."""
    facts = []
    for file in report.files:
        told = [(f"column “{title}”", becomes.replace("_", " ")) for title, becomes in file.columns[:SHOWN]]
        more = [("", f"and {len(file.columns) - SHOWN} more columns")] if len(file.columns) > SHOWN else []
        facts += [*told, *more, *(("changes", example) for example in file.examples)]
    return [*facts, *(("", line) for part in _troubles(report) for line in part.lines)]


def _troubles(report: ImportReport) -> list[Lines]:
    """What was refused and what deserves a look, the commonest first."""
    sorts = (("Refused", report.problems), ("Worth a look", report.warnings))
    found = [(title, problems) for title, problems in sorts if problems.total]
    return [Lines(title, tuple(_words(problems))) for title, problems in found]


def _words(problems: Problems) -> list[str]:
    told = problems.sorts.most_common(5)
    return [f"{problems.first[sort].words()}{f' (and {n - 1:,} more)' if n > 1 else ''}" for sort, n in told]
