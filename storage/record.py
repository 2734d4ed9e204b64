"""What every record is: a row with an identity, a kind, fields of its own and custom ones."""

from datetime import datetime
from typing import Any, ClassVar, Protocol, runtime_checkable

from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, validates

from storage.columns import UTCDateTime
from storage.door import at_the_door
from storage.fields import Field
from storage.folding import fold


class Row(DeclarativeBase):
    """Any row of the store."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UTCDateTime, dict[str, Any]: JSON}


class Record(Row):
    """A noun of the CRM. Every write to one becomes a Change; deleting is soft.

    COUNTED columns go up and down with other records too, so undo takes back the difference and not the value.
    AUTOMATIC ones follow from other writes: they are taken back with those, and not told of by themselves.
    `label` is how the record is called in a sentence, `FIELDS` what can be asked for, imported and set.
    A noun that is not `tracked` is the assistant's own note: writing one is no Change, and is not undone.
    """

    __abstract__ = True
    kind: ClassVar[str]
    tracked: ClassVar[bool] = True
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    COUNTED: ClassVar[tuple[str, ...]] = ()
    AUTOMATIC: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def label(self) -> str:
        """What people call this record."""
        raise TypeError(f"{type(self).__name__} has no label")

    @classmethod
    def field(cls, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in cls.FIELDS if field.name == name), None)

    @classmethod
    def requires(cls, name: str) -> bool:
        """Whether the field of that name may never be empty."""
        columns = cls.__table__.columns
        column = columns.get(name, columns.get(f"{name}_id"))
        return column is not None and not column.nullable


class Named(Record):
    """A record with a name, kept folded as well so that it is found however it is written."""

    __abstract__ = True

    name: Mapped[str]
    name_fold: Mapped[str] = mapped_column(index=True)

    @validates("name")
    def _keep_folded(self, _: str, name: str) -> str:
        self.name_fold = fold(name)
        return name

    @property
    def label(self) -> str:
        return self.name


class Welcomed(Named):
    """A record whose addresses, numbers and country are kept in one form.

    `as_written` has what was written otherwise, `{field: [written, kept]}`; it counts while the field holds the latter.
    """

    __abstract__ = True

    as_written: Mapped[dict[str, Any]] = mapped_column(default=dict)

    def welcome(self, name: str, written: str, country: str | None = None) -> None:
        """Set a field to what was written, in the form in which such values are kept."""
        self.keep(name, written, at_the_door(name, written, country))

    def keep(self, name: str, written: str, kept: str) -> None:
        """Set a field to a value, and remember how it was written where that differs."""
        setattr(self, name, kept)
        if kept != written:
            self.as_written = {**(self.as_written or {}), name: [written, kept]}

    def written(self, name: str) -> str | None:
        """How a field's value was written, None where it was written as it is kept."""
        said, kept = (self.as_written or {}).get(name, (None, None))
        return said if said and getattr(self, name) == kept else None


@runtime_checkable
class Textual(Protocol):
    """A record whose words belong to the history that is searched."""

    def passage(self) -> str:
        """Its words as they are searched: who, how and what."""
