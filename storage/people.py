"""The people of the house: who speaks to Rapport, owns records and is reminded."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Mapped, mapped_column

from storage.fields import Field
from storage.record import Named

ROLES = ("rep", "agent", "manager", "marketing", "admin")


class Person(Named):
    """A colleague, known by the e-mail address of the Slack profile."""

    __tablename__ = "people"
    kind = "person"
    FIELDS: ClassVar = (
        Field("name"),
        Field("email", "email"),
        Field("team"),
        Field("role", "choice", choices=ROLES),
        Field("time_zone"),
    )

    email: Mapped[str] = mapped_column(unique=True)
    team: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="rep")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    slack_user: Mapped[str | None] = mapped_column(index=True)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone this person lives in."""
        return ZoneInfo(self.time_zone)
