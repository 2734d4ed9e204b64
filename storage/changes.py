"""Changes: what was written, by whom and in which turn; audit, undo and show_changes read them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, insert, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.people import Person
from storage.record import Record, Row

UNTRACKED = {"id", "name_fold", "slack_user", "told_at", "occurrence", "postponed"}


class Change(Row):
    """One record before and after. `before` and `after` hold the columns that changed, as JSON values.

    Both are None where the record was erased: that it changed is known, its values are not.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("changes_of_record", "kind", "record_id"), Index("changes_by", "by_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    turn: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[int]
    label: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undoes: Mapped[str | None] = mapped_column(index=True)

    by: Mapped[Person | None] = relationship()


def record_changes(session: Session, _: object) -> None:
    """Write a Change for every record that this flush wrote. Listens to the session's `after_flush`."""
    created = [_change(session, record, "created", {}) for record in session.new if _is_tracked(record)]
    written = sorted((record for record in session.dirty if _is_tracked(record)), key=lambda each: (each.kind, each.id))
    told = ((record, before) for record in written if (before := _before(record)))
    changes = [*created, *(_change(session, record, _action(before, record), before) for record, before in told)]
    if changes:
        session.execute(insert(Change), changes)


def _is_tracked(record: object) -> bool:
    return isinstance(record, Record) and record.tracked


def _change(session: Session, record: Record, action: str, before: dict[str, Any]) -> dict[str, Any]:
    return {
        "turn": session.info["turn"],
        "at": session.info["now"],
        "by_id": session.info["by_id"],
        "action": action,
        "kind": record.kind,
        "record_id": record.id,
        "label": record.label,
        "before": before or None,
        "after": dict(_columns(record, list(before) or None)),
        "undoes": session.info.get("undoes"),
    }


def _before(record: Record) -> dict[str, Any]:
    """The old values of the columns that this flush changes."""
    attributes = inspect(record).attrs
    history = {name: attributes[name].history for name in _column_names(type(record))}
    return {
        name: plain(change.deleted[0] if change.deleted else None)
        for name, change in history.items()
        if change.has_changes()
    }


def _action(before: dict[str, Any], record: Record) -> str:
    if "deleted_at" not in before:
        return "updated"
    return "deleted" if record.deleted_at else "restored"


def _columns(record: Record, names: list[str] | None) -> Iterator[tuple[str, Any]]:
    for name in names or _column_names(type(record)):
        value = getattr(record, name)
        if names or value not in (None, {}, []):
            yield name, plain(value)


@cache
def _column_names(noun: type[Record]) -> list[str]:
    return [column.key for column in inspect(noun).column_attrs if column.key not in UNTRACKED]


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def original(record: Record, name: str, value: Any) -> Any:
    """The column's value again, from what `plain` made of it."""
    if value is None:
        return None
    python_type = inspect(type(record)).columns[name].type.python_type
    if python_type in (datetime, date):
        return python_type.fromisoformat(value)
    return Decimal(value) if python_type is Decimal else value
