"""Channels: who is shown the answers that are asked for in one."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.crm import Crm
from storage.record import Row

PRIVACIES = ("members", "asker")


class Channel(Row):
    """A channel of Slack. With `privacy` "asker" answers in it go to whoever asks alone, with "members" to all."""

    __tablename__ = "channels"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    privacy: Mapped[str] = mapped_column(default="members")


def is_for_asker(crm: Crm, channel: str) -> bool:
    """Whether answers in a channel always go to whoever asks alone."""
    known = crm.session.get(Channel, channel)
    return known is not None and known.privacy == "asker"
