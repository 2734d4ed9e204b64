"""Intake: the rows of one table, each of them a new record, a changed one, one that is as it was, or refused."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from storage.crm import NOUNS, Crm
from storage.exchange.bulk import Bulk
from storage.exchange.directory import Directory
from storage.exchange.drafts import Draft, Drafts
from storage.exchange.keys import Matches, Values
from storage.exchange.lanes import settle
from storage.exchange.news import example, news_of
from storage.exchange.nouns import attribute, required
from storage.exchange.numbering import Numbering
from storage.exchange.origins import Origins
from storage.exchange.report import FileReport, ImportReport
from storage.exchange.tables import Row, Table
from storage.people import Person

CHUNK = 2000
EXAMPLES = 3
LANES = ("pipeline", "stage")

Progress = Callable[[str, int, int], None]
"""Called with a file, how many of its rows are done and how many it has at most."""


class Read(NamedTuple):
    """A row that could be read, and the id that its record has elsewhere."""

    row: Row
    draft: Draft
    external: str | None


class Intake:
    """Takes one table in, a chunk of rows at a time."""

    def __init__(self, table: Table, crm: Crm, directory: Directory, report: ImportReport) -> None:
        self.table, self.crm, self.directory = table, crm, directory
        connection = crm.session.connection()
        self.origins = Origins(table.source, connection, table.bare) if table.source else None
        self.drafts = Drafts(table, crm, directory, report, self.origins)
        self.has_ids = self.drafts.id_place is not None
        self.matches = Matches(table.kind, connection, self._owned)
        self.bulk = Bulk(table.kind, crm.session, directory)
        self.numbers = Numbering(table.kind, connection) if table.sheet else None
        self.required = [(field.name, attribute(field)) for field in required(table.kind)]
        self.clock = crm.case_clock
        self.seen: dict[Hashable, int] = {}
        self.told: list[Draft] = []

    def run(self, progress: Progress) -> FileReport:
        """Take all its rows in, and say how many became what."""
        counts = FileReport(self.table.file, self.table.kind, columns=self._columns())
        while rows := list(islice(self.table.rows, CHUNK)):
            counts.rows += len(rows)
            self._take(rows, counts)
            progress(self.table.file, counts.rows, max(self.table.lines, counts.rows))
        settle(self.crm, self.table.kind, self.told)
        counts.refused = counts.rows - counts.created - counts.updated - counts.unchanged
        progress(self.table.file, counts.rows, counts.rows)
        return counts

    def _columns(self) -> list[tuple[str, str]]:
        """What each column of the file becomes."""
        of_file = [column for column in self.drafts.found if column.place < self.drafts.own]
        in_order = sorted(of_file, key=lambda column: column.place)
        spent = {place for place, _ in self.drafts.spent}
        return [
            (
                self.table.header[each.place],
                each.field.name if each.field else "name" if each.place in spent else "a custom field",
            )
            for each in in_order
        ]

    def _take(self, rows: list[Row], counts: FileReport) -> None:
        read = [
            Read(row, draft, self.drafts.external_id(row))
            for row in rows
            if (draft := self.drafts.of(row)) and self._is_first(row, draft)
        ]
        read = self._first_of_id(read)
        if self.table.kind in LANES:
            self.told += [each.draft for each in read]
        known = self._known(read)
        read = [each for each in read if not self._came_already(each, known)]
        ids = [known.get(each.external) if each.external else None for each in read] if known else ()
        found = self.matches.of([each.draft for each in read], ids)
        pairs = list(zip(read, found, strict=True))
        new = [each for each, record in pairs if not record and self._complete(each)]
        made = self.bulk.create([each.draft for each in new])
        self._write_news([(each.draft, record) for each, record in pairs if record], counts)
        counts.created += len(new)
        if self.origins and self.has_ids:
            ids_of = zip([each.external for each in new], made, strict=True)
            ids_of_known = ((each.external, record["id"]) for each, record in pairs if record)
            self._keep_ids([*ids_of, *ids_of_known], known)

    def _write_news(self, known: list[tuple[Draft, Values]], counts: FileReport) -> None:
        changed = {record["id"]: news for draft, record in known if (news := news_of(draft, record))}
        for _, record in known if len(counts.examples) < EXAMPLES else ():
            if record["id"] in changed and len(counts.examples) < EXAMPLES:
                counts.examples.append(example(self.directory, self.table.kind, record, changed[record["id"]]))
        self._update(changed)
        counts.updated += len(changed)
        counts.unchanged += len(known) - len(changed)

    # ---- what rows are known to be

    def _owned(self, record_ids: Sequence[int]) -> set[int]:
        """Those of the records that are another row's: they have an id of this very sheet."""
        if not (self.origins and self.has_ids and record_ids):
            return set()
        return self.origins.owned(self.drafts.sheet_of_ids, self.table.kind, record_ids)

    def _known(self, read: list[Read]) -> dict[str, int]:
        """The records that the ids of these rows belong to, where one was merged that which it became."""
        if not (self.origins and self.has_ids):
            return {}
        found = self.origins.of(self.drafts.sheet_of_ids, [each.external for each in read if each.external])
        into = self.origins.follow(self.table.kind, found.values()) if self.table.kind == "customer" and found else {}
        return {external: into.get(id, id) for external, id in found.items()}

    def _first_of_id(self, read: list[Read]) -> list[Read]:
        """Of the rows with one id the first; the others are refused."""
        first: dict[str, Read] = {}
        kept = [each for each in read if not each.external or first.setdefault(each.external, each) is each]
        for each in read if len(kept) < len(read) else ():
            if each.external and (other := first[each.external]) is not each:
                self.drafts.refuse(each.row, self._id_title, each.external, f"line {other.row.line} has the same")
        return kept

    def _came_already(self, each: Read, known: dict[str, int]) -> bool:
        """Whether an earlier row of the file was the same record; then this one is refused."""
        id = known.get(each.external) if each.external else None
        is_new_here = id is not None and id > self.matches.last
        if is_new_here:
            self.drafts.refuse(each.row, self._id_title, each.external or "", "an earlier row has the same")
        return is_new_here

    def _keep_ids(self, ids: Iterable[tuple[str | None, int]], known: dict[str, int]) -> None:
        assert self.origins
        fresh = {external: id for external, id in ids if external and external not in known}
        self.origins.keep(self.drafts.sheet_of_ids, self.table.kind, fresh)

    @property
    def _id_title(self) -> str:
        return self.table.header[self.drafts.id_place] if self.drafts.id_place is not None else ""

    def _is_first(self, row: Row, draft: Draft) -> bool:
        """Whether no other row of the file has its unique key; the later one is refused."""
        for key in self.matches.keys:
            if key.unique and (value := key.of(draft)) is not None:
                line = self.seen.setdefault(value, row.line)
                if line != row.line:
                    self.drafts.refuse(row, key.columns[0], "", f"line {line} has the same")
                    return False
        return True

    def _complete(self, each: Read) -> bool:
        """Fill in what follows from the rest; the row is refused where something that every record needs is missing."""
        draft = each.draft
        if self.table.kind == "case" and "opened_at" in draft and "time_used" not in draft:
            self.clock.set_up(draft, self._person(draft.get("assignee_id")))
        if self.table.kind in ("deal", "stay"):
            draft.setdefault("pipeline_id", self.default)
        if self.table.kind == "reminder" and (person := self.directory.entry("person", draft.get("person_id"))):
            draft.setdefault("zone", person.time_zone)
        if self.table.kind == "reminder" and self.table.sheet and self.crm.actor:
            draft.setdefault("person_id", self.crm.actor.id)
        if self.numbers:
            self.numbers.number(draft)
        missing = [name for name, attribute in self.required if draft.get(attribute) is None and name != "created_at"]
        if missing:
            self.drafts.refuse(each.row, missing[0], "", "is missing")
        return not missing

    @cached_property
    def default(self) -> int:
        """The id of the pipeline of deals of which none is told."""
        return self.crm.pipelines.default.id

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
