"""The post: what came in (inbox) and what is to go out (outbox), as rows that survive a crash."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.record import Row


class Incoming(Row):
    """An event that was acknowledged to Slack. `id` is Slack's own, so that a redelivery finds the row."""

    __tablename__ = "inbox"
    __table_args__ = (Index("inbox_waiting", "status", "received_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


class Outgoing(Row):
    """A message to post. `key` is unique, so that nothing is queued twice.

    `sending` means in doubt: it may have been posted, and is looked up before it is sent again.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_waiting", "status", "not_before"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    thread: Mapped[str | None]
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(default="ready")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    first_try: Mapped[datetime | None]
    last_try: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    posted: Mapped[str | None]
    error: Mapped[str | None]
