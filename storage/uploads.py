"""Uploads: files that somebody gave in a conversation, kept until they are imported, for a day at most."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.people import Person
from storage.record import Row

KEPT = timedelta(days=1)
READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".vcf", ".vcard", ".ics", ".ical")
"""The endings of files that can be imported."""


class Upload(Row):
    """A file as it came, and what was told of its columns: `{"kind": ..., "columns": {column: field}}`."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]


class Uploads:
    """The files given within a day."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now

    def keep(self, person: Person, name: str, content: bytes) -> Upload:
        """Keep a file that somebody gave."""
        upload = Upload(by_id=person.id, name=name, content=content, mapping={}, at=self.now)
        self.session.add(upload)
        self.session.flush()
        return upload

    def latest(self, person: Person) -> Upload | None:
        """What the person gave last, within a day."""
        given = select(Upload).where(Upload.by_id == person.id, Upload.at > self.now - KEPT)
        return self.session.scalars(given.order_by(Upload.id.desc()).limit(1)).first()

    def forget(self, *uploads: Upload) -> None:
        """Throw these away, or, with none named, all."""
        chosen = delete(Upload)
        self.session.execute(chosen.where(Upload.id.in_([each.id for each in uploads])) if uploads else chosen)


def is_readable(name: str) -> bool:
    """Whether a file of that name can be imported."""
    return name.casefold().endswith(READABLE)
