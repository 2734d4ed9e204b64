"""Erasure: a person taken out of everything that is kept, for good.

What happened stays as the customer's history, with `somebody` in the person's place. What was only about them, their
own records and the values in the changes of both go. Rows stay as empty shells, so that no number is given again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Integer, String, Table, cast, delete, insert, or_, select, text, update

from storage.changes import Change
from storage.contacts import Contact
from storage.crm import Crm
from storage.fills import record_of
from storage.folding import fold
from storage.imports import Origin
from storage.leads import Lead
from storage.mask import Mask
from storage.merges import Merge, merges_in
from storage.passages import FORGET, IndexTask, Passage
from storage.post import Incoming, Outgoing
from storage.ratings import Rating
from storage.record import Record
from storage.standings import outdate
from storage.threads import Thread
from storage.traces import WRITTEN, Traces, texts_of

ERASED = "erased person"
KEEP = object()
KEPT = {"id", "created_at", "deleted_at", "at", "by_id", "case_id"}


@dataclass(frozen=True)
class Erased:
    """What becomes of it: records of theirs that go, and those that stay without them, by kind.

    `is_shared` tells that somebody else bears the name.
    """

    gone: dict[str, int]
    stays: dict[str, int]
    is_shared: bool


def erase(crm: Crm, contact: Contact) -> Erased:
    """Take the contact out of the records, the changes, the history that is searched, the lessons and the post.

    So are those who were merged into them, for they are the same person.
    """
    crm.session.flush()
    for made in merges_in(crm.session, contact):
        merged = record_of(crm, made.kind, made.merged_id)
        if isinstance(merged, Contact) and merged.name != ERASED:
            _Erasure(crm, merged).carry_out()
    return _Erasure(crm, contact).carry_out()


def foreseen(crm: Crm, contact: Contact) -> Erased:
    """What would become of it; nothing is written."""
    return _Erasure(crm, contact).foreseen()


class _Erasure:
    """One person being erased. Everything is written by queries: an ORM write would keep the old value as a change."""

    def __init__(self, crm: Crm, contact: Contact) -> None:
        self.crm, self.session, self.contact = crm, crm.session, contact
        self.traces = Traces(crm, contact)
        found = [record for records in self.traces.records.values() for record in records]
        self.theirs = [contact, *(record for record in found if is_only_theirs(self.traces, record))]
        self.shared = [record for record in found if record not in self.theirs]

    def foreseen(self) -> Erased:
        """What becomes of it."""
        return Erased(_counted(self.theirs[1:]), _counted(self.shared), self.traces.is_shared)

    def carry_out(self) -> Erased:
        near, far = self.traces.near, self.traces.far
        told = self.foreseen()
        masks = [(record, self.traces.mask_for(record)) for record in self.shared]
        self._forget_threads(far)
        self._mask_changes(masks, far)
        self._mask_passages(masks, far)
        for record, mask in masks:
            self._mask_record(record, mask)
        for record in self.theirs:
            self._empty(record)
        self._mask_post(near, far)
        self._forget_merges(far)
        self.crm.lessons.take_out(near.words)
        self._mask_rows([Rating.text], near)
        self.crm.uploads.forget()  # they are kept for a day at most, and may name anybody
        self._log_deletions()
        self._clean_full_text()
        self.crm.erased.append(near)
        outdate(self.session, [self.contact.customer_id])
        self.session.expire_all()
        return told

    def _mask_record(self, record: Any, mask: Mask) -> None:
        values = {column.key: mask.taken_out(getattr(record, column.key)) for column in texts_of(type(record))}
        if "name" in values:
            values["name_fold"] = fold(values["name"])
        if self.traces.points(record):
            values["contact_id"] = None
        self._write(record, values)

    def _empty(self, record: Any) -> None:
        """Leave an empty shell, deleted."""
        columns = [column for column in _table(record).columns if column.key not in KEPT]
        values = {column.key: None if column.nullable else _blank(column) for column in columns}
        values = {name: value for name, value in values.items() if value is not KEEP}
        named = {"name": ERASED, "name_fold": ERASED} if "name" in values else {}
        self._write(record, values | named | {"deleted_at": self.crm.now})
        self.session.execute(delete(Origin).where(*_of(Origin, record)))

    def _write(self, record: Any, values: dict[str, Any]) -> None:
        table = _table(record)
        self.session.execute(update(table).where(table.c.id == record.id).values(**values))

    # ---- the changes

    def _mask_changes(self, masks: Sequence[tuple[Record, Mask]], far: Mask) -> None:
        for record in self.theirs:
            emptied = {"label": ERASED, "before": None, "after": None}
            self.session.execute(update(Change).where(*_of(Change, record)).values(**emptied))
        for record, mask in masks:
            self._mask_rows(WRITTEN, mask, *_of(Change, record))
        self._mask_rows(WRITTEN, far)

    def _log_deletions(self) -> None:
        """Tell that somebody was erased, when and by whom, but not who: undo and audit see no more."""
        info = self.session.info
        common = {"turn": info["turn"], "at": info["now"], "by_id": info["by_id"], "action": "deleted", "label": ERASED}
        gone = [record for record in self.theirs if isinstance(record, Contact | Lead)]
        rows = [{**common, "kind": each.kind, "record_id": each.id, "before": None, "after": None} for each in gone]
        self.session.execute(insert(Change), rows)

    def _mask_rows(self, columns: Sequence[Any], mask: Mask, *criteria: Any) -> None:
        """Mask these columns of the rows of one table."""
        table, names = columns[0].class_.__table__, [column.key for column in columns]
        may_be = select(table.c.id, *(table.c[name] for name in names)).where(mask.may_be_in(columns), *criteria)
        for row in self.session.execute(may_be).mappings().all():
            fresh = {name: mask.taken_out(row[name]) for name in names}
            differing = {name: value for name, value in fresh.items() if value != row[name]}
            if differing:
                self.session.execute(update(table).where(table.c.id == row["id"]).values(**differing))

    # ---- the history that is searched

    def _mask_passages(self, masks: Sequence[tuple[Record, Mask]], far: Mask) -> None:
        for record in self.theirs:
            self._write_passages({"text": "", "live": False, "contact_id": None}, *_of(Passage, record))
        for record, mask in masks:
            self._mask_words(mask, *_of(Passage, record))
        self._mask_words(far, far.may_be_in([Passage.text]))
        self._tell_index()

    def _mask_words(self, mask: Mask, *criteria: Any) -> None:
        for passage in self.session.execute(
            select(Passage.id, Passage.text, Passage.contact_id).where(*criteria)
        ).all():
            contact_id = None if passage.contact_id == self.contact.id else passage.contact_id
            fresh = mask.taken_out(passage.text)
            if fresh != passage.text or contact_id != passage.contact_id:
                self._write_passages({"text": fresh, "contact_id": contact_id}, Passage.id == passage.id)

    def _write_passages(self, values: dict[str, Any], *criteria: Any) -> None:
        gone = {"vector": None, "model": None, "embedded": None, "revision": Passage.revision + 1}
        changed = update(Passage).where(*criteria).values(**values, **gone).returning(Passage.id, Passage.revision)
        self._queue(self.session.execute(changed).all())

    def _queue(self, passages: Iterable[Any]) -> None:
        rows = [{"passage_id": id, "revision": revision} for id, revision in passages]
        if rows:
            self.session.execute(delete(IndexTask).where(IndexTask.passage_id.in_([row["passage_id"] for row in rows])))
            self.session.execute(insert(IndexTask), rows)

    def _tell_index(self) -> None:
        """Leave a passage without words that makes whoever has the index write it anew."""
        about = {"kind": self.contact.kind, "record_id": self.contact.id, "at": self.crm.now, "text": "", "live": False}
        made = insert(Passage).values(**about, revision=1, embedded=FORGET).returning(Passage.id, Passage.revision)
        self._queue(self.session.execute(made).all())

    def _clean_full_text(self) -> None:
        """SQLite's full text keeps words that were deleted until its parts are merged."""
        if self.session.get_bind().dialect.name == "sqlite":
            self.session.execute(text("INSERT INTO passage_words(passage_words) VALUES('optimize')"))

    def _forget_merges(self, far: Mask) -> None:
        """Drop what is remembered of merges of theirs; what others' merges took over or noted is masked."""
        self._mask_rows([Merge.filled, Merge.differing], far)
        for record in self.theirs:
            either = or_(Merge.kept_id == record.id, Merge.merged_id == record.id)
            self.session.execute(delete(Merge).where(Merge.kind == record.kind, either))

    # ---- the conversations

    def _forget_threads(self, far: Mask) -> None:
        spoken_of = f'"kind": "contact", "id": {self.contact.id}, '
        named = or_(far.may_be_in([Thread.memory]), cast(Thread.memory, String).contains(spoken_of))
        self.session.execute(delete(Thread).where(named))

    def _mask_post(self, near: Mask, far: Mask) -> None:
        """Mask what was heard and said; what still waits only where it surely names them."""
        turn = self.session.info["turn"]
        heard = or_(Incoming.status == "done", Incoming.id == turn)
        self._mask_rows([Incoming.body], near, heard)
        self._mask_rows([Incoming.body], far)
        sent = update(Outgoing).where(Outgoing.status == "sent", near.may_be_in([Outgoing.reply]))
        self.session.execute(sent.values(reply={}))
        self._mask_rows([Outgoing.reply], far)


def is_only_theirs(traces: Traces, record: Record) -> bool:
    """Whether nothing of the record is left without them: what to know of them, and what no customer has part in."""
    return traces.points(record) and (record.kind in ("preference", "lead", "distinction") or _of_nobody(record))


def _of_nobody(record: Any) -> bool:
    return record.kind in ("interaction", "feedback") and record.customer_id is None


def _counted(records: Iterable[Record]) -> dict[str, int]:
    kinds = [record.kind for record in records if record.deleted_at is None]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _table(record: Record) -> Table:
    table = type(record).__table__
    assert isinstance(table, Table)
    return table


def _blank(column: Any) -> Any:
    """An empty value for a column that must have one; moments stay."""
    empty: dict[type, Any] = {String: "", Integer: 0, JSON: {}}
    return next((value for kind, value in empty.items() if isinstance(column.type, kind)), KEEP)


def _of(noun: Any, record: Record) -> tuple[Any, ...]:
    return (noun.kind == record.kind, noun.record_id == record.id)
