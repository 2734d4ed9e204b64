"""The people of the house: who speaks to Rapport, owns records and is reminded."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Mapped, mapped_column

from storage.fields import Field
from storage.record import Named

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week as RFC 5545 writes them."""
USUAL = WEEKDAYS[:5]
NOTICES = ("digest", "weekly", "warnings")
"""What comes unasked: the morning digest, the manager's digest of the week, warnings of cases that run late."""
DIGEST_AT = "08:30"
ROLES = ("rep", "agent", "manager", "marketing", "admin")


class Person(Named):
    """A colleague, known by the e-mail address of the Slack profile.

    `working_days` are days of the week as in `MO,TU,WE`; None where nothing was said of them. `digest_at` is when the
    morning digest comes (`08:30`), `quiet_from` and `quiet_to` frame the hours in which nothing is sent, all on the
    person's own clock. `muted` are the notices that are turned off, of NOTICES, as in `digest,warnings`.
    """

    __tablename__ = "people"
    kind = "person"
    FIELDS: ClassVar = (
        Field("name"),
        Field("email", "email"),
        Field("team"),
        Field("role", "choice", choices=ROLES),
        Field("time_zone"),
        Field("working_days"),
    )

    email: Mapped[str] = mapped_column(unique=True)
    team: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="rep")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    working_days: Mapped[str | None]
    slack_user: Mapped[str | None] = mapped_column(index=True)
    digest_at: Mapped[str | None]
    quiet_from: Mapped[str | None]
    quiet_to: Mapped[str | None]
    muted: Mapped[str | None]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone this person lives in."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """The day that it is where this person lives."""
        return now.astimezone(self.zone).date()

    def hears(self, notice: str) -> bool:
        """Whether a notice, of NOTICES, is sent to this person."""
        return notice not in (self.muted or "").split(",")

    def is_quiet(self, now: datetime) -> bool:
        """Whether it is within the person's quiet hours: `19:00` to before `08:00`, by the clock on the wall.

        As that clock is read, a night in which the clocks change ends at the hour it says all the same.
        """
        starts, ends = self.quiet_from, self.quiet_to
        if not starts or not ends or starts == ends:
            return False
        clock = f"{now.astimezone(self.zone):%H:%M}"
        return starts <= clock < ends if starts < ends else clock >= starts or clock < ends

    def works_on(self, day: date) -> bool:
        """Whether a day is one of the person's working days; Monday to Friday where nothing was said."""
        return WEEKDAYS[day.weekday()] in (self.working_days.split(",") if self.working_days else USUAL)

    def working_day(self, day: date) -> date:
        """The day, or the next one on which the person works."""
        week = (day + timedelta(days=ahead) for ahead in range(7))
        return next((each for each in week if self.works_on(each)), day)
