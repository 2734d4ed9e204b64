"""Threads: what a conversation remembers, and which channel is about which customer."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import Customer
from storage.fields import Field
from storage.record import Record, Row

if TYPE_CHECKING:
    from storage.crm import Crm


class Thread(Row):
    """A conversation's memory, as JSON: the open question, who and what was last spoken of."""

    __tablename__ = "threads"

    key: Mapped[str] = mapped_column(primary_key=True)
    memory: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime]


def settled(crm: "Crm", beginning: str) -> dict[str, dict[str, str]]:
    """What was noted as settled, by the keys that begin so: each kind of it with its last day."""
    rows = crm.session.scalars(select(Thread).where(Thread.key.startswith(beginning, autoescape=True)))
    return {row.key: dict(row.memory) for row in rows}


def settle(crm: "Crm", key: str, days: dict[str, str]) -> None:
    """Note the last days for which kinds of something are settled."""
    row = crm.session.get(Thread, key) or Thread(key=key, memory={})
    row.memory, row.updated_at = {**(row.memory or {}), **days}, crm.now
    crm.session.add(row)
    crm.session.flush()


class ChannelLink(Record):
    """A Slack channel that is about one customer."""

    __tablename__ = "channel_links"
    kind = "link"
    FIELDS = (Field("channel"), Field("customer", "record", of="customer"))

    channel: Mapped[str] = mapped_column(index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))

    customer: Mapped[Customer] = relationship()

    @property
    def label(self) -> str:
        return f"channel of {self.customer.name}"


class ChannelLinks(Collection[ChannelLink]):
    """Which channel is about whom."""

    def of_channel(self, channel: str) -> ChannelLink | None:
        """The link of a channel, or None."""
        return self.first(ChannelLink.channel == channel) if channel else None
