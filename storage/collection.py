"""A plain collection of records of one kind."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.folding import fold
from storage.record import Named, Record

R = TypeVar("R", bound=Record)


class Collection(Generic[R]):
    """All the records of one noun, as the actor may see them. Deleted ones are left out."""

    def __init__(self, session: Session, noun: type[R], now: datetime) -> None:
        self.session = session
        self.noun = noun
        self.now = now

    def add(self, record: R) -> R:
        """Take a new record in; it has an id afterwards."""
        record.created_at = record.created_at or self.now
        record.custom = record.custom or {}
        self.session.add(record)
        self.session.flush()
        return record

    def get(self, id: int) -> R | None:
        """The record with that id, or None."""
        return self.first(self.noun.id == id)

    def remove(self, *records: R) -> None:
        """Delete them; undo brings them back."""
        for record in records:
            record.deleted_at = self.now
        self.session.flush()

    def where(self, *criteria: ColumnElement[bool], limit: int | None = None, newest: Any = None) -> list[R]:
        """Those that meet all criteria, oldest id first, or by the column `newest` the other way."""
        order = newest.desc() if newest is not None else self.noun.id
        return list(self.session.scalars(select(self.noun).where(*criteria).order_by(order).limit(limit)))

    def first(self, *criteria: ColumnElement[bool]) -> R | None:
        """One that meets all criteria, or None."""
        return self.session.scalars(select(self.noun).where(*criteria).limit(1)).first()

    def count(self, *criteria: ColumnElement[bool]) -> int:
        """How many meet all criteria."""
        return self.session.execute(select(func.count()).select_from(self.noun).where(*criteria)).scalar_one()

    def all(self) -> list[R]:
        """Every one."""
        return self.where()

    def by_ids(self, ids: Iterable[int]) -> list[R]:
        """Those with the ids, in the order given."""
        wanted = list(ids)
        found = {record.id: record for record in self.where(self.noun.id.in_(wanted))}
        return [found[id] for id in wanted if id in found]

    def named(self, name: str) -> list[R]:
        """Those of exactly that name, however it is written."""
        if not issubclass(self.noun, Named):
            return []
        return self.where(self.noun.name_fold == fold(name))
