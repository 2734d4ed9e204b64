"""Imports: which there were, and from where each record came, so that coming again it is known."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.changes import Change
from storage.crm import Crm
from storage.people import Person
from storage.record import Row


class Import(Row):
    """One import by its number. `turn` names it in the changes; `files` has the counts of each file."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    folder: Mapped[str]
    rows: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    by: Mapped[Person | None] = relationship()


class Origin(Row):
    """The id that a record has in another program: `sheet` is that program's word for its kind there."""

    __tablename__ = "origins"
    __table_args__ = (
        UniqueConstraint("source", "sheet", "external_id"),
        Index("origins_of_record", "kind", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    sheet: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[int]


def all_imports(crm: Crm) -> list[Import]:
    """Every import, newest first."""
    return list(crm.session.scalars(select(Import).order_by(Import.id.desc())))


def is_undone(crm: Crm, found: Import) -> bool:
    """Whether it was taken back."""
    undone = select(Change.id).where(Change.undoes == found.turn).limit(1)
    return crm.session.execute(undone).first() is not None


def import_of(crm: Crm, turn: str) -> Import | None:
    """The import that the turn was, or None."""
    return crm.session.scalars(select(Import).where(Import.turn == turn)).first()


def standing_import(crm: Crm, number: int | None) -> Import | None:
    """The import of that number, or the last; None where there is none that still stands."""
    found = [each for each in all_imports(crm) if number in (None, each.id)]
    return next((each for each in found if not is_undone(crm, each)), None)
