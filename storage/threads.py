"""Threads: what a conversation remembers, and which channel is about which customer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.collection import Collection
from storage.customers import Customer
from storage.fields import Field
from storage.record import Record, Row


class Thread(Row):
    """A conversation's memory, as JSON: the open question, who and what was last spoken of."""

    __tablename__ = "threads"

    key: Mapped[str] = mapped_column(primary_key=True)
    memory: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime]


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
