"""The service desk: which service times, hours and holidays hold for a team."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.business_time import BusinessTime, Opening
from storage.cases import Case
from storage.collection import Collection
from storage.folding import fold
from storage.service_times import USUAL, WEEKDAYS, Holiday, ServiceTime, WorkingHours, minute_of

WHOLE_DAY = 24 * 60


class Times(NamedTuple):
    """Minutes of business time until the first reply and until the solution."""

    first_reply: int
    resolution: int


class ServiceDesk:
    """Reads what a workspace has said of its service. A team has its own, or what holds for all."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._hours: dict[str, BusinessTime] = {}

    def times_of(self, case: Case) -> Times:
        """What is promised for a case: by its team, by all, or as is usual."""
        return self.times(case.priority, case.team)

    def times(self, priority: str, team: str | None = None) -> Times:
        """What a team promises for a priority."""
        told = (key for key in ((priority, fold(team or "")), (priority, "")) if key in self._times)
        return next((self._times[key] for key in told), Times(*USUAL.get(priority, USUAL["normal"])))

    def hours_of(self, team: str | None) -> BusinessTime:
        """When a team works."""
        key = fold(team or "")
        if key not in self._hours:
            self._hours[key] = self._business_time(key)
        return self._hours[key]

    @cached_property
    def _times(self) -> dict[tuple[str, str], Times]:
        return {(each.priority, fold(each.team or "")): Times(each.first_reply, each.resolution)
                for each in self.session.scalars(select(ServiceTime).order_by(ServiceTime.id))}  # fmt: skip

    @cached_property
    def _openings(self) -> list[WorkingHours]:
        return list(self.session.scalars(select(WorkingHours).order_by(WorkingHours.id)))

    @cached_property
    def _holidays(self) -> list[Holiday]:
        return list(self.session.scalars(select(Holiday).order_by(Holiday.id)))

    def _business_time(self, team: str) -> BusinessTime:
        own = [each for each in self._openings if fold(each.team or "") == team]
        told = own or [each for each in self._openings if not each.team]
        days = [each for each in self._holidays if fold(each.team or "") in ("", team)]
        openings = {_opening(each) for each in told}
        if not openings and days:
            openings = {Opening(weekday, 0, WHOLE_DAY, days[0].zone) for weekday in range(7)}
        return BusinessTime(tuple(sorted(openings)), frozenset(each.day for each in days))


class ServiceTimes(Collection[ServiceTime]):
    """All the service times."""

    def of(self, priority: str, team: str | None) -> ServiceTime | None:
        """What that team, or all, promise for a priority, if it is told."""
        said = self.where(ServiceTime.priority == priority)
        return next((each for each in said if fold(each.team or "") == fold(team or "")), None)


class AllWorkingHours(Collection[WorkingHours]):
    """All the working hours."""

    def of(self, team: str | None) -> list[WorkingHours]:
        """Those told of that team itself, or of all, by weekday."""
        told = [each for each in self.all() if fold(each.team or "") == fold(team or "")]
        return sorted(told, key=lambda each: (WEEKDAYS.index(each.weekday), minute_of(each.starts)))


class Holidays(Collection[Holiday]):
    """All the holidays."""

    def from_day(self, day: date, limit: int | None = None) -> list[Holiday]:
        """Those from that day on, the next first."""
        coming = select(Holiday).where(Holiday.day >= day).order_by(Holiday.day, Holiday.id).limit(limit)
        return list(self.session.scalars(coming))

    def on(self, day: date, team: str | None) -> Holiday | None:
        """The holiday of that team, or of all, on a day."""
        told = self.where(Holiday.day == day)
        return next((each for each in told if fold(each.team or "") == fold(team or "")), None)


def _opening(hours: WorkingHours) -> Opening:
    return Opening(WEEKDAYS.index(hours.weekday), minute_of(hours.starts), minute_of(hours.ends), hours.zone)
