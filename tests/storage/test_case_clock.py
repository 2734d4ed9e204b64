"""The clock of a case runs in business time while the case is worked on, whatever becomes of it in between."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.cases import Case
from storage.crm import Crm
from storage.people import Person
from storage.service_times import WEEKDAYS, Holiday, ServiceTime, WorkingHours
from storage.store import Store

BEGUN = datetime(2026, 10, 23, 9, tzinfo=UTC)
"""A Friday; the clocks of Berlin go back on Sunday."""

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
STEPS = st.lists(
    st.tuples(st.sampled_from(["working", "waiting", "urgent", "low", "closed"]), st.integers(1, 3 * 24 * 60)),
    max_size=6,
)


def office(crm: Crm) -> None:
    """Weekdays 9 to 17 and Saturdays 10 to 12 in Berlin, Monday the 26th a holiday."""
    for weekday in WEEKDAYS[:6]:
        starts, ends = ("10:00", "12:00") if weekday == "Saturday" else ("09:00", "17:00")
        crm.working_hours.add(WorkingHours(weekday=weekday, starts=starts, ends=ends, zone="Europe/Berlin"))
    crm.holidays.add(Holiday(day=date(2026, 10, 26), zone="Europe/Berlin"))


def works(at: datetime) -> bool:
    there = at.astimezone(BERLIN)
    hours = {5: (10, 12), 6: (0, 0)}.get(there.weekday(), (9, 17))
    return there.date() != date(2026, 10, 26) and hours[0] <= there.hour < hours[1]


def walked(start: datetime, minutes: int) -> int:
    return sum(works(start + each * MINUTE) for each in range(minutes))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_used_is_what_a_walk_finds_and_the_rest_is_due(
    sqlite_template: Path, steps: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        store = Store(copy(sqlite_template, Path(folder) / "rapport.db"))
        with store.begin(None, BEGUN, "t1") as crm:
            office(crm)
            case = Case(number=1, subject="Jam", status="new", priority="normal", opened_at=BEGUN)
            clock, used, now = crm.case_clock, 0, BEGUN
            clock.start(case)
            crm.cases.add(case)
            for step, minutes in steps:
                if step in ("urgent", "low"):
                    clock.prioritise(case, step)
                elif step == "closed":
                    clock.close(case, None)
                    now = clock.now = now + 90 * MINUTE
                    clock.reopen(case)
                else:
                    clock.enter(case, step)
                used += walked(now, minutes) if case.status != "waiting" else 0
                now = clock.now = now + minutes * MINUTE
                assert clock.used(case) == used * MINUTE
                whole = timedelta(minutes=clock.desk.times_of(case).resolution)
                if case.due_at and case.due_at > now:
                    assert clock.hours_of(case).between(now, case.due_at) == whole - used * MINUTE
        store.close()


def test_a_case_handed_to_another_team_goes_on_by_the_times_of_that_team(store: Store) -> None:
    with store.begin(None, BEGUN, "t1") as crm:
        office(crm)
        sam = crm.people.add(Person(name="Sam", email="sam@house.test", team="support"))
        eve = crm.people.add(Person(name="Eve", email="eve@house.test", team="Night"))
        for weekday in WEEKDAYS:
            crm.working_hours.add(WorkingHours(team="night", weekday=weekday, starts="00:00", ends="24:00", zone="UTC"))
        crm.service_times.add(ServiceTime(priority="urgent", first_reply=10, resolution=120, team="night"))
        case = Case(number=1, subject="Jam", status="new", priority="urgent", opened_at=BEGUN, assignee=sam)
        crm.case_clock.start(case)
        crm.cases.add(case)
        assert case.due_at == BEGUN + timedelta(hours=4)
        crm.case_clock.hand(case, eve)
        assert case.due_at == BEGUN + timedelta(hours=2)
        assert case.first_reply_due_at == BEGUN + timedelta(minutes=10)
