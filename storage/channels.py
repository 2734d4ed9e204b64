"""Channels: who is shown the answers that are asked for in one."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.record import Row

PRIVACIES = ("members", "asker")


class Channel(Row):
    """A channel of Slack. With `privacy` "asker" answers in it go to whoever asks alone, with "members" to all."""

    __tablename__ = "channels"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    privacy: Mapped[str] = mapped_column(default="members")
