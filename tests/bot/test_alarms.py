"""Somebody is warned before the time of a case is over: once, and only while its clock runs."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.alarms import alarm
from bot.bell import Bell
from skills.reply import Reply
from storage.cases import Case
from storage.changes import Change
from storage.customers import Customer
from storage.mailroom import clear
from storage.people import Person
from storage.post import Outgoing
from storage.store import Store
from storage.undo import take_back

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def after(**span: float) -> datetime:
    return NOW + timedelta(**span)


@pytest.fixture
def desk(store: Store) -> Store:
    """Sam has an urgent case of Globe Freight, due in four hours; Ruth leads the team."""
    with store.begin(None, NOW, "setup") as crm:
        crm.people.add(Person(name="Tom Becker", email="tom@house.test", role="manager", team="sales"))
        crm.people.add(Person(name="Ruth Okonjo", email="ruth@house.test", role="manager", team="Support"))
        sam = crm.people.add(Person(name="Sam Ode", email="sam@house.test", role="agent", team="support"))
        globe = crm.customers.add(Customer(name="Globe Freight"))
        case = Case(number=1, subject="Jam", customer=globe, priority="urgent", status="new", opened_at=NOW)
        case.assignee = sam
        crm.case_clock.start(case)
        crm.cases.add(case)
    return store


def said(store: Store, name: str) -> list[str]:
    """What was queued for somebody, in order."""
    with store.read(NOW) as crm:
        channel = f"person:{crm.people.named(name)[0].id}"
        sent = select(Outgoing).where(Outgoing.channel == channel).order_by(Outgoing.created_at)
        return [Reply.from_json(each.reply).text for each in crm.session.scalars(sent)]


def shown(store: Store, name: str) -> list[str]:
    """The same with all that is in it."""
    with store.read(NOW) as crm:
        channel = f"person:{crm.people.named(name)[0].id}"
        sent = select(Outgoing).where(Outgoing.channel == channel).order_by(Outgoing.created_at)
        return [Reply.from_json(each.reply).plain() for each in crm.session.scalars(sent)]


def enter(store: Store, status: str, now: datetime) -> None:
    with store.begin("sam@house.test", now, f"{status} {now}") as crm:
        crm.case_clock.enter(crm.cases.all()[0], status)


def test_the_assignee_is_warned_when_a_quarter_is_left_and_the_manager_when_a_tenth_is(desk: Store) -> None:
    assert alarm(desk, after(minutes=44)) == 0
    assert alarm(desk, after(minutes=45)) == 1
    assert said(desk, "Sam Ode") == [
        "Case 1 of Globe Freight, Jam (urgent): its first reply is due today at 10:00, with 15 minutes left."
    ]
    assert (alarm(desk, after(minutes=53)), alarm(desk, after(minutes=54))) == (0, 1)
    assert "Sam Ode has it." in said(desk, "Ruth Okonjo")[0]
    assert (alarm(desk, after(minutes=179)), alarm(desk, after(minutes=180))) == (0, 1)
    assert said(desk, "Sam Ode")[1].endswith("its solution is due today at 13:00, with 1 hour left.")
    assert (alarm(desk, after(minutes=216)), alarm(desk, after(days=3))) == (1, 0)
    assert said(desk, "Tom Becker") == []


def test_nobody_is_warned_twice_whatever_dies_or_is_cleared(desk: Store) -> None:
    late, restarted = after(hours=5), Store(desk.url.render_as_string(False))
    assert (alarm(desk, late), alarm(desk, late), alarm(restarted, late)) == (4, 0, 0)
    restarted.close()
    assert said(desk, "Ruth Okonjo") == ["Two warnings:"]
    assert "was due today at 13:00 and is late" in shown(desk, "Ruth Okonjo")[0]
    with desk.begin(None, late, "posted") as crm:
        for each in crm.session.scalars(select(Outgoing)):
            each.status = "sent"
    clear(desk, after(days=30))
    assert alarm(desk, after(days=30)) == 0


def test_warnings_that_are_due_at_once_are_one_message_and_one_word_turns_them_off(desk: Store) -> None:
    alarm(desk, after(hours=5))
    (told,) = shown(desk, "Sam Ode")
    assert told.splitlines()[0] == "Two warnings:"
    assert "1. Case 1 of Globe Freight" in told
    assert told.endswith("Say “warnings off” to stop these.")


def test_who_wants_no_warnings_gets_none_and_the_manager_does_all_the_same(desk: Store) -> None:
    with desk.begin(None, NOW, "mute") as crm:
        crm.people.named("Sam Ode")[0].muted = "digest,warnings"
    assert alarm(desk, after(hours=5)) == 2
    assert said(desk, "Sam Ode") == []
    assert len(said(desk, "Ruth Okonjo")) == 1


def test_in_quiet_hours_warnings_wait_for_their_end_and_come_as_one(desk: Store) -> None:
    with desk.begin(None, NOW, "quiet") as crm:
        sam = crm.people.named("Sam Ode")[0]
        sam.quiet_from, sam.quiet_to, sam.time_zone = "10:30", "14:00", "Europe/Berlin"
    assert [alarm(desk, after(minutes=45 + each)) for each in (0, 1, 5)] == [0, 0, 0]
    assert alarm(desk, after(minutes=55)) == 1
    assert (len(said(desk, "Sam Ode")), len(said(desk, "Ruth Okonjo"))) == (0, 1)
    assert alarm(desk, after(hours=3, minutes=55)) == 1
    assert said(desk, "Sam Ode") == []
    assert alarm(desk, after(hours=4)) == 2
    assert said(desk, "Sam Ode") == ["Two warnings:"]


def test_a_case_that_waits_or_is_closed_warns_nobody_and_goes_on_with_its_rest(desk: Store) -> None:
    enter(desk, "waiting", after(minutes=30))
    assert alarm(desk, after(hours=20)) == 0
    enter(desk, "working", after(hours=20))
    assert alarm(desk, after(hours=22, minutes=29)) == 0
    assert alarm(desk, after(hours=22, minutes=30)) == 1
    assert said(desk, "Sam Ode")[0].endswith("its solution is due today at 08:30, with 1 hour left.")
    with desk.begin("sam@house.test", after(hours=23), "closing") as crm:
        crm.case_clock.close(crm.cases.all()[0], "oiled")
    assert alarm(desk, after(days=9)) == 0


def test_a_change_that_is_taken_back_takes_its_warnings_along(desk: Store) -> None:
    enter(desk, "waiting", after(minutes=30))
    with desk.begin("sam@house.test", after(minutes=40), "undo") as crm:
        take_back(crm, f"waiting {after(minutes=30)}")
    assert alarm(desk, after(minutes=45)) == 1


def test_warning_is_no_change_that_somebody_could_take_back(desk: Store) -> None:
    alarm(desk, after(hours=5))
    with desk.read(NOW) as crm:
        assert {each.turn for each in crm.session.scalars(select(Change))} == {"setup"}


def test_the_terminal_tells_its_speaker_and_slack_does_not_say_it_again(desk: Store) -> None:
    shown: list[Reply] = []
    sam, ruth = Bell(desk, "sam@house.test"), Bell(desk, "ruth@house.test")
    assert [sam.ring(after(minutes=50), shown.append), sam.ring(after(minutes=51), shown.append)] == [1, 0]
    assert "first reply is due" in shown[0].text
    assert ruth.ring(after(minutes=50), shown.append) == 0
    assert alarm(desk, after(minutes=52)) == 0
    assert alarm(desk, after(minutes=55)) == 1
    assert ruth.ring(after(minutes=56), shown.append) == 0
    with desk.read(NOW) as crm:
        states = {each.key.split(":")[2]: each.status for each in crm.session.scalars(select(Outgoing))}
    assert states == {"warning": "sent", "manager": "ready"}
