"""The clock of a case: when its first reply and its solution are due, in business time, and how much is used.

It runs from the opening, stands while the case waits for the customer, and goes on with the rest of its time. A case
without `clock_since` has a clock that stands; `time_used` are the seconds that ran before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.business_time import BusinessTime
from storage.cases import Case
from storage.people import Person
from storage.service_desk import ServiceDesk

EARLY, LATE = 0.25, 0.1
"""The shares of a time that are left when the assignee is warned, and when the team's manager is."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Alarm:
    """What somebody is to be warned of: what is due, when, and from which moment they are to know.

    `level` is `warning` for the assignee and `manager` for the manager of the team.
    """

    part: str
    level: str
    due: datetime
    at: datetime


def _at_once(method: Callable[Concatenate["CaseClock", P], T]) -> Callable[Concatenate["CaseClock", P], T]:
    """Let what a method writes be one change, whatever it reads meanwhile."""

    @wraps(method)
    def whole(self: "CaseClock", /, *arguments: P.args, **named: P.kwargs) -> T:
        with self.session.no_autoflush:
            return method(self, *arguments, **named)

    return whole


class CaseClock:
    """Starts, stops and reads the clocks of cases."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.desk = ServiceDesk(session)

    @_at_once
    def start(self, case: Case) -> None:
        """Let the clock of a new case run from its opening."""
        case.clock_since, case.time_used = case.opened_at, 0
        case.first_reply_due_at = case.opened_at
        self.reckon(case)

    @_at_once
    def enter(self, case: Case, status: str) -> None:
        """Give an open case a status. While it waits for the customer, who has been answered then, its clock stands."""
        before, case.status = case.status, status
        if status == "waiting" and before != "waiting":
            self.answered(case)
            self._stop(case)
            case.due_at = _missed(case.due_at, self.now)
        elif before == "waiting" != status and case.clock_since is None:
            case.clock_since = self.now
            self.reckon(case)
        self.watch(case)

    @_at_once
    def prioritise(self, case: Case, priority: str) -> None:
        """Give it a priority and the times that go with it; what was used of them stays used."""
        case.priority = priority
        self.reckon(case)

    @_at_once
    def hand(self, case: Case, person: Person | None) -> None:
        """Give it to a colleague, by whose team's hours and times it goes on."""
        before = self._rules(case)
        case.assignee = person
        if case.is_open and self._rules(case) != before:
            self.reckon(case)

    @_at_once
    def answered(self, case: Case) -> None:
        """Note that the customer has got a first reply, unless that is known."""
        if case.first_replied_at is None and case.is_open:
            case.first_replied_at = self.now
            self.watch(case)

    @_at_once
    def close(self, case: Case, resolution: str | None) -> None:
        """Mark it solved; its clock stands."""
        self._stop(case)
        case.close(self.now, resolution)
        case.alarm_at = None

    @_at_once
    def reopen(self, case: Case) -> timedelta:
        """Take it up again with the time that it had left, and return how long it was closed."""
        closed_at = case.closed_at or self.now
        if not case.time_used and case.first_reply_due_at is None:  # it was closed before cases had clocks
            case.time_used = _seconds(self.hours_of(case).between(case.opened_at, closed_at))
        case.reopen()
        case.clock_since = self.now
        self.reckon(case)
        return self.now - closed_at

    def reckon(self, case: Case) -> None:
        """Work out anew when a running case is due; what was missed stays missed where no time is left.

        Of a case that was imported it is not known whether it got a first reply, and none is awaited.
        """
        if case.is_open and case.status != "waiting":
            case.clock_since = case.clock_since or case.opened_at
            times = self.desk.times_of(case)
            case.due_at = self._due(case, times.resolution, case.due_at)
            if case.first_replied_at is None and case.first_reply_due_at:
                case.first_reply_due_at = self._due(case, times.first_reply, case.first_reply_due_at)
        self.watch(case)

    def revise(self, cases: Iterable[Case]) -> int:
        """Reckon them after the rules have changed, and return how many are due at another time.

        Nobody is warned of what is late already.
        """
        changed = 0
        for case in cases:
            before = (case.due_at, case.first_reply_due_at)
            self.reckon(case)
            changed += (case.due_at, case.first_reply_due_at) != before
            coming = (alarm.at for alarm in self.alarms(case) if alarm.due > self.now)
            case.alarm_at = min(coming, default=None)
        self.session.flush()
        return changed

    def watch(self, case: Case) -> None:
        """Note when somebody is next to be warned about it."""
        case.alarm_at = min((alarm.at for alarm in self.alarms(case)), default=None)

    def used(self, case: Case) -> timedelta:
        """How much business time the case has used up to now."""
        running = self._running(case) if case.is_open else timedelta(0)
        return timedelta(seconds=case.time_used or 0) + running

    def left(self, case: Case) -> timedelta:
        """How much is left until it is due, less than nothing where that has passed; of one that waits, its rest.

        What passed while it waited or was closed is not over its time.
        """
        hours = self.hours_of(case)
        rest = timedelta(minutes=self.desk.times_of(case).resolution) - self.used(case)
        if case.due_at is None or (case.due_at < self.now and rest < timedelta(0)):
            return rest
        late = hours.between(case.due_at, self.now)
        return -late if case.due_at < self.now else hours.between(self.now, case.due_at)

    def hours_of(self, case: Case) -> BusinessTime:
        """The hours in which its clock runs."""
        return self.desk.hours_of(case.team)

    def alarms(self, case: Case) -> list[Alarm]:
        """What is to be told of the case and from when, told already or not; nothing while its clock stands."""
        if not case.is_open or case.status == "waiting" or not case.clock_since:
            return []
        times = self.desk.times_of(case)
        parts = [("solution", case.due_at, times.resolution)]
        if case.first_replied_at is None:
            parts.insert(0, ("first reply", case.first_reply_due_at, times.first_reply))
        levels = (("warning", EARLY), ("manager", LATE))
        return [
            Alarm(part, level, due, self._when_left(case, due, share * timedelta(minutes=whole)))
            for part, due, whole in parts if due
            for level, share in levels
        ]  # fmt: skip

    def ringing(self, limit: int = 100) -> list[Case]:
        """The cases of which somebody is to be warned now, locked until the transaction ends."""
        locked = (
            select(Case).where(*self._ringing).order_by(Case.alarm_at).limit(limit).with_for_update(skip_locked=True)
        )
        return list(self.session.scalars(locked))

    def rings(self) -> bool:
        """Whether there are any."""
        return self.session.scalars(select(Case.id).where(*self._ringing).limit(1)).first() is not None

    @property
    def _ringing(self) -> tuple[ColumnElement[bool], ...]:
        return (Case.status.in_(("new", "working")), Case.alarm_at <= self.now)

    def rung(self, case: Case) -> None:
        """Note when to look at it next, once all that is due has been told. This is no Change: it is not undone."""
        following = min((alarm.at for alarm in self.alarms(case) if alarm.at > self.now), default=None)
        self.session.execute(update(Case).where(Case.id == case.id).values(alarm_at=following))

    def look_again(self, case: Case) -> None:
        """Look at it again at the next full five minutes, as whoever is to know is in quiet hours. This is no Change.

        All that wait for the end of somebody's quiet hours are looked at together then.
        """
        full = self.now.replace(minute=self.now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=5)
        self.session.execute(update(Case).where(Case.id == case.id).values(alarm_at=full))

    def set_up(self, draft: dict[str, Any], assignee: Person | None) -> None:
        """Fill in the clock of an imported case that comes without one: it has run since it was opened.

        Nobody is warned of what was due before.
        """
        case = Case(priority=draft.get("priority", "normal"), status=draft.get("status", "new"), assignee=assignee)
        case.opened_at = case.clock_since = draft["opened_at"]
        whole = timedelta(minutes=self.desk.times_of(case).resolution)
        draft.setdefault("due_at", self.hours_of(case).after(case.opened_at, whole))
        if case.is_open:
            draft.setdefault("clock_since", case.opened_at)
            draft.setdefault("alarm_at", case.opened_at if draft["due_at"] > self.now else None)

    def _due(self, case: Case, minutes: int, before: datetime | None) -> datetime | None:
        rest = timedelta(minutes=minutes, seconds=-(case.time_used or 0))
        if rest <= timedelta(0):
            return _missed(before, self.now) or case.clock_since
        return self.hours_of(case).after(case.clock_since or self.now, rest)

    def _when_left(self, case: Case, due: datetime, rest: timedelta) -> datetime:
        """The moment from which no more than that is left."""
        since, hours = case.clock_since or self.now, self.hours_of(case)
        return hours.after(since, hours.between(since, due) - rest)

    def _running(self, case: Case) -> timedelta:
        return self.hours_of(case).between(case.clock_since, self.now) if case.clock_since else timedelta(0)

    def _stop(self, case: Case) -> None:
        case.time_used = (case.time_used or 0) + _seconds(self._running(case))
        case.clock_since = None

    def _rules(self, case: Case) -> tuple[Any, BusinessTime]:
        return self.desk.times_of(case), self.hours_of(case)


def _missed(due: datetime | None, now: datetime) -> datetime | None:
    """A due time that has passed, or None."""
    return due if due and due <= now else None


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
