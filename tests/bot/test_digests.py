"""Each person's morning comes once, at their hour, where they live; a manager's week on Monday; nobody is disturbed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, select

from bot.bell import Bell
from bot.clock import remind
from bot.digests import Digests
from bot.quiet import Told, tell
from skills.reply import Chart, Reply
from storage.absences import Absence
from storage.cases import Case
from storage.customers import Customer
from storage.deals import Deal
from storage.people import Person
from storage.post import Outgoing
from storage.reminders import Reminder
from storage.service_times import Holiday
from storage.store import Store
from storage.threads import Thread

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEOPLE = (
    ("Priya Nair", "rep", "Europe/Berlin"),
    ("Nora Quinn", "rep", "America/New_York"),
    ("Tom Becker", "manager", "Europe/Berlin"),
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in UTC; 23 November is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def office(store: Store) -> Store:
    """Priya in Berlin, Nora in New York and Tom, their manager; each of the first two has something to do daily."""
    with store.begin(None, SUNDAY, "setup") as crm:
        for name, role, zone in PEOPLE:
            email = f"{name.split()[0].casefold()}@rapport.test"
            person = Person(name=name, email=email, role=role, time_zone=zone, team="sales", slack_user=f"U{name[:1]}")
            crm.people.add(person)
            if role == "rep":
                told = Reminder(about=f"call Globe for {name}", due_at=SUNDAY, person=person, by=person, told_at=SUNDAY)
                crm.reminders.add(told)
    return store


def queued(store: Store, name: str, kind: str = "digest") -> list[Reply]:
    """What was queued for somebody of a kind, in order."""
    with store.read(SUNDAY) as crm:
        place = f"person:{crm.people.named(name)[0].id}"
        sent = select(Outgoing).where(Outgoing.channel == place, Outgoing.key.startswith(f"{kind}:"))
        return [Reply.from_json(each.reply) for each in crm.session.scalars(sent.order_by(Outgoing.key))]


def change(store: Store, name: str, **columns: str | None) -> None:
    with store.begin(None, SUNDAY, f"set {columns}") as crm:
        for column, value in columns.items():
            setattr(crm.people.named(name)[0], column, value)


def ticks(digests: Digests, *moments: datetime) -> list[int]:
    return [digests.send(moment) for moment in moments]


@pytest.fixture
def digests(office: Store) -> Digests:
    """They were seen on Sunday, so that everybody is known."""
    digests = Digests(office)
    assert digests.send(SUNDAY) == 0
    return digests


def test_the_morning_comes_at_the_hour_of_each_zone_once_a_day(digests: Digests) -> None:
    assert ticks(digests, at(23, 7, 29), at(23, 7, 31), at(23, 7, 40), at(23, 13, 29), at(23, 13, 31)) == [
        0,
        1,
        0,
        0,
        1,
    ]
    assert ticks(Digests(digests.store), at(23, 14), at(23, 20)) == [0, 0]
    (told,) = queued(digests.store, "Priya Nair")
    assert told.text == "Good morning, Priya. Today: 1 reminder."
    assert "call Globe for Priya Nair" in told.plain()
    assert told.note == "Say “digest off” to stop these."
    assert told.buttons[0].intent is not None
    assert told.buttons[0].intent["skill"] == "complete_reminder"
    assert told.buttons[-1].intent == {"skill": "change_settings", "slots": {"off": ["digest"]}}


def test_after_a_night_away_it_comes_late_on_the_same_day_and_not_the_next(digests: Digests) -> None:
    assert digests.send(at(23, 17)) == 2
    assert ticks(Digests(digests.store), at(25, 22), at(25, 23)) == [2, 0]
    assert len(queued(digests.store, "Priya Nair")) == 2


def test_days_off_holidays_and_absences_have_none_and_an_empty_day_none_either(digests: Digests) -> None:
    store = digests.store
    with store.begin(None, SUNDAY, "away") as crm:
        priya, nora, _ = (crm.people.named(name)[0] for name, _, _ in PEOPLE)
        crm.absences.add(Absence(person=priya, first_day=date(2026, 11, 23), last_day=date(2026, 11, 23)))
        crm.holidays.add(Holiday(day=date(2026, 11, 24), team="sales", zone="Europe/Berlin"))
        nora.working_days = "TU,WE,TH"
    assert [digests.send(at(day, 15)) for day in (23, 24)] == [0, 0]
    assert digests.send(at(25, 15)) == 2
    assert queued(store, "Tom Becker") == []
    assert digests.send(at(28, 15)) == 0


def test_it_comes_at_the_time_told_waits_for_quiet_hours_and_stops_at_a_word(digests: Digests) -> None:
    store = digests.store
    change(store, "Priya Nair", digest_at="06:15", quiet_from="19:00", quiet_to="07:00")
    assert ticks(digests, at(23, 5, 20), at(23, 5, 59), at(23, 6, 0)) == [0, 0, 1]
    change(store, "Priya Nair", muted="digest")
    change(store, "Nora Quinn", slack_user=None)
    assert digests.send(at(24, 20)) == 0


def test_a_digest_that_cannot_be_composed_keeps_nobody_from_theirs(digests: Digests) -> None:
    with digests.store.begin(None, SUNDAY, "nameless") as crm:
        crm.people.named("Priya Nair")[0].name = " "
    assert ticks(digests, at(23, 14), at(23, 14, 2)) == [1, 0]
    assert len(queued(digests.store, "Nora Quinn")) == 1


def test_whoever_is_new_gets_the_first_one_on_the_next_day(digests: Digests) -> None:
    store = digests.store
    change(store, "Nora Quinn", slack_user=None)
    late = Digests(store)
    with store.begin(None, SUNDAY, "forget") as crm:
        for each in crm.session.scalars(select(Thread)):
            crm.session.delete(each)
    assert ticks(late, at(23, 16), at(23, 17)) == [0, 0]
    assert late.send(at(24, 8)) == 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Priya Nair", (at(27, 7, 31, 3), at(30, 6, 31, 3)), (at(23, 6, 31, 10), at(26, 7, 31, 10))),
        ("Nora Quinn", (at(6, 13, 31, 3), at(9, 12, 31, 3)), (at(30, 12, 31, 10), at(2, 13, 31, 11))),
    ],
)
def test_the_hour_on_the_wall_holds_when_the_clocks_change(
    office: Store, name: str, before: Sequence[datetime], after: Sequence[datetime]
) -> None:
    others = [each for each, _, _ in PEOPLE if each != name]
    for each in others:
        change(office, each, slack_user=None)
    with office.begin(None, at(1, 0, 0, 3), "early") as crm:
        for reminder in crm.reminders.all():
            reminder.due_at = reminder.told_at = at(1, 0, 0, 3)
    digests = Digests(office)
    digests.send(at(4, 0, 0, 3))
    for moment in (*before, *after):
        assert ticks(digests, moment - timedelta(minutes=2), moment) == [0, 1], moment


def test_quiet_hours_end_at_the_hour_they_say_when_the_clocks_change() -> None:
    berlin = Person(time_zone="Europe/Berlin", quiet_from="23:00", quiet_to="03:00")
    assert [berlin.is_quiet(at(25, hour, 0, 10)) for hour in (0, 1, 2)] == [True, True, False]
    york = Person(time_zone="America/New_York", quiet_from="23:00", quiet_to="02:30")
    assert [york.is_quiet(at(8, *clock, 3)) for clock in ((6, 59), (7, 0))] == [True, False]


def test_a_crowd_costs_one_query_a_minute_and_nothing_in_between(office: Store) -> None:
    with office.begin(None, SUNDAY, "many") as crm:
        for number in range(300):
            person = Person(name=f"P {number}", email=f"p{number}@rapport.test", slack_user=f"U{number}")
            crm.session.add(person)
            person.created_at, person.custom = SUNDAY, {}
    digests, asked = Digests(office), list[str]()
    digests.send(SUNDAY)
    event.listen(office.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for second in range(1, 121):
        digests.send(SUNDAY + timedelta(seconds=second))
    assert len([each for each in asked if each.lstrip().upper().startswith("SELECT")]) <= 4, asked


# ---- the week


def test_a_managers_week_has_last_weeks_numbers_against_the_week_before_with_a_chart(digests: Digests) -> None:
    store = digests.store
    with store.begin(None, at(18, 10), "won") as crm:
        priya = crm.people.named("Priya Nair")[0]
        globe = crm.customers.add(Customer(name="Globe Freight", owner=priya))
        for name, amount, closed in (("Big", 9000, at(18, 10)), ("Small", 1000, at(11, 10))):
            deal = Deal(name=name, customer=globe, owner=priya, stage="won", amount=Decimal(amount), currency="EUR")
            deal.closed_at = closed
            crm.deals.add(deal)
        late = Case(number=1, subject="Jam", customer=globe, assignee=priya, status="new", opened_at=at(16, 9))
        late.due_at = at(17, 9)
        crm.cases.add(late)
    digests.send(at(23, 7, 31))
    (told,) = queued(store, "Tom Becker", "weekly")
    assert told.text == "Last week of the team sales, 16 Nov to 22 Nov: 1 deal won, none lost."
    assert "Amount won | 9,000 EUR | 1,000 EUR" in told.plain()
    assert "Late cases now | 1" in told.plain()
    (chart,) = (part for part in told.parts if isinstance(part, Chart))
    assert chart.values[-2:] == (1000.0, 9000.0)
    assert told.note == "Say “Monday digest off” to stop these."
    ticks(digests, at(24, 9), at(25, 9))
    assert len(queued(store, "Tom Becker", "weekly")) == 1
    assert queued(store, "Priya Nair", "weekly") == []


# ---- reminders


def set_reminder(store: Store, about: str, due: datetime, **columns: object) -> None:
    with store.begin("priya@rapport.test", SUNDAY, f"set {about}") as crm:
        person = crm.people.named("Priya Nair")[0]
        told = {"about": about, "due_at": due, "person": person, "by": person} | columns
        crm.reminders.add(Reminder(**told))


def told_of(store: Store) -> list[str]:
    return [each.text for each in queued(store, "Priya Nair", "reminder")]


def test_reminders_due_at_one_moment_are_one_message_with_a_button_each(office: Store) -> None:
    for about in ("send the quote", "call Dana", "book the room"):
        set_reminder(office, about, at(23, 9))
    set_reminder(office, "later", at(23, 10))
    assert (remind(office, at(23, 9)), remind(office, at(23, 9, 1)), remind(office, at(23, 10))) == (3, 0, 1)
    three, later = queued(office, "Priya Nair", "reminder")
    assert [three.text, later.text] == ["Three reminders:", "Reminder: later."]
    assert [each.label for each in three.buttons] == ["1: Done", "2: Done", "3: Done"]
    intent = three.buttons[1].intent
    assert intent is not None
    assert intent["slots"]["reminder"]["name"] == "call Dana"


def test_what_was_told_before_takes_nothing_with_it_that_was_not(office: Store) -> None:
    with office.begin(None, SUNDAY, "warn") as crm:
        place = f"person:{crm.people.named('Priya Nair')[0].id}"
        first, second = (Told(key, place, Reply(f"{key} is late."), key) for key in ("case:1", "case:2"))
        assert [tell(crm, each, "warning") for each in ([first], [first, second], [first])] == [1, 1, 0]
    assert [each.text for each in queued(office, "Priya Nair", "case")] == ["case:1 is late.", "case:2 is late."]


def test_in_quiet_hours_only_what_was_asked_for_by_oneself_is_told_and_the_rest_at_their_end(office: Store) -> None:
    change(office, "Priya Nair", quiet_from="19:00", quiet_to="08:00")
    with office.read(SUNDAY) as crm:
        tom = crm.people.named("Tom Becker")[0].id
    set_reminder(office, "switch the oven off", at(23, 19))
    set_reminder(office, "water the plants", at(23, 19), every="FREQ=DAILY")
    set_reminder(office, "look at the budget", at(23, 20), by=None, by_id=tom)
    assert [remind(office, at(23, 20, each)) for each in (0, 1)] == [1, 0]
    assert told_of(office) == ["Reminder: switch the oven off."]
    shown: list[Reply] = []
    assert Bell(office, "priya@rapport.test").ring(at(23, 20, 2), shown.append) == 0
    assert [remind(office, at(24, 6, 59)), remind(office, at(24, 7))] == [0, 2]
    assert "Two reminders:" in told_of(office)
