"""Intake: the rows of one table, each of them a new record, a changed one, one that is as it was, or refused."""

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Any

from sqlalchemy import select

from storage.crm import NOUNS, Crm
from storage.exchange.bulk import Bulk
from storage.exchange.directory import Directory
from storage.exchange.drafts import Draft, Drafts
from storage.exchange.keys import Matches, Values
from storage.exchange.nouns import attribute, required
from storage.exchange.report import FileReport, ImportReport
from storage.exchange.tables import Row, Table
from storage.people import Person

CHUNK = 2000

Progress = Callable[[str, int, int], None]
"""Called with a file, how many of its rows are done and how many it has at most."""


class Intake:
    """Takes one table in, a chunk of rows at a time."""

    def __init__(self, table: Table, crm: Crm, directory: Directory, report: ImportReport) -> None:
        self.table, self.crm, self.directory = table, crm, directory
        self.drafts = Drafts(table, directory, report)
        self.matches = Matches(table.kind, crm.session.connection())
        self.bulk = Bulk(table.kind, crm.session, directory)
        self.required = [(field.name, attribute(field)) for field in required(table.kind)]
        self.clock = crm.case_clock
        self.seen: dict[Hashable, int] = {}

    def run(self, progress: Progress) -> FileReport:
        """Take all its rows in, and say how many became what."""
        counts = FileReport(self.table.file, self.table.kind)
        while rows := list(islice(self.table.rows, CHUNK)):
            counts.rows += len(rows)
            self._take(rows, counts)
            progress(self.table.file, counts.rows, max(self.table.lines, counts.rows))
        counts.refused = counts.rows - counts.created - counts.updated - counts.unchanged
        progress(self.table.file, counts.rows, counts.rows)
        return counts

    def _take(self, rows: list[Row], counts: FileReport) -> None:
        read = [(row, draft) for row in rows if (draft := self.drafts.of(row)) and self._is_first(row, draft)]
        found = self.matches.of([draft for _, draft in read])
        new = [
            draft for (row, draft), record in zip(read, found, strict=True) if not record and self._complete(row, draft)
        ]
        self.bulk.create(new)
        known = [(draft, record) for (_, draft), record in zip(read, found, strict=True) if record]
        changed = {record["id"]: news for draft, record in known if (news := _news(draft, record))}
        self._update(changed)
        counts.created += len(new)
        counts.updated += len(changed)
        counts.unchanged += len(known) - len(changed)

    def _is_first(self, row: Row, draft: Draft) -> bool:
        """Whether no other row of the file has its unique key; the later one is refused."""
        for key in self.matches.keys:
            if key.unique and (value := key.of(draft)) is not None:
                line = self.seen.setdefault(value, row.line)
                if line != row.line:
                    self.drafts.refuse(row, key.columns[0], "", f"line {line} has the same")
                    return False
        return True

    def _complete(self, row: Row, draft: Draft) -> bool:
        """Fill in what follows from the rest; the row is refused where something that every record needs is missing."""
        if self.table.kind == "case" and "opened_at" in draft and "time_used" not in draft:
            self.clock.set_up(draft, self._person(draft.get("assignee_id")))
        if self.table.kind == "reminder" and (person := self.directory.entry("person", draft.get("person_id"))):
            draft.setdefault("zone", person.time_zone)
        missing = [name for name, attribute in self.required if draft.get(attribute) is None and name != "created_at"]
        if missing:
            self.drafts.refuse(row, missing[0], "", "is missing")
        return not missing

    def _person(self, id: int | None) -> Person | None:
        return self.crm.session.get(Person, id) if id else None

    def _update(self, changed: dict[int, Draft]) -> None:
        """Write what is new of each record, the way a skill would."""
        session, noun = self.crm.session, NOUNS[self.table.kind]
        wanted = select(noun).where(noun.id.in_(changed)).order_by(noun.id)
        for record in session.scalars(wanted, execution_options={"deleted_too": True}) if changed else ():
            for name, value in changed[record.id].items():
                setattr(record, name, value)
        session.flush()
        session.expunge_all()


def _news(draft: Draft, record: Values) -> Draft:
    """The columns of the draft that the record does not say already."""
    news = {name: value for name, value in draft.items() if name != "custom" and value != record[name]}
    custom: dict[str, Any] = record["custom"]
    if any(str(value) != str(custom.get(name)) for name, value in draft["custom"].items()):
        news["custom"] = {**custom, **draft["custom"]}
    if record["deleted_at"]:
        news["deleted_at"] = None
    return {name: value for name, value in news.items() if not (name == "name_fold" and "name" in news)}
